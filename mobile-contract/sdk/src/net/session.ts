import { signBatch } from "../reads/index.js";
import type { Replica } from "../replica/index.js";
import type { Key } from "../sign/index.js";
import { trouble, type SamsynError } from "../trouble.js";
import type { Around } from "./around.js";
import type { Carrier } from "./carrier.js";
import type { Happening } from "./events.js";
import { contract, type Failure, type Hello, type PhoneFrame, type ServerFrame, type Welcome } from "./frames.js";
import type { Keeper, Owner } from "./keeper.js";
import { problem, type Ears, type LineState, type SetTimer } from "./line.js";
import { Outgoing } from "./outgoing.js";

/** What a session stands on. */
export interface SessionOptions {
  readonly replica: Replica;
  readonly key: Key | undefined;
  readonly device: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: SetTimer;
  readonly tell: (h: Happening) => void;
  /** Says a frame; false when nobody would hear it. */
  readonly say: (frame: PhoneFrame) => boolean;
  readonly keeper: () => Keeper;
  readonly carrier: Carrier;
  readonly around: Around;
}

/** A clock that is further off than this is told (protocol.md: such stamps lose every tie). */
const clockSlack = 5 * 60 * 1000;
const defaultLeaseHours = 24;
const maxReads = 100;
const firstRetry = 1000;
/** Errors that are about reading only (errors.md): what was written is answered as always. */
const handInCodes = ["token-expired", "contract-too-old"];

/**
 * Session is what one login and the server say to each other: it hands frames to the replica, and to the line what the replica owes
 * the server. Over a socket and over HTTP it is the same session.
 *
 * Everything in it happens at once, between two frames; waiting is the keeper's, which asks in each round what may be sent.
 */
export class Session implements Ears, Owner {
  /** The server knows who we are, on this connection. */
  greeted = false;
  caughtUp = false;
  /** The server shows nothing now, and takes what was written. */
  handsIn = false;
  readonly out: Outgoing;
  /** Grows with each connection: an answer to an earlier one is not waited for. */
  private connection = 0;
  private reading: "idle" | "busy" | "muted" = "idle";
  private gone: string[] = [];
  /** The replica missed something: over HTTP the next hello asks for it, by its cursors. */
  asked = false;

  constructor(private readonly o: SessionOptions) {
    this.out = new Outgoing(o.replica);
  }

  hello(token: string): Hello {
    const { replica, key, device, now } = this.o;
    const readsAt = replica.readsAt();
    return {
      frame: "hello",
      contract,
      ...(token !== "" && { token }),
      replica: replica.id,
      ...(key && { key: key.public }),
      ...(device !== "" && { device }),
      clock: now(),
      ...(readsAt > 0 && { readsAt }),
      cursors: replica.cursors(),
    };
  }

  moved(state: LineState): void {
    if (state === "greeting" || state === "waiting" || state === "idle") this.begin();
    this.o.around.moved(state);
    this.tellStatus();
  }

  /** begin forgets what belongs to a connection. */
  begin(): void {
    this.connection++;
    this.greeted = this.caughtUp = this.handsIn = this.asked = false;
    this.reading = "idle";
    this.out.begin();
    this.o.carrier.begin();
  }

  report(error: SamsynError): void {
    this.o.tell({ kind: "error", error });
  }

  probe(): PhoneFrame | undefined {
    const { replica } = this.o;
    for (const scope of replica.scopes()) {
      const at = replica.status(scope);
      if (at && !at.revoked && !at.loading && at.cursor.seq > 0) return { frame: "catchup", scope, cursor: at.cursor };
    }
    return undefined;
  }

  take(frame: ServerFrame): void {
    const { replica, now } = this.o;
    replica.heard(now());
    switch (frame.frame) {
      case "welcome":
        this.welcomed(frame);
        break;
      case "documents":
        this.ask(replica.documents(frame));
        this.show(frame.scope, frame.reset || frame.done ? undefined : frame.documents.map((d) => d.id));
        break;
      case "commit":
        this.ask(replica.commit(frame));
        this.show(frame.scope, undefined);
        break;
      case "verdicts":
        this.answered(frame.verdicts);
        break;
      case "caughtUp":
        this.caughtUp = true;
        replica.fetched(now());
        break;
      case "grant":
        replica.grant(frame.scopes);
        this.showAll();
        break;
      case "revoke":
        replica.revoke(frame.scopes);
        this.showAll();
        break;
      case "readsTaken":
        replica.readsTaken(frame.upTo);
        this.reading = "idle";
        break;
      case "sealedVerdicts":
        void this.o.carrier.answered(frame);
        break;
      case "board":
        this.o.tell({ kind: "board", board: frame });
        break;
      case "locks":
        this.o.tell({ kind: "locks", locks: frame });
        break;
      case "error":
      case "bye":
        this.troubled(frame);
        break;
      case "readsWanted": // they are handed in after the welcome in any case
        break;
    }
    if (this.caughtUp && frame.frame === "commit") replica.fetched(now());
    this.o.keeper().wake();
    this.tellStatus();
  }

