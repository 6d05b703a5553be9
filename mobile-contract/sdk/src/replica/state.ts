import { startReads, type Mark, type Read } from "../reads/index.js";
import { start } from "../sign/index.js";
import { Log, type Entry } from "./log.js";
import type { Scope } from "./scope.js";
import type { Options, SetAside } from "./shapes.js";
import type { Header } from "./snapshot.js";

/** State is all that a replica is. The files of this folder each know one thing to do with it. */
export interface State {
  o: Options;
  /** The stamp of the latest edit of any document; "" before the first. */
  last: string;
  /** The link after the latest edit that has its place in the chain. */
  link: string;
  /** The server's, from its latest welcome; "" is none. */
  sealKey: string;
  keepMillis: number;
  mismatches: number;
  readonly log: Log;
  readonly aside: Map<string, SetAside>;
  readonly scopes: Map<string, Scope>;
  /** Scopes as they were stored, until it was looked whether all of it was read. */
  readonly proofs: Map<string, Header | undefined>;
  readonly reads: { taken: Mark; last: Mark; waiting: Read[] };
  /** hours 0: the server does not say. heard is the phone's time, milliseconds. */
  readonly lease: { hours: number; heard: number };
  /** What is not saved yet, with a number that grows at every change. */
  readonly dirty: Map<string, number>;
  version: number;
}

const defaultKeepDays = 7;

export const days = (n: number): number => n * 24 * 60 * 60 * 1000;

/** newState is that of an empty replica. */
export function newState(o: Options): State {
  const mark = startReads(o.replica);
  return {
    o,
    last: "",
    link: start(o.replica),
    sealKey: "",
    keepMillis: days(defaultKeepDays),
    mismatches: 0,
    log: new Log(),
    aside: new Map(),
    scopes: new Map(),
    proofs: new Map(),
    reads: { taken: mark, last: mark, waiting: [] },
    lease: { hours: 0, heard: 0 },
    dirty: new Map(),
    version: 0,
  };
}

/** touch says that what is stored under a key has changed. */
export function touch(s: State, key: string): void {
  s.dirty.set(key, ++s.version);
}

/** changed says that an entry is to be saved and its document to be shown anew. */
export function changed(s: State, e: Entry): void {
  touch(s, keyEdit(e.edit.id));
  s.scopes.get(e.edit.scope)?.views.delete(e.edit.doc);
}

/** drop removes entries, from the screen and from storage too. */
export function drop(s: State, gone: (e: Entry) => boolean): void {
  for (const e of s.log.remove(gone)) changed(s, e);
}

// Keys of the storage, as the Go phone's.
export const keySelf = "self";
export const keyEdit = (id: string): string => "edit/" + id;
export const keyAside = (id: string): string => "aside/" + id;
export const keyRead = (n: number): string => "read/" + String(n).padStart(20, "0");
export const keyScope = (scope: string): string => "scope/" + scope;
export const keyDoc = (scope: string, shelf: number, id: string): string => `doc/${scope}/${shelf}/${id}`;

/** splitKey takes a key apart at its first slash. */
export function splitKey(key: string): { kind: string; rest: string } {
  const at = key.indexOf("/");
  return at < 0 ? { kind: key, rest: "" } : { kind: key.slice(0, at), rest: key.slice(at + 1) };
}

/** splitDoc takes what stands behind "doc/" apart; ids and numbers have no slash. */
export function splitDoc(rest: string): { scope: string; shelf: number; id: string } {
  const parts = rest.split("/");
  const id = parts.pop() ?? "";
  return { shelf: Number(parts.pop()), id, scope: parts.join("/") }; // what is no number names no shelf we have
}
