import type { Schema } from "./core/index.js";
import type { Happening } from "./net/events.js";
import type { SetTimer } from "./net/line.js";
import type { Witness } from "./net/options.js";
import { Phone } from "./net/phone.js";
import { newUlid } from "./net/ulid.js";
import { openSocket, postFetch, type OpenWire, type Post } from "./net/wire.js";
import { indexedDBStorage } from "./storage/indexeddb.js";
import type { OpenStorage, Storage } from "./storage/storage.js";
import type { TabLocks } from "./tabs/locks.js";
import type { Hosted } from "./tabs/tabs.js";

/** What a phone needs to know, and what a test may give it instead of the browser's own. */
export interface OpenOptions {
  /** Of the server: https://host. */
  readonly url: string;
  /** The document types: schema.json beside the bundle. */
  readonly schema: Schema;
  /** Of the store in this browser. Tabs with the same name share it. */
  readonly name?: string;
  /** An id of the device, for the bell and for whoever carries a sealed outbox. */
  readonly device?: string;
  readonly storage?: OpenStorage;
  /** What tabs share; false when this is the only one, as in a hybrid app. */
  readonly tabs?: TabLocks | false;
  readonly openWire?: OpenWire;
  readonly post?: Post;
  readonly witness?: Witness;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
  /** A new ULID. */
  readonly newId?: () => string;
  /** From 0 to below 1. */
  readonly random?: () => number;
  readonly setTimer?: SetTimer;
  /** Ends everything when it is aborted. */
  readonly signal?: AbortSignal;
}

/** nameOf is the name of the store. */
export const nameOf = (o: OpenOptions): string => o.name ?? "samsyn";

/** newIdOf is what makes ids. */
export function newIdOf(o: OpenOptions): () => string {
  const now = o.now ?? Date.now;
  return o.newId ?? (() => newUlid(now(), (n) => crypto.getRandomValues(new Uint8Array(n))));
}

/** timerOf is what runs things later. */
export const timerOf = (o: OpenOptions): SetTimer => o.setTimer ?? setTimer;

/** host opens the phone in this tab, with the browser's own where the options say nothing. */
export async function host(o: OpenOptions, tell: (h: Happening) => void): Promise<Hosted> {
  const opened: { phone?: Phone } = {};
  const reopen = (): Promise<Storage> => (o.storage ?? indexedDBStorage)(nameOf(o), () => void opened.phone?.lost());
  const storage = await reopen();
  const phone = await Phone.open({
    url: o.url.replace(/\/$/, ""),
    schema: o.schema,
    device: o.device ?? "",
    storage,
    reopen,
    openWire: o.openWire ?? openSocket,
    post: o.post ?? postFetch,
    now: o.now ?? Date.now,
    newId: newIdOf(o),
    random: o.random ?? Math.random,
    setTimer: timerOf(o),
    tell,
    witness: o.witness ?? witness(nameOf(o)),
  });
  opened.phone = phone;
  keepStorage();
  const unlisten = listen(() => void phone.nudge());
  return {
    desk: phone,
    close() {
      unlisten();
      return phone.close();
    },
  };
}

const setTimer: SetTimer = (millis, f) => {
  const timer = setTimeout(f, millis);
  return () => {
    clearTimeout(timer);
  };
};

/** listen has f called when the network came back. It gives what ends that. */
function listen(f: () => void): () => void {
  if (typeof addEventListener !== "function") return () => undefined;
  addEventListener("online", f);
  return () => {
    removeEventListener("online", f);
  };
}

/** keepStorage asks the browser not to make room with what is saved here; a worker cannot. It may say no; then the witness tells. */
function keepStorage(): void {
  if (typeof navigator === "undefined" || !("storage" in navigator) || !("persist" in navigator.storage)) return;
  navigator.storage.persist().catch(() => undefined);
}

/** witness is the page's localStorage, which a browser may keep when it takes a database, or nothing where there is none. */
function witness(name: string): Witness {
  const key = "samsyn/" + name;
  const store = typeof localStorage === "undefined" ? undefined : localStorage;
  return {
    get: () => store?.getItem(key) ?? "",
    set(text) {
      try {
        store?.setItem(key, text);
      } catch {
        // full: then nothing is missed later
      }
    },
  };
}
