import { type Type, type View } from "../../core/index.js";
import { itemsOf, moment, text, valueOf } from "../held.js";
import type { Rule } from "./screen.js";

/** How near in time two questions about one citizen are to be asked about, milliseconds. */
const sameWithin = 12 * 60 * 60_000;

/**
 * maybeSameAs names the open questions about the same hours of the same citizen that nobody has linked yet, sorted: two people who
 * have talked on the phone both write. It suggests; duplicates are linked, by people, and both kept.
 */
export const maybeSameAs: Rule = (s, of, t) => {
  const at = occurredAt(of.view);
  if (at === undefined || isAnswered(of.view, t)) return undefined;
  const same: string[] = [];
  for (const { doc, scope, view } of s.all(of.type)) {
    const when = occurredAt(view);
    if (doc === of.doc || scope !== of.scope || view.voided !== "" || when === undefined) continue;
    const isNear = Math.abs(at - when) <= sameWithin;
    if (isNear && !isAnswered(view, t) && !isLinked(of.view, doc) && !isLinked(view, of.doc)) same.push(doc);
  }
  return same.length > 0 ? same.sort() : undefined;
};

const occurredAt = (v: View): number | undefined => moment(valueOf(v, "occurredAt"));

/** A document that nobody gave a state is where its machine begins. */
const stateOf = (v: View, t: Type): string => text(valueOf(v, "state")) || (t.states?.initial[0] ?? "");

const isAnswered = (v: View, t: Type): boolean => ["answered", "confirmedByStaff", "closed"].includes(stateOf(v, t));

const isLinked = (from: View, to: string): boolean =>
  itemsOf(from, "duplicateOf").some((item) => text(item.value) === to);
