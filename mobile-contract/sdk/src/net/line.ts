import { SamsynError, trouble, type Duty } from "../trouble.js";
import { Backoff } from "./backoff.js";
import { decode } from "./codec.js";
import { canonical } from "../core/canonical.js";
import type { Failure, Hello, PhoneFrame, ServerFrame } from "./frames.js";
import type { OpenWire, Wire } from "./wire.js";

/*
 * Where a line is:
 *
 *            start()             opened               welcome              caughtUp
 *    idle ───────────► connecting ─────► greeting ──────────► catchingUp ──────────► live
 *     ▲                 ▲     │             │                    │                    │
 *     │ stop()          │     │ lost, bye, silence, a frame that cannot be read: cut  │
 *     │ from anywhere   │     ▼             ▼                    ▼                    ▼
 *     │                 └── waiting ◄───────┴────────────────────┴────────────────────┘
 *     │                       as long as the server said, or a drawn time; nudge() ends it
 *     │
 *     │    duty refresh, from anywhere                  duty fix or upgrade as the answer to hello
 *     └─── expired: hands in, reads nothing,            refused: hands in what the server takes,
 *          until renewed() connects again               until nudge() connects again
 *
 * A page cannot ping. A line on which nothing was heard for quietMillis asks something that has an answer (probe), and is cut when
 * nothing comes: a phone in a tunnel is told by nobody.
 */
export type LineState = "idle" | "connecting" | "greeting" | "catchingUp" | "live" | "waiting" | "expired" | "refused";

/** Timer runs f once in so many milliseconds, unless what it gives is called before. */
export type SetTimer = (millis: number, f: () => void) => () => void;

/** Ears is what a line tells. take runs for each frame, in order; what it throws is the server's fault, and cuts the line. */
export interface Ears {
  hello(token: string): Hello;
  take(frame: ServerFrame): void;
  /** The line is in another state. A connection ended if the state is waiting or idle. */
  moved(state: LineState): void;
  report(error: SamsynError): void;
  /** A frame whose answer proves that the line carries; undefined when there is none. */
  probe(): PhoneFrame | undefined;
}

export interface LineOptions {
  readonly url: string;
  readonly open: OpenWire;
  /** A token; again is true when the server did not like the last one. undefined: there is no other now. */
  readonly token: (again: boolean) => Promise<string | undefined>;
  readonly random: () => number;
  readonly setTimer: SetTimer;
}

const connectMillis = 20_000;
const quietMillis = 45_000;
const probeMillis = 10_000;

export class Line {
  private state: LineState = "idle";
  private wire: Wire | undefined;
  /** Names the attempt, so that a late word of an earlier one is not listened to. */
  private attempt = 0;
  private cancel: (() => void) | undefined;
  private readonly backoff: Backoff;
  /** What the server said to wait, before it closes. */
  private said: number | undefined;
  /** Connections in a row that ended with a frame that could not be read. */
  private strikes = 0;
  private bad = false;
  private heard = false;

  constructor(
    private readonly o: LineOptions,
    private readonly ears: Ears,
  ) {
    this.backoff = new Backoff(o.random);
  }

  get at(): LineState {
    return this.state;
  }

  /** start connects, unless it is on its way. */
  start(): void {
    if (this.state === "idle") this.connect(false);
  }

  /** stop hangs up, for good until start. */
  stop(): void {
    this.hangUp();
    this.move("idle");
  }

  /** nudge says that it is worth trying now: the network came back, the page is looked at. */
  nudge(): void {
    const off = this.state === "waiting" || this.state === "refused" || (this.state === "expired" && !this.wire);
    if (off) this.connect(false);
    else if (this.state === "live") this.ask();
  }

  /** renewed says that there is another token. */
  renewed(): void {
    if (this.state === "expired") this.connect(false);
  }

  /** send says something; false when nobody would hear it. */
  send(frame: PhoneFrame): boolean {
    if (!this.wire || this.state === "connecting" || this.state === "waiting") return false;
    this.wire.send(canonical(frame));
    return true;
  }

  private connect(again: boolean): void {
    this.hangUp();
    const attempt = this.attempt;
    this.move("connecting");
    this.timer(connectMillis, () => {
      this.cut();
    });
    void this.o.token(again).then(
      (token) => {
        if (attempt !== this.attempt) return;
        if (token === undefined) this.expire();
        else this.dial(token);
      },
      (cause: unknown) => {
        if (attempt !== this.attempt) return;
        this.ears.report(cause instanceof SamsynError ? cause : trouble("no-login", cause));
        this.cut();
      },
    );
  }

