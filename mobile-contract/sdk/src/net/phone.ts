import type { Base, Edit, Schema, View } from "../core/index.js";
import type { Draft, SetAside, Shown } from "../replica/index.js";
import { seal, type Key } from "../sign/index.js";
import { boxSlips, loginSlip, logins, newLogin, type Login } from "../storage/logins.js";
import { Safe } from "../storage/safe.js";
import type { Storage } from "../storage/storage.js";
import type { Desk } from "../tabs/desk.js";
import { asTrouble, trouble, type OwnCode } from "../trouble.js";
import { Around } from "./around.js";
import { Carrier } from "./carrier.js";
import type { Happening, Status } from "./events.js";
import type { Platform, Presence } from "./frames.js";
import { Keeper } from "./keeper.js";
import { Line, type SetTimer } from "./line.js";
import { findLogin, openLogin, parseText, type Opened } from "./login.js";
import { personOf, samePerson } from "./person.js";
import { Session } from "./session.js";
import { visit } from "./visit.js";
import type { OpenWire, Post } from "./wire.js";

/** What a phone is made of. */
export interface PhoneOptions {
  readonly url: string;
  readonly schema: Schema;
  /** An id of the device, for the bell and the log; "" is none. */
  readonly device: string;
  readonly storage: Storage;
  /** Opens the storage again, after the browser took it away. */
  readonly reopen: () => Promise<Storage>;
  readonly openWire: OpenWire;
  readonly post: Post;
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: () => number;
  readonly setTimer: SetTimer;
  readonly tell: (h: Happening) => void;
  /** Where it is written down, outside the storage, which replicas have a store here. */
  readonly witness: Witness;
}

/** Witness remembers a text outside the storage, so that a storage that the browser took away is missed. */
export interface Witness {
  get(): string;
  set(text: string): void;
}

/** Held is the login that is open. */
interface Held extends Opened {
  readonly keeper: Keeper;
  readonly session: Session;
  readonly line: Line;
  readonly carrier: Carrier;
  readonly around: Around;
  /** The note "empty". */
  readonly nobodyWrote: { text: string };
}

const lapseMillis = 60_000;
const settleMillis = 10_000;
const endMillis = 5000;

/** Phone is the one tab's half of the SDK that has the storage and the line: one login at a time is open on it. */
export class Phone implements Desk {
  private held: Held | undefined;
  private token = "";
  private role = "";
  /** What opens and closes logins runs one after the other. */
  private turn: Promise<unknown> = Promise.resolve();
  private nextId = "";
  private shown = "";
  private readonly watchers = new Set<() => void>();
  private readonly stopping = new AbortController();
  private cancelLapse: () => void;
  /** The lease is over, and what that asks for is done. */
  private dark = false;

  private storage: Storage;

  private constructor(private readonly o: PhoneOptions) {
    this.storage = o.storage;
    this.cancelLapse = this.watchLapse();
  }

  /** open looks at what is on the device. It reports storage-lost when a login that was here is not. */
  static async open(o: PhoneOptions): Promise<Phone> {
    const phone = new Phone(o);
    const here = await logins(o.storage);
    const missed = o.witness
      .get()
      .split(" ")
      .filter((r) => r !== "" && !here.some((l) => l.replica === r));
    if (missed.length > 0) phone.fail("storage-lost");
    phone.attest(here);
    return phone;
  }

  /** close lets go of everything, as a tab does that is closed; what was written is saved first. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.cancelLapse();
    await this.inTurn(() => this.put());
    this.storage.close();
  }

  /** lost: the browser took the storage away, perhaps with all that was in it. What is held goes into another. */
  lost(): Promise<void> {
    return this.inTurn(async () => {
      this.fail("storage-lost");
      this.storage = await this.o.reopen();
      const held = this.held;
      if (!held) return;
      const login = await newLogin(held.login, held.login.replica, held.login.key);
      await this.storage.write([loginSlip(login)]);
      held.keeper.into((await Safe.open(this.storage, login)).safe);
      await held.keeper.saved();
    }).catch((cause: unknown) => {
      this.tell({ kind: "error", error: asTrouble(cause, "storage-unavailable") });
    });
  }

  login(token: string, role: string): Promise<void> {
    const person = personOf(token);
    return this.inTurn(async () => {
      this.token = token;
      if (this.held && samePerson(this.held.login, person)) {
        this.held.line.renewed();
        this.held.line.start();
        return;
      }
      await this.put();
      this.role = role;
      await this.take(await findLogin(this.storage, person, this.o.newId));
      this.attest(await logins(this.storage));
    });
  }

  async renew(token: string): Promise<void> {
    const held = this.mine();
    if (!samePerson(personOf(token), held.login)) throw trouble("no-login");
    this.token = token;
    held.line.renewed();
    return Promise.resolve();
  }

  async edit(id: string, draft: Draft): Promise<Edit> {
    const held = this.mine();
    const before = held.replica.edited(id); // the tab that asked was not answered, and asks again
    if (before) return before;
    this.nextId = id;
    const e = held.replica.edit(this.o.now(), draft);
    this.tell({ kind: "changed", scope: e.scope, docs: [e.doc] });
    this.tellStatus();
    await held.keeper.saved();
    return e;
  }

