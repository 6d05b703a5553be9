/*
 * The chain in which a phone keeps what was read on it until the server has it: access while offline is access too. A port of the
 * Go package sync/reads, the phone's half. A read that is left out, changed or moved makes a link that does not fit.
 */
import type { Scope } from "../core/index.js";
import { sha256 } from "../core/sha256.js";
import { bigEndian, concat, fromHex, hex, utf8, type Bytes } from "../sign/bytes.js";
import { readsName, sign, type Key } from "../sign/key.js";

/** How many reads a batch may hold. */
export const maxBatch = 500;

/** Read is one document that was open on a screen, or another thing somebody saw; action says which. */
export interface Read {
  /** From 1, without gaps. */
  readonly n: number;
  /** The phone's clock, milliseconds. */
  readonly at: number;
  readonly scope: Scope;
  readonly doc?: string;
  /** read, search, openedOutside or emergency */
  readonly action: string;
  readonly online?: boolean;
}

/** Mark is a place in a replica's chain: the number of a read, and the link after it (64 hex digits). */
export interface Mark {
  readonly upTo: number;
  readonly link: string;
}

/** Batch is what a phone hands in: reads in a row, the link before the first, and the login's signature of the last, if it has a key. */
export interface Batch {
  readonly from: number;
  readonly prev: string;
  readonly events: readonly Read[];
  readonly sig?: string;
}

/** startReads is where every replica's chain begins. */
export const startReads = (replica: string): Mark => ({ upTo: 0, link: hex(sha256(utf8(readsName + replica))) });

/** follow is the mark after a read, whose number must be the next. */
export function follow(m: Mark, r: Read): Mark {
  const link = fromHex(m.link, 32) ?? new Uint8Array();
  const texts = [r.scope, r.doc ?? "", r.action].flatMap(behindLength);
  const b = concat(link, bigEndian(r.n, 8), bigEndian(r.at, 8), ...texts, Uint8Array.of(r.online ? 1 : 0));
  return { upTo: r.n, link: hex(sha256(b)) };
}

function behindLength(text: string): Bytes[] {
  const bytes = utf8(text);
  return [bigEndian(bytes.length, 4), bytes];
}

/** endOf is the mark after a batch. */
export const endOf = (b: Batch): Mark => b.events.reduce(follow, { upTo: b.from - 1, link: b.prev });

/** signBatch signs a batch with the login's key. */
export const signBatch = async (key: Key, b: Batch): Promise<Batch> => ({
  ...b,
  sig: await sign(key, readsName, endOf(b).link),
});