  /** prepare purges what may be forgotten now: outbox first, then purge. It is said when it is saved. */
  prepare(): void {
    const { replica } = this.o;
    for (const scope of replica.purgeable()) {
      if (!replica.purged(scope)) continue;
      this.o.keeper().note("purged/" + scope, "1");
      this.gone.push(scope);
      this.tellStatus(); // nothing need come from the server any more
    }
  }

  /** purges says what was purged and not told yet; those of an earlier run of the program too. */
  get purges(): readonly string[] {
    return this.gone;
  }

  /** recall takes over what an earlier run of the program had purged and not told. */
  recall(scopes: readonly string[]): void {
    this.gone.push(...scopes);
  }

  /** told says that the server has heard of these purges. */
  told(scopes: readonly string[]): void {
    this.gone = this.gone.filter((s) => !scopes.includes(s));
    for (const s of scopes) this.o.keeper().note("purged/" + s, undefined);
  }

  pack(): () => Promise<void> {
    const { replica, say, key } = this.o;
    const connection = this.connection;
    const reads = this.takes && this.reading === "idle" ? replica.reads(maxReads) : undefined;
    if (reads) this.reading = "busy";
    const purges = this.greeted ? [...this.gone] : [];
    const pieces = this.takes ? this.out.pieces() : [];
    return async () => {
      const signed = reads && key ? await signBatch(key, reads) : reads;
      if (connection !== this.connection) return;
      for (const p of pieces) say({ frame: "submit", edits: p.edits, proof: p.proof });
      if (signed) say({ frame: "reads", ...signed });
      const heard = purges.filter((scope) => say({ frame: "purged", scope }));
      if (heard.length > 0) this.told(heard);
      if (this.caughtUp) this.o.around.present(replica.pending());
    };
  }

  /** takes reports whether the server takes what is handed in now. */
  private get takes(): boolean {
    return this.greeted || this.handsIn;
  }

  private welcomed(w: Welcome): void {
    const { replica, now, around } = this.o;
    this.greeted = true;
    this.out.welcomed(w.limits);
    replica.lease(w.leaseHours ?? defaultLeaseHours);
    replica.welcome(w.scopes, w.keepDays);
    replica.sealTo(w.sealKey ?? "");
    if (Math.abs(w.now - now()) > clockSlack) this.report(trouble("clock-wrong"));
    this.o.carrier.carry();
    around.welcomed(w.push);
    this.showAll();
  }

  private ask(ask: { scope: string; cursor?: object } | undefined): void {
    if (!ask) return;
    this.asked = true;
    this.o.say({ frame: "catchup", ...ask } as PhoneFrame);
  }

  private answered(verdicts: Extract<ServerFrame, { frame: "verdicts" }>["verdicts"]): void {
    const known = verdicts.map((verdict) => ({ verdict, edit: this.out.answered(verdict.edit) }));
    this.o.replica.verdicts(this.o.now(), verdicts);
    for (const { verdict, edit } of known) {
      this.o.tell({ kind: "verdict", verdict, ...(edit && { edit }) });
      if (edit) this.show(edit.scope, [edit.doc]);
    }
  }

  /** troubled does what an error asks of the session; the line does what it asks of the line. */
  private troubled(f: Failure): void {
    this.report(problem(f));
    if (f.about === "reads" && this.reading === "busy") this.reading = f.duty === "retry" ? "idle" : "muted";
    if (handInCodes.includes(f.code)) {
      this.handsIn = true;
      this.o.carrier.carry();
    } else if (f.duty === "fix" && f.about === "submit") {
      const poison = this.out.refused(f.code);
      if (poison) this.answered([poison]);
    } else if (f.duty === "retry" && f.frame === "error") this.wait(f.retryMillis);
  }

  /** wait sends again what was not taken, when the server has said, or soon. */
  private wait(said: number | undefined): void {
    const connection = this.connection;
    this.reading = this.reading === "muted" ? "muted" : "busy";
    this.out.hold();
    this.o.setTimer(said ?? firstRetry + this.o.random() * firstRetry, () => {
      if (connection !== this.connection) return;
      if (this.reading === "busy") this.reading = "idle";
      this.out.begin();
      this.o.carrier.begin();
      this.o.carrier.carry();
      this.o.keeper().wake();
    });
  }

  private show(scope: string, docs: readonly string[] | undefined): void {
    this.o.tell(docs ? { kind: "changed", scope, docs } : { kind: "changed", scope });
  }

  private showAll(): void {
    this.o.tell({ kind: "changed" });
  }

  private tellStatus(): void {
    this.o.around.tellStatus();
  }
}
