import { type Scope, scopeParts } from "../../core/index.js";
import { type Held, moment, text, valueOf } from "../held.js";
import type { Rule, Screen } from "./screen.js";
import { factsOf, type Said, saidOf } from "./visitknown.js";

/** Strongest first: what was done beats what somebody thought, whenever it was written. */
const statuses = [
  "performed",
  "partly",
  "interrupted",
  "alreadyVisited",
  "declinedByCitizen",
  "notAdmitted",
  "notHome",
  "replacementSent",
  "confirmedMissed",
  "suspectedMissed",
  "cancelled",
  "planned",
];

/**
 * visitStatus joins what was done and what people thought of it over the plan, also when only this phone knows it yet. The visits of a
 * person who died, or has no support any more, are cancelled unless somebody was there.
 */
export const visitStatus: Rule = (s, of) => {
  const said = saidOf(s, of);
  const counted = said.filter((one) => one.kind !== "suspectedMissed" || isStillSuspected(one, said, of));
  const heard = [...factsOf(s, of), ...counted.map((one) => one.kind)];
  const own = text(valueOf(of.view, "state")) === "cancelled" ? "cancelled" : "planned"; // changed, too
  const best = statuses.find((status) => status === own || heard.includes(status)) ?? own;
  const isNothingDone = statuses.indexOf(best) > statuses.indexOf("notHome");
  return isNothingDone && isOver(s, of.scope) ? "cancelled" : best;
};

/** A suspicion is about the time that the plan has, and ends when somebody has heard that all is well. */
function isStillSuspected(one: Said, said: readonly Said[], plan: Held): boolean {
  const at = moment(one.at);
  const end = moment(valueOf(plan.view, "end"));
  if (at === undefined) return true;
  if (end !== undefined && at < end) return false;
  return !said.some((other) => other.kind === "allWell" && (moment(other.at) ?? -Infinity) >= at);
}

/** isOver reports whether a citizen's support has ended, as far as this phone knows. */
function isOver(s: Screen, visits: Scope): boolean {
  const { subject } = scopeParts(visits);
  for (const { scope, view } of s.all("citizen")) {
    const state = text(valueOf(view, "state"));
    const hasEnded = state === "ended" || state === "deceased";
    if (hasEnded && view.voided === "" && scopeParts(scope).subject === subject) return true;
  }
  return false;
}