  private dial(token: string): void {
    const attempt = this.attempt;
    const mine = (f: () => void) => () => {
      if (attempt === this.attempt) f();
    };
    this.wire = this.o.open(this.o.url, {
      opened: mine(() => {
        this.move("greeting");
        this.send(this.ears.hello(token));
      }),
      text: (text) => {
        if (attempt === this.attempt) this.hear(text);
      },
      closed: (code) => {
        if (attempt === this.attempt) this.closed(code);
      },
    });
  }

  private hear(text: string): void {
    this.heard = true;
    try {
      const frame = decode(text);
      if (!frame) return;
      this.react(frame);
      this.ears.take(frame);
      this.settle(frame);
    } catch (cause) {
      this.bad = true;
      this.ears.report(cause instanceof SamsynError ? cause : trouble("server-frame", cause));
      this.cut();
    }
  }

  /** react goes where a frame leads, before anybody is told of it. */
  private react(frame: ServerFrame): void {
    if (frame.frame === "welcome") {
      this.move("catchingUp");
      this.listen();
    } else if (frame.frame === "caughtUp") {
      this.backoff.reset();
      if (this.state === "catchingUp") this.move("live");
    } else if (frame.frame === "error" || frame.frame === "bye") {
      this.said = frame.retryMillis;
    }
  }

  /** settle does what an error asks of the line itself, after everybody was told. */
  private settle(frame: ServerFrame): void {
    if (frame.frame !== "error") return;
    if (frame.duty === "refresh") {
      this.expire();
      if (frame.code !== "replica-taken") void this.refresh();
    } else if (frame.duty === "resync") this.cut();
    else if (this.state === "greeting") {
      if (frame.duty === "retry") this.cut();
      else {
        this.cancelTimer();
        this.move("refused");
      }
    } else this.said = undefined; // it was about a frame, and whoever sent that waits
  }

  private expire(): void {
    this.cancelTimer();
    this.move("expired");
  }

  private async refresh(): Promise<void> {
    const attempt = this.attempt;
    const token = await this.o.token(true).catch(() => undefined);
    if (token !== undefined && attempt === this.attempt && this.state === "expired") this.connect(false);
  }

  private closed(code: number): void {
    const duty = dutyOf(code);
    this.wire = undefined;
    if (this.state === "expired" || this.state === "refused") {
      this.hangUp();
      this.ears.moved(this.state);
    } else if (duty === "upgrade" || duty === "refresh") {
      this.hangUp();
      this.move(duty === "upgrade" ? "refused" : "expired");
    } else this.cut();
  }

  /** cut drops the connection and comes back in a while. */
  private cut(): void {
    this.hangUp();
    this.strikes = this.bad ? this.strikes + 1 : 0;
    this.bad = false;
    for (let i = 0; i < this.strikes; i++) this.backoff.next(); // a caughtUp in between does not make it better
    const wait = this.backoff.next(this.said);
    this.said = undefined;
    this.move("waiting");
    this.timer(wait, () => {
      this.connect(false);
    });
  }

  private hangUp(): void {
    this.attempt++;
    this.cancelTimer();
    this.wire?.close();
    this.wire = undefined;
  }

  /** listen watches for silence. */
  private listen(): void {
    this.heard = false;
    this.timer(quietMillis, () => {
      if (this.heard) this.listen();
      else this.ask();
    });
  }

  private ask(): void {
    const probe = this.ears.probe();
    if (!probe) {
      this.listen();
      return;
    }
    this.heard = false;
    this.send(probe);
    this.timer(probeMillis, () => {
      if (this.heard) this.listen();
      else this.cut();
    });
  }

  private timer(millis: number, f: () => void): void {
    this.cancelTimer();
    this.cancel = this.o.setTimer(millis, f);
  }

  private cancelTimer(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private move(state: LineState): void {
    if (this.state === state) return;
    this.state = state;
    this.ears.moved(state);
  }
}

/** dutyOf reads the duty from a close code's hundreds; undefined for those that are not the server's. */
export function dutyOf(code: number): Duty | undefined {
  const duties: readonly Duty[] = ["fix", "upgrade", "refresh", "retry", "resync"];
  return code >= 4000 && code < 4500 ? duties[Math.floor((code - 4000) / 100)] : undefined;
}

/** problem is an error or bye frame as an error. */
export const problem = (f: Failure): SamsynError =>
  new SamsynError(f.code, f.duty, f.message ?? { sv: f.code, en: f.code }, f.retryMillis);
