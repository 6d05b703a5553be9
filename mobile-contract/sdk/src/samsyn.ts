import type { Base, Edit, Verdict, View } from "./core/index.js";
import { host, nameOf, newIdOf, timerOf, type OpenOptions } from "./host.js";
import type { Happening, Status } from "./net/events.js";
import type { Board, Locks, Platform, Presence } from "./net/frames.js";
import type { Draft, SetAside, Shown } from "./replica/index.js";
import { newKey } from "./sign/index.js";
import { browserLocks } from "./tabs/locks.js";
import { Tabs } from "./tabs/tabs.js";
import { guarded, Watches } from "./tabs/watches.js";
import { trouble, type SamsynError } from "./trouble.js";

/**
 * A token; or what gets one, which is asked again whenever the server wants another; or both. An app that is opened without
 * network gives the last token it had, even one that has run out: the store opens, and the next is asked for when there is contact.
 */
export type Token = string | (() => Promise<string>) | { readonly last: string; readonly next: () => Promise<string> };

/** How long until a token is asked for again, when there was none to be had. */
const tokenMillis = 30_000;
/** Errors that nobody has listened to yet, at most. */
const maxUnheard = 20;

/** What can be listened to. A conflict is a verdict that somebody should look at: others wrote too, or it was not taken. */
export interface Streams {
  readonly verdict: { readonly verdict: Verdict; readonly edit?: Edit };
  readonly conflict: { readonly verdict: Verdict; readonly edit?: Edit };
  readonly status: Status;
  readonly error: SamsynError;
  readonly board: Board;
  readonly locks: Locks;
}

type Hear<K extends keyof Streams> = (of: Streams[K]) => void;

/** open makes the phone of this tab. It rejects with crypto-missing or storage-unavailable; nothing is asked of the network yet. */
export async function open(options: OpenOptions): Promise<Samsyn> {
  await newKey().catch((cause: unknown) => {
    throw trouble("crypto-missing", cause);
  });
  const samsyn = new Samsyn(options);
  await samsyn.begin();
  return samsyn;
}

/** Samsyn is the door: it gives each call to the tab that has the phone, and what happens there to whoever listens here. */
export class Samsyn {
  private readonly tabs: Tabs;
  private readonly listeners = new Map<keyof Streams, Set<(of: never) => void>>();
  private readonly watches = new Watches();
  private readonly unheard: SamsynError[] = [];
  private getToken: (() => Promise<string>) | undefined;
  private loggedIn: { token: string; role: string } | undefined;

  constructor(private readonly o: OpenOptions) {
    this.tabs = new Tabs({
      name: nameOf(o),
      locks: o.tabs === false ? undefined : (o.tabs ?? browserLocks()),
      host: (tell) => host(o, tell),
      tell: (h) => {
        this.hear(h);
      },
      led: async (ask) => {
        if (this.loggedIn) await ask("login", this.loggedIn.token, this.loggedIn.role);
      },
      tab: newIdOf(o)(),
    });
    o.signal?.addEventListener("abort", () => void this.close());
  }

  begin(): Promise<void> {
    return this.tabs.begin();
  }

  /** login opens the store of the token's person on this device, or makes it, and connects. role is for what the screen shows. */
  async login(token: Token, role = ""): Promise<void> {
    const next = typeof token === "object" ? token.next : typeof token === "function" ? token : undefined;
    const text = typeof token === "string" ? token : typeof token === "object" ? token.last : await token();
    this.getToken = next;
    await this.tabs.ask("login", text, role);
    this.loggedIn = { token: text, role };
  }

  /** edit writes a draft: on the screen at once, and saved when it resolves. It rejects with Invalid for what no server would take. */
  edit(draft: Draft): Promise<Edit> {
    return this.tabs.ask("edit", this.newId(), draft);
  }

  /** newId makes the id of a new document or item. */
  newId(): string {
    return newIdOf(this.o)();
  }

  /** base is for a form that is open for long: what it gives when the person begins goes into Draft.seen. */
  base(scope: string, doc: string): Promise<Base> {
    return this.tabs.ask("base", scope, doc);
  }

  /** show opens a document for a person, which is logged first: read, search, openedOutside or emergency. */
  async show(scope: string, doc: string, action = "read"): Promise<View | undefined> {
    await this.tabs.ask("opened", scope, doc, action);
    return this.tabs.ask("view", scope, doc);
  }

