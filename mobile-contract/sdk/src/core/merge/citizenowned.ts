import type { Origin } from "../document.js";
import { hasSeen } from "./ancestry.js";
import { best, type Candidates, type Entry, originOf, type Step, wins } from "./step.js";

/** CTZ: the citizen's own statement is shown before anything staff wrote; of two statements the later. */
export function citizenOwned(set: Candidates): number {
  return best(set, (a, b) => {
    const x = isCitizens(originOf(set.origins, a.e));
    const y = isCitizens(originOf(set.origins, b.e));
    return x === y ? wins(a, b, set.origins) : x;
  });
}

/** Refuses staff who would replace the citizen's words with their own. */
export function guardCitizenOwned(s: Step, set: Candidates): string {
  if (isCitizens(s.from)) return "";
  const replaces = set.c.map((c) => originOf(set.origins, c.e)).some((o) => isCitizens(o) && hasSeen(s, o));
  return replaces ? "citizen-owned" : "";
}

/** Staff never remove the citizen's words, in whatever order the edits come. */
export function spareCitizens(by: Entry, it: Entry): boolean {
  return !isCitizens(by.origin) && isCitizens(it.origin);
}

function isCitizens(o: Origin): boolean {
  return o.role === "citizen" || o.role === "representative" || o.onBehalfOf === "citizen";
}