  async view(scope: string, doc: string): Promise<View | undefined> {
    const held = this.visible();
    return Promise.resolve(held?.replica.show(scope, doc));
  }

  async list(scope: string): Promise<readonly Shown[]> {
    return Promise.resolve(this.visible()?.replica.showAll(scope) ?? []);
  }

  async base(scope: string, doc: string): Promise<Base> {
    return Promise.resolve(this.mine().replica.base(scope, doc));
  }

  async opened(scope: string, doc: string, action: string): Promise<void> {
    const { replica, keeper, line } = this.mine();
    replica.opened(this.o.now(), scope, doc, action, line.at === "live");
    await keeper.saved();
  }

  async setAside(): Promise<readonly SetAside[]> {
    return Promise.resolve(this.mine().replica.setAside());
  }

  async handled(edit: string): Promise<boolean> {
    const { replica, keeper } = this.mine();
    const was = replica.handled(edit);
    this.tellStatus();
    await keeper.saved();
    return was;
  }

  async presence(state: Presence): Promise<void> {
    const { around, keeper } = this.mine();
    around.presence(state);
    keeper.wake();
    return Promise.resolve();
  }

  async lock(scope: string, doc: string): Promise<void> {
    this.mine().around.lock(scope, doc);
    return Promise.resolve();
  }

  async unlock(scope: string, doc: string): Promise<void> {
    this.mine().around.unlock(scope, doc);
    return Promise.resolve();
  }

  async pushToken(token: string, platform: Platform): Promise<void> {
    this.mine().around.ring(token, platform);
    return Promise.resolve();
  }

  async nudge(): Promise<void> {
    this.held?.line.nudge();
    return Promise.resolve();
  }

  async status(): Promise<Status> {
    return Promise.resolve(this.statusNow());
  }

  /** sync does nothing more than wait for the saving when the line is up: then everything goes by it. */
  sync(): Promise<void> {
    return this.inTurn(async () => {
      const held = this.mine();
      if (["greeting", "catchingUp", "live"].includes(held.line.at)) return held.keeper.saved();
      const was = held.line.at;
      held.line.stop();
      try {
        const { url, post } = this.o;
        await visit({ ...held, key: held.login.key, url, post, token: this.token, signal: this.stopping.signal });
      } finally {
        if (was !== "idle" && this.held === held) held.line.start();
      }
    });
  }

  handOver(): Promise<void> {
    return this.inTurn(async () => {
      await this.seal(this.mine());
      await this.put();
      this.token = "";
    });
  }

  logout(): Promise<void> {
    return this.inTurn(async () => {
      const held = this.mine();
      await held.keeper.saved();
      const isDone = (): boolean => held.replica.pending() === 0 && !held.replica.reads(1);
      if (held.line.at === "live" && (await this.until(isDone, settleMillis))) {
        held.line.send({ frame: "end" });
        await this.until(() => held.line.at !== "live", endMillis);
      }
      await this.seal(held); // nothing is wiped when something unsent could not be sealed
      await this.put();
      this.token = "";
      await held.keeper.wipe();
      this.attest(await logins(this.storage));
      this.tell({ kind: "changed" });
    });
  }

  /** take opens a login and lets it begin. */
  private async take(login: Login): Promise<void> {
    const { storage } = this;
    const { schema, now, random, setTimer, device, url, openWire } = this.o;
    await storage.write(await boxSlips(storage, login.replica, [])); // its author is back
    const opened = await openLogin(storage, login, { role: this.role, schema, newId: () => this.id(), now: now() });
    const say: Line["send"] = (frame) => line.send(frame);
    const keep = (name: string, text: string): void => {
      keeper.note(name, JSON.stringify(text));
    };
    const around = new Around(
      say,
      setTimer,
      parseText(opened.notes.get("rung")),
      (t) => {
        keep("rung", t);
      },
      () => {
        this.tellStatus();
      },
    );
    const carrier = await Carrier.open(storage, login.replica, say);
    const { replica, safe } = opened;
    const key: Key | undefined = login.key;
    const tell = (h: Happening): void => {
      this.tell(h);
    };
    const session: Session = new Session({
      replica,
      key,
      device,
      now,
      random,
      setTimer,
      tell,
      say,
      keeper: () => keeper,
      carrier,
      around,
    });
    const keeper: Keeper = new Keeper(replica, key, safe, session, setTimer);
    const line: Line = new Line(
      { url, open: openWire, token: (again) => this.tokenFor(again), random, setTimer },
      session,
    );
    session.recall([...opened.notes.keys()].filter((n) => n.startsWith("purged/")).map((n) => n.slice(7)));
    const nobodyWrote = { text: opened.notes.get("empty") ?? '""' };
    this.held = { ...opened, keeper, session, line, carrier, around, nobodyWrote };
    if (this.role !== "") keep("role", this.role);
    if (opened.damaged) this.fail("storage-damaged");
    this.dark = opened.lapsed;
    if (opened.lapsed) await this.lapse(this.held);
    keeper.wake();
    this.tell({ kind: "changed" });
    this.tellStatus();
    line.start();
  }

