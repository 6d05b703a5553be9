import type { Base } from "../core/index.js";
import type { Entry } from "./log.js";
import type { Scope } from "./scope.js";
import type { Shelf } from "./shelf.js";
import { changed, keyScope, touch, type State } from "./state.js";

/**
 * adopt makes a history the shelf's. Edits of the scope that were acknowledged in another one are submitted again, with the same
 * ids and in the order they were written: the server was restored from a backup and may have lost them. What the fork kept is
 * told from what it lost only when the new history says it grew out of the very one that acknowledged the edit; otherwise all
 * that is kept goes again, and the server answers "again".
 */
export function adopt(s: State, sc: Scope, shelf: Shelf, epoch: string, parent: Base | undefined): void {
  shelf.cursor = { ...shelf.cursor, epoch };
  shelf.parent = parent;
  touch(s, keyScope(sc.name));
  submitAgain(s, sc.name, (e) => {
    if (e.epoch === epoch) return false;
    const kept = parent !== undefined && (parent.epoch ?? "") === e.epoch && (e.verdict?.seq ?? 0) <= parent.seq;
    if (kept) {
      e.epoch = epoch;
      changed(s, e);
    }
    return !kept;
  });
}

/** submitAgain puts the acknowledged edits of a scope that lost says yes to back in the outbox. */
export function submitAgain(s: State, scope: string, lost: (e: Entry) => boolean): void {
  for (const e of s.log.edits) {
    if (e.edit.scope !== scope || !e.verdict || !lost(e)) continue;
    e.verdict = undefined;
    e.epoch = "";
    e.at = 0;
    changed(s, e);
  }
}
