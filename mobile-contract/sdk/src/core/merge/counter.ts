import type { Op } from "../edit.js";
import { type Json, own } from "../json.js";
import type { Item } from "../view.js";
import { hasSeen } from "./ancestry.js";
import { whole } from "./bundle.js";
import { best, type Candidates, originOf, type Step, wins } from "./step.js";

/** CNT: each replica counts under its own id and only upwards. Of two counts of one replica the higher is shown. */
export function highestCount(set: Candidates): number {
  return best(set, (a, b) => {
    const difference = (count(a.v) ?? 0) - (count(b.v) ?? 0);
    return difference === 0 ? wins(a, b, set.origins) : difference > 0;
  });
}

/** Refuses another replica's count, what is no count, and counting down. */
export function guardCounter(s: Step, set: Candidates, op: Op): string {
  if (set.item !== s.in.replica && s.in.role !== "server") return "not-yours";
  const n = count(own(op.add, set.item));
  const down = set.c.some((c) => (count(c.v) ?? 0) > (n ?? 0) && hasSeen(s, originOf(set.origins, c.e)));
  return n === undefined || down ? "bad-value" : "";
}

/** A whole number from 0 that every phone reads exactly. */
function count(v: Json | undefined): number | undefined {
  const n = whole(v) ?? -1;
  return n >= 0 && n <= Number.MAX_SAFE_INTEGER ? n : undefined;
}

/** What a counter shows. */
export function sum(items: readonly Item[]): number {
  return items.reduce((all, item) => Math.min(all + (count(item.value) ?? 0), Number.MAX_SAFE_INTEGER), 0);
}
