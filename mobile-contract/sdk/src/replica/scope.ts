import type { Cursor } from "../core/index.js";
import { submitAgain } from "./epoch.js";
import { Shelf } from "./shelf.js";
import type { Shown } from "./shapes.js";
import { days, drop, keyDoc, keyScope, keySelf, touch, type State } from "./state.js";

/**
 * Scope is one scope on the phone. While it is loaded from nothing, the new documents go to fresh and the screen keeps the old
 * ones: a nurse in a lift must not see half a citizen's card because a reload was cut off.
 */
export class Scope {
  readonly name: string;
  /** Not shown; purged once its edits are answered. */
  revoked = false;
  /** The checksum was wrong: load from nothing. */
  reload = false;
  /** The loading from nothing began on this connection. */
  whole = false;
  /** Even after a whole reload it was wrong; do not ask again on this connection, or it never ends. */
  doubted = false;
  /** An Ask is under way. */
  asked = false;
  /** The highest seq any frame named; more than the cursor means something is missing. */
  heard = 0;
  safe = 0;
  /** How many shelves there have been, which numbers the next. */
  gens = 0;
  shown = new Shelf(0, "");
  fresh: Shelf | undefined;
  readonly views = new Map<string, Shown>();

  constructor(name: string) {
    this.name = name;
  }

  /** target is the shelf that frames fill. */
  target(): Shelf {
    return this.fresh ?? this.shown;
  }

  shelves(): Shelf[] {
    return this.fresh ? [this.shown, this.fresh] : [this.shown];
  }

  /** hello is the cursor that the next hello names; undefined for a scope that is to be loaded from nothing. */
  hello(): Cursor | undefined {
    return this.doubted ? undefined : this.from();
  }

  from(): Cursor | undefined {
    return this.reload ? undefined : this.target().from();
  }
}

/** welcome begins a connection, see Replica.welcome. */
export function welcome(s: State, granted: readonly string[], keepDays: number): void {
  if (keepDays > 0 && s.keepMillis !== days(keepDays)) {
    s.keepMillis = days(keepDays);
    touch(s, keySelf);
  }
  const held = new Set(granted);
  for (const [name, sc] of s.scopes) {
    if (held.has(name) && !sc.hello()) submitAgain(s, name, () => true); // a server that has lost the scope sends nothing of it
    sc.asked = sc.whole = sc.doubted = false;
    sc.heard = 0;
    if (!held.has(name)) revokeOne(s, sc);
  }
  grant(s, granted);
}

/** grant says that the phone may hold these scopes from now. */
export function grant(s: State, scopes: readonly string[]): void {
  for (const name of scopes) {
    const sc = s.scopes.get(name);
    if (sc && !sc.revoked) continue;
    if (sc) sc.revoked = false;
    else s.scopes.set(name, new Scope(name));
    touch(s, keyScope(name));
  }
}

/** revoke says that the phone may no longer hold these scopes. */
export function revoke(s: State, scopes: readonly string[]): void {
  for (const name of scopes) {
    const sc = s.scopes.get(name);
    if (sc) revokeOne(s, sc);
  }
}

function revokeOne(s: State, sc: Scope): void {
  if (sc.revoked) return;
  sc.revoked = true;
  touch(s, keyScope(sc.name));
}

/** purgeable lists the revoked scopes whose edits all have verdicts, sorted: outbox first, then purge. */
export function purgeable(s: State): string[] {
  const waiting = new Set(s.log.edits.filter((e) => !e.verdict).map((e) => e.edit.scope));
  return [...s.scopes.values()]
    .filter((sc) => sc.revoked && !waiting.has(sc.name))
    .map((sc) => sc.name)
    .sort();
}

/** purged forgets a revoked scope, see Replica.purged. */
export function purged(s: State, name: string): boolean {
  const sc = s.scopes.get(name);
  if (!sc || !purgeable(s).includes(name)) return false;
  forget(s, sc, sc.shown);
  forget(s, sc, sc.fresh);
  s.scopes.delete(name);
  touch(s, keyScope(name));
  drop(s, (e) => e.edit.scope === name);
  return true;
}

/** forget marks a shelf's documents as gone from storage. */
export function forget(s: State, sc: Scope, shelf: Shelf | undefined): void {
  for (const id of shelf?.docs.keys() ?? []) touch(s, keyDoc(sc.name, shelf?.gen ?? 0, id));
}

/** cursors are for hello: where each scope held is to be caught up from. */
export function cursors(s: State): Record<string, Cursor> {
  const out: Record<string, Cursor> = {};
  for (const [name, sc] of s.scopes) {
    const from = sc.hello();
    if (from) out[name] = from;
  }
  return out;
}
