import { canonical } from "../canonical.js";
import { type Candidates, originOf } from "./step.js";
import { firstWriter, lastWriter } from "./ties.js";

/**
 * HUM: machines must not choose. While two people's different values stand, the one written first is in force; once it is
 * one person's word, or all say the same, it is the latest.
 */
export function human(set: Candidates): number {
  return doAuthorsDiffer(set) ? firstWriter(set) : lastWriter(set);
}

/** Two people wrote different values without knowing of each other. */
export function doAuthorsDiffer(set: Candidates): boolean {
  const all = set.c.map((c) => ({ value: canonical(c.v), author: originOf(set.origins, c.e).author }));
  return all.some((a, i) => all.slice(0, i).some((b) => a.value !== b.value && a.author !== b.author));
}
