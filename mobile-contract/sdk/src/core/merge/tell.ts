import type { Candidate, Cell } from "../document.js";
import type { Kind, Note } from "../edit.js";
import { trim } from "../json.js";
import { setOf, type Spot, type Step } from "./step.js";

/** Verdicts from the mildest; an edit's verdict is the strongest of its fields'. */
export const kinds = ["applied", "merged", "proposed", "parked"] as const satisfies readonly Kind[];

function note(s: Step, n: Note, kind: (typeof kinds)[number]): void {
  s.notes.push(n);
  s.rank = Math.max(s.rank, kinds.indexOf(kind));
}

/**
 * Notes what the policy made of a cell that holds more than this edit, or in which the edit waits: what is shown, what is
 * not, and what people must decide.
 */
export function tell(s: Step, at: Spot, cell: Cell, cand: Candidate | undefined, hidden: boolean): void {
  if (!cand) {
    if (!hidden) tellRemoval(s, at, cell);
    return;
  }
  if (!hidden && (cell.c?.length ?? 0) < 2 && !at.policy.waits) return;
  const { n, mine, disputed } = noteOf(s, at, cell);
  if (mine) note(s, n, disputed ? "parked" : "proposed");
  else if (n.waiting ?? n.overruled) note(s, n, "merged");
}

/**
 * Sorts the candidates of a cell. Mine says that this edit waits, for an agreement, for the server or for people's choice; an
 * edit that the cell does not hold was overruled.
 */
function noteOf(s: Step, at: Spot, cell: Cell): { n: Note; mine: boolean; disputed: boolean } {
  const { waits, disputed: isDisputed, read } = at.policy;
  const set = setOf(s, at, cell);
  const shown = read(set);
  const disputed = !!isDisputed?.(set);
  const waiting: string[] = [];
  const overruled: string[] = [];
  let mine = false;
  set.c.forEach((c, i) => {
    const isWaiting = waits ? waits(set, c) : disputed; // people choose between all that is there
    if (c.e === s.e.id) mine = isWaiting;
    if (i !== shown) (isWaiting ? waiting : overruled).push(c.e);
  });
  if (!set.c.some((c) => c.e === s.e.id)) overruled.push(s.e.id);
  return { n: newNote(at, set.c[shown]?.e, overruled, waiting), mine, disputed };
}

function newNote(at: Spot, shown: string | undefined, overruled: string[], waiting: string[]): Note {
  return trim<Note>({
    field: at.name,
    item: at.item || undefined,
    policy: at.rule.policy,
    shown,
    overruled: overruled.length ? overruled : undefined,
    waiting: waiting.length ? waiting : undefined,
  });
}

/** Says that an item stays: it was added or changed by somebody of whom the remover did not know. */
function tellRemoval(s: Step, at: Spot, cell: Cell): void {
  const set = setOf(s, at, cell);
  if (set.c.length) note(s, newNote(at, set.c[at.policy.read(set)]?.e, [s.e.id], []), "merged");
}
