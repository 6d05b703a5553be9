import { all, byId, find, inScope, items, list, member, text, value, values, type Doc } from "../../lib/docs.js";
import { isHeld } from "../../lib/phone.js";
import { stateOf } from "./rights.js";
import { allParts, isOf, meetingScope, partScope, teamOf, type Part } from "./scopes.js";

/** whole is a field's number, or 0. */
export function whole(d: Doc | undefined, field: string): number {
  const v = value(d, field);
  return typeof v === "number" ? v : 0;
}

/** Seat is somebody in a team, with the parts of the meeting that are hers. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly parts: readonly number[];
}

/** rosterOf is the list of members of the team that a scope is of. */
export const rosterOf = (scope: string): Doc | undefined => inScope(meetingScope(scope), "teamRoster")[0];

/** seats are a team's people. */
export function seats(scope: string): readonly Seat[] {
  return values(rosterOf(scope), "members").map((m) => {
    const parts = typeof m === "object" && m !== null && "parts" in m ? m["parts"] : [];
    const id = member(m, "staffId");
    return {
      id,
      name: member(m, "name") || id,
      role: member(m, "role"),
      parts: Array.isArray(parts) ? parts.filter((p): p is number => typeof p === "number") : [],
    };
  });
}

/** teamName is what the team of a scope is called. */
export const teamName = (scope: string): string => text(rosterOf(scope), "name") || teamOf(scope);

/** myParts are the rooms that the person may be in: of the others nothing is shown. */
export const myParts = (scope: string): readonly Part[] =>
  allParts.filter((part) => isHeld(partScope(meetingScope(scope), part)));

/** partDoc holds the notes and the order of a part. */
export const partDoc = (meeting: Doc, part: Part): Doc | undefined =>
  inScope(partScope(meeting.scope, part), "meetingPart").find((d) => text(d, "meetingId") === meeting.doc);

/** isAhead: not over, and not cancelled. */
const ahead: ReadonlySet<string> = new Set(["draft", "called", "prepared", "running"]);

/** meetingsOf are a team's meetings, the earliest first. */
export const meetingsOf = (scope: string): readonly Doc[] =>
  [...inScope(meetingScope(scope), "teamMeeting")].sort((a, b) => text(a, "start").localeCompare(text(b, "start")));

/** nextMeeting is the one that is going on or comes next. */
export function nextMeeting(scope: string, now: number): Doc | undefined {
  const open = meetingsOf(scope).filter((d) => ahead.has(stateOf(d)));
  const isSoon = (d: Doc): boolean => stateOf(d) === "running" || Date.parse(text(d, "end")) > now;
  return open.find((d) => stateOf(d) === "running") ?? open.find(isSoon);
}

const weight: Readonly<Record<string, number>> = { urgent: 0, high: 1, normal: 2 };

/** itemsOf are a meeting's items of one part, in the order that was agreed on, then the most important first. */
export function itemsOf(meeting: Doc, part: Part): readonly Doc[] {
  const order = list(partDoc(meeting, part), "itemOrder");
  const place = (d: Doc): number => (order.includes(d.doc) ? order.indexOf(d.doc) : order.length);
  const rank = (d: Doc): number => weight[text(d, "priority")] ?? 2;
  return itemsIn(meeting.scope, part)
    .filter((d) => text(d, "meetingId") === meeting.doc)
    .sort((a, b) => place(a) - place(b) || rank(a) - rank(b) || a.doc.localeCompare(b.doc));
}

/** leftOver are items of the part that are to come up and are on no meeting that is still to be. */
export function leftOver(meeting: Doc, part: Part): readonly Doc[] {
  const waits: ReadonlySet<string> = new Set(["proposed", "accepted", "prepared", "postponed", "parked"]);
  return itemsIn(meeting.scope, part).filter((d) => {
    const on = find(meeting.scope, text(d, "meetingId"));
    return (
      d.scope !== "" && waits.has(stateOf(d)) && text(d, "meetingId") !== meeting.doc && !(on && ahead.has(stateOf(on)))
    );
  });
}

const itemsIn = (scope: string, part: Part): readonly Doc[] =>
  all("agendaItem").filter((d) => isOf(d.scope, scope, part));

/** decisionsOf and the tasks and visits that followed. */
export const decisionsOf = (item: Doc): readonly Doc[] =>
  inScope(item.scope, "meetingDecision").filter((d) => text(d, "itemId") === item.doc);

export const followsFrom = (decision: Doc): readonly Doc[] =>
  [...inScope(decision.scope, "followUpTask"), ...inScope(decision.scope, "jointVisit")].filter(
    (d) => text(d, "fromDecisionId") === decision.doc,
  );

/** inRoom are those marked as present, by id. */
export const inRoom = (meeting: Doc): readonly string[] => list(meeting, "presentIds");

/** outsiders are those in the room who may not be in a part. */
export const outsiders = (meeting: Doc, part: Part, present: readonly string[]): readonly Seat[] =>
  seats(meeting.scope).filter((s) => present.includes(s.id) && !s.parts.includes(part));

/** missingRoles are roles that have to be there and are not: those the part says, and a nurse in part 3. */
export function missingRoles(meeting: Doc, part: Part, present: readonly string[]): readonly string[] {
  const said = items(partDoc(meeting, part), "quorum").map((i) => (typeof i.value === "string" ? i.value : ""));
  const wanted = new Set([...said, ...(part === 3 ? ["nurse"] : [])]);
  const there = new Set(
    seats(meeting.scope)
      .filter((s) => present.includes(s.id))
      .map((s) => s.role),
  );
  return [...wanted].filter((role) => role !== "" && !there.has(role));
}

/** phaseOf is which of the routine's phases a meeting is in. */
export function phaseOf(meeting: Doc): "before" | "during" | "after" {
  const state = stateOf(meeting);
  if (state === "running") return "during";
  return state === "closed" || state === "confirmed" ? "after" : "before";
}

/** stepsOf are a routine's steps in order. */
export function stepsOf(routine: Doc | undefined): readonly Doc[] {
  if (!routine) return [];
  const order = list(routine, "stepIds");
  const mine = inScope(routine.scope, "routineStep").filter((d) =>
    order.length > 0 ? order.includes(d.doc) : text(d, "routineId") === routine.doc,
  );
  const place = (d: Doc): number => (order.length > 0 ? order.indexOf(d.doc) : whole(d, "order"));
  return [...mine].sort((a, b) => place(a) - place(b) || a.doc.localeCompare(b.doc));
}

/** routineInForce is the routine that a team goes by. */
export function routineInForce(scope: string): Doc | undefined {
  const there = inScope(meetingScope(scope), "routine");
  const named = there.find((d) => d.doc === text(rosterOf(scope), "routineId"));
  const inForce = there.filter((d) => stateOf(d) === "inForce");
  return (named && stateOf(named) !== "replaced" ? named : undefined) ?? inForce.at(-1);
}

/** routineOf is the routine that a meeting was called with. */
export const routineOf = (meeting: Doc): Doc | undefined =>
  byId("routine", text(meeting, "routineId")) ?? routineInForce(meeting.scope);
