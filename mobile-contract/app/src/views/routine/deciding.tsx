import type { JSX } from "preact";
import { all, type Doc } from "../../lib/docs.js";
import { go } from "../../lib/route.js";
import { set, write } from "../../lib/write.js";
import { Button, Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { Go } from "../team/lead.js";
import { routineInForce, stepsOf } from "../team/meeting.js";
import { toState } from "../team/put.js";
import { mayCreate, mayMove, mayWrite, stateOf } from "../team/rights.js";
import { teamOf } from "../team/scopes.js";

/** Deciding approves a routine and puts it in force; the one before it is then replaced. */
export function Deciding(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const state = stateOf(d);
  const team = all("careTeam").find((one) => one.doc === teamOf(d.scope));

  async function inForce(): Promise<void> {
    const before = routineInForce(d.scope);
    if (!(await toState(d, "inForce"))) return;
    if (before && before.doc !== d.doc && mayMove(before, "replaced")) await toState(before, "replaced");
    if (team && mayWrite("careTeam", "routineId")) {
      await write({ scope: team.scope, doc: team.doc, type: team.type, changes: { routineId: set(d.doc) } });
    }
  }

  if (!mayCreate("routine")) return null;
  return (
    <Card title={say("tmWhatNow")}>
      {state === "draft" && !mayMove(d, "approved") && <p class="note">{say("tmManagerApproves")}</p>}
      {state === "draft" && stepsOf(d).length > 0 && (
        <Go of={d} to="approved" button={say("tmApproveRoutine")} kind="main" />
      )}
      {mayMove(d, "inForce") && (
        <Button kind="main" onClick={inForce}>
          {say("tmPutInForce")}
        </Button>
      )}
      {state === "approved" && <Go of={d} to="draft" button={say("tmBackToDraft")} />}
      {state === "inForce" && (
        <Button
          onClick={() => {
            go("new-routine", teamOf(d.scope));
          }}
        >
          {say("tmChangeRoutine")}
        </Button>
      )}
      <p class="note">{say("tmMeetingsKeepTheirs")}</p>
    </Card>
  );
}
