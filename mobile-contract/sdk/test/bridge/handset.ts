import type { Edit, Schema, Verdict } from "../../src/core/index.js";
import { open, type Samsyn } from "../../src/index.js";
import type { Status } from "../../src/net/events.js";
import type { PhoneFrame, ServerFrame } from "../../src/net/frames.js";
import { personOf } from "../../src/net/person.js";
import { Replica, type Draft, type Piece } from "../../src/replica/index.js";
import { newKey, type Proof } from "../../src/sign/index.js";
import { loginSlip, logins, newLogin } from "../../src/storage/logins.js";
import { drawers, type Storage } from "../../src/storage/storage.js";
import { SamsynError, trouble } from "../../src/trouble.js";
import { say, type State } from "./lines.js";
import { report, stored } from "./look.js";
import { replicas } from "./replicas.js";
import type { Shelf } from "./shelf.js";
import { Tap } from "./tap.js";
import { Trace } from "./trace.js";

/** Whose phone it is. */
export interface Owner {
  readonly nodes: readonly string[];
  readonly author: string;
  readonly role: string;
  readonly replica: string;
  readonly http: boolean;
  readonly bell: string;
  readonly present: boolean;
  readonly deviceId: string;
}

/** Tokens that are asked for while a phone comes online, before it counts as turned away. */
const maxTokens = 5;
/** How long a moment is waited for in which all is saved, milliseconds: signing and sealing have threads of their own. */
const patience = 30_000;
/** The one store of a device. */
const storeName = "day";

/**
 * Handset is one phone of a day: the SDK by its door, as an app uses it, on a network with a tap. It is made without a login; the
 * first time online logs its person in, under the replica id that the day says.
 */
export class Handset {
  now = 0;
  private readonly schema: Schema;
  private replicaId: string;
  private empty: Replica | undefined;
  private door: Samsyn | undefined;
  private storage: Storage | undefined;
  private loggedIn = false;
  private line = "idle";
  private version = 1;
  private said = { pending: -1, at: 0 };
  private belled = 0;
  private failed = "";
  private trace = new Trace();
  private mistaken: readonly string[] = [];
  /** Answers that are told with the state that they made. */
  private heard: { readonly verdict: Verdict; readonly lost: boolean }[] = [];
  private reading: "idle" | "busy" | "muted" = "idle";
  private carrying = 0;
  private readonly owesPurge = new Set<string>();
  private readonly proofs = new Map<string, Proof>();
  private readonly tap: Tap;
  private tokens = 0;
  private token: { readonly text: string } | undefined;
  private readonly asked = new Map<number, { resolve: (token: string) => void; reject: (e: Error) => void }>();
  private syncing: Promise<unknown> = Promise.resolve();
  private telling = false;

  constructor(
    private readonly n: number,
    private readonly o: Owner,
    private readonly shelf: Shelf,
    schema: Schema,
  ) {
    this.schema = { ...schema };
    this.replicaId = o.replica;
    this.tap = new Tap(o.nodes, o.http, {
      heard: (heard) => {
        this.heard.push(...heard);
        this.tell();
      },
      came: (f) => {
        this.came(f);
      },
      goes: (f) => {
        this.goes(f);
      },
      changed: () => {
        this.tell();
      },
    });
  }

  // What people do.

  async online(): Promise<void> {
    this.failed = "";
    this.tokens = 0;
    this.tap.up();
    const door = await this.opened();
    if (this.loggedIn) {
      await door.nudge();
      return;
    }
    await this.prepareLogin();
    await door.login(this.getToken, this.o.role);
    this.loggedIn = true;
    if (this.o.present) await door.presence("online");
    if (this.o.bell !== "") await door.pushToken(this.o.bell, "android");
  }

  offline(): void {
    this.tap.down();
  }

  cut(): void {
    this.tap.cut();
  }

  lose(next: boolean): void {
    this.tap.lose = next;
  }

  hold(on: boolean): void {
    this.tap.hold = on;
  }

  async edit(draft: Draft): Promise<Edit> {
    const door = await this.opened();
    if (this.replica.show(draft.scope, draft.doc)) await door.show(draft.scope, draft.doc); // whoever writes in it has it open
    const e = await door.edit(draft);
    this.bump();
    return e;
  }

  /** sync meets the server without a socket, until everything that was put aside is sent, too. */
  sync(): Promise<void> {
    const mine = this.syncing.then(async () => {
      const door = await this.opened();
      do {
        if (!this.tap.online) throw trouble("no-network");
        this.tokens = 0;
        await door.login(this.getToken, this.o.role); // a worker in the background has a token of its own
        await door.sync();
      } while (this.tap.queued > 0);
    });
    this.syncing = mine.catch(() => undefined);
    return mine;
  }

  /** resend sends the last batch again, as it was. */
  resend(): Promise<void> {
    return this.submit([this.tap.last]);
  }

