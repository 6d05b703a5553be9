import type { Candidate, Cell, Origin, Seen } from "../document.js";
import { trim } from "../json.js";
import { hasSeen, isMine, isSuccessor } from "./ancestry.js";
import { type Entry, originOf, type PolicyRule, type Step } from "./step.js";

// Bounds of what a document remembers to know a straggler by. Beyond them a straggler is shown beside what overruled it:
// nothing is lost, somebody sees a question too many.
const maxSeen = 8;

type Spare = PolicyRule["spares"];

export const spareNone: Spare = () => false;
export const spareAll: Spare = () => true;

/** The edit's own part in a cell. */
function me(s: Step, cand: Candidate | undefined): Entry {
  return { edit: cand?.e ?? "", agreed: cand?.a, origin: s.from };
}

function entryOf(c: Candidate, origin: Origin): Entry {
  return { edit: c.e, agreed: c.a, origin };
}

/** Removes what the edit's author had seen and adds the candidate; without one it only removes. */
export function enter(s: Step, cell: Cell, cand: Candidate | undefined, spares: Spare): Cell {
  const by = me(s, cand);
  const c: Candidate[] = [];
  let seen: Seen[] = [...(cell.s ?? [])];
  for (const held of cell.c ?? []) {
    const o = originOf(s.next.origins, held.e);
    if (!hasSeen(s, o) || spares(by, entryOf(held, o))) {
      c.push(held);
      continue;
    }
    s.gone.push(held.e);
    if (cand === undefined || !isMine(s, o)) seen = remember(seen, mark(writer(o.author, o.replica), o));
  }
  if (cand === undefined) {
    seen = remember(seen, mark(writerOf(s), s.from));
  } else {
    s.held = true;
    c.push(cand);
    // Then the candidate itself tells the replica's earlier edits.
    if (!spares(by, strongest(s))) seen = seen.filter((h) => h.replica !== writerOf(s) || h.stamp > (s.e.after ?? ""));
  }
  c.sort((a, b) => (a.e < b.e ? -1 : 1));
  seen.sort((a, b) => (a.replica < b.replica ? -1 : 1));
  return trim<Cell>({ c: c.length ? c : undefined, s: seen.length ? seen : undefined });
}

/** What an earlier edit of the replica may have been at most: an agreement, a statement of the citizen's. */
function strongest(s: Step): Entry {
  const { author, replica } = s.in;
  const origin = { author, replica, onBehalfOf: "citizen", role: "", stamp: "", seq: 0, at: 0 };
  return { edit: "", agreed: true, origin };
}

/** Whether the cell already knows the edit, or one of the same replica that stands on it and would have removed it. */
export function isBehind(s: Step, cell: Cell, cand: Candidate | undefined, spares: Spare): boolean {
  for (const c of cell.c ?? []) {
    if (c.e === s.e.id) return true;
    const o = originOf(s.next.origins, c.e);
    if (isSuccessor(s, o) && !spares(entryOf(c, o), me(s, cand))) return true;
  }
  const name = writerOf(s);
  return (cell.s ?? []).some((h) => h.replica === name && ((h.after ?? "") >= s.e.stamp || h.stamp === s.e.stamp));
}

/** A replica with its author: nobody who writes under a colleague's replica id can make the colleague's edits look old. */
function writer(author: string, replica: string): string {
  return `${author}/${replica}`;
}

const writerOf = (s: Step): string => writer(s.in.author, s.in.replica);

function mark(replica: string, { after, stamp }: Origin): Seen {
  return trim<Seen>({ after, replica, stamp });
}

/** Keeps a replica's latest overruled edit, and only the newest replicas'. */
function remember(seen: readonly Seen[], h: Seen): Seen[] {
  const old = seen.find((o) => o.replica === h.replica);
  if (old !== undefined) return seen.map((o) => (o === old ? later(old, h) : o));
  const all = [...seen, h];
  if (all.length <= maxSeen) return all;
  const oldest = all.reduce((a, b) => (b.stamp < a.stamp ? b : a));
  return all.filter((o) => o !== oldest);
}

function later(a: Seen, b: Seen): Seen {
  const after = (a.after ?? "") > (b.after ?? "") ? a.after : b.after;
  const stamp = a.stamp > b.stamp ? a.stamp : b.stamp;
  return trim<Seen>({ after, replica: a.replica, stamp });
}
