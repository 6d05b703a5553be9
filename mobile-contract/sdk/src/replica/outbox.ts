import { canonical } from "../core/canonical.js";
import type { Edit } from "../core/index.js";
import type { Entry } from "./log.js";
import { isSigned } from "./pieces.js";
import type { State } from "./state.js";

/**
 * outbox gives the edits to send now, see Replica.outbox. It marks nothing: edits are given again until their verdicts are here,
 * and the server answers them the same.
 *
 * When the server refuses a whole frame and its duty is to fix it, send the edits one by one; for the one that is refused alone,
 * hand verdicts a refusal with the frame's code. So a poison edit is set aside and the rest goes through.
 */
export function outbox(s: State, maxEdits: number, maxBytes: number): readonly Edit[] {
  for (const batch of batches(s, maxEdits, maxBytes)) return batch;
  return [];
}

/** batches gives all that waits and is signed, up to the first that is not, cut as outbox says. */
export function* batches(s: State, maxEdits: number, maxBytes: number): Generator<readonly Edit[]> {
  let out: Edit[] = [];
  let total = 0;
  for (const e of s.log.edits) {
    if (e.verdict) continue;
    if (s.o.signs && !isSigned(e)) break;
    const size = sizeOf(e) + 1;
    const full = (maxEdits > 0 && out.length >= maxEdits) || (maxBytes > 0 && total + size > maxBytes);
    if (out.length > 0 && full) {
      yield out;
      out = [];
      total = 0;
    }
    out.push(e.edit);
    total += size;
  }
  if (out.length > 0) yield out;
}

/** pending counts the edits without a verdict. */
export const pending = (s: State): number => s.log.edits.reduce((n, e) => (e.verdict ? n : n + 1), 0);

function sizeOf(e: Entry): number {
  if (e.bytes === 0) e.bytes = new TextEncoder().encode(canonical(e.edit)).length;
  return e.bytes;
}
