import type { Edit, Verdict } from "../core/index.js";
import type { Piece, Replica } from "../replica/index.js";

/** What a submit holds at most, unless the welcome says less; bytes leave room for the frame around the edits. */
const maxEdits = 256;
const maxBytes = 1 << 20;
const frameBytes = 4096;

/**
 * Outgoing is the outbox on its way: what was sent on this connection and is not answered. One batch is under way at a time. When
 * the server refuses a frame as a whole, its edits go one by one, until the poisoned one is found: that is set aside, and the rest
 * goes through.
 */
export class Outgoing {
  private readonly inFlight = new Map<string, Edit>();
  private limits = { edits: maxEdits, bytes: maxBytes - frameBytes };
  private oneByOne = false;
  private held = false;

  constructor(private readonly replica: Replica) {}

  /** begin forgets what was under way: another connection, or the server has taken nothing of it. */
  begin(): void {
    this.inFlight.clear();
    this.held = false;
  }

  welcomed(limits: { readonly frameBytes: number; readonly batchEdits: number }): void {
    const edits = limits.batchEdits > 0 ? Math.min(limits.batchEdits, maxEdits) : maxEdits;
    const bytes = limits.frameBytes > 2 * frameBytes ? Math.min(limits.frameBytes, maxBytes) : maxBytes;
    this.limits = { edits, bytes: bytes - frameBytes };
  }

  /** hold sends nothing until begin. */
  hold(): void {
    this.held = true;
  }

  /** pieces gives what may be sent now, each in a frame of its own, and takes it for sent. */
  pieces(): readonly Piece[] {
    if (this.held || this.inFlight.size > 0) return [];
    const batch = this.replica.outbox(this.oneByOne ? 1 : this.limits.edits, this.limits.bytes);
    if (batch.length === 0) this.oneByOne = false;
    for (const e of batch) this.inFlight.set(e.id, e);
    return this.replica.pieces(batch);
  }

  /** answered takes an edit off, and gives it if it was under way. */
  answered(edit: string): Edit | undefined {
    const e = this.inFlight.get(edit);
    this.inFlight.delete(edit);
    return e;
  }

  /** refused: a submit was. It gives the verdict of an edit that was refused alone. */
  refused(code: string): Verdict | undefined {
    if (this.inFlight.size === 0) return undefined;
    const [alone] = this.inFlight.size === 1 ? this.inFlight.values() : [];
    if (this.oneByOne && alone) return { edit: alone.id, verdict: "refused", code, scope: "", seq: 0 };
    this.oneByOne = true;
    this.inFlight.clear();
    return undefined;
  }
}
