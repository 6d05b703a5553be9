import type { Put } from "./shapes.js";
import type { Shelf } from "./shelf.js";
import { stored } from "./snapshot.js";
import { splitDoc, splitKey, type State } from "./state.js";

/**
 * unsaved lists what has changed since it was last saved, in the order it must be written. A crash after any part of it loses
 * nothing a person wrote and shows nothing that is not true:
 *
 *  1. new and changed edits, in the order they were written, then what was read, then the latest stamp
 *  2. edits set aside, before they leave the outbox
 *  3. documents; a document newer than the cursor is what catching up makes anyway
 *  4. scopes with their cursors, which say that the documents up to them are there
 *  5. what nothing refers to any more: answered edits, handled texts, documents of a replaced history
 */
export function unsaved(s: State): Put[] {
  const all: { order: string; put: Put }[] = [];
  for (const [key, version] of s.dirty) {
    const value = stored(s, key);
    all.push({ order: order(s, key, value === undefined), put: { key, value, version } });
  }
  return all.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)).map((one) => one.put);
}

/** saved says that these puts are written, surely. What changed again meanwhile stays unsaved. */
export function saved(s: State, puts: readonly Put[]): void {
  for (const p of puts) if (s.dirty.get(p.key) === p.version) s.dirty.delete(p.key);
}

/** order places a key among the unsaved ones. */
function order(s: State, key: string, gone: boolean): string {
  const { kind, rest } = splitKey(key);
  if (kind === "doc") return (shelfOf(s, rest) ? "3" : "5") + key;
  if (kind === "scope") return "4" + key;
  if (gone) return "5" + key;
  switch (kind) {
    case "self":
      return "1~"; // after the stamps, which are hex digits
    case "aside":
      return "2" + key;
    case "read":
      return "1r" + key; // after the stamps, before the latest
  }
  return "1" + (s.log.byId.get(rest)?.edit.stamp ?? "");
}

/** shelfOf finds the shelf that a document's key belongs to (what stands behind "doc/"); undefined when no scope refers to it. */
export function shelfOf(s: State, rest: string): Shelf | undefined {
  const { scope, shelf } = splitDoc(rest);
  return s.scopes
    .get(scope)
    ?.shelves()
    .find((one) => one.gen === shelf);
}