  /** submit sends batches beside the SDK. */
  async submit(batches: readonly (readonly Edit[])[]): Promise<void> {
    for (const batch of batches) if (batch.length > 0) this.tap.send(this.pieces(batch));
    if (this.o.http) await this.sync();
  }

  /** lock seals what is unsent and closes the store. */
  async lock(): Promise<void> {
    if (!this.loggedIn) return;
    await (await this.opened()).handOver();
    this.loggedIn = false;
  }

  async logout(): Promise<void> {
    if (this.loggedIn) await (await this.opened()).logout();
    this.loggedIn = false;
  }

  /** install gives the phone an empty store. What others have left on the device stays. */
  async install(replica: string): Promise<void> {
    this.offline();
    await this.close();
    const storage = await this.opens();
    for (const drawer of drawers) {
      if (drawer === "boxes") continue;
      const slips = await storage.read(drawer, this.replicaId + "/");
      await storage.write(slips.map((s) => ({ ...s, value: undefined })));
    }
    this.replicaId = replica;
    this.tap.lose = this.tap.hold = false;
    this.tap.last = [];
    this.bump();
  }

  /**
   * tick: the day's time has changed. Whoever is connected has heard of the server all the while: its pings do not follow the day's
   * clock. Others look whether they may still show what they hold.
   */
  async tick(): Promise<void> {
    const { door } = this;
    if (!door || !this.loggedIn) return;
    if (this.tap.online && (this.o.http || this.line === "live")) this.replica.heard(this.now);
    else await door.list(""); // it looks before it shows
    for (const until = Date.now() + patience; Date.now() < until;) {
      try {
        await door.handled(""); // when everything that asks for is saved
        return;
      } catch (e) {
        if (!(e instanceof SamsynError) || e.code !== "no-login") throw e;
      }
      await soon(); // the store is opened anew
    }
  }

  async close(): Promise<void> {
    await this.door?.close();
    this.door = undefined;
    this.loggedIn = false;
  }

  /** look is a report of one moment in which everything is saved; undefined when nothing has changed since that version. */
  async look(since: number): Promise<string | undefined> {
    for (const until = Date.now() + patience; Date.now() < until;) {
      const { version, replica } = this;
      if (this.isQuiet(replica)) {
        if (version === since) return undefined;
        const text = report(replica, version);
        const differs = this.storage ? await stored(this.storage, replica) : "";
        if (version === this.version && replica === this.replica && this.isQuiet(replica)) {
          if (differs !== "") say({ phone: this.n, fault: `what is stored is not what is held: ${differs}` });
          return text;
        }
      }
      await soon();
    }
    throw new Error("the phone never has everything saved");
  }

  /** isQuiet: all is signed and saved. */
  private isQuiet(replica: Replica): boolean {
    return !this.storage || (replica.unsaved().length === 0 && replica.unsigned().length === 0);
  }

  // What the SDK asks for.

  private readonly getToken = async (): Promise<string> => {
    const kept = this.token;
    this.token = undefined;
    if (kept) return kept.text;
    await this.tap.there();
    if (++this.tokens > maxTokens) {
      this.fail("is told that its token is over");
      throw trouble("no-login");
    }
    return new Promise((resolve, reject) => {
      const ask = ++lastAsk;
      this.asked.set(ask, { resolve, reject });
      say({ phone: this.n, token: ask });
    });
  };

  /** gives answers a question for a token. */
  gives(ask: number, token: string | undefined, error: string | undefined): void {
    const one = this.asked.get(ask);
    this.asked.delete(ask);
    if (token !== undefined) one?.resolve(token);
    else {
      this.fail(error ?? "no token");
      one?.reject(new Error(error));
    }
  }

  /** prepareLogin puts a login under the day's replica id on the device, unless it is there. */
  private async prepareLogin(): Promise<void> {
    const token = await this.getToken();
    this.token = { text: token };
    const storage = await this.opens();
    if ((await logins(storage)).some((l) => l.replica === this.replicaId)) return;
    await storage.write([loginSlip(await newLogin(personOf(token), this.replicaId, await newKey()))]);
  }

  private async opens(): Promise<Storage> {
    const bump = (): void => {
      this.bump();
    };
    return (this.storage ??= await this.shelf.storage(bump)(storeName, () => undefined));
  }

  private async opened(): Promise<Samsyn> {
    if (this.door) return this.door;
    const door = await open({
      url: this.o.nodes[0] ?? "",
      schema: this.schema,
      name: storeName,
      device: this.o.deviceId,
      storage: this.shelf.storage(() => {
        this.bump();
      }),
      tabs: false,
      openWire: this.tap.openWire,
      post: this.tap.post,
      witness: { get: () => "", set: () => undefined },
      now: () => this.now,
      random: () => 0.02, // days are short
    });
    door.on("status", (s) => {
      this.status(s);
    });
    door.on("error", (e) => {
      this.trouble(e);
    });
    await this.opens();
    this.door = door;
    return door;
  }

