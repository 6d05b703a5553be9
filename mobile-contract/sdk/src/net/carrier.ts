import { boxes, goneSlip, stuckSlip, type StoredBox } from "../storage/logins.js";
import type { Storage } from "../storage/storage.js";
import type { PhoneFrame, SealedVerdicts } from "./frames.js";

/**
 * Carrier hands in what others have left on the device, sealed: it cannot read it, and learns nothing of it but codes. Boxes are
 * answered in the order they were sent.
 */
export class Carrier {
  private under: StoredBox[] = [];

  private constructor(
    private readonly storage: Storage,
    private waiting: StoredBox[],
    private readonly say: (frame: PhoneFrame) => boolean,
  ) {}

  /** open finds the boxes of others: what the login itself has sealed it sends open. */
  static async open(storage: Storage, replica: string, say: (frame: PhoneFrame) => boolean): Promise<Carrier> {
    return new Carrier(
      storage,
      (await boxes(storage)).filter((b) => b.box.replica !== replica && !b.stuck),
      say,
    );
  }

  /** begin: nothing is under way on this connection. */
  begin(): void {
    this.under = [];
  }

  /** carry sends what waits. */
  carry(): void {
    for (const b of this.waiting) {
      if (this.under.includes(b) || !this.say({ frame: "sealed", ...b.box })) continue;
      this.under.push(b);
    }
  }

  /** take gives up to so many boxes for a request, as if they were sent. */
  take(max: number): readonly StoredBox[] {
    this.under = this.waiting.slice(0, max);
    return this.under;
  }

  /** answered takes the answer to the box that was sent first. */
  async answered(a: SealedVerdicts): Promise<void> {
    const b = this.under.shift();
    if (!b || (a.code !== undefined && a.duty === "retry")) return;
    this.waiting = this.waiting.filter((other) => other !== b);
    await this.storage.write([a.code === undefined ? goneSlip(b) : stuckSlip(b)]).catch(() => undefined); // sent again: answered again
  }

  /** edits counts those of others that wait to be carried. */
  get edits(): number {
    return this.waiting.reduce((n, b) => n + b.edits, 0);
  }
}
