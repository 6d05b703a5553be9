import type { Schema } from "../core/index.js";
import { Replica, Unreadable, type Options } from "../replica/index.js";
import { newKey, SigningError, type Key } from "../sign/index.js";
import { loginSlip, logins, newLogin, type Login, type Person } from "../storage/logins.js";
import { Safe } from "../storage/safe.js";
import type { Storage } from "../storage/storage.js";
import { trouble } from "../trouble.js";
import { notePrefix } from "./keeper.js";
import { samePerson } from "./person.js";

/** What one login has on the device, as it is opened. */
export interface Opened {
  readonly login: Login;
  readonly safe: Safe;
  readonly replica: Replica;
  /** What the SDK itself keeps, by name. */
  readonly notes: ReadonlyMap<string, string>;
  /** Something could not be read; what the person wrote and could be read is there. */
  readonly damaged: boolean;
  /** There was no contact for too long: the documents and their key are gone. */
  readonly lapsed: boolean;
}

/** findLogin gives the person's store on this device, or makes one: a new replica, with a key of its own. */
export async function findLogin(storage: Storage, person: Person, newId: () => string): Promise<Login> {
  const known = (await logins(storage)).find((l) => samePerson(l, person));
  if (known) return known;
  const login = await newLogin(person, "r" + newId(), await drawKey());
  await storage.write([loginSlip(login)]);
  return login;
}

async function drawKey(): Promise<Key> {
  try {
    return await newKey();
  } catch (cause) {
    if (cause instanceof SigningError) throw trouble("crypto-missing", cause);
    throw cause;
  }
}

/** openLogin reads what a login kept. Whether the lease is over is looked at before anything can be shown. */
export async function openLogin(
  storage: Storage,
  login: Login,
  o: { readonly role: string; readonly schema: Schema; readonly newId: () => string; readonly now: number },
): Promise<Opened> {
  const { safe, entries, damaged } = await Safe.open(storage, login);
  const notes = new Map<string, string>();
  for (const [key, text] of entries) {
    if (!key.startsWith(notePrefix)) continue;
    notes.set(key.slice(notePrefix.length), text);
    entries.delete(key);
  }
  const role = o.role === "" ? parseText(notes.get("role")) : o.role;
  const options: Options = {
    replica: login.replica,
    author: login.actor,
    role,
    schema: o.schema,
    newId: o.newId,
    signs: !!login.key,
  };
  let read = restore(options, entries);
  const lapsed = read.replica.lapsed(o.now);
  if (lapsed) {
    await safe.dropCopies();
    for (const key of [...entries.keys()]) if (key.startsWith("doc/") || key.startsWith("scope/")) entries.delete(key);
    read = restore(options, entries);
  }
  return { login, safe, replica: read.replica, notes, damaged: damaged || !read.whole, lapsed };
}

/** restore leaves out what a person wrote and nobody can read any more, and says so. */
function restore(o: Options, entries: Map<string, string>): { replica: Replica; whole: boolean } {
  for (let whole = true; ; whole = false) {
    try {
      return { replica: Replica.restore(o, entries), whole };
    } catch (cause) {
      if (!(cause instanceof Unreadable) || !entries.delete(cause.key)) throw trouble("storage-damaged", cause);
    }
  }
}

/** Notes are JSON texts. */
export function parseText(note: string | undefined): string {
  try {
    const v: unknown = JSON.parse(note ?? '""');
    return typeof v === "string" ? v : "";
  } catch {
    return "";
  }
}
