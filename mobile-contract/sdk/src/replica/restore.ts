import { checksumText } from "../core/checksum.js";
import { fromHex } from "../sign/bytes.js";
import { start } from "../sign/index.js";
import { follow, startReads } from "../reads/index.js";
import { isDocument, isEntry, isHeader, isRead, isSelf, isSetAside } from "./guards.js";
import { byStamp, type Entry } from "./log.js";
import { chain, endOf } from "./pieces.js";
import { reconsider } from "./prevail.js";
import type { Options } from "./shapes.js";
import { Scope } from "./scope.js";
import { Shelf } from "./shelf.js";
import type { Header, Self, ShelfHeader } from "./snapshot.js";
import { keyEdit, keyScope, keySelf, newState, splitDoc, splitKey, touch, type State } from "./state.js";
import { shelfOf } from "./unsaved.js";
import { setAside } from "./verdicts.js";

/** Foreign says that what is stored belongs to another replica or author. */
export class Foreign extends Error {
  override readonly name = "Foreign";
  constructor() {
    super("the storage is another replica's");
  }
}

/** Unreadable says that something a person wrote, or the chain it stands in, cannot be read back. key names it; it holds no value. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly key: string;
  constructor(key: string) {
    super(`restore ${key}: it cannot be read`);
    this.key = key;
  }
}

/**
 * restore makes the replica that is stored. It throws Foreign when replica or author are others', and Unreadable for a value that
 * a person wrote; anything else that cannot be read is fetched from the server again. Whether all of it is there prove says, later.
 */
export function restore(o: Options, from: Iterable<readonly [string, string]>): State {
  const all = new Map([...from].sort(([a], [b]) => (a < b ? -1 : 1)));
  const s = newState(o);
  restoreReads(s, restoreSelf(s, all.get(keySelf)), all);
  const edits: Entry[] = [];
  for (const [key, text] of all) {
    const { kind, rest } = splitKey(key);
    if (kind === "edit") edits.push(restoreEntry(key, text));
    else if (kind === "aside") restoreAside(s, key, text);
    else if (kind === "scope") s.proofs.set(rest, restoreScope(s, rest, text));
  }
  restoreEdits(s, edits);
  restoreDocuments(s, all);
  for (const a of setAside(s)) reconsider(s, a.edit.scope, a.edit.doc); // a crash came after the document was saved
  return s;
}

/** parse is undefined for what is not JSON, which no guard takes. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function restoreSelf(s: State, text: string | undefined): Self["reads"] {
  if (text === undefined) return undefined; // nothing was saved yet, or only the first edits
  const self = parse(text);
  if (!isSelf(self)) throw new Unreadable(keySelf);
  if (self.replica !== s.o.replica || self.author !== s.o.author) throw new Foreign();
  s.last = self.last ?? "";
  s.keepMillis = self.keepMillis;
  s.mismatches = self.mismatches ?? 0;
  s.sealKey = self.sealKey ?? "";
  s.link = self.link ?? start(self.replica);
  if (!fromHex(s.link, 32)) throw new Unreadable(keySelf);
  s.lease.hours = self.lease ?? 0;
  s.lease.heard = self.heard ?? 0;
  return self.reads;
}

/**
 * restoreReads goes on with the chain where it was. Reads that were taken are left to unsaved to delete. When a read in between is
 * gone, what comes after keeps its number: the server sees the gap, and somebody asks.
 */
function restoreReads(s: State, taken: Self["reads"], all: ReadonlyMap<string, string>): void {
  if (taken && !fromHex(taken.link, 32)) throw new Unreadable(keySelf);
  s.reads.taken = s.reads.last = taken ?? startReads(s.o.replica);
  for (const [key, text] of all) {
    const { kind, rest } = splitKey(key);
    if (kind !== "read") continue;
    const one = parse(text);
    if (!isRead(one)) throw new Unreadable(key);
    if (Number(rest) !== one.n || one.n <= s.reads.taken.upTo) {
      touch(s, key);
      continue;
    }
    s.reads.last = follow(s.reads.last, one);
    s.reads.waiting.push(one);
  }
}

