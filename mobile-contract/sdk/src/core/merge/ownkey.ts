import type { Document } from "../document.js";
import type { Op } from "../edit.js";
import { type Json, own } from "../json.js";
import { scopeParts } from "../scope.js";
import { whole } from "./bundle.js";
import { best, type Candidates, type Step, wins } from "./step.js";

/** OWN: each person writes under the own id. The answer to the later sequence is shown, then the later one. */
export function latestAnswer(set: Candidates): number {
  return best(set, (a, b) => {
    if (set.rule.answers) {
      const difference = (sequenceIn(a.v) ?? 0) - (sequenceIn(b.v) ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return wins(a, b, set.origins);
  });
}

/**
 * Refuses to answer for somebody else. An answer to a sequence that has passed is kept, and its author is told that it does
 * not count: an old yes is not a new yes.
 */
export function guardOwnKey(s: Step, set: Candidates, op: Op): string {
  if (!isOwnKey(s, set)) return "not-yours";
  const { answers } = set.rule;
  if (answers) {
    const n = sequenceIn(own(op.add, set.item));
    if (n !== undefined && n < sequenceNow(s.next, answers)) s.code = "stale-answer";
  }
  return "";
}

/** The own item; as one of the roles in others, or as the server, anybody's; for the citizen's own statement the citizen's. */
function isOwnKey(s: Step, { rule, item }: Candidates): boolean {
  const { kind, subject } = scopeParts(s.e.scope);
  return (
    item === s.in.author ||
    s.in.role === "server" ||
    rule.others?.includes(s.in.role) ||
    (s.e.onBehalfOf === "citizen" && kind === "citizen" && item === subject)
  );
}

/** The sequence that an answer names; undefined when it names none. */
export function sequenceIn(value: Json | undefined): number | undefined {
  return whole(member(value, "respondedToSequence"));
}

/** A member of a value that is an object. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? own(value, name) : undefined;
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a sequence field shows, 0 while nothing was counted. */
export function sequenceNow(d: Pick<Document, "fields">, field: string): number {
  let n = 0;
  for (const c of own(d.fields, field)?.c ?? []) {
    n = Math.max(n, whole(c.v) ?? 0);
  }
  return n;
}
