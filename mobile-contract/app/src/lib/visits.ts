import { all, citizenOf, items, list, member, text, type Doc } from "./docs.js";
import { visitStatus } from "./status.js";

const days = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }); // made once: that takes long

/** Swedish calendar day of a time, as 2026-11-24; "" for what is none. */
export function dayOf(time: string | number | Date): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? "" : days.format(at);
}

/** Planned is a visit of the day as a coordinator needs it. */
export interface Planned {
  readonly plan: Doc;
  readonly citizen: string;
  readonly staff: readonly string[];
  readonly start: string;
  readonly end: string;
  /** visitStatus, or late: nothing was recorded, and it should have been. */
  readonly status: string;
  readonly cannotFail: boolean;
}

/** lateMillis is how long after its end an unrecorded visit stands out, before the server suspects anything. */
const lateMillis = 15 * 60_000;

/** visitsOf are a day's visits in what is held, in order. */
export function visitsOf(date: string, nowMillis: number): readonly Planned[] {
  return all("visitPlan")
    .filter((d) => text(d, "start") !== "" && dayOf(text(d, "start")) === date)
    .map((plan) => planned(plan, nowMillis))
    .sort((a, b) => a.start.localeCompare(b.start) || a.plan.doc.localeCompare(b.plan.doc));
}

function planned(plan: Doc, nowMillis: number): Planned {
  const [start, end] = [text(plan, "start"), text(plan, "end")];
  return {
    plan,
    citizen: citizenOf(plan.scope),
    staff: list(plan, "staffIds"),
    start,
    end,
    status: statusOf(plan, end, nowMillis),
    cannotFail: text(plan, "criticality") === "cannotFail",
  };
}

function statusOf(plan: Doc, end: string, nowMillis: number): string {
  const derived = visitStatus(plan);
  if (derived !== "planned") return derived;
  return end !== "" && Date.parse(end) + lateMillis < nowMillis ? "late" : "planned";
}

/** assertionsOf are what was said of a visit, newest last: suspected missed, replacement sent … */
export function assertionsOf(plan: Doc): readonly { readonly kind: string; readonly at: string }[] {
  const scope = plan.scope;
  const said = all("visitAssertion", citizenOf(scope)).filter((d) => text(d, "visitPlanId") === plan.doc);
  return said.map((d) => ({ kind: text(d, "kind"), at: text(d, "at") })).sort((a, b) => a.at.localeCompare(b.at));
}

/** responses are who answered a call to the meeting's sequence that is in force, and what. */
export function responses(meeting: Doc): ReadonlyMap<string, string> {
  const current = items(meeting, "attendance").filter((i) => !i.stale);
  return new Map(current.map((i) => [member(i.value, "staffId") || i.id, member(i.value, "response")]));
}
