import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/**
 * What the page and the service worker both must know: who is logged in here, the last token, and the device's name. A worker has no
 * localStorage, so it is in a database of its own; there is at most one login.
 */
export interface Person {
  readonly tenant: string;
  readonly kind: "staff" | "citizen" | "representative";
  readonly actor: string;
  readonly name: string;
  readonly role: string;
}

export interface Login extends Person {
  readonly token: string;
}

interface Shelf extends DBSchema {
  readonly logins: { readonly key: "now"; readonly value: Login };
  /** this: the device's name. bell: where it is rung, and for whom (bell/hang.ts). */
  readonly devices: { readonly key: "this" | "bell"; readonly value: string };
}

let opened: Promise<IDBPDatabase<Shelf>> | undefined;
/** Who this page logged in: written again when the browser takes the database away under it. */
let mine: Login | undefined;

const againMillis = 250;
const againTimes = 40;

/** stubbornly tries again while the browser clears its storage, when nothing can be opened. */
export async function stubbornly<T>(f: () => Promise<T>): Promise<T> {
  for (let left = againTimes; ; left--) {
    try {
      return await f();
    } catch (cause) {
      if (left === 0) throw cause;
    }
    await new Promise((done) => setTimeout(done, againMillis));
  }
}

async function database(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openShelf();
  try {
    return await opened;
  } catch (cause) {
    opened = undefined;
    throw cause;
  }
}

function openShelf(): Promise<IDBPDatabase<Shelf>> {
  return openDB<Shelf>("samsyn-app-kept", 1, {
    upgrade(db) {
      db.createObjectStore("logins");
      db.createObjectStore("devices");
    },
    terminated() {
      opened = undefined;
      const login = mine;
      if (login) void stubbornly(() => (mine === login ? remember(login) : Promise.resolve())).catch(() => undefined);
    },
  });
}

/** remember writes down who is logged in. */
export async function remember(login: Login): Promise<void> {
  mine = login;
  await (await database()).put("logins", login, "now");
}

/** remembered is who is logged in on this device, or was when it was closed. */
export async function remembered(): Promise<Login | undefined> {
  return (mine = await (await database()).get("logins", "now"));
}

/** forget: nobody is logged in. */
export async function forget(): Promise<void> {
  mine = undefined;
  await (await database()).delete("logins", "now");
}

/** deviceName names this browser, so that a colleague who takes over the phone can carry what was sealed. */
export async function deviceName(): Promise<string> {
  const tx = (await database()).transaction("devices", "readwrite");
  const name = (await tx.store.get("this")) ?? "web-" + crypto.randomUUID();
  await tx.store.put(name, "this");
  await tx.done;
  return name;
}

/** keepBell writes down where this device is rung, and for whom; bellKept reads it. */
export async function keepBell(text: string): Promise<void> {
  await (await database()).put("devices", text, "bell");
}

export async function bellKept(): Promise<string | undefined> {
  return (await database()).get("devices", "bell");
}

export async function forgetBell(): Promise<void> {
  await (await database()).delete("devices", "bell");
}

export const isSame = (a: Person, b: Person): boolean =>
  a.tenant === b.tenant && a.actor === b.actor && a.kind === b.kind;

/** fetchToken gets another token: of a demo, from its development issuer. A pilot's is handed out by the operator (samsyn token). */
export async function fetchToken(who: Person): Promise<string> {
  const q = new URLSearchParams({ tenant: who.tenant, kind: who.kind, actor: who.actor });
  const answer = await fetch("/demo/token?" + q.toString());
  if (!answer.ok) throw new Error("no token: " + String(answer.status));
  const { token } = (await answer.json()) as { token: string };
  const tx = (await database()).transaction("logins", "readwrite");
  const now = await tx.store.get("now");
  if (now && isSame(now, who)) await tx.store.put({ ...now, token }, "now"); // unless somebody else is here by now
  await tx.done;
  return token;
}
