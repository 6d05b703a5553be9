import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { stubbornly } from "./kept.js";
import { person } from "./session.js";

/**
 * What is typed and not yet handed in survives a reload, a crash of the tab and a logout: it is kept on this device, encrypted by
 * a key that cannot be read out of the browser, and shown only to the person who wrote it. Once handed in it is dropped.
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

const owner = (): string => (person.value ? person.value.tenant + "/" + person.value.actor : "");
const nameOf = (id: string): string => owner() + "/" + id;

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

/** keep saves what was typed under an id of the form's own. */
export function keep(id: string, typed: unknown): Promise<void> {
  const [name, who] = [nameOf(id), owner()];
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

/** kept gives what was typed there before; undefined when nothing was, or it cannot be read any more. */
export async function kept(id: string): Promise<unknown> {
  const one = await (await database()).get("drafts", nameOf(id));
  if (!one || one.at < Date.now() - keepDays * 86_400_000) return undefined;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv }, await keyOf(owner()), one.sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined; // the browser lost the key
  }
}

export function drop(id: string): Promise<void> {
  const name = nameOf(id);
  here.delete(name);
  return inTurn(async () => {
    await (await database()).delete("drafts", name);
  });
}

/** begun are the ids of the forms with something typed by whoever is logged in. */
export async function begun(): Promise<readonly string[]> {
  const mine = owner() + "/";
  const names = await (await database()).getAllKeys("drafts");
  return names.filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length));
}

/** Typed is a form's content as it is typed. */
export interface Typed<T> {
  readonly value: Signal<T>;
  /** change keeps what is typed now. */
  readonly change: (next: Partial<T>) => void;
  /** done forgets it: it was handed in, or thrown away. */
  readonly done: () => Promise<void>;
}

/** useTyped is a form's content, from where it was left. */
export function useTyped<T extends object>(id: string, initial: T): Typed<T> {
  const value = useMemo(() => signal<T>(initial), [id]);
  useEffect(() => {
    let isTouched = false;
    const unsubscribe = value.subscribe((v) => {
      if (v !== initial) isTouched = true;
    });
    void kept(id).then((old) => {
      if (!isTouched && typeof old === "object" && old !== null) value.value = { ...initial, ...(old as Partial<T>) };
    });
    return unsubscribe;
  }, [id]);
  return {
    value,
    change(next) {
      value.value = { ...value.peek(), ...next };
      void keep(id, value.peek());
    },
    async done() {
      value.value = initial;
      await drop(id);
    },
  };
}