function restoreEntry(key: string, text: string): Entry {
  const e = parse(text);
  if (!isEntry(e)) throw new Unreadable(key);
  return { edit: e.edit, verdict: e.verdict, epoch: e.epoch ?? "", at: e.at ?? 0, proof: e.proof, end: "", bytes: 0 };
}

function restoreAside(s: State, key: string, text: string): void {
  const a = parse(text);
  if (!isSetAside(a)) throw new Unreadable(key);
  s.aside.set(a.edit.id, a);
}

/** restoreEdits puts the edits in order. The latest stamp is theirs when the crash came before it was saved itself. */
function restoreEdits(s: State, edits: Entry[]): void {
  for (const e of edits.sort(byStamp)) {
    s.log.add(e);
    if (e.edit.stamp > s.last) s.last = e.edit.stamp;
  }
  restoreChain(s);
}

/**
 * restoreChain finds the end of the chain, which is further than the one that was saved when a crash came in between, and gives
 * what an app without keys wrote its place in it.
 */
function restoreChain(s: State): void {
  const after = new Map<string, Entry>();
  for (const e of s.log.edits) if (e.proof) after.set(e.proof.link, e);
  for (let e = after.get(s.link); e; e = after.get(s.link)) s.link = endOf(e);
  for (const e of s.log.edits) {
    if (e.proof || !s.o.signs) continue;
    chain(s, e);
    touch(s, keyEdit(e.edit.id));
  }
}

function restoreScope(s: State, name: string, text: string): Header | undefined {
  const sc = new Scope(name);
  s.scopes.set(name, sc);
  const h = parse(text);
  if (!isHeader(h)) {
    sc.reload = true;
    return undefined;
  }
  sc.revoked = h.revoked ?? false;
  sc.reload = h.reload ?? false;
  sc.safe = h.safe ?? 0;
  sc.gens = h.shelves ?? 0;
  sc.shown = restoreShelf(h.shown);
  sc.fresh = h.fresh && restoreShelf(h.fresh);
  return h;
}

function restoreShelf(h: ShelfHeader): Shelf {
  const shelf = new Shelf(h.shelf, h.cursor.epoch);
  shelf.cursor = h.cursor;
  shelf.resume = h.resume ?? 0;
  shelf.parent = h.parent;
  return shelf;
}

/** restoreDocuments fills the shelves. Documents of a shelf that is gone are left to unsaved to delete. */
function restoreDocuments(s: State, all: ReadonlyMap<string, string>): void {
  for (const [key, text] of all) {
    const { kind, rest } = splitKey(key);
    if (kind !== "doc") continue;
    const { scope, id } = splitDoc(rest);
    const shelf = shelfOf(s, rest);
    if (!shelf) {
      touch(s, key);
      continue;
    }
    const d = parse(text);
    if (isDocument(d) && d.id === id && d.scope === scope) shelf.put(d, text); // otherwise the sum will not fit
  }
}

/** prove compares what was read with the sums that were saved, once. A scope that does not fit is to be loaded again. */
export function prove(s: State): void {
  for (const [name, h] of s.proofs) {
    const sc = s.scopes.get(name);
    if (!sc) continue;
    const fits = h && fitsSum(sc.shown, h.shown) && (!h.fresh || !sc.fresh || fitsSum(sc.fresh, h.fresh));
    if (fits || sc.reload) continue;
    sc.reload = true; // not counted: a cold document's deletion was saved and its scope was not, or the storage is broken
    touch(s, keyScope(name));
  }
  s.proofs.clear();
}

/** Where there was no sum to save, the next one the server tells must prove it. */
function fitsSum(shelf: Shelf, h: ShelfHeader): boolean {
  shelf.unproven = h.sum === undefined || shelf.ahead.size > 0;
  return shelf.unproven || checksumText(shelf.sum) === h.sum;
}