  /** list gives every document of a scope, by id. */
  list(scope: string): Promise<readonly Shown[]> {
    return this.tabs.ask("list", scope);
  }

  /** watch has f called with a document now and whenever it may look different. It gives what ends that. */
  watch(scope: string, doc: string, f: (view: View | undefined) => void): () => void {
    return this.watches.follow({ scope, doc }, () => this.tabs.ask("view", scope, doc), f);
  }

  /** watchAll does the same with all of a scope. */
  watchAll(scope: string, f: (all: readonly Shown[]) => void): () => void {
    return this.watches.follow({ scope }, () => this.tabs.ask("list", scope), f);
  }

  /** on has f called with what happens; errors that nobody has heard yet come at once. It gives what ends that. */
  on<K extends keyof Streams>(stream: K, f: Hear<K>): () => void {
    const all = this.listeners.get(stream) ?? new Set();
    this.listeners.set(stream, all.add(f));
    if (stream === "error") for (const e of this.unheard.splice(0)) this.emit("error", e);
    return () => all.delete(f);
  }

  /** setAside lists the refused and parked edits nobody has handled. */
  setAside(): Promise<readonly SetAside[]> {
    return this.tabs.ask("setAside");
  }

  handled(edit: string): Promise<boolean> {
    return this.tabs.ask("handled", edit);
  }

  status(): Promise<Status> {
    return this.tabs.ask("status");
  }

  presence(state: Presence): Promise<void> {
    return this.tabs.ask("presence", state);
  }

  /** lock says that somebody begins to write there. It is politeness: whoever does not have it may write all the same. */
  lock(scope: string, doc: string): Promise<void> {
    return this.tabs.ask("lock", scope, doc);
  }

  unlock(scope: string, doc: string): Promise<void> {
    return this.tabs.ask("unlock", scope, doc);
  }

  /** pushToken says where the device can be rung; "" nowhere. */
  pushToken(token: string, platform: Platform): Promise<void> {
    return this.tabs.ask("pushToken", token, platform);
  }

  /** sync meets the server once, without a socket, for an app that was woken in the background. */
  sync(): Promise<void> {
    return this.tabs.ask("sync");
  }

  /** nudge says that it is worth trying to connect now. */
  nudge(): Promise<void> {
    return this.tabs.ask("nudge");
  }

  /** handOver seals what is unsent for whoever uses the device next, and closes the store, which stays. */
  async handOver(): Promise<void> {
    await this.tabs.ask("handOver");
    this.loggedIn = this.getToken = undefined;
  }

  /** logout hands in or seals what is unsent, ends the login and forgets its keys. It rejects with not-sealed, and then keeps all. */
  async logout(): Promise<void> {
    await this.tabs.ask("logout");
    this.loggedIn = this.getToken = undefined;
  }

  close(): Promise<void> {
    return this.tabs.close();
  }

  private hear(h: Happening): void {
    if (h.kind === "changed") this.watches.hear(h);
    else if (h.kind === "token") void this.renew();
    else if (h.kind === "verdict") {
      this.emit("verdict", h);
      if (h.verdict.verdict !== "applied" && h.verdict.verdict !== "proposed") this.emit("conflict", h);
    } else if (h.kind === "status") this.emit("status", h.status);
    else if (h.kind === "error") this.emit("error", h.error);
    else if (h.kind === "board") this.emit("board", h.board);
    else this.emit("locks", h.locks);
  }

  private emit<K extends keyof Streams>(stream: K, of: Streams[K]): void {
    const all = this.listeners.get(stream);
    if (of instanceof Error && !all?.size && this.unheard.length < maxUnheard) this.unheard.push(of);
    for (const f of all ?? []) guarded(f as Hear<K>, of); // on put it under its own stream
  }

  /** renew gets another token, now or when one is to be had. */
  private async renew(): Promise<void> {
    const token = await this.getToken?.().catch(() => undefined);
    if (!this.loggedIn) return;
    if (token === undefined) {
      if (this.getToken) timerOf(this.o)(tokenMillis, () => void this.renewIfWanted());
      return;
    }
    this.loggedIn = { ...this.loggedIn, token };
    await this.tabs.ask("renew", token).catch(() => undefined); // somebody else is logged in by now
  }

  private async renewIfWanted(): Promise<void> {
    const status = await this.status().catch(() => undefined);
    if (status?.line === "expired") await this.renew();
  }
}
