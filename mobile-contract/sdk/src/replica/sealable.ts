import { canonical } from "../core/canonical.js";
import { batches } from "./outbox.js";
import { pieces } from "./pieces.js";
import type { Piece, Sealable, SealableText } from "./shapes.js";
import { allReads } from "./reads.js";
import { keySelf, touch, type State } from "./state.js";

// A box is at most this large before it is sealed; as text it still fits a frame of 1 MB.
const maxEdits = 256;
const maxBoxBytes = 600 << 10;
const maxBoxPieces = 64; // that many submits a server reads from one box
const perPiece = 512; // bytes of a submit without its edits, more than enough

/** sealTo says what outboxes are sealed to; "" when the server takes none. The welcome brings it. */
export function sealTo(s: State, key: string): void {
  if (s.sealKey === key) return;
  s.sealKey = key;
  touch(s, keySelf);
}

/**
 * sealable gives what waits in the outbox, and what was read and is not handed in, to be closed to the server so that another login on
 * the device can hand it in: the person locked the app and goes home. Kind is the author's. It marks nothing: whoever comes first hands
 * in, and the other is answered "again".
 */
export function sealable(s: State, kind: string): Sealable | undefined {
  if (!s.o.signs || s.sealKey === "") return undefined;
  const texts: SealableText[] = [];
  for (const batch of batches(s, maxEdits, maxBoxBytes - maxBoxPieces * perPiece)) {
    const all = pieces(s, batch);
    for (let i = 0; i < all.length; i += maxBoxPieces) texts.push(boxText(all.slice(i, i + maxBoxPieces)));
  }
  const to = { author: s.o.author, kind, replica: s.o.replica };
  return { key: s.sealKey, to, texts, reads: allReads(s.reads.taken, s.reads.waiting) };
}

const boxText = (of: readonly Piece[]): SealableText => ({
  text: canonical({ frames: of.map((p) => ({ frame: "submit", ...p })) }),
  edits: of.flatMap((p) => p.edits).length,
});
