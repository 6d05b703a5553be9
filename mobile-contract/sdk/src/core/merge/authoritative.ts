import type { Candidate } from "../document.js";
import { latest } from "./proposal.js";
import { type Candidates, type Entry, originOf } from "./step.js";

/** SRV: what a commit holds is in force. What this phone asks for waits beside it until the server has decided. */
export function decided(set: Candidates): number {
  return latest(set, (c) => !isAsked(set, c));
}

/** No commit holds it, so this is a phone and the server has not decided. */
export function isAsked(set: Candidates, c: Candidate): boolean {
  return originOf(set.origins, c.e).seq === 0;
}

/** A request does not replace what is decided. */
export function spareDecided(by: Entry, it: Entry): boolean {
  return by.origin.seq === 0 && it.origin.seq !== 0;
}
