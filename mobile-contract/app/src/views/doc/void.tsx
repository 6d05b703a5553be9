import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../../forms/send.js";
import type { Doc } from "../../lib/docs.js";
import { Area } from "../../ui/inputs.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";

/** Void says that a document does not apply, and why. Nothing is deleted. */
export function Void(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const [why, setWhy] = useState("");
  return (
    <details class="desk-more">
      <summary>{say("voidIt")}</summary>
      <Area label={say("voidWhy")} hint={say("voidHint")} value={why} onText={setWhy} />
      <Button
        kind="danger"
        disabled={why.trim() === ""}
        onClick={async () => {
          await send({ scope: d.scope, doc: d.doc, type: d.type, void: why.trim() });
        }}
      >
        {say("voidIt")}
      </Button>
    </details>
  );
}
