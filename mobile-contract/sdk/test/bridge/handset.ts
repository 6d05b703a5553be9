import { canonical } from "../../src/core/canonical.js";
import type { Edit } from "../../src/core/index.js";
import type { Samsyn } from "../../src/index.js";
import type { Replica, Draft } from "../../src/replica/index.js";
import { trouble } from "../../src/trouble.js";
import { answer, type Question } from "./advise.js";
import { App, type Owner } from "./app.js";
import type { Host } from "./body.js";
import type { Life } from "./life.js";
import { isTrouble, type Killed } from "./lines.js";
import { report, stored } from "./look.js";
import { News } from "./news.js";
import { Proofs } from "./proofs.js";
import type { Shelf } from "./shelf.js";
import { Tap } from "./tap.js";
import { Tokens } from "./tokens.js";

/** How long a moment is waited for in which all is saved, milliseconds: signing and sealing have threads of their own. */
const patience = 120_000;
/** How long a phone that is to be killed after it has sent something may take to hear of it, milliseconds. */
const dying = 2000;

/**
 * Handset is one phone of a day: the SDK by its door, as an app uses it, on a network with a tap. It is made without a login; the
 * first time online logs its person in, under the replica id that the day says.
 */
export class Handset {
  now = 0;
  readonly news: News;
  readonly tokens: Tokens;
  private readonly app: App;
  private readonly proofs = new Proofs(() => this.replica);
  private readonly tap: Tap;
  private syncing: Promise<unknown> = Promise.resolve();

  constructor(
    phone: number,
    private readonly o: Owner,
    shelf: Shelf,
    private readonly host: Host,
  ) {
    const now = (): number => this.now;
    const tap = new Tap(o.nodes, o.http, {
      heard: (heard) => {
        this.news.heard(heard);
      },
      came: (f) => {
        if (f.frame === "sealedVerdicts") shelf.carried(f.verdicts);
        this.news.came(f);
      },
      goes: (f) => {
        if (f.frame === "submit") this.proofs.remember(f.edits);
        this.news.goes(f);
      },
      changed: () => {
        this.news.tell();
      },
    });
    const news = new News({ phone, tap, now, later: host.later, replica: () => this.replica });
    const there = (): Promise<void> => tap.there();
    const tokens = new Tokens(phone, there, (why) => {
      news.fail(why);
    });
    this.tap = tap;
    this.news = news;
    this.tokens = tokens;
    this.app = new App({ owner: o, host, shelf, tap, tokens, news, now });
  }

