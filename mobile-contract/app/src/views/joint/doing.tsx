import type { JSX } from "preact";
import { text, type Doc } from "../../lib/docs.js";
import { Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { CanMove, Go, WithReason } from "../team/lead.js";
import { mayMove, stateOf } from "../team/rights.js";

/** Doing is what happens with the visit. */
export function Doing(p: { readonly of: Doc; readonly isMine: boolean }): JSX.Element | null {
  const d = p.of;
  const state = stateOf(d);
  const isBookable = mayMove(d, "scheduled") && text(d, "start") !== "";
  const maySetTime = ["accepted", "scheduled", "confirmed", "notHeld"].includes(state);
  return (
    <Card title={say("tmWhatNow")}>
      {state === "declinedByCitizen" && <p class="warning">{say("tmCitizenSaidNo")}</p>}
      <Go of={d} to="citizenAsked" button={say("tmCitizenIsAsked")} />
      {maySetTime && <CanMove of={d} />}
      {isBookable && <Go of={d} to="scheduled" button={say("tmBookVisit")} kind="main" />}
      <Go of={d} to="confirmed" button={say("tmConfirmVisit")} />
      {p.isMine && (
        <>
          <Go of={d} to="underway" button={say("tmOnMyWay")} kind="main" />
          <Go of={d} to="held" button={say("tmVisitHeld")} kind={state === "underway" ? "main" : "plain"} />
          <WithReason of={d} to="notHeld" button={say("tmVisitNotHeld")} ask={say("tmWhyNotHeld")} />
        </>
      )}
      <Go of={d} to="declinedByCitizen" button={say("tmCitizenDeclines")} kind="danger" forCitizen />
      <WithReason of={d} to="cancelled" button={say("tmCancelVisit")} ask={say("tmWhyCancelled")} />
    </Card>
  );
}
