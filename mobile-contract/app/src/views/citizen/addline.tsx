import type { JSX } from "preact";
import type { Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { add, write } from "../../lib/write.js";
import { Form, Line } from "../../ui/inputs.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { fieldName } from "../care/data.js";

/** AddLine adds one line to a list, at once. */
export function AddLine(p: {
  readonly of: Doc;
  readonly field: string;
  readonly label: string;
  readonly hint: string;
}): JSX.Element {
  const typed = useTyped("line/" + p.of.doc + "/" + p.field, { text: "" });
  const said = typed.value.value.text;
  async function save(): Promise<void> {
    const { scope, doc, type } = p.of;
    if (said.trim() === "") return;
    if (await write({ scope, doc, type, changes: { [p.field]: add(said.trim()) } })) await typed.done();
  }
  return (
    <details open={said !== ""}>
      <summary>{p.label}</summary>
      <Form onSubmit={save}>
        <Line
          label={p.hint || fieldName(p.of.type, p.field)}
          value={said}
          onText={(text) => {
            typed.change({ text });
          }}
        />
        <Button type="submit" disabled={said.trim() === ""}>
          {say("save")}
        </Button>
      </Form>
    </details>
  );
}