  private status(s: Status): void {
    if (s.line !== this.line && (s.line === "greeting" || s.line === "waiting" || s.line === "idle")) {
      this.said = { pending: -1, at: 0 };
      this.reading = "idle";
      this.carrying = 0;
      this.tap.own.clear();
    }
    if (s.line === "live") this.tokens = 0;
    this.line = s.line;
    this.tell();
  }

  /** Errors that no day may bring: the rest is what days are about. */
  private trouble(e: SamsynError): void {
    if (e.code === "server-frame" || e.code === "crypto-missing" || e.code.startsWith("storage-")) {
      const cause: unknown = e.cause;
      const why = cause instanceof Error ? (cause.stack ?? cause.message) : "";
      say({ phone: this.n, fault: `the SDK reports ${e.code} ${why} after ${this.trace.all.slice(-3).join("; ")}` });
    }
    if (this.line === "refused") this.fail(e.code);
  }

  private fail(why: string): void {
    this.failed = why;
    this.tell();
  }

  private came(f: ServerFrame): void {
    const before = this.replica.mismatches;
    this.trace.note(f);
    if (f.frame === "board") say({ phone: this.n, board: f });
    if (f.frame === "sealedVerdicts") {
      this.carrying--;
      this.shelf.carried(f.verdicts);
    }
    if (f.frame === "readsTaken") this.reading = "idle";
    if (f.frame === "error" && this.reading === "busy") this.reading = f.duty === "retry" ? "idle" : "muted";
    if (f.frame === "board" || f.frame === "locks") return;
    this.bump();
    setImmediate(() => {
      if (this.mistaken.length === 0 && this.replica.mismatches > before) this.mistaken = this.trace.all;
      for (const scope of this.replica.scopes()) if (this.replica.status(scope)?.revoked) this.owesPurge.add(scope);
    });
  }

  private goes(f: PhoneFrame): void {
    if (f.frame === "presence") this.said = { pending: f.pending, at: this.now };
    else if (f.frame === "pushToken") this.belled++;
    else if (f.frame === "reads") this.reading = "busy";
    else if (f.frame === "sealed") this.carrying++;
    else if (f.frame === "purged") this.owesPurge.delete(f.scope);
    else if (f.frame === "submit") this.remember(f.edits);
    this.tell();
  }

  /** remember keeps how each edit is proven: what the replica let go of is sent again with that. */
  private remember(edits: readonly Edit[]): void {
    for (const e of edits) {
      const own = this.replica.pieces([e])[0]?.proof;
      if (own) this.proofs.set(e.id, own);
    }
  }

  private pieces(batch: readonly Edit[]): Piece[] {
    this.remember(batch);
    return this.replica.pieces(batch).flatMap((p) => {
      if (p.proof) return [p];
      return p.edits.map((e) => {
        const proof = this.proofs.get(e.id);
        return { edits: [e], ...(proof && { proof }) };
      });
    });
  }

  /** replica is the one that the SDK has open, or had; an empty one before. */
  private get replica(): Replica {
    const known = replicas.get(this.schema);
    if (known?.id === this.replicaId) return known;
    if (this.empty?.id === this.replicaId) return this.empty;
    const { author, role } = this.o;
    const options = { replica: this.replicaId, author, role, schema: this.schema, newId: () => "", signs: true };
    return (this.empty = Replica.create(options));
  }

  private bump(): void {
    this.version++;
    this.tell();
  }

  /** tell says the state soon. */
  private tell(): void {
    if (this.telling) return;
    this.telling = true;
    setImmediate(() => {
      this.flush();
    });
  }

  /** flush says the state now. */
  flush(): void {
    this.telling = false;
    const { heard } = this;
    this.heard = [];
    if (heard.length > 0) say({ phone: this.n, heard });
    say({ phone: this.n, state: this.state() });
  }

  private state(): State {
    const { replica, tap } = this;
    const scopes: Record<string, number> = {};
    let loading = 0;
    for (const scope of replica.scopes()) {
      const s = replica.status(scope);
      if (s && !s.revoked) scopes[scope] = s.cursor.seq;
      if (s?.loading || s?.revoked) loading++;
    }
    const waits: string[] = [];
    if (this.line !== "live") waits.push("not caught up");
    if (!tap.hold && replica.pending() > 0) waits.push(`${replica.pending()} unsent`);
    if (loading > 0) waits.push(`${loading} scopes loading`);
    if (this.reading !== "muted" && replica.reads(1)) waits.push("reads");
    if (this.carrying > 0) waits.push(`${this.carrying} boxes`);
    if (this.owesPurge.size > 0) waits.push("purges");
    if (tap.own.size > 0) waits.push(`${tap.own.size} sent again`);
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
      caughtUp: this.line === "live",
      scopes,
      version: this.version,
      mistaken: this.mistaken,
    };
  }
}

let lastAsk = 0;

/** soon is when it is worth looking again. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
