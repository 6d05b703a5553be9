import type { Candidate } from "../document.js";
import type { Op } from "../edit.js";
import { hasSeen } from "./ancestry.js";
import { bestOf, type Candidates, type Entry, originOf, type Step, wins } from "./step.js";

/** PRP: what is agreed is in force; all else waits. -1 means that nothing is in force. */
export function proposal(set: Candidates): number {
  return latest(set, (c) => c.a === true);
}

/** The candidate that wins among some; -1 when there is none. */
export function latest(set: Candidates, counts: (c: Candidate) => boolean): number {
  return bestOf(set, counts, (a, b) => wins(a, b, set.origins));
}

/** It waits for an agreement. */
export function isProposed(_: Candidates, c: Candidate): boolean {
  return !c.a;
}

/** A proposal replaces only its own author's earlier proposals. An agreement replaces all that its author saw. */
export function spareAgreed(by: Entry, it: Entry): boolean {
  return !by.agreed && (it.agreed === true || it.origin.author !== by.origin.author);
}

/** Lets the first of two agreements win: the second had not seen what is in force. */
export function guardAgreement(s: Step, set: Candidates, op: Op): string {
  if (op.agree === undefined) return "";
  return set.c.some((c) => c.a && !hasSeen(s, originOf(set.origins, c.e))) ? "stale" : "";
}

/** Proposals of two authors wait for the same field, and people must choose. */
export function haveTwoProposers(set: Candidates): boolean {
  return new Set(set.c.filter((c) => !c.a).map((c) => originOf(set.origins, c.e).author)).size > 1;
}
