import { hasSeen } from "./ancestry.js";
import { type Candidates, originOf, type Step } from "./step.js";

/** Refuses to change what its author had seen: facts, decisions and signatures are corrected by a new entry. */
export function guardImmutable(s: Step, set: Candidates): string {
  return set.c.some((c) => hasSeen(s, originOf(set.origins, c.e))) ? "immutable" : "";
}
