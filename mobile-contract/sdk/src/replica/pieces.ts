import type { Edit } from "../core/index.js";
import { next, type Proof } from "../sign/index.js";
import type { Entry } from "./log.js";
import type { Piece, Unsigned } from "./shapes.js";
import { keyEdit, keySelf, touch, type State } from "./state.js";

/** chain puts an edit at the end of the replica's chain, to be signed. */
export function chain(s: State, e: Entry): void {
  if (!s.o.signs) return;
  e.proof = { link: s.link, sig: "" };
  e.end = "";
  s.link = endOf(e);
  touch(s, keySelf);
}

/** endOf is the link after an edit that has its place in the chain: worked out once, for long texts take their time. */
export function endOf(e: Entry): string {
  if (e.end === "" && e.proof) e.end = next(e.proof.link, e.edit);
  return e.end;
}

export const isSigned = (e: Entry): boolean => e.proof !== undefined && e.proof.sig !== "";

/** unsigned lists what waits for a signature, in the order it was written. */
export function unsigned(s: State): Unsigned[] {
  const out: Unsigned[] = [];
  for (const e of s.log.edits) {
    if (e.proof?.sig === "") out.push({ edit: e.edit.id, link: endOf(e) });
  }
  return out;
}

/** signed takes a signature; false when the edit is gone or has another place in the chain by now. */
export function signed(s: State, of: Unsigned, sig: string): boolean {
  const e = s.log.byId.get(of.edit);
  if (e?.proof?.sig !== "" || endOf(e) !== of.link) return false;
  e.proof = { link: e.proof.link, sig };
  touch(s, keyEdit(of.edit));
  return true;
}

/** pieces cuts edits of this replica into rows that follow each other in its chain: most often one. See Replica.pieces. */
export function pieces(s: State, edits: readonly Edit[]): Piece[] {
  const out: { edits: Edit[]; proof: Proof | undefined }[] = [];
  let end = ""; // of the last piece
  for (const e of edits) {
    const held = s.log.byId.get(e.id);
    const own = held && isSigned(held) ? held.proof : undefined;
    let last = out.at(-1);
    if (!last || !follows(last.proof, end, own)) out.push((last = { edits: [], proof: undefined }));
    last.edits.push(e);
    if (!held || !own) continue;
    last.proof = { link: last.proof?.link ?? own.link, sig: own.sig };
    end = endOf(held);
  }
  return out.map((p) => (p.proof ? { edits: p.edits, proof: p.proof } : { edits: p.edits }));
}

/** follows reports whether an edit with this proof goes on where a piece ends. */
const follows = (piece: Proof | undefined, end: string, own: Proof | undefined): boolean =>
  piece && own ? own.link === end : !piece && !own;
