import { best, type Candidates, originOf, wins } from "./step.js";

/** LWW: of values written without knowing of each other the later stamp is shown; the others stay beside it. */
export function lastWriter(set: Candidates): number {
  return best(set, (a, b) => wins(a, b, set.origins));
}

/** IMM: the first writing stands; one from a clock that runs ahead is shown only when there is no other. */
export function firstWriter(set: Candidates): number {
  return best(set, (a, b) => {
    const x = !originOf(set.origins, a.e).ahead;
    const y = !originOf(set.origins, b.e).ahead;
    return x === y ? wins(b, a, set.origins) : x;
  });
}

/** LWW+: the authors of a set in which more than one wrote, sorted: each must hear of it. */
export function told(set: Candidates): string[] | undefined {
  const authors = [...new Set(set.c.map((c) => originOf(set.origins, c.e).author))];
  return authors.length < 2 ? undefined : authors.sort();
}
