import { canonicalDocument } from "./canonical.js";
import type { Checksum } from "./commit.js";
import type { Document } from "./document.js";
import { sha256 } from "./sha256.js";

const utf8 = new TextEncoder();
const mask = 2n ** 64n - 1n;

/**
 * A document's part of its scope's checksum: the first 8 bytes of SHA-256(id, 0, seq, SHA-256(canonical bytes)). Cold
 * documents count 0. Whoever has the canonical bytes at hand gives them.
 */
export function documentSum(d: Document, bytes: Uint8Array = utf8.encode(canonicalDocument(d))): Checksum {
  if (d.cold === true) return 0n;
  const id = utf8.encode(d.id);
  const all = new Uint8Array(id.length + 41);
  all.set(id);
  new DataView(all.buffer).setBigUint64(id.length + 1, BigInt(d.seq));
  all.set(sha256(bytes), id.length + 9);
  return new DataView(sha256(all).buffer).getBigUint64(0);
}

/** Adds mod 2^64; subtract by adding a negative. */
export function addSums(a: Checksum, b: Checksum): Checksum {
  return (a + b) & mask;
}

/** 16 hex digits, as on the wire. */
export function checksumText(c: Checksum): string {
  return c.toString(16).padStart(16, "0");
}

/** Reads 16 hex digits; undefined for anything else. */
export function parseChecksum(text: string): Checksum | undefined {
  return /^[0-9a-fA-F]{16}$/.test(text) ? BigInt(`0x${text}`) : undefined;
}
