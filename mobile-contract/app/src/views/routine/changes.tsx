import type { JSX } from "preact";
import { byId, text, type Doc } from "../../lib/docs.js";
import { Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { changed } from "../team/changed.js";
import { stepsOf } from "../team/meeting.js";

/** Changes are what is different from the routine that it replaces. */
export function Changes(p: { readonly of: Doc }): JSX.Element | null {
  const before = byId("routine", text(p.of, "replacesRoutineId"));
  if (!before) return null;
  const whats = (d: Doc): readonly string[] => stepsOf(d).map((s) => text(s, "what"));
  const { added, gone } = changed(whats(before), whats(p.of));
  return (
    <Card title={say("tmWhatChanged")}>
      {added.length + gone.length === 0 && <p class="note">{say("tmNothingChanged")}</p>}
      <ul class="journal">
        {added.map((what) => (
          <li key={what}>
            <b>{say("tmIsNew")}</b> {what}
          </li>
        ))}
        {gone.map((what) => (
          <li key={what}>
            <b>{say("tmIsGone")}</b> <del>{what}</del>
          </li>
        ))}
      </ul>
    </Card>
  );
}
