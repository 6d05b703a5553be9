import { canonical } from "../core/canonical.js";
import { checksumText } from "../core/checksum.js";
import type { Base, Cursor, Verdict, Edit } from "../core/index.js";
import type { Proof } from "../sign/index.js";
import type { Entry } from "./log.js";
import type { Scope } from "./scope.js";
import type { Shelf } from "./shelf.js";
import { keyAside, keyDoc, keyEdit, keyRead, keyScope, keySelf, splitDoc, splitKey, type State } from "./state.js";
import { shelfOf } from "./unsaved.js";

// What is stored has the members of the Go phone's, so that a test can compare the two.

/** Self is what belongs to no scope. */
export interface Self {
  readonly replica: string;
  readonly author: string;
  readonly last?: string;
  readonly keepMillis: number;
  readonly mismatches?: number;
  /** How far they were handed in. */
  readonly reads?: { readonly upTo: number; readonly link: string };
  /** Hours. */
  readonly lease?: number;
  readonly heard?: number;
  readonly link?: string;
  readonly sealKey?: string;
}

/** StoredEntry is an edit with its answer. */
export interface StoredEntry {
  readonly edit: Edit;
  readonly verdict?: Verdict;
  readonly epoch?: string;
  readonly at?: number;
  readonly proof?: Proof;
}

/** Header is a scope without its documents. */
export interface Header {
  readonly revoked?: boolean;
  readonly reload?: boolean;
  readonly safe?: number;
  readonly shelves?: number;
  readonly shown: ShelfHeader;
  readonly fresh?: ShelfHeader;
}

export interface ShelfHeader {
  readonly shelf: number;
  readonly cursor: Cursor;
  readonly resume?: number;
  readonly parent?: Base;
  /** Proves what was read back. Without it there were documents ahead of the cursor, which may have been saved or not. */
  readonly sum?: string;
}

/** snapshot is all that a phone persists, by storage key. A phone that saves bit by bit (unsaved) ends with the same map. */
export function snapshot(s: State): Map<string, string> {
  const keys = [keySelf, ...[...s.log.byId.keys()].map(keyEdit), ...[...s.aside.keys()].map(keyAside)];
  for (const one of s.reads.waiting) keys.push(keyRead(one.n));
  for (const sc of s.scopes.values()) {
    keys.push(keyScope(sc.name));
    for (const shelf of sc.shelves()) for (const id of shelf.docs.keys()) keys.push(keyDoc(sc.name, shelf.gen, id));
  }
  return new Map(keys.sort().map((key) => [key, stored(s, key) ?? ""]));
}

/** stored is what is to be stored under a key, undefined when nothing is: the same text for the same state. */
export function stored(s: State, key: string): string | undefined {
  const { kind, rest } = splitKey(key);
  switch (kind) {
    case "edit":
      return text(s.log.byId.get(rest), entry);
    case "aside":
      return text(s.aside.get(rest), (a) => a);
    case "read":
      return text(
        s.reads.waiting.find((one) => keyRead(one.n) === key),
        (one) => one,
      );
    case "scope":
      return text(s.scopes.get(rest), header);
    case "doc":
      return shelfOf(s, rest)?.docs.get(splitDoc(rest).id)?.text;
  }
  return canonical(self(s));
}

const text = <T>(of: T | undefined, as: (of: T) => unknown): string | undefined =>
  of === undefined ? undefined : canonical(as(of));

/** some leaves out what is empty. */
const some = <T extends string | number | boolean>(value: T): T | undefined => (value ? value : undefined);

const entry = (e: Entry): object => ({
  edit: e.edit,
  verdict: e.verdict,
  epoch: some(e.epoch),
  at: some(e.at),
  proof: e.proof,
});

const self = (s: State): object => ({
  replica: s.o.replica,
  author: s.o.author,
  last: some(s.last),
  keepMillis: s.keepMillis,
  mismatches: some(s.mismatches),
  reads: s.reads.taken.upTo > 0 ? s.reads.taken : undefined,
  lease: some(s.lease.hours),
  heard: some(s.lease.heard),
  link: s.o.signs ? s.link : undefined,
  sealKey: some(s.sealKey),
});

const header = (sc: Scope): object => ({
  revoked: some(sc.revoked),
  reload: some(sc.reload),
  safe: some(sc.safe),
  shelves: some(sc.gens),
  shown: shelfHeader(sc.shown),
  fresh: sc.fresh && shelfHeader(sc.fresh),
});

const shelfHeader = (shelf: Shelf): object => ({
  shelf: shelf.gen,
  cursor: shelf.cursor,
  resume: some(shelf.resume),
  parent: shelf.parent,
  sum: shelf.ahead.size === 0 ? checksumText(shelf.sum) : undefined,
});
