import { loginSlip, logins, newLogin, type Login } from "../storage/logins.js";
import { Safe } from "../storage/safe.js";
import type { Storage } from "../storage/storage.js";
import type { Desk } from "../tabs/desk.js";
import { asTrouble, trouble, type OwnCode } from "../trouble.js";
import { Asked } from "./asked.js";
import type { Happening, Status } from "./events.js";
import { hold, type Held, type Holder } from "./held.js";
import { findLogin } from "./login.js";
import type { PhoneOptions } from "./options.js";
import { personOf, samePerson } from "./person.js";
import { sealOutbox } from "./sealing.js";
import { statusOf } from "./status.js";
import { visit } from "./visit.js";
import { Watch } from "./watch.js";

const lapseMillis = 60_000;
const settleMillis = 10_000;
const endMillis = 5000;
const reopenMillis = 250;
const reopenTimes = 40;
/** The screen stands by then: what was read from storage is looked at once more. */
const proveMillis = 1000;

/** Phone is the one tab's half of the SDK that has the storage and the line: one login at a time is open on it. */
export class Phone extends Asked implements Desk, Holder {
  role = "";
  private held: Held | undefined;
  private text = "";
  /** What opens and closes logins runs one after the other. */
  private turn: Promise<unknown> = Promise.resolve();
  private shown = "";
  private readonly watch: Watch;
  private readonly stopping = new AbortController();
  private cancelLapse: () => void;
  /** The lease is over, and what that asks for is done. */
  private dark = false;
  private storage: Storage;

  private constructor(private readonly o: PhoneOptions) {
    super();
    this.storage = o.storage;
    this.watch = new Watch(o.setTimer);
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
      this.storage = await this.reopened();
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

  /** reopened opens another storage; while the browser still clears, none can be opened. */
  private async reopened(): Promise<Storage> {
    for (let left = reopenTimes; ; left--) {
      try {
        return await this.o.reopen();
      } catch (cause) {
        if (left === 0) throw cause;
      }
      await new Promise<void>((done) => {
        this.o.setTimer(reopenMillis, done);
      });
    }
  }

  login(token: string, role: string): Promise<void> {
    const person = personOf(token);
    return this.inTurn(async () => {
      this.text = token;
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
    this.text = token;
    held.line.renewed();
    return Promise.resolve();
  }

  async nudge(): Promise<void> {
    this.held?.line.nudge();
    return Promise.resolve();
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
        await visit({ ...held, key: held.login.key, url, post, token: this.text, signal: this.stopping.signal });
      } finally {
        if (was !== "idle" && this.held === held) held.line.start();
      }
    });
  }

  handOver(): Promise<void> {
    return this.inTurn(async () => {
      await sealOutbox(this.storage, this.mine());
      await this.put();
      this.text = "";
    });
  }

  logout(): Promise<void> {
    return this.inTurn(async () => {
      const held = this.mine();
      await held.keeper.saved();
      const isDone = (): boolean => held.replica.pending() === 0 && !held.replica.reads(1);
      if (held.line.at === "live" && (await this.watch.until(isDone, settleMillis))) {
        held.line.send({ frame: "end" });
        await this.watch.until(() => held.line.at !== "live", endMillis);
      }
      await sealOutbox(this.storage, held); // nothing is wiped when something unsent could not be sealed
      await this.put();
      this.text = "";
      await held.keeper.wipe();
      this.attest(await logins(this.storage));
      this.tell({ kind: "changed" });
    });
  }

  /** take opens a login and lets it begin. */
  private async take(login: Login): Promise<void> {
    const held = await hold(this.o, this.storage, login, this);
    this.held = held;
    if (held.damaged) this.fail("storage-damaged");
    this.dark = held.lapsed;
    if (held.lapsed) await this.lapse(held);
    held.keeper.wake();
    this.tell({ kind: "changed" });
    this.tellStatus();
    held.line.start();
    this.o.setTimer(proveMillis, () => {
      held.replica.prove();
      held.keeper.wake();
      this.tellStatus();
    });
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

  /** lapse: nothing is shown until there is contact; what is unsent is sealed, so that anybody's login may hand it in. */
  private async lapse(held: Held): Promise<void> {
    this.fail("lease-over");
    await sealOutbox(this.storage, held).catch(() => undefined); // it stays in the outbox in any case
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
    const lapsed = held.replica.lapsed(this.now());
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

  readonly token = (again: boolean): Promise<string | undefined> => {
    if (again) this.tell({ kind: "token" });
    return Promise.resolve(again || this.text === "" ? undefined : this.text);
  };

  readonly newId = (): string => {
    const id = this.nextId === "" ? this.o.newId() : this.nextId;
    this.nextId = "";
    return id;
  };

  readonly tell = (h: Happening): void => {
    this.o.tell(h);
    this.watch.happened();
  };

  readonly tellStatus = (): void => {
    const status = this.statusNow();
    const text = JSON.stringify(status);
    if (text === this.shown) return;
    this.shown = text;
    this.tell({ kind: "status", status });
  };

  protected mine(): Held {
    if (!this.held) throw trouble("no-login");
    return this.held;
  }

  protected visible(): Held | undefined {
    this.checkLapse();
    return this.held?.replica.lapsed(this.now()) ? undefined : this.held;
  }

  protected now(): number {
    return this.o.now();
  }

  protected statusNow(): Status {
    return statusOf(this.held, this.now());
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
}