  async online(): Promise<void> {
    this.news.failed = "";
    this.tokens.begin();
    this.tap.up();
    if (this.app.isLoggedIn) await (await this.app.door()).nudge();
    else await this.app.login();
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

  /** echo makes the network give frames twice and late. */
  echo(seed: number): void {
    this.tap.echoes(seed);
  }

  async edit(draft: Draft): Promise<Edit> {
    const door = await this.app.door();
    await this.reads(door, draft);
    const e = await door.edit(draft);
    this.news.bump();
    return e;
  }

  /**
   * kill has somebody write, and the app killed at that moment (see Life.diesAt); then it is started anew, from what it had saved. It
   * tells the edit, if it was made, and whether it is there.
   */
  async kill(draft: Draft, moment: number): Promise<Killed> {
    const { life, door } = await this.app.running();
    await this.reads(door, draft);
    life.diesAt(moment);
    const writing = door.edit(draft).then(() => true);
    const id = this.app.lastId;
    let isSaved: boolean;
    let before: Edit | undefined;
    try {
      isSaved = await Promise.race([writing, life.dead.then(() => false)]);
      await this.dies(life, id);
    } finally {
      before = this.replica.edited(id);
      this.syncing = Promise.resolve();
      await this.app.startAnew();
    }
    const after = this.replica.edited(id);
    if (!after && isSaved) this.news.fault(`an edit is gone that was said to be saved, ${id}`);
    if (!after && this.proofs.has(id)) this.news.fault(`an edit was sent before it was saved, ${id}`);
    if (before && after && canonical(before) !== canonical(after))
      this.news.fault(`an edit is another after a start, ${id}`);
    return { ...(before && { edit: before }), kept: after !== undefined };
  }

  /** dies waits for an app that may live on until its edit is answered. */
  private async dies(life: Life, edit: string): Promise<void> {
    const waits = (): boolean => this.replica.outbox(0, 0).some((e) => e.id === edit);
    for (const until = Date.now() + dying; Date.now() < until && this.tap.online && !life.isOver && waits();)
      await soon();
  }

  /** reads: whoever writes in a document has it open. */
  private async reads(door: Samsyn, { scope, doc }: Draft): Promise<void> {
    if (this.replica.show(scope, doc)) await door.show(scope, doc);
  }

  /** sync meets the server without a socket, until everything that was put aside is sent, too. */
  sync(): Promise<void> {
    const mine = this.syncing.then(async () => {
      const { life, door } = await this.app.running();
      const dead = life.dead.then(() => {
        throw trouble("no-network"); // nobody waits for it any more
      });
      dead.catch(() => undefined);
      do {
        if (!this.tap.online) throw trouble("no-network");
        this.tokens.begin();
        // A worker in the background has a token of its own.
        await Promise.race([door.login(this.tokens.get, this.o.role).then(() => door.sync()), dead]);
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
    for (const batch of batches) if (batch.length > 0) this.tap.send(this.proofs.pieces(batch));
    if (this.o.http) await this.sync();
  }

  /** lock seals what is unsent and closes the store. */
  async lock(): Promise<void> {
    if (this.app.isLoggedIn) await (await this.app.door()).handOver();
    this.app.isLoggedIn = false;
  }

  async logout(): Promise<void> {
    if (this.app.isLoggedIn) await (await this.app.door()).logout();
    this.app.isLoggedIn = false;
  }

  /** install gives the phone an empty store. What others have left on the device stays. */
  async install(replica: string): Promise<void> {
    this.offline();
    await this.app.install(replica);
    this.tap.lose = this.tap.hold = false;
    this.tap.last = [];
    this.news.bump();
  }

  /**
   * tick: the day's time has changed. Whoever is connected has heard of the server all the while: its pings do not follow the day's
   * clock. Others look whether they may still show what they hold.
   */
  async tick(): Promise<void> {
    if (!this.app.isLoggedIn) return;
    const door = await this.app.door();
    if (this.tap.online && (this.o.http || this.news.isLive)) this.replica.heard(this.now);
    else await door.list(""); // it looks before it shows
    for (const until = Date.now() + patience; Date.now() < until;) {
      try {
        await door.handled(""); // when everything that asks for is saved
        return;
      } catch (e) {
        if (!isTrouble(e) || e.code !== "no-login") throw e;
      }
      await soon(); // the store is opened anew
    }
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** advise is what the phone says by itself, and at which version. */
  advise(q: Question): object {
    const { author, role } = this.o;
    return { version: this.news.version, advice: answer(this.replica, this.host.schema, author, role, q) };
  }

  /** look is a report of one moment in which everything is saved; undefined when nothing has changed since that version. */
  async look(since: number): Promise<string | undefined> {
    for (const until = Date.now() + patience; Date.now() < until;) {
      const { replica } = this;
      const { version } = this.news;
      if (this.isQuiet(replica)) {
        if (version === since) return undefined;
        const text = report(replica, this.host.schema, version);
        const differs = this.app.storage ? await stored(this.app.storage, replica) : "";
        if (version === this.news.version && replica === this.replica && this.isQuiet(replica)) {
          if (differs !== "") this.news.fault(`what is stored is not what is held: ${differs}`);
          return text;
        }
      }
      await soon();
    }
    throw new Error("the phone never has everything saved");
  }

  /** isQuiet: all is signed and saved. */
  private isQuiet(replica: Replica): boolean {
    return !this.app.storage || (replica.unsaved().length === 0 && replica.unsigned().length === 0);
  }

  private get replica(): Replica {
    return this.app.replica;
  }
}

/** soon is when it is worth looking again. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
