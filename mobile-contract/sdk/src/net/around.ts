import type { PhoneFrame, Platform, Presence, PushToken } from "./frames.js";
import type { LineState, SetTimer } from "./line.js";

/** A lock ends by itself after 30 seconds; it is said again well before. */
const lockMillis = 15_000;

/** Around is what a phone says that is no edit: who is there, who writes where, and where it can be rung. */
export class Around {
  private state: Presence | undefined;
  private said = "";
  private bell: PushToken | undefined;
  private locks = new Map<string, () => void>();
  private open = false;

  constructor(
    private readonly say: (frame: PhoneFrame) => boolean,
    private readonly setTimer: SetTimer,
    /** The token that this login last said, kept over restarts. */
    private rung: string,
    private readonly keepRung: (token: string) => void,
    readonly tellStatus: () => void,
  ) {}

  moved(state: LineState): void {
    this.open = state === "live" || state === "catchingUp";
    if (state === "greeting" || state === "waiting" || state === "idle") this.said = "";
  }

  /** presence says what the person does; only staff do. */
  presence(state: Presence): void {
    this.state = state;
  }

  /** present says it to the server, if it or the number of edits without verdict has changed since. */
  present(pending: number): void {
    if (!this.state) return;
    const now = `${this.state} ${pending}`;
    if (now !== this.said && this.say({ frame: "presence", state: this.state, pending })) this.said = now;
  }

  /** ring says where the device can be rung; "" nowhere. */
  ring(token: string, platform: Platform): void {
    this.bell = token === "" ? { frame: "pushToken", token } : { frame: "pushToken", token, platform };
    if (this.open && this.rung !== token) this.sendBell();
  }

  /** welcomed answers what the welcome says of the bell. */
  welcomed(push: string | undefined): void {
    if (this.bell && (push === "renew" || (push !== undefined && this.rung !== this.bell.token))) this.sendBell();
    for (const key of this.locks.keys()) this.sendLock(key);
  }

  /** owed is the bell to bring in a request, if the server wants it. */
  owed(push: string | undefined): PushToken | undefined {
    return push === "renew" ? this.bell : undefined;
  }

  /** lock says that somebody writes there, again and again until unlock. It is politeness: nothing waits for it. */
  lock(scope: string, doc: string): void {
    const key = scope + "\n" + doc;
    if (this.locks.has(key)) return;
    this.again(key);
  }

  unlock(scope: string, doc: string): void {
    const key = scope + "\n" + doc;
    this.locks.get(key)?.();
    if (this.locks.delete(key) && this.open) this.say({ frame: "unlock", scope, doc });
  }

  /** stop lets go of all locks. */
  stop(): void {
    for (const cancel of this.locks.values()) cancel();
    this.locks.clear();
  }

  private again(key: string): void {
    this.sendLock(key);
    this.locks.set(
      key,
      this.setTimer(lockMillis, () => {
        this.again(key);
      }),
    );
  }

  private sendLock(key: string): void {
    const [scope = "", doc = ""] = key.split("\n");
    if (this.open) this.say({ frame: "lock", scope, doc });
  }

  private sendBell(): void {
    if (!this.bell || !this.say(this.bell)) return;
    this.rung = this.bell.token;
    this.keepRung(this.rung);
  }
}
