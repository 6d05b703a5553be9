import type { Edit } from "../core/index.js";
import { sha256 } from "../core/sha256.js";
import { editSum } from "../core/sum.js";
import { bigEndian, concat, fromHex, hex, utf8 } from "./bytes.js";
import { isSigned, outboxName } from "./key.js";

/** Link is a place in a replica's chain of edits: 64 hex digits. */
export type Link = string;

/**
 * Proof stands beside a row of edits that follow each other in a replica's chain: the link before the first, and the signature of
 * the last, in standard base64. A proof whose sig is "" is still to be signed.
 */
export interface Proof {
  readonly link: Link;
  readonly sig: string;
}

/** start is the link before a replica's first edit. */
export const start = (replica: string): Link => hex(sha256(utf8(outboxName + replica)));

/**
 * next is the link after an edit:
 *
 *     SHA-256( link ‖ editSum ‖ base.epoch ‖ 0x00 ‖ base.seq as 8 bytes big endian )
 *
 * Base is in it because it decides what the edit removes: nobody on the way may let an author have seen more than he did. A text
 * that is no link counts as nothing, and proves nothing.
 */
export function next(link: Link, e: Edit): Link {
  const before = fromHex(link, 32) ?? new Uint8Array();
  return hex(sha256(concat(before, editSum(e), utf8((e.base.epoch ?? "") + "\0"), bigEndian(e.base.seq, 8))));
}

/** fits reports whether the owner of the public key wrote exactly these edits, in this order, after the proof's link. */
export async function fits(proof: Proof, publicKey: string, edits: readonly Edit[]): Promise<boolean> {
  const end = fromHex(edits.reduce(next, proof.link), 32);
  return end !== undefined && isSigned(publicKey, outboxName, end, proof.sig);
}
