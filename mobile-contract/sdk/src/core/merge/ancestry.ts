import type { Origin, Stamp } from "../document.js";
import { trim } from "../json.js";
import type { Step } from "./step.js";

/** Where the edit comes from, as its candidates will say. */
export function newOrigin({ e, in: at }: Pick<Step, "e" | "in">): Origin {
  return trim<Origin>({
    author: at.author,
    role: at.role,
    onBehalfOf: e.onBehalfOf,
    replica: at.replica,
    stamp: e.stamp,
    after: e.after,
    seq: at.seq,
    at: at.at,
    late: at.late || undefined,
    ahead: at.ahead || undefined,
  });
}

export function isMine(s: Step, o: Origin): boolean {
  return o.replica === s.in.replica && o.author === s.in.author;
}

/**
 * Whether the author of the edit knew of what this origin wrote: it had come with a commit up to the base, or it is in the
 * replica's own chain.
 */
export function hasSeen(s: Step, o: Origin): boolean {
  return (o.seq !== 0 && o.seq <= s.in.base) || (isMine(s, o) && standsOn(s, s.e.after, o));
}

/** Whether an edit of the same replica that stands on this one came first. */
export function isSuccessor(s: Step, o: Origin): boolean {
  return isMine(s, o) && standsOn(s, o.after, s.from);
}

/**
 * Whether an edit of this replica with that after has o in its chain. In a chain the stamps alone tell. A restored backup
 * writes on from an earlier edit and makes the chain a tree: of two edits that do not know each other only one can be
 * meant, and where the document does not say which, neither is. Then both stay, and somebody sees a question too many.
 */
export function standsOn(s: Step, after: Stamp = "", o: Origin): boolean {
  while (o.stamp < after) {
    const parent = mine(s, after)?.after;
    if (parent === undefined || parent >= after) return !hasSibling(s, o, after);
    after = parent;
  }
  return o.stamp === after;
}

/** The replica's edit with a stamp, the one with the smallest id, as far as the document remembers it; its after is "" for the first. */
export function mine(s: Step, stamp: Stamp): { after: Stamp } | undefined {
  const { origins } = s.next;
  const [id] = Object.keys(origins)
    .filter((id) => origins[id]?.stamp === stamp && isMine(s, origins[id]))
    .sort();
  return id === undefined ? undefined : { after: origins[id]?.after ?? "" };
}

/** Whether another edit of the replica up to a stamp neither knows o nor is known by it. */
function hasSibling(s: Step, o: Origin, upTo: Stamp): boolean {
  return Object.values(s.next.origins).some(
    (p) =>
      p.stamp !== o.stamp && p.stamp <= upTo && p.stamp > (o.after ?? "") && o.stamp > (p.after ?? "") && isMine(s, p),
  );
}
