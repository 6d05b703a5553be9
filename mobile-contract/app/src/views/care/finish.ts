import type { Draft, Json } from "@samsyn/sdk";
import { lastClock } from "../../lib/time.js";

// What a finished visit becomes. Pure: ids and times are given.

/** Act is how it went with one activity; "" is not said. */
export interface Act {
  readonly outcome: string;
  readonly support: string;
  readonly reason: string;
}

/** Going is a visit that goes on, as it is kept until it is handed in. */
export interface Going {
  /** When it began; "" is not yet. */
  readonly at: string;
  readonly record: string;
  readonly note: string;
  /** "plan" is all as planned, "other" is that something was not. */
  readonly mode: "" | "plan" | "other";
  readonly outcome: string;
  readonly acts: Readonly<Record<string, Act>>;
  readonly words: string;
  readonly text: string;
  readonly needsAction: boolean;
  readonly to: readonly string[];
  readonly told: "" | "yes" | "no";
  /** Clock times that were put right, "HH:MM". */
  readonly arrived: string;
  readonly left: string;
}

export const notBegun: Going = {
  at: "",
  record: "",
  note: "",
  mode: "",
  outcome: "",
  acts: {},
  words: "",
  text: "",
  needsAction: false,
  to: [],
  told: "",
  arrived: "",
  left: "",
};

/** Planned is an activity with the help that its plan says. */
export interface Planned {
  readonly id: string;
  readonly support: string;
}

/** Outcomes of which nothing was done, so that no activities are asked for. */
const without = new Set(["declinedByCitizen", "notHome", "notAdmitted", "alreadyVisited"]);

export const asksActivities = (outcome: string): boolean => outcome !== "" && !without.has(outcome);

export const nothingSaid: Act = { outcome: "", support: "", reason: "" };

/** asPlanned is what "all as planned" says of each activity: that it was done, with the help that was agreed on. */
export const asPlanned = (planned: readonly Planned[]): Record<string, Act> =>
  Object.fromEntries(planned.map((p) => [p.id, { outcome: "done", support: p.support, reason: "" }]));

interface Place {
  readonly scope: string;
  readonly plan: string;
  readonly now: string;
  /** Of those who were there, with whoever writes. */
  readonly staff: readonly string[];
  readonly legalDomain: string;
  readonly newId: () => string;
}

const hourMillis = 3_600_000;
/** A visit's end is written down within a day; a watch, or who reads it, may be a little ahead. */
const [visitHours, aheadHours] = [20, 2];

/** putRight is a time that somebody gave by the clock instead of one that the phone took: it may be on the other side of midnight. */
function putRight(clock: string, from: string, now: string, near: string): string {
  const latest = Math.min(Date.parse(from) + visitHours * hourMillis, Date.parse(now) + aheadHours * hourMillis);
  return lastClock(latest, clock, Date.parse(near));
}

/** arrivedAt is when whoever made the visit came. */
export const arrivedAt = (g: Going, now: string): string => putRight(g.arrived, g.at, now, g.at) || g.at;

/** leftAt is when they left. */
export const leftAt = (g: Going, now: string): string => putRight(g.left, arrivedAt(g, now), now, now) || now;

/** recordOf is the record of a finished visit. Most of it can never be changed, so it is made when all is known. */
export function recordOf(g: Going, p: Place): Draft {
  const left = leftAt(g, p.now);
  const acts = asksActivities(g.outcome) ? Object.entries(g.acts).filter(([, a]) => a.outcome !== "") : [];
  const outcomes = acts.map(([activityId, a]): [string, Json] => [
    p.newId(),
    {
      activityId,
      outcome: a.outcome,
      at: left,
      ...(a.support !== "" && (a.outcome === "done" || a.outcome === "partly") ? { supportGiven: a.support } : {}),
      ...(a.reason.trim() === "" ? {} : { reason: a.reason.trim() }),
    },
  ]);
  return {
    scope: p.scope,
    doc: g.record,
    type: "visitRecord",
    create: true,
    changes: {
      visitPlanId: { set: p.plan },
      arrivedAt: { set: arrivedAt(g, p.now) },
      leftAt: { set: left },
      outcome: { set: g.outcome },
      evidence: { set: "manual" },
      presentStaffIds: { add: Object.fromEntries(p.staff.map((id) => [p.newId(), id])) },
      ...(g.told === "" ? {} : { citizenToldNext: { set: g.told === "yes" } }),
      ...(outcomes.length === 0 ? {} : { activityOutcomes: { add: Object.fromEntries(outcomes) } }),
    },
  };
}

/** wordsOf is what the citizen said, in the citizen's name; undefined when nothing was. */
export function wordsOf(g: Going, scope: string): Draft | undefined {
  if (g.words.trim() === "") return undefined;
  return {
    scope,
    doc: g.record,
    type: "visitRecord",
    onBehalfOf: "citizen",
    changes: { citizenWords: { set: g.words.trim() } },
  };
}

/** noteOf is the note of a visit; undefined when none was written. */
export function noteOf(g: Going, p: Place): Draft | undefined {
  if (g.text.trim() === "") return undefined;
  return {
    scope: p.scope,
    doc: g.note,
    type: "visitNote",
    create: true,
    changes: {
      text: { add: { [p.newId()]: { at: p.now, text: g.text.trim() } } },
      occurredAt: { set: arrivedAt(g, p.now) },
      visitRecordId: { set: g.record },
      ...(p.legalDomain === "" ? {} : { legalDomain: { set: p.legalDomain } }),
      ...(g.needsAction ? { needsAction: { set: true } } : {}),
      ...(g.needsAction && g.to.length > 0
        ? { forProfessions: { add: Object.fromEntries(g.to.map((role) => [p.newId(), role])) } }
        : {}),
    },
  };
}
