import { canonical } from "./canonical.js";
import type { Edit } from "./edit.js";
import { type Dict, type Json, keys, own } from "./json.js";
import { sha256 } from "./sha256.js";

const utf8 = new TextEncoder();

/**
 * The SHA-256 of an edit's content, which its signature covers: all that the author wrote, with values in canonical form.
 * Base is not content: it says what the author knew.
 */
export function editSum(e: Edit): Uint8Array {
  return sha256(editBytes(e));
}

/** Tells an edit from another with the same id: the first 16 hex digits of the sum. */
export function editDigest(e: Edit): string {
  return Array.from(editSum(e).subarray(0, 8), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** The bytes that are hashed: every part behind its length, so that no text passes for two. */
export function editBytes(e: Edit): Uint8Array {
  const out: number[] = [];
  const parts = [
    e.id,
    e.scope,
    e.doc,
    e.type,
    e.stamp,
    e.after,
    e.create === true ? "create" : "",
    e.onBehalfOf,
    e.void,
  ];
  for (const part of parts) pushText(out, part ?? "");
  const changes: Dict<{ set?: Json; agree?: Json; add?: Dict<Json>; remove?: readonly string[] }> = e.changes ?? {};
  const names = keys(changes);
  pushCount(out, names.length);
  for (const name of names) {
    const op = own(changes, name) ?? {};
    pushText(out, name);
    pushValue(out, op.set);
    pushValue(out, op.agree);
    const ids = keys(op.add ?? {});
    pushCount(out, ids.length);
    for (const id of ids) {
      pushText(out, id);
      pushValue(out, own(op.add, id));
    }
    pushCount(out, op.remove?.length ?? 0);
    for (const id of op.remove ?? []) pushText(out, id);
  }
  return Uint8Array.from(out);
}

function pushValue(out: number[], value: Json | undefined): void {
  pushText(out, value === undefined ? "" : canonical(value));
}

function pushText(out: number[], text: string): void {
  const bytes = utf8.encode(text);
  pushCount(out, bytes.length);
  for (const b of bytes) out.push(b); // not by spreading: a value may have 256 KB
}

/** Unsigned LEB128: 7 bits a byte, the lowest first. */
function pushCount(out: number[], n: number): void {
  for (; n >= 0x80; n = Math.floor(n / 0x80)) out.push((n & 0x7f) | 0x80);
  out.push(n);
}
