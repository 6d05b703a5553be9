import { computed } from "@preact/signals";
import type { Json } from "@samsyn/sdk";
import { minute } from "./clock.js";
import { all, citizenOf, inScope, items, list, member, text, type Doc } from "./docs.js";
import { visitStatus } from "./status.js";

const timeZone = "Europe/Stockholm";
// Made once: that takes long.
const days = new Intl.DateTimeFormat("sv-SE", { timeZone });
const hours = new Intl.DateTimeFormat("sv-SE", { timeZone, hour: "2-digit" });

/** Swedish calendar day of a time, as 2026-11-24; "" for what is none. */
export function dayOf(time: string | number | Date): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? "" : days.format(at);
}

const hourMillis = 3_600_000;
const dayMillis = 24 * hourMillis;
/** Hours of the clock. A night belongs to those who work it, on both sides of midnight; by noon they have gone home. */
const [morning, noon, evening] = ["06", "12", "18"];

/** From a morning to the day before, and from an evening to the next: also where that day has 23 hours, or 25. */
const nextMillis = 14 * hourMillis;

/** hourOf is the hour of a time with its day, in an order that text has too: "2026-11-24 07". */
const hourOf = (time: number): string => dayOf(time) + " " + hours.format(time);

/**
 * roundOf tells whether something that begins then is of the day that a time is in. In the evening the night that comes is of the day as
 * well, and in the night the evening that was: whoever works nights has one list, and nothing leaves it at midnight. What waits still to
 * be written down stays until noon.
 */
export function roundOf(now: number): (start: string, waits?: boolean) => boolean {
  const [today = "", oclock = ""] = hourOf(now).split(" ");
  const night = `${dayOf(now - nextMillis)} ${evening}`;
  const to = oclock < evening ? `${today} 24` : `${dayOf(now + nextMillis)} ${morning}`;
  return (start, waits = false) => {
    const at = Date.parse(start);
    if (!(Math.abs(at - now) < 2 * dayMillis)) return false; // as most are: they cost no calendar
    const its = hourOf(at);
    return (oclock < (waits ? noon : morning) ? night : today) <= its && its < to;
  };
}

const hour = computed(() => Math.floor(minute.value / hourMillis));

/** round is the day that it is now, as roundOf tells it. */
export const round = computed(() => roundOf(hour.value * hourMillis));

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

/** visitsOf are the visits that begin at a time that counts, of those that are held, in order. */
export function visitsOf(counts: (start: string) => boolean, nowMillis: number): readonly Planned[] {
  return all("visitPlan")
    .filter((d) => counts(text(d, "start")))
    .map((plan) => planned(plan, nowMillis))
    .sort((a, b) => a.start.localeCompare(b.start) || a.plan.doc.localeCompare(b.plan.doc));
}

const missing = new Set(["late", "suspectedMissed", "confirmedMissed"]);

/** missedOf are the visits of the last 24 hours that nobody has heard of: one of late in the evening is not over at midnight. */
export const missedOf = (nowMillis: number): readonly Planned[] =>
  visitsOf((start) => Math.abs(nowMillis - Date.parse(start)) < dayMillis, nowMillis).filter((v) =>
    missing.has(v.status),
  );

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

/** Said is what somebody, or the server, judged of a visit. */
export interface Said {
  readonly id: string;
  readonly kind: string;
  readonly basis: string;
  readonly by: string;
  readonly at: string;
  /** The visit that was sent instead. */
  readonly instead: string;
}

/** saidOf is what was judged of a visit, in order: suspected missed, replacement sent … */
export function saidOf(plan: Doc): readonly Said[] {
  return ofDay(plan, "assertions")
    .map((v) => ({
      id: member(v, "assertionId"),
      kind: member(v, "kind"),
      basis: member(v, "basis"),
      by: member(v, "by"),
      at: member(v, "at"),
      instead: member(v, "replacementPlanId"),
    }))
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** Been is somebody's visit as everybody may know of it who may see the plan: what was done there is not in it. */
export interface Been {
  readonly staff: string;
  readonly arrived: string;
  readonly left: string;
  readonly outcome: string;
  /** When the server heard of it, if that was long after; else "". */
  readonly cameIn: string;
}

/** lateNewsMillis is how long after a visit word of it may come without anybody having missed it. */
const lateNewsMillis = 10 * 60_000;

/** beenOf are the visits that were made on a plan, in order. */
export const beenOf = (plan: Doc): readonly Been[] =>
  ofDay(plan, "facts")
    .map(beenIn)
    .sort((a, b) => a.arrived.localeCompare(b.arrived));

/** beenIn reads one of a day's visits. */
export function beenIn(v: Json): Been {
  const [arrived, left, heard] = [member(v, "arrivedAt"), member(v, "leftAt"), member(v, "receivedAt")];
  const isLate = Date.parse(heard) - Date.parse(left || arrived) > lateNewsMillis;
  return { staff: member(v, "staffId"), arrived, left, outcome: member(v, "outcome"), cameIn: isLate ? heard : "" };
}

/** isRefuted: somebody thought that nobody came, and somebody had. */
export const isRefuted = (plan: Doc): boolean => text(plan, "refutedAt") !== "";

/** ofDay are the entries about a plan in what the server gathers of a citizen's days. */
const ofDay = (plan: Doc, field: string): readonly Json[] =>
  inScope(plan.scope, "visitDay")
    .flatMap((d) => items(d, field))
    .map((i) => i.value)
    .filter((v) => member(v, "visitPlanId") === plan.doc && member(v, "voided") !== "true");

/** responses are who answered a call to the meeting's sequence that is in force, and what. */
export function responses(meeting: Doc): ReadonlyMap<string, string> {
  const current = items(meeting, "attendance").filter((i) => !i.stale);
  return new Map(current.map((i) => [member(i.value, "staffId") || i.id, member(i.value, "response")]));
}