  /** put closes the login that is open. */
  private async put(): Promise<void> {
    const held = this.held;
    if (!held) return;
    held.line.stop();
    held.around.stop();
    await held.keeper.saved().catch(() => undefined); // it was reported, and nothing more can be done
    held.keeper.stop();
    this.held = undefined;
    this.tell({ kind: "changed" });
    this.tellStatus();
  }

  private async seal({ replica, login, keeper }: Held): Promise<void> {
    const { storage } = this;
    await keeper.saved();
    if (replica.pending() === 0) {
      await storage.write(await boxSlips(storage, login.replica, []));
      return;
    }
    const all = replica.sealable(login.kind);
    if (!all || replica.unsigned().length > 0) throw trouble("not-sealed");
    try {
      const sealed = await Promise.all(all.boxes.map((b) => seal(all.key, b.to, b.text)));
      await storage.write(await boxSlips(storage, login.replica, sealed));
    } catch (cause) {
      throw asTrouble(cause, "not-sealed");
    }
  }

  /** lapse: nothing is shown until there is contact; what is unsent is sealed, so that anybody's login may hand it in. */
  private async lapse(held: Held): Promise<void> {
    this.fail("lease-over");
    await this.seal(held).catch(() => undefined); // it stays in the outbox in any case
  }

  private watchLapse(): () => void {
    return this.o.setTimer(lapseMillis, () => {
      this.cancelLapse = this.watchLapse();
      this.checkLapse();
    });
  }

  /** checkLapse opens the login anew when its lease is over, which forgets the documents. */
  private checkLapse(): void {
    const held = this.held;
    if (!held) return;
    const lapsed = held.replica.lapsed(this.o.now());
    if (lapsed === this.dark) return;
    this.dark = lapsed;
    if (!lapsed) return;
    void this.inTurn(async () => {
      if (this.held !== held) return;
      await this.put();
      const login = (await logins(this.storage)).find((l) => l.replica === held.login.replica);
      if (login) await this.take(login);
    });
  }

  private tokenFor(again: boolean): Promise<string | undefined> {
    if (again) this.tell({ kind: "token" });
    return Promise.resolve(again || this.token === "" ? undefined : this.token);
  }

  private id(): string {
    const id = this.nextId === "" ? this.o.newId() : this.nextId;
    this.nextId = "";
    return id;
  }

  private mine(): Held {
    if (!this.held) throw trouble("no-login");
    return this.held;
  }

  /** visible is the login whose documents may be shown. */
  private visible(): Held | undefined {
    this.checkLapse();
    return this.held?.replica.lapsed(this.o.now()) ? undefined : this.held;
  }

  private statusNow(): Status {
    const held = this.held;
    const line = held?.line.at ?? "idle";
    return {
      actor: held?.login.actor ?? "",
      replica: held?.login.replica ?? "",
      line,
      online: line === "live",
      waiting: held?.replica.pending() ?? 0,
      aside: held?.replica.setAside().length ?? 0,
      lapsed: held?.replica.lapsed(this.o.now()) ?? false,
      scopes: held?.replica.scopes() ?? [],
      partial: held ? partial(held) : [],
    };
  }

  private tellStatus(): void {
    const status = this.statusNow();
    const text = JSON.stringify(status);
    if (text === this.shown) return;
    this.shown = text;
    this.tell({ kind: "status", status });
  }

  private tell(h: Happening): void {
    this.o.tell(h);
    for (const look of [...this.watchers]) look();
  }

  private fail(code: OwnCode): void {
    this.tell({ kind: "error", error: trouble(code) });
  }

  private attest(here: readonly Login[]): void {
    this.o.witness.set(here.map((l) => l.replica).join(" "));
  }

  private inTurn<T>(f: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(f);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** until waits for a claim to hold, looking at it whenever something happens; false when it took too long. */
  private until(claim: () => boolean, millis: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (held: boolean): void => {
        this.watchers.delete(look);
        cancel();
        resolve(held);
      };
      const look = (): void => {
        if (claim()) end(true);
      };
      const cancel = this.o.setTimer(millis, () => {
        end(claim());
      });
      this.watchers.add(look);
      look();
    });
  }
}

/**
 * partial are the scopes of which something is still to come. Of a scope in which nobody has written nothing comes: which those were
 * when everything had come is kept, for when there is no contact.
 */
function partial({ replica, line, keeper, nobodyWrote }: Held): readonly string[] {
  const loading: string[] = [];
  const unwritten: string[] = [];
  for (const scope of replica.scopes()) {
    const at = replica.status(scope);
    if (at?.revoked !== false) continue;
    if (at.loading) loading.push(scope);
    else if (at.cursor.epoch === "") unwritten.push(scope);
  }
  if (line.at !== "live") {
    const known = new Set(parseText(nobodyWrote.text).split(" "));
    return [...loading, ...unwritten.filter((scope) => !known.has(scope))].sort();
  }
  const text = JSON.stringify(unwritten.join(" "));
  if (text !== nobodyWrote.text) keeper.note("empty", (nobodyWrote.text = text));
  return loading;
}
