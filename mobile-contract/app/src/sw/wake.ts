import { open, SamsynError, type Samsyn, type Schema } from "@samsyn/sdk";
import { hung, ownerOf } from "../lib/bell/hang.js";
import { deviceName, fetchToken, remembered, type Login } from "../lib/kept.js";
import { openPage } from "./cache.js";
import { tellDue } from "./due.js";

declare const self: ServiceWorkerGlobalScope;

/**
 * A push says that there is news of a class, and nothing else. The worker meets the server once, as whoever is logged in on this
 * device, so that access is checked at that moment and what may not be here any more is gone before anybody looks; then it shows a
 * text that is the same for everybody. Nothing of a document or of the push itself is ever shown.
 */
const texts: Readonly<Record<string, string>> = {
  sync: "",
  urgent: "Samsyn: viktig händelse – öppna appen",
};
const news = "Samsyn: ny händelse";

/** A meeting takes at most this long; a browser gives a woken worker half a minute or so. */
const meetMillis = 20_000;

let turn: Promise<void> = Promise.resolve();

/** wake answers a push; those that come together are answered one after the other. */
export function wake(data: unknown, schema: () => Promise<Schema>): Promise<void> {
  const mine = turn.then(() => woken(data, schema));
  turn = mine.catch(() => undefined);
  return mine;
}

async function woken(data: unknown, schema: () => Promise<Schema>): Promise<void> {
  const login = await remembered();
  if (!login) return;
  const tenant = said(data, "tenant");
  if (tenant !== "" && tenant !== (await hashOf(login.tenant))) return; // it was for whoever had the phone before
  if (!(await Promise.race([isTheirs(login, schema), late()]))) return;
  const bell = said(data, "class");
  const text = Object.hasOwn(texts, bell) ? (texts[bell] ?? "") : news;
  if (text === "") return;
  const again = { renotify: bell === "urgent" }; // not in every browser's types
  await self.registration.showNotification(text, {
    tag: bell || "news",
    lang: "sv",
    icon: "/app/icon-192.png",
    ...again,
  });
}

/** said is a member of what came with the push: Firebase puts them under data. */
function said(push: unknown, name: string): string {
  const at = (of: unknown, member: string): unknown =>
    typeof of === "object" && of !== null && Object.hasOwn(of, member) ? Reflect.get(of, member) : undefined;
  const text = at(at(push, "data") ?? push, name);
  return typeof text === "string" ? text : "";
}

/** hashOf is what a push calls a tenant (protocol.md). */
async function hashOf(tenant: string): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("samsyn push tenant\0" + tenant));
  return [...new Uint8Array(sum).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * isTheirs meets the server. It is false when the phone is somebody else's by now, or the server knows the login no more; without
 * contact it is true: the text tells nobody anything.
 */
async function isTheirs(login: Login, schema: () => Promise<Schema>): Promise<boolean> {
  let samsyn: Samsyn | undefined;
  try {
    samsyn = await open({
      url: self.location.origin,
      schema: await schema(),
      device: await deviceName(),
      openWire: () => ({ send: () => undefined, close: () => undefined }), // a woken worker has no time for a socket
      signal: AbortSignal.timeout(meetMillis),
    });
    const isMine = await meet(samsyn, login);
    if (isMine) await tellDue(samsyn, login);
    return isMine;
  } catch (cause) {
    const isMine = !(cause instanceof SamsynError && isEnd(cause));
    if (samsyn && isMine) await tellDue(samsyn, login).catch(() => undefined); // without contact by what is held
    return isMine;
  } finally {
    await samsyn?.close();
  }
}

/** late: whatever a meeting hangs on, somebody is told that there is something. */
const late = (): Promise<boolean> =>
  new Promise((done) => {
    setTimeout(() => {
      done(true);
    }, meetMillis + 1000);
  });

const isEnd = (e: SamsynError): boolean => e.code === "replica-revoked" || e.code === "token-invalid";

/** isMet has the page that is open meet the server; false when it was closed meanwhile, and nobody is logged in any more. */
async function isMet(samsyn: Samsyn): Promise<boolean> {
  try {
    await samsyn.sync();
    return true;
  } catch (cause) {
    if (cause instanceof SamsynError && cause.code === "no-login") return false;
    throw cause;
  }
}

async function meet(samsyn: Samsyn, login: Login): Promise<boolean> {
  const { actor } = await samsyn.status(); // of the page that is open, if there is one
  if (actor !== "" && actor !== login.actor) return false;
  if (actor !== "" && (await isMet(samsyn))) return true;
  if (await openPage()) return true; // one is just being opened, and meets the server by itself
  await samsyn.login({ last: login.token, next: () => fetchToken(login) }, login.role);
  const bell = await hung();
  if (bell?.registration && bell.of === ownerOf(login)) await samsyn.pushToken(bell.registration.token, "web");
  try {
    await samsyn.sync();
  } catch (cause) {
    if (!(cause instanceof SamsynError) || cause.duty !== "refresh") throw cause;
    await samsyn.login(await fetchToken(login), login.role);
    await samsyn.sync();
  }
  return true;
}
