import type { JSX } from "preact";
import type { Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { add, now, write } from "../../lib/write.js";
import { Button, Field } from "../../ui/kit.js";
import { say } from "../../words/index.js";

/** Correct adds to what cannot be changed: what was written first stays. */
export function Correct(p: { readonly of: Doc; readonly field: string; readonly corrects?: string }): JSX.Element {
  const typed = useTyped("correct/" + p.of.doc + "/" + (p.corrects ?? ""), { text: "" });
  const said = typed.value.value.text;
  async function save(): Promise<void> {
    const entry = { at: now(), text: said.trim(), ...(p.corrects === undefined ? {} : { corrects: p.corrects }) };
    const { scope, doc, type } = p.of;
    if (await write({ scope, doc, type, changes: { [p.field]: add(entry) } })) await typed.done();
  }
  return (
    <details open={said !== ""}>
      <summary>{say("correct")}</summary>
      <Field label={say("correction")} hint={say("correctHint")}>
        {(id, by) => (
          <textarea
            id={id}
            aria-describedby={by}
            value={said}
            onInput={(e) => {
              typed.change({ text: e.currentTarget.value });
            }}
          />
        )}
      </Field>
      <Button disabled={said.trim() === ""} onClick={save}>
        {say("save")}
      </Button>
    </details>
  );
}
