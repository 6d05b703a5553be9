import { type Json, type Scope } from "../core/index.js";
import { member } from "../core/merge/ownkey.js";
import { type Held, isLive, itemOf, type Me, moment, order, text, textIn, valueOf, whole } from "./held.js";

/** An appointment that the phone rings for. */
export interface Alarm {
  readonly scope: Scope;
  readonly doc: string;
  readonly type: string;
  /** Of the time that stands now. */
  readonly sequence: number;
  /** When it begins, milliseconds. The phone may ring earlier, never for another time. */
  readonly at: number;
}

/** The time of an appointment that its person has taken in: the first she was told of, or that she answered to last. */
export interface Known {
  readonly scope: Scope;
  readonly doc: string;
  readonly sequence: number;
  readonly at: number;
}

/** An appointment whose time is another than the one she knows: it is shown from → to, and she is asked to answer again. */
export interface Moved {
  readonly code: "answer-again";
  readonly scope: Scope;
  readonly doc: string;
  readonly type: string;
  /** What she is asked to answer to. */
  readonly sequence: number;
  /** Milliseconds; absent when this phone does not know it any more. */
  readonly from?: number;
  readonly to: number;
  /** What she said to the earlier time, which does not count: yes, no or maybe. */
  readonly answered?: string;
}

/**
 * What the phone does about appointments. Alarms are all there are: one that the phone has set and that is not among them is taken
 * away. Known is to be kept, encrypted as what is shown is, and given to the next appointments.
 */
export interface Plan {
  readonly alarms: readonly Alarm[];
  readonly moved: readonly Moved[];
  readonly known: readonly Known[];
}

/** How a type invites. */
interface Invitation {
  /** In which it is to be. */
  readonly states: readonly string[];
  /** The list in which people answer, each under her own id. */
  readonly answers: string;
  readonly invited: (me: Me, h: Held) => boolean;
}

/** Only who belongs to a team holds its meetings; to a joint visit come those it names, unless the citizen does not want them. */
const invitations = new Map<string, Invitation>([
  ["teamMeeting", { states: ["called", "prepared"], answers: "attendance", invited: () => true }],
  ["jointVisit", { states: ["scheduled", "confirmed"], answers: "responses", invited: visits }],
]);

function visits(me: Me, h: Held): boolean {
  const all = valueOf(h.view, "participants");
  const isNamed = Array.isArray(all) && all.some((one: Json) => textIn(one, "staffId") === me.actor);
  return isNamed && stance(h, me.actor) !== "no";
}

/** stance is what the citizen said about somebody, or else about all. */
function stance(h: Held, staff: string): string {
  const item = itemOf(h.view, "citizenStance", staff) ?? itemOf(h.view, "citizenStance", "all");
  return textIn(item?.value, "answer");
}

/**
 * appointments says which appointments the phone rings for, and who is asked to answer again because they moved. now is in
 * milliseconds; held is what the phone shows, in any order; known is what the last plan gave, or nothing.
 */
export function appointments(now: number, me: Me, held: readonly Held[], known: readonly Known[] = []): Plan {
  const plan = { alarms: [] as Alarm[], moved: [] as Moved[], known: [] as Known[] };
  for (const h of held) {
    const how = invitations.get(h.type);
    if (!how || !isLive(h)) continue;
    const was = known.find((k) => k.scope === h.scope && k.doc === h.doc);
    const one = planned(now, me, h, how, was);
    if (one.alarm) plan.alarms.push(one.alarm);
    if (one.moved) plan.moved.push(one.moved);
    if (one.known) plan.known.push(one.known);
  }
  plan.alarms.sort(
    order(
      (a) => a.at,
      (a) => a.scope,
      (a) => a.doc,
    ),
  );
  plan.moved.sort(
    order(
      (m) => m.to,
      (m) => m.scope,
      (m) => m.doc,
    ),
  );
  plan.known.sort(
    order(
      (k) => k.scope,
      (k) => k.doc,
    ),
  );
  return plan;
}

interface Planned {
  readonly alarm?: Alarm;
  readonly moved?: Moved;
  readonly known?: Known | undefined;
}

/** planned plans one appointment. */
function planned(now: number, me: Me, h: Held, how: Invitation, was: Known | undefined): Planned {
  const { scope, doc, type, view } = h;
  const at = moment(valueOf(view, "start"));
  const isToBe = how.states.includes(text(valueOf(view, "state"))) && how.invited(me, h);
  if (at === undefined || at <= now || !isToBe) return { known: was }; // it may be called again
  const sequence = whole(valueOf(view, "sequence"));
  const { answered, counts } = answerTo(me, h, how, sequence);
  const rings = counts && answered === "no" ? {} : { alarm: { scope, doc, type, sequence, at } };
  const is = { scope, doc, sequence, at };
  const old = was && was.sequence < sequence ? was : undefined;
  if (counts) return { ...rings, known: is };
  if (!old && answered === "") return { ...rings, known: was ?? is };
  const moved = {
    code: "answer-again" as const,
    scope,
    doc,
    type,
    sequence,
    ...(old && old.at !== 0 && { from: old.at }),
    to: at,
    ...(answered !== "" && { answered }),
  };
  return { ...rings, moved, known: was };
}

/** answerTo is what she has answered, and whether it is to the time that stands: an old yes is not a new yes. */
function answerTo(me: Me, h: Held, how: Invitation, sequence: number): { answered: string; counts: boolean } {
  const item = itemOf(h.view, how.answers, me.actor);
  if (!item) return { answered: "", counts: false };
  const to = whole(member(item.value, "respondedToSequence"));
  return { answered: textIn(item.value, "response"), counts: !item.stale && to >= sequence };
}
