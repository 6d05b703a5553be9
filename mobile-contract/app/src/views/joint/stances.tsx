import type { JSX } from "preact";
import type { Doc } from "../../lib/docs.js";
import { staffName } from "../../lib/people.js";
import { say, shortly } from "../../words/index.js";
import { Go } from "../team/lead.js";
import { whole } from "../team/meeting.js";
import { Writing } from "../team/parts.js";
import { mayMove } from "../team/rights.js";
import { named } from "../team/show.js";
import { Ask, type AboutGuest } from "./ask.js";
import { guests, past, standing, type Guest } from "./guests.js";
import { isHers, stanceOn } from "./said.js";

/** Stances are what the citizen says about each who comes, in her own words. */
export function Stances(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const mayAsk = !past.has(standing(d)) && !["cancelled", "declinedByCitizen"].includes(standing(d));
  const all: readonly Guest[] = guests(d).length > 0 ? guests(d) : [{ id: "all", name: say("tmAllWhoCome"), role: "" }];
  return (
    <section class="voice">
      <h2>{say(isHers() ? "tmYourWord" : "tmCitizensWord")}</h2>
      <Writing scope={d.scope} doc={d.doc} />
      {all.map((g) => (
        <div class="stance" key={g.id}>
          <h3>
            {g.name} {g.role !== "" && <small>{g.role}</small>}
          </h3>
          <Stands of={d} guest={g} />
          {mayAsk && <Ask of={d} guest={g} />}
        </div>
      ))}
      {!isHers() && <ToAccepted of={d} who={all} />}
    </section>
  );
}

/** Stands is the citizen's answer about somebody, with whom it was said to. */
function Stands(p: AboutGuest): JSX.Element {
  const d = p.of;
  const is = stanceOn(d, p.guest.id);
  const isOld = isHers() && is.answer !== "" && is.answer !== "no" && is.to < whole(d, "sequence");
  return (
    <>
      <p class={"is " + (is.answer || "none")}>
        {is.answer === "" ? say("tmNotAsked") : named(d.type, "citizenStance.answer", is.answer)}
      </p>
      {isOld && <p class="warning">{say("tmTimeChangedAnswer")}</p>}
      {is.words !== "" && <blockquote>{is.words}</blockquote>}
      {is.by !== "" && !isHers() && (
        <p class="note">
          {is.isTheirs ? say("tmSaidByThem") : say("tmToldTo") + " " + staffName(is.by)}
          {is.at !== "" && ", " + shortly(is.at)}
        </p>
      )}
    </>
  );
}

/** ToAccepted says that the citizen wants the visit, once she has said yes to each. Nobody books before. */
function ToAccepted(p: { readonly of: Doc; readonly who: readonly Guest[] }): JSX.Element | null {
  const d = p.of;
  if (!mayMove(d, "accepted", true)) return null;
  const isYes = p.who.every((g) => stanceOn(d, g.id).answer === "yes");
  if (!isYes) return <p class="note">{say("tmAskEach")}</p>;
  return <Go of={d} to="accepted" button={say("tmCitizenWants")} kind="main" forCitizen />;
}
