import type { PhoneFrame, ServerFrame, Welcome } from "../frames.js";
import type { SetTimer } from "../line.js";
import type { Ends, OpenWire } from "../wire.js";

/** FakeTime is a clock that stands until a test moves it. */
export class FakeTime {
  millis = 1_795_000_000_000;
  private readonly timers = new Set<{ at: number; run: () => void }>();

  readonly now = (): number => this.millis;

  readonly setTimer: SetTimer = (wait, run) => {
    const timer = { at: this.millis + wait, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  /** waits lists how long each timer has to go. */
  waits(): number[] {
    return [...this.timers].map((t) => t.at - this.millis).sort((a, b) => a - b);
  }

  /** pass moves the clock and runs what is due, in order. */
  pass(millis: number): void {
    const end = this.millis + millis;
    for (;;) {
      const due = [...this.timers].filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers.delete(due);
      this.millis = Math.max(this.millis, due.at);
      due.run();
    }
    this.millis = end;
  }
}

/** FakeServer is the other end of each wire. It says what a test has it say, and nothing else. */
export class FakeServer {
  /** What was said on the latest wire. */
  sent: PhoneFrame[] = [];
  /** How many wires were opened. */
  wires = 0;
  isDown = false;
  private ends: Ends | undefined;

  readonly open: OpenWire = (_, ends) => {
    this.wires++;
    this.sent = [];
    if (this.isDown) {
      queueMicrotask(() => {
        ends.closed(1006);
      });
      return { send: () => undefined, close: () => undefined };
    }
    this.ends = ends;
    queueMicrotask(() => {
      ends.opened();
    });
    return {
      send: (text) => {
        this.sent.push(JSON.parse(text) as PhoneFrame);
      },
      close: () => {
        if (this.ends === ends) this.ends = undefined;
      },
    };
  };

  get isOpen(): boolean {
    return this.ends !== undefined;
  }

  say(...frames: readonly (ServerFrame | string)[]): void {
    for (const f of frames) this.ends?.text(typeof f === "string" ? f : JSON.stringify(f));
  }

  hangUp(code = 1006): void {
    const ends = this.ends;
    this.ends = undefined;
    ends?.closed(code);
  }

  frames<K extends PhoneFrame["frame"]>(kind: K): Extract<PhoneFrame, { frame: K }>[] {
    return this.sent.filter((f): f is Extract<PhoneFrame, { frame: K }> => f.frame === kind);
  }
}

/** welcome is what a server says to whoever may hold these scopes. */
export const welcome = (...scopes: string[]): Welcome => ({
  frame: "welcome",
  contract: 1,
  now: 1_795_000_000_000,
  actor: "s9",
  roles: ["assistantNurse"],
  scopes,
  limits: { frameBytes: 1 << 20, batchEdits: 256, editsPerMinute: 3000 },
  keepDays: 7,
  leaseHours: 24,
  sealKey: "rU8K8l6MyQza8RnThSdgjvpkhAozYiQ/6ZmbcA6o2hI=",
});

export const caughtUp: ServerFrame = { frame: "caughtUp" };

/** tokenOf is a token that says whose it is, as a phone reads it; no server would take it. */
export const tokenOf = (actor: string): string =>
  ["{}", JSON.stringify({ sub: actor, tenant: "ekby", kind: "staff" }), "{}"].map((s) => btoa(s)).join(".");
