import type { Put, Replica } from "../replica/index.js";
import { outboxName, sign, type Key } from "../sign/key.js";
import { fromHex } from "../sign/bytes.js";
import type { Safe } from "../storage/safe.js";
import { asTrouble, trouble, type SamsynError } from "../trouble.js";
import type { SetTimer } from "./line.js";

/** Owner is whose replica is kept: it is asked in each round, in this order. */
export interface Owner {
  /** Before what changed is looked up: the place for changes of its own. */
  prepare(): void;
  /** What may be sent once all that has changed until now is saved. It gives what sends it. */
  pack(): () => Promise<void>;
  report(error: SamsynError): void;
}

/** What the SDK itself keeps in a login's store begins so; the replica's own keys do not. */
export const notePrefix = "sdk/";

const retryMillis = 5000;

/**
 * Keeper signs what is unsigned, saves what has changed, and then has it sent: round by round, one at a time, however often it is
 * woken. So nothing is sent before it is saved, and no transaction is open while the network is waited for.
 *
 * When nothing can be saved it says so and has the outbox sent all the same: a text on the server is worth more than a chain
 * without forks (protocol.md, What to persist). It tries to save again every five seconds.
 */
export class Keeper {
  private running = false;
  private again = false;
  private stopped = false;
  private waiters: { resolve: () => void; reject: (e: SamsynError) => void }[] = [];
  private readonly notes = new Map<string, string | undefined>();
  private told = "";
  /** Everything is to be saved, not only what has changed: the safe is another. */
  private anew = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly replica: Replica,
    private readonly key: Key | undefined,
    private safe: Safe,
    private readonly owner: Owner,
    private readonly setTimer: SetTimer,
  ) {}

  /** wake has a round begin soon. */
  wake(): void {
    this.again = true;
    if (this.running || this.stopped) return;
    this.running = true;
    void this.run();
  }

  /** saved resolves when all that has changed until now is saved; it rejects when that failed. */
  saved(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.stopped) {
        reject(trouble("no-login"));
        return;
      }
      this.waiters.push({ resolve, reject });
      this.wake();
    });
  }

  /** note keeps a text of the SDK's own under a name; undefined forgets it. */
  note(name: string, text: string | undefined): void {
    this.notes.set(notePrefix + name, text);
    this.wake();
  }

  /** into saves everything in another safe from now: the browser took the one before away. */
  into(safe: Safe): void {
    this.safe = safe;
    this.anew = true;
    this.wake();
  }

  /** wipe forgets all that was saved, keys and all; after stop. */
  wipe(): Promise<void> {
    return this.safe.wipe();
  }

  /** stop ends it after the round that runs. What was not saved then is told to who waits for it. */
  stop(): void {
    this.stopped = true;
    this.cancel?.();
    if (!this.running) this.abandon();
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      await this.round();
    }
    this.running = false;
    if (this.stopped) this.abandon();
  }

  private abandon(): void {
    for (const w of this.waiters.splice(0)) w.reject(trouble("no-login"));
  }

  private async round(): Promise<void> {
    this.owner.prepare();
    await this.signAll();
    const waiters = this.waiters.splice(0);
    const notes = [...this.notes];
    const puts = this.replica.unsaved();
    const send = this.owner.pack();
    const failure = await this.save(puts, notes);
    for (const w of waiters) {
      if (failure) w.reject(failure);
      else w.resolve();
    }
    if (!this.stopped) await send();
  }

  private async save(
    puts: readonly Put[],
    notes: readonly [string, string | undefined][],
  ): Promise<SamsynError | undefined> {
    try {
      const anew = this.anew;
      const held = anew ? [...this.replica.snapshot()].map(([key, value]) => ({ key, value })) : puts;
      const all = [...held, ...notes.map(([key, value]) => ({ key, value }))];
      const kept = all.length > 0 ? await this.safe.save(all) : "all";
      if (anew) this.anew = false;
      this.replica.saved(puts);
      for (const [key, value] of notes) if (this.notes.get(key) === value) this.notes.delete(key);
      if (kept === "own") this.tell(trouble("storage-full"));
      else if (all.length > 0) this.told = "";
      return undefined;
    } catch (cause) {
      const error = asTrouble(cause, "storage-unavailable");
      this.tell(error);
      this.cancel?.();
      this.cancel = this.setTimer(retryMillis, () => {
        this.wake();
      });
      return error;
    }
  }

  /** tell reports the same trouble once, until something else happens. */
  private tell(error: SamsynError): void {
    if (this.told !== error.code) this.owner.report(error);
    this.told = error.code;
  }

  private async signAll(): Promise<void> {
    if (!this.key) return;
    try {
      for (const one of this.replica.unsigned()) {
        const link = fromHex(one.link, 32);
        if (link) this.replica.signed(one, await sign(this.key, outboxName, link));
      }
    } catch (cause) {
      this.owner.report(trouble("crypto-missing", cause)); // they stay unsigned, and wait
    }
  }
}
