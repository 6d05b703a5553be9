import type { JSX } from "preact";
import { citizenOf, find, reading, text } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { person } from "../lib/session.js";
import "../styles/team.css";
import { Card, Link, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Doing } from "./joint/doing.js";
import { Findings } from "./joint/findings.js";
import { booked, guests, past, standing } from "./joint/guests.js";
import { Stances } from "./joint/stances.js";
import { Summary } from "./joint/summary.js";
import { Answer, Answers, Time } from "./team/answer.js";
import { me } from "./team/rights.js";
import { Fact, State } from "./team/show.js";

/** Joint is a visit of several professions, #/joint/scope/id: of staff the visit, of the citizen the invitation to it. */
export function Joint(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  const isStaff = person.value?.kind === "staff";
  const back = href(isStaff ? "team" : "today");
  if (!d) return <Page title={say("notHere")} back={back} children={null} />;
  const isMine = guests(d).some((g) => g.id === me());
  const state = standing(d);
  const item = text(d, "decidedInItemId");
  return (
    <Page title={say("tmJointVisit")} lead={isStaff ? citizenName(citizenOf(scope)) : ""} back={back}>
      <Time of={d} />
      {isStaff && (
        <p class="tags">
          <State of={d} />
        </p>
      )}
      {["cancelled", "notHeld"].includes(state) && <p class="warning">{text(d, "stateReason")}</p>}
      {reading(d, "state")?.disputed && <p class="warning">{say("tmHeldAfterNo")}</p>}
      <Card>
        <Fact of={d} field="purpose" strong />
        {text(d, "questionToAnswer") !== text(d, "purpose") && <Fact of={d} field="questionToAnswer" />}
        {item !== "" && find(scope, item) && <Link href={href("item", scope, item)}>{say("tmDecidedAt")}</Link>}
      </Card>
      <Stances of={d} />
      {isStaff && isMine && booked.has(state) && <Answer of={d} field="responses" />}
      {isStaff && (
        <>
          <Card title={say("tmWhoComes")}>
            <Answers of={d} field="responses" who={guests(d)} />
          </Card>
          <Doing of={d} isMine={isMine} />
          <Findings of={d} />
          {past.has(state) && <Summary of={d} />}
        </>
      )}
    </Page>
  );
}
