import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { add, now, set, write } from "../../lib/write.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { Area, Form } from "../../ui/inputs.js";
import { mayMove, mayWrite } from "./rights.js";
import { fieldName } from "./show.js";

/** Append adds to what is written one after the other; with a state, the document comes into it by the same edit. */
export function Append(p: {
  readonly of: Doc;
  readonly field: string;
  readonly button: string;
  readonly to?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly label?: string;
  readonly kind?: "main" | "plain";
}): JSX.Element | null {
  const { of: d, field, to } = p;
  const t = useTyped(field + "/" + (to ?? "") + "/" + d.doc, { text: "" });
  const [isOpen, setOpen] = useState(false);
  const typed = t.value.value.text.trim();
  if (!mayWrite(d.type, field) || (to !== undefined && !mayMove(d, to))) return null;
  if (!isOpen && typed === "")
    return (
      <Button
        kind={p.kind ?? "plain"}
        onClick={() => {
          setOpen(true);
        }}
      >
        {p.button}
      </Button>
    );

  async function hand(): Promise<void> {
    if (typed === "") return;
    const more = Object.entries(p.more ?? {}).map(([name, value]) => [name, set(value)] as const);
    const done = await write({
      scope: d.scope,
      doc: d.doc,
      type: d.type,
      changes: {
        [field]: add({ text: typed, at: now() }),
        ...(to === undefined ? {} : { state: set(to) }),
        ...Object.fromEntries(more),
      },
    });
    if (!done) return;
    await t.done();
    setOpen(false);
  }

  return (
    <Form onSubmit={hand}>
      <Area
        label={p.label ?? fieldName(d.type, field)}
        value={t.value.value.text}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(text) => {
          t.change({ text });
        }}
      />
      <Button kind="main" type="submit" disabled={typed === ""}>
        {p.button}
      </Button>
      <Button
        onClick={() => {
          void t.done();
          setOpen(false);
        }}
      >
        {say("cancel")}
      </Button>
    </Form>
  );
}
