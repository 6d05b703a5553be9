import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { stubbornly } from "./kept.js";

/**
 * What a person's page keeps on this device besides the SDK's store, encrypted by a key that cannot be read out of the browser; page
 * and worker read it as whoever is logged in. Owners are tenant/actor, ids their own.
 */
interface Kept extends DBSchema {
  readonly drafts: {
    readonly key: string;
    readonly value: { readonly iv: Uint8Array<ArrayBuffer>; readonly sealed: ArrayBuffer; readonly at: number };
  };
  readonly keys: { readonly key: string; readonly value: CryptoKey };
}

const keepDays = 14;
let opened: Promise<IDBPDatabase<Kept>> | undefined;

async function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openKept();
  try {
    return await opened;
  } catch (cause) {
    opened = undefined;
    throw cause;
  }
}

function openKept(): Promise<IDBPDatabase<Kept>> {
  return openDB<Kept>("samsyn-app", 1, {
    upgrade(db) {
      db.createObjectStore("drafts");
      db.createObjectStore("keys");
    },
    terminated() {
      opened = undefined; // the browser took it away, with the keys: what was typed on this page goes into another
      for (const [name, { who, typed }] of here) void inTurn(() => put(name, who, typed)).catch(() => undefined);
    },
  });
}

/** What was typed since the page was opened, and not handed in. */
const here = new Map<string, { readonly who: string; readonly typed: unknown }>();

const nameOf = (who: string, id: string): string => who + "/" + id;

async function keyOf(who: string): Promise<CryptoKey> {
  const db = await database();
  const old = await db.get("keys", who);
  if (old) return old;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await db.put("keys", made, who);
  return (await db.get("keys", who)) ?? made;
}

let turn: Promise<unknown> = Promise.resolve();

/** inTurn keeps what is saved and dropped in the order in which it was asked for. */
function inTurn<T>(f: () => Promise<T>): Promise<T> {
  const one = turn.then(f);
  turn = one.catch(() => undefined);
  return one;
}

/** seal saves something of somebody's under an id. */
export function seal(who: string, id: string, typed: unknown): Promise<void> {
  const name = nameOf(who, id);
  here.set(name, { who, typed });
  return inTurn(() => put(name, who, typed));
}

function put(name: string, who: string, typed: unknown): Promise<void> {
  return stubbornly(async () => {
    const key = await keyOf(who);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(typed));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
    await (await database()).put("drafts", { iv, sealed, at: Date.now() }, name);
  });
}

/** unseal gives what was sealed there, after all that is being saved; undefined when nothing was, or it cannot be read any more. */
export function unseal(who: string, id: string): Promise<unknown> {
  return inTurn(() => open(who, nameOf(who, id)));
}

async function open(who: string, name: string): Promise<unknown> {
  const one = await (await database()).get("drafts", name);
  if (!one || one.at < Date.now() - keepDays * 86_400_000) return undefined;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv }, await keyOf(who), one.sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined; // the browser lost the key
  }
}

export function unkeep(who: string, id: string): Promise<void> {
  const name = nameOf(who, id);
  here.delete(name);
  return inTurn(async () => {
    await (await database()).delete("drafts", name);
  });
}

/** sealed are the ids under which somebody has something. */
export async function sealed(who: string): Promise<readonly string[]> {
  const mine = nameOf(who, "");
  const names = await (await database()).getAllKeys("drafts");
  return names.filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length));
}
