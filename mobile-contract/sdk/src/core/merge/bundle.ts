import type { Candidate } from "../document.js";
import { type Json, own } from "../json.js";
import { hasSeen, isSuccessor } from "./ancestry.js";
import { type Candidates, originOf, type Step } from "./step.js";

/**
 * BND: fields of a bundle change together, and only by somebody who had seen the latest of each. The first commit wins; the
 * second author is shown it and decides anew. Time and place are never half of one and half of another.
 */
export function guardStale(s: Step, set: Candidates): string {
  if (isStale(s, set.c)) return "stale";
  const { bundle } = set.rule;
  const others = Object.entries(s.t.fields).filter(([, rule]) => bundle && rule.bundle === bundle && !rule.sequence);
  return others.some(([name]) => isStale(s, own(s.next.fields, name)?.c ?? [])) ? "stale" : "";
}

/** Whether there is something that the author had not seen. */
export function isStale(s: Step, candidates: readonly Candidate[]): boolean {
  return candidates.some((c) => {
    const o = originOf(s.next.origins, c.e);
    return c.e !== s.e.id && !hasSeen(s, o) && !isSuccessor(s, o);
  });
}

/**
 * Raises the bundle's sequence, once an edit. An answer belongs to a sequence: an old yes is not a new yes. An edit that sets
 * the sequence itself (the server's) is not counted.
 */
export function count(s: Step, bundle: string): void {
  if (s.counted.includes(bundle)) return;
  s.counted.push(bundle);
  for (const [name, rule] of Object.entries(s.t.fields)) {
    if (rule.bundle === bundle && rule.sequence && own(s.e.changes, name) === undefined) raise(s, name);
  }
}

/** A whole number; undefined for any other value. */
export function whole(v: Json | undefined): number | undefined {
  return typeof v === "number" && Number.isInteger(v) ? v : undefined;
}

/** Adds one to a sequence. It is in the name of the replica's latest edit, also when that one came first. */
function raise(s: Step, name: string): void {
  let last = 0;
  let by = s.e.id;
  for (const c of own(s.next.fields, name)?.c ?? []) {
    last = Math.max(last, whole(c.v) ?? 0);
    if (isSuccessor(s, originOf(s.next.origins, c.e))) by = c.e;
    else s.gone.push(c.e);
  }
  s.next.fields[name] = { c: [{ e: by, v: last + 1 }] };
  s.fields.push(name);
}
