import type { Verdict } from "../../src/core/index.js";
import type { Status } from "../../src/net/events.js";
import type { PhoneFrame, ServerFrame } from "../../src/net/frames.js";
import type { Replica } from "../../src/replica/index.js";
import type { SamsynError } from "../../src/trouble.js";
import { say, why, type State } from "./lines.js";
import type { Tap } from "./tap.js";
import { Trace } from "./trace.js";

/** What news is of. */
export interface Subject {
  readonly phone: number;
  readonly tap: Tap;
  now(): number;
  readonly later: (f: () => void) => void;
  replica(): Replica;
}

/** News is what one phone says of itself, unasked: what it waits for, what it has heard, what must not be. */
export class News {
  /** Grows when what is held may have changed. */
  version = 1;
  failed = "";
  private line = "idle";
  private said = { pending: -1, at: 0 };
  private belled = 0;
  private readonly trace = new Trace();
  private mistaken: readonly string[] = [];
  /** Answers that are told with the state that they made. */
  private verdicts: { readonly verdict: Verdict; readonly lost: boolean }[] = [];
  private reading: "idle" | "busy" | "muted" = "idle";
  private carrying = 0;
  private readonly owesPurge = new Set<string>();
  private telling = false;

  constructor(private readonly of: Subject) {}

  get isLive(): boolean {
    return this.line === "live";
  }

  /** begin: another run of the app has told nothing yet. */
  begin(): void {
    this.line = "idle";
    this.connects();
  }

  /** fault is what breaks the day. */
  fault(text: string): void {
    say({ phone: this.of.phone, fault: text });
  }

  fail(why: string): void {
    this.failed = why;
    this.tell();
  }

  bump(): void {
    this.version++;
    this.tell();
  }

  heard(some: readonly { readonly verdict: Verdict; readonly lost: boolean }[]): void {
    this.verdicts.push(...some);
    this.tell();
  }

  status(s: Status): void {
    if (s.line !== this.line && (s.line === "greeting" || s.line === "waiting" || s.line === "idle")) this.connects();
    this.line = s.line;
    this.tell();
  }

  private connects(): void {
    this.said = { pending: -1, at: 0 };
    this.reading = "idle";
    this.carrying = 0;
    this.of.tap.own.clear();
  }

  /** trouble reports errors that no day may bring: the rest is what days are about. */
  trouble(e: SamsynError): void {
    if (e.code === "server-frame" || e.code === "crypto-missing" || e.code.startsWith("storage-")) {
      const cause = e.cause === undefined ? "" : why(e.cause);
      this.fault(`the SDK reports ${e.code} ${cause} after ${this.trace.all.slice(-3).join("; ")}`);
    }
    if (this.line === "refused") this.fail(e.code);
  }

  /** came notes a frame that the SDK is given now. */
  came(f: ServerFrame): void {
    const before = this.of.replica().mismatches;
    this.trace.note(f);
    if (f.frame === "board") say({ phone: this.of.phone, board: f });
    if (f.frame === "sealedVerdicts") this.carrying--;
    if (f.frame === "readsTaken") this.reading = "idle";
    if (f.frame === "error" && this.reading === "busy") this.reading = f.duty === "retry" ? "idle" : "muted";
    if (f.frame === "board" || f.frame === "locks") return;
    this.bump();
    this.of.later(() => {
      const replica = this.of.replica();
      if (this.mistaken.length === 0 && replica.mismatches > before) this.mistaken = this.trace.all;
      for (const scope of replica.scopes()) if (replica.status(scope)?.revoked) this.owesPurge.add(scope);
    });
  }

  /** goes notes a frame that the SDK says. */
  goes(f: PhoneFrame): void {
    if (f.frame === "presence") this.said = { pending: f.pending, at: this.of.now() };
    else if (f.frame === "pushToken") this.belled++;
    else if (f.frame === "reads") this.reading = "busy";
    else if (f.frame === "sealed") this.carrying++;
    else if (f.frame === "purged") this.owesPurge.delete(f.scope);
    this.tell();
  }

  /** tell says the state soon. */
  tell(): void {
    if (this.telling) return;
    this.telling = true;
    this.of.later(() => {
      this.flush();
    });
  }

  /** flush says the state now. */
  flush(): void {
    this.telling = false;
    const heard = this.verdicts;
    this.verdicts = [];
    if (heard.length > 0) say({ phone: this.of.phone, heard });
    say({ phone: this.of.phone, state: this.state() });
  }

  private state(): State {
    const { tap } = this.of;
    const replica = this.of.replica();
    const scopes: Record<string, number> = {};
    for (const scope of replica.scopes()) {
      const s = replica.status(scope);
      if (s && !s.revoked) scopes[scope] = s.cursor.seq;
    }
    const waits = this.waits(replica);
    return {
      online: tap.online,
      line: this.line,
      settled: waits.length === 0,
      own: tap.own.size,
      failed: this.failed,
      waits: waits.join(", "),
      said: this.said.pending,
      saidAt: this.said.at,
      belled: this.belled,
      caughtUp: this.isLive,
      scopes,
      version: this.version,
      mistaken: this.mistaken,
    };
  }

  private waits(replica: Replica): string[] {
    const { tap } = this.of;
    const statuses = replica.scopes().map((scope) => replica.status(scope));
    const loading = statuses.filter((s) => s && (s.loading || s.revoked)).length;
    const waits: string[] = [];
    if (!this.isLive) waits.push("not caught up");
    if (!tap.hold && replica.pending() > 0) waits.push(`${replica.pending()} unsent`);
    if (loading > 0) waits.push(`${loading} scopes loading`);
    if (this.reading !== "muted" && replica.reads(1)) waits.push("reads");
    if (this.carrying > 0) waits.push(`${this.carrying} boxes`);
    if (this.owesPurge.size > 0) waits.push("purges");
    if (tap.own.size > 0) waits.push(`${tap.own.size} sent again`);
    return waits;
  }
}
