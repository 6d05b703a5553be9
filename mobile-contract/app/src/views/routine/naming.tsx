import type { JSX } from "preact";
import { text, type Doc } from "../../lib/docs.js";
import { drop, useTyped } from "../../lib/drafts.js";
import { set, write } from "../../lib/write.js";
import { Area, Form, Line } from "../../ui/inputs.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { useBase } from "../team/base.js";
import { fieldName } from "../team/show.js";

/** Naming is what a draft is called and what it is for. */
export function Naming(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const t = useTyped("routine/" + d.doc, { name: text(d, "name"), purpose: text(d, "purpose") });
  const v = t.value.value;
  const seen = useBase(d.scope, d.doc);
  const isSame = v.name === text(d, "name") && v.purpose === text(d, "purpose");
  return (
    <Form
      onSubmit={async () => {
        const changes = {
          name: set(v.name.trim()),
          ...(v.purpose.trim() !== "" && { purpose: set(v.purpose.trim()) }),
        };
        if (v.name.trim() === "") return;
        if (await write({ scope: d.scope, doc: d.doc, type: d.type, ...seen(), changes }))
          await drop("routine/" + d.doc);
      }}
    >
      <Line
        label={fieldName(d.type, "name")}
        value={v.name}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(name) => {
          t.change({ name });
        }}
      />
      <Area
        label={fieldName(d.type, "purpose")}
        value={v.purpose}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(purpose) => {
          t.change({ purpose });
        }}
      />
      {!isSame && (
        <Button kind="main" type="submit" disabled={v.name.trim() === ""}>
          {say("save")}
        </Button>
      )}
    </Form>
  );
}
