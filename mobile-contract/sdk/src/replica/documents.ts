import { checksumText } from "../core/checksum.js";
import type { Cursor, Document } from "../core/index.js";
import { isID } from "../core/scope.js";
import { adopt } from "./epoch.js";
import type { Ask, Page } from "./frames.js";
import { reconsider } from "./prevail.js";
import { forget, type Scope } from "./scope.js";
import { Shelf } from "./shelf.js";
import { keyDoc, keyScope, keySelf, touch, type State } from "./state.js";

/** documents takes one page of a catch-up, see Replica.documents. */
export function documents(s: State, p: Page): Ask | undefined {
  const sc = s.scopes.get(p.scope);
  if (!sc || sc.revoked) return undefined; // not ours to hold
  if (p.reset) begin(s, sc, p);
  const shelf = sc.target();
  if (shelf.cursor.epoch === "" && shelf.docs.size === 0) adopt(s, sc, shelf, p.cursor.epoch, p.parent);
  if (shelf.cursor.epoch !== p.cursor.epoch) return ask(sc);
  for (const d of p.documents) take(s, sc, shelf, d);
  const last = p.documents.at(-1);
  if (last) {
    shelf.resume = Math.max(shelf.resume, upTo(last.seq, p.cursor.seq));
    touch(s, keyScope(sc.name));
  }
  return p.done ? complete(s, sc, p) : undefined;
}

/**
 * upTo is how far a page that ends with a document of seq last has brought all there is. Not to last itself: one commit changes
 * several documents, and the page may end between them. Nor past the head: a document from there may have come before another
 * one's unfinished commit.
 */
const upTo = (last: number, head: number): number => Math.min(Math.max(last, 1) - 1, head);

/** begin starts loading a scope from nothing, beside what the screen shows. */
function begin(s: State, sc: Scope, p: Page): void {
  forget(s, sc, sc.fresh);
  sc.fresh = new Shelf(++sc.gens, p.cursor.epoch);
  sc.reload = false;
  sc.whole = true;
  sc.heard = 0;
  adopt(s, sc, sc.fresh, p.cursor.epoch, p.parent);
}

/**
 * take puts a document on a shelf unless a newer one is there, or was: up to the cursor everything is known, and what is not here
 * left the hot set. Documents of unknown types are held like any other.
 */
export function take(s: State, sc: Scope, shelf: Shelf, d: Document): void {
  if (d.scope !== sc.name || !isID(d.id) || d.seq <= Math.max(shelf.cursor.seq, shelf.seq(d.id))) return;
  shelf.put(d);
  touch(s, keyDoc(sc.name, shelf.gen, d.id));
  if (shelf === sc.shown) sc.views.delete(d.id);
  reconsider(s, sc.name, d.id);
}

/** complete moves the cursor to the head the catch-up went to, and shows what was loaded. */
function complete(s: State, sc: Scope, p: Page): Ask | undefined {
  if (sc.reload) return undefined; // the tail of a catch-up that a reload is to follow
  const loaded = sc.fresh !== undefined;
  if (sc.fresh) {
    forget(s, sc, sc.shown);
    sc.shown = sc.fresh;
    sc.fresh = undefined;
    sc.safe = 0;
    sc.views.clear();
  }
  sc.asked = false;
  sc.safe = Math.max(sc.safe, p.safeSeq);
  if (p.cursor.seq >= sc.shown.cursor.seq) {
    sc.shown.parent = p.parent;
    advance(s, sc, p.cursor);
    const again = verify(s, sc, p.checksum, loaded && sc.whole);
    if (again) return again;
  }
  return sc.heard > sc.shown.cursor.seq ? ask(sc) : undefined; // a commit came too early and was put off
}

/** advance moves the shown cursor; what the screen replayed of acknowledged edits up to it is confirmed now. */
export function advance(s: State, sc: Scope, to: Cursor): void {
  for (const doc of s.log.docs(sc.name)) sc.views.delete(doc);
  for (const id of sc.shown.reach(to)) {
    sc.views.delete(id);
    touch(s, keyDoc(sc.name, sc.shown.gen, id));
  }
  touch(s, keyScope(sc.name));
}

/**
 * verify compares the checksum. It cannot while documents are here that changed after the cursor; a later commit's will be
 * compared. After a reload that did not help it asks no more until the next connection; one that went over two connections may
 * have lost a page between them, and is begun again.
 */
export function verify(s: State, sc: Scope, want: string, loaded: boolean): Ask | undefined {
  if (sc.shown.ahead.size > 0 || sc.reload) return undefined;
  if (checksumText(sc.shown.sum) === want) {
    sc.doubted = sc.shown.unproven = false;
    return undefined;
  }
  if (sc.doubted) return undefined;
  count(s, sc);
  if (loaded) {
    sc.doubted = true;
    return undefined;
  }
  return reload(s, sc);
}

/** count counts a mismatch, unless a crash while saving explains it. */
export function count(s: State, sc: Scope): void {
  if (sc.shown.unproven) return;
  s.mismatches++;
  touch(s, keySelf);
}

/** reload asks for the scope from nothing; the mark survives a restart, so that hello asks again. */
export function reload(s: State, sc: Scope): Ask {
  sc.reload = sc.asked = true;
  forget(s, sc, sc.fresh);
  sc.fresh = undefined;
  touch(s, keyScope(sc.name));
  return { scope: sc.name };
}

/** ask asks for what is missing, once. */
export function ask(sc: Scope): Ask | undefined {
  if (sc.asked) return undefined;
  sc.asked = true;
  const cursor = sc.from();
  return cursor ? { scope: sc.name, cursor } : { scope: sc.name };
}
