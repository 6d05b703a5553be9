import type { Edit } from "../../src/core/index.js";
import type { Piece, Replica } from "../../src/replica/index.js";
import type { Proof } from "../../src/sign/index.js";

/** Proofs is how each edit that was sent is proven: what the replica let go of is sent again with that. */
export class Proofs {
  private readonly of = new Map<string, Proof>();
  private readonly sent = new Set<string>();

  constructor(private readonly replica: () => Replica) {}

  /** has reports whether an edit was sent. */
  has(edit: string): boolean {
    return this.sent.has(edit);
  }

  remember(edits: readonly Edit[]): void {
    for (const e of edits) {
      this.sent.add(e.id);
      const own = this.replica().pieces([e])[0]?.proof;
      if (own) this.of.set(e.id, own);
    }
  }

  /** pieces cuts a batch into what goes in a frame each. */
  pieces(batch: readonly Edit[]): Piece[] {
    this.remember(batch);
    return this.replica()
      .pieces(batch)
      .flatMap((p) => {
        if (p.proof) return [p];
        return p.edits.map((e) => {
          const proof = this.of.get(e.id);
          return { edits: [e], ...(proof && { proof }) };
        });
      });
  }
}
