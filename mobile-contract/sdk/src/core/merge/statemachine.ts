import type { Candidate } from "../document.js";
import type { HumanChoice } from "../schema.js";
import { bestOf, type Candidates, wins } from "./step.js";
import { place } from "./safeside.js";

/**
 * STM: of states set without knowing of each other the strongest in the type's precedence is shown, not the latest. Of a
 * group that people choose from, the weakest is in force until they have, where the machine says so.
 */
export function strongestState(set: Candidates): number {
  const at = bestOf(
    set,
    (c) => !isHeldBack(set, c),
    (a, b) => isStronger(set, a, b),
  );
  return set.states ? Math.max(at, 0) : 0;
}

function isStronger(set: Candidates, a: Candidate, b: Candidate): boolean {
  const x = rank(set, a);
  const y = rank(set, b);
  return x === y ? wins(a, b, set.origins) : x < y;
}

function rank(set: Candidates, c: Candidate): number {
  return place(set.states?.precedence ?? [], c.v);
}

function groups(set: Candidates): readonly HumanChoice[] {
  return set.states?.human ?? [];
}

/** A weaker state of a group whose weakest is in force stands beside it. */
function isHeldBack(set: Candidates, c: Candidate): boolean {
  return groups(set).some(
    (group) =>
      group.inForce === "weakest" && isIn(group, c) && set.c.some((o) => isIn(group, o) && rank(set, o) > rank(set, c)),
  );
}

/** Two states of a group that people choose from were set without knowing of each other, and nothing stronger stands. */
export function isHumanChoice(set: Candidates): boolean {
  const shown = set.c[strongestState(set)];
  const bound = shown ? rank(set, shown) : -1;
  return groups(set).some((group) => {
    let first = -1;
    for (const c of set.c) {
      if (!isIn(group, c)) continue;
      const at = rank(set, c);
      if (first >= 0 && at !== first && Math.min(at, first) <= bound) return true;
      if (first < 0 || at < first) first = at;
    }
    return false;
  });
}

function isIn(group: HumanChoice, c: Candidate): boolean {
  return place(group.states, c.v) >= 0;
}
