import { applyChange } from "../core/change.js";
import type { Change } from "../core/index.js";
import { advance, ask, count, reload, take, verify } from "./documents.js";
import { adopt } from "./epoch.js";
import type { Ask, CommitFrame } from "./frames.js";
import type { Scope } from "./scope.js";
import { keyScope, touch, type State } from "./state.js";

/** commit takes one live commit, see Replica.commit. */
export function commit(s: State, f: CommitFrame): Ask | undefined {
  const sc = s.scopes.get(f.scope);
  if (!sc || sc.revoked) return undefined;
  if (sc.fresh) {
    sc.heard = Math.max(sc.heard, f.cursor.seq);
    // The log began anew behind a catch-up that was cut off: no page of it will come. Otherwise the catch-up under way ends
    // with this commit, or asks for it.
    return f.cursor.seq === 1 && f.cursor.epoch !== sc.fresh.cursor.epoch ? ask(sc) : undefined;
  }
  if (f.cursor.seq === 1 && sc.shown.cursor.seq === 0 && sc.shown.docs.size === 0) {
    adopt(s, sc, sc.shown, f.cursor.epoch, undefined); // the first commit of a scope that was not there
  }
  const at = sc.shown.cursor;
  if (f.cursor.epoch !== at.epoch) return ask(sc);
  if (f.cursor.seq <= at.seq) {
    learnSafe(s, sc, f.safeSeq);
    return undefined;
  }
  if (f.cursor.seq > at.seq + 1) {
    sc.heard = Math.max(sc.heard, f.cursor.seq);
    return ask(sc);
  }
  for (const c of f.changes) if (!follow(s, sc, c)) return misfit(s, sc);
  learnSafe(s, sc, f.safeSeq);
  advance(s, sc, f.cursor);
  return verify(s, sc, f.checksum, false);
}

/**
 * misfit answers a change that does not stand on what is held: the scope is loaded again, or, when that did not help on this
 * connection, at least what changed.
 */
function misfit(s: State, sc: Scope): Ask | undefined {
  if (sc.reload) return undefined;
  if (sc.doubted) return ask(sc);
  count(s, sc);
  return reload(s, sc);
}

/**
 * follow makes one change. A document at or past the change's seq came with a catch-up, which reads with no upper bound. A change
 * that is whole, or says that the document left the hot set, stands on nothing: the phone may have forgotten it.
 */
function follow(s: State, sc: Scope, c: Change): boolean {
  const shelf = sc.shown;
  if (c.doc.scope !== sc.name || c.doc.seq <= shelf.seq(c.doc.id)) return true;
  const next = c.whole || c.doc.cold ? c.doc : applyChange(c, shelf.doc(c.doc.id));
  if (next) take(s, sc, shelf, next);
  return next !== undefined;
}

function learnSafe(s: State, sc: Scope, safe: number): void {
  if (safe <= sc.safe) return;
  sc.safe = safe;
  touch(s, keyScope(sc.name));
}
