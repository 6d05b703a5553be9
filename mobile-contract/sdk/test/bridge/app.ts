import type { Schema } from "../../src/core/index.js";
import type { Samsyn } from "../../src/index.js";
import { personOf } from "../../src/net/person.js";
import { newUlid } from "../../src/net/ulid.js";
import { Replica } from "../../src/replica/index.js";
import { newKey } from "../../src/sign/index.js";
import { indexedDBStorage } from "../../src/storage/indexeddb.js";
import { loginSlip, logins, newLogin } from "../../src/storage/logins.js";
import { drawers, type Storage } from "../../src/storage/storage.js";
import type { Host } from "./body.js";
import { Life } from "./life.js";
import type { News } from "./news.js";
import type { Shelf } from "./shelf.js";
import type { Tap } from "./tap.js";
import type { Tokens } from "./tokens.js";

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

/** What an app runs on. */
export interface Ground {
  readonly owner: Owner;
  readonly host: Host;
  readonly shelf: Shelf;
  readonly tap: Tap;
  readonly tokens: Tokens;
  readonly news: News;
  now(): number;
}

/** The app as it runs now. */
interface Run {
  readonly life: Life;
  readonly door: Samsyn;
}

/** App is the SDK on one phone, by its door: installed, started, killed and started anew, one run at a time. */
export class App {
  isLoggedIn = false;
  /** The id that was made last. */
  lastId = "";
  /** The store, for the day's own eyes; undefined before it was opened. */
  storage: Storage | undefined;
  private replicaId: string;
  private readonly schema: Schema;
  private empty: Replica | undefined;
  private run: Promise<Run> | undefined;
  private life: Life | undefined;

  constructor(private readonly g: Ground) {
    this.schema = { ...g.host.schema };
    this.replicaId = g.owner.replica;
  }

  /** running is the run of now, or another. */
  running(): Promise<Run> {
    return (this.run ??= this.start());
  }

  private async start(): Promise<Run> {
    const { owner, host, shelf, tap, news } = this.g;
    const now = (): number => this.g.now();
    const body = await host.makeBody();
    const life = (this.life = new Life(body));
    const bump = (): void => {
      news.bump();
    };
    const door = await body.open({
      url: owner.nodes[0] ?? "",
      schema: this.schema,
      name: shelf.name,
      device: owner.deviceId,
      storage: life.storage(shelf.storage(body.storage, bump)),
      tabs: false,
      openWire: life.openWire(tap.openWire(body)),
      post: life.post(tap.post(body)),
      witness: { get: () => "", set: () => undefined },
      setTimer: life.setTimer,
      now,
      newId: () => (this.lastId = newUlid(now(), (n) => crypto.getRandomValues(new Uint8Array(n)))),
      random: () => 0.02, // days are short
    });
    this.hears(door, life);
    await this.opens();
    return { life, door };
  }

  async door(): Promise<Samsyn> {
    return (await this.running()).door;
  }

  /** login lets the phone's person in, under the day's replica id. */
  async login(): Promise<void> {
    const { tokens, owner } = this.g;
    const token = await tokens.ahead();
    const storage = await this.opens();
    if (!(await logins(storage)).some((l) => l.replica === this.replicaId))
      await storage.write([loginSlip(await newLogin(personOf(token), this.replicaId, await newKey()))]);
    const door = await this.door();
    await door.login(tokens.get, owner.role);
    await this.begins(door);
  }

  /** startAnew starts the app after it was killed; who was logged in is, also without network. */
  async startAnew(): Promise<void> {
    const { tokens, tap, news, owner } = this.g;
    this.life?.end();
    tap.cut();
    this.run = undefined;
    news.begin();
    const door = await this.door();
    if (!this.isLoggedIn) return;
    await door.login({ last: tokens.last, next: tokens.get }, owner.role);
    await this.begins(door);
    news.bump();
  }

  /** install gives the phone an empty store. What others have left on the device stays. */
  async install(replica: string): Promise<void> {
    await this.close();
    const storage = await this.opens();
    for (const drawer of drawers) {
      if (drawer === "boxes") continue;
      const slips = await storage.read(drawer, this.replicaId + "/");
      await storage.write(slips.map((s) => ({ ...s, value: undefined })));
    }
    this.replicaId = replica;
  }

  async close(): Promise<void> {
    await (await this.run)?.door.close();
    this.life?.end();
    this.run = undefined;
    this.isLoggedIn = false;
  }

  /** replica is the one that the SDK has open, or had; an empty one before. */
  get replica(): Replica {
    const known = this.g.host.replicas.get(this.schema);
    if (known?.id === this.replicaId) return known;
    if (this.empty?.id === this.replicaId) return this.empty;
    const { author, role } = this.g.owner;
    const options = { replica: this.replicaId, author, role, schema: this.schema, newId: () => "", signs: true };
    return (this.empty = Replica.create(options));
  }

  /** begins is what an app does when somebody is logged in. */
  private async begins(door: Samsyn): Promise<void> {
    const { owner } = this.g;
    this.isLoggedIn = true;
    if (owner.present) await door.presence("online");
    if (owner.bell !== "") await door.pushToken(owner.bell, "android");
  }

  private async opens(): Promise<Storage> {
    const { shelf, news } = this.g;
    const bump = (): void => {
      news.bump();
    };
    return (this.storage ??= await shelf.storage(indexedDBStorage, bump)(shelf.name, () => undefined));
  }

  private hears(door: Samsyn, life: Life): void {
    const { tokens, news } = this.g;
    door.on("status", (s) => {
      if (life.isOver) return;
      if (s.line === "live") tokens.begin();
      news.status(s);
    });
    door.on("error", (e) => {
      if (!life.isOver) news.trouble(e);
    });
  }
}
