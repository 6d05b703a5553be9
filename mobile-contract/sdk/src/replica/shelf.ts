import { canonicalDocument } from "../core/canonical.js";
import { addSums, documentSum } from "../core/checksum.js";
import type { Base, Checksum, Cursor, Document } from "../core/index.js";

/** noChain stands in a cursor whose chain nobody told us; the checksum at the end of the catch-up proves the rest. */
export const noChain = "0000000000000000";

/**
 * Held is a confirmed document and its part of the sum. A cold one stays until the cursor has passed it, so that an older commit
 * that comes later does not look for it.
 */
interface Held {
  readonly doc: Document;
  /** Its canonical form: hashed, and stored soon. */
  readonly text: string;
  /** Undefined until somebody asks: hashing all that was stored is a third of what opening costs. */
  sum?: Checksum;
}

const utf8 = new TextEncoder();

/**
 * Shelf is one history's worth of a scope's confirmed documents.
 *
 * cursor is the last COMPLETE head. resume is how far a catch-up got that was cut off: every document whose seq was up to resume
 * when it was read is here. The two are kept apart because documents come by the seq that changed them last. Ana changed a goal
 * at 30, Bo at 90; a catch-up to 100 cut off at 60 has not brought the goal. Had the phone called itself "at 60", its next edit
 * of the goal would claim to have seen Ana's words, and remove them.
 */
export class Shelf {
  /** Names the shelf in storage. */
  readonly gen: number;
  cursor: Cursor;
  /** Means something while above the cursor's seq. */
  resume = 0;
  parent: Base | undefined;
  readonly docs = new Map<string, Held>();
  /** Documents changed after the cursor; catching up reads with no upper bound. */
  readonly ahead = new Set<string>();
  private total: Checksum = 0n;
  /** Documents that are not in the total. */
  private unsummed: Held[] = [];
  /**
   * It was read from storage with documents ahead of the cursor: a crash may have kept a part of the last saving, also that a
   * cold document is gone, and no sum has told yet.
   */
  unproven = false;

  constructor(gen: number, epoch: string) {
    this.gen = gen;
    this.cursor = { epoch, seq: 0, chain: "" };
  }

  /** Of docs, mod 2^64. */
  get sum(): Checksum {
    for (const held of this.unsummed.splice(0)) {
      if (this.docs.get(held.doc.id) !== held) continue;
      held.sum = documentSum(held.doc, utf8.encode(held.text));
      this.total = addSums(this.total, held.sum);
    }
    return this.total;
  }

  /** put takes a document in, in place of what was there; text is what it was read from, if it was stored. */
  put(doc: Document, text = canonicalDocument(doc)): void {
    this.total = addSums(this.total, -(this.docs.get(doc.id)?.sum ?? 0n));
    const held = { doc, text };
    this.docs.set(doc.id, held);
    this.unsummed.push(held);
    if (doc.seq > this.cursor.seq) this.ahead.add(doc.id);
  }

  /** reach moves the cursor to a complete head and gives the cold documents that are forgotten now. */
  reach(cursor: Cursor): string[] {
    this.cursor = cursor;
    const forgotten: string[] = [];
    for (const id of this.ahead) {
      const doc = this.docs.get(id)?.doc;
      if (doc && doc.seq > cursor.seq) continue;
      this.ahead.delete(id);
      if (doc?.cold) {
        this.docs.delete(id);
        forgotten.push(id);
      }
    }
    return forgotten;
  }

  /** from is the cursor to catch up from; undefined to load from nothing. */
  from(): Cursor | undefined {
    if (this.resume > this.cursor.seq) return { epoch: this.cursor.epoch, seq: this.resume, chain: noChain };
    return this.cursor.seq > 0 ? this.cursor : undefined;
  }

  /** doc is the hot document held. */
  doc(id: string): Document | undefined {
    const doc = this.docs.get(id)?.doc;
    return doc?.cold ? undefined : doc;
  }

  /** seq is the document's seq as held, 0 when it is not. */
  seq(id: string): number {
    return this.docs.get(id)?.doc.seq ?? 0;
  }

  /** resolve gives an edit's base as a seq of the shelf's epoch, as the server does: 0 when nothing of it counts. */
  resolve(base: Base): number {
    if ((base.epoch ?? "") === this.cursor.epoch) return base.seq;
    return this.parent && this.parent.epoch === base.epoch ? Math.min(base.seq, this.parent.seq) : 0;
  }
}
