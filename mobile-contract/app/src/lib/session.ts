import { signal } from "@preact/signals";
import { takeDown } from "./bell/hang.js";
import { fetchToken, forget, isSame, remember, remembered, type Person } from "./kept.js";
import { phone } from "./phone.js";

export type { Person } from "./kept.js";

export const person = signal<Person | undefined>(undefined);

/** What this browser's tabs tell each other: somebody came or went. */
const others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("samsyn-app/login");
others?.addEventListener("message", () => void follow());

/** follow shows who is logged in, when another tab has changed that: nobody's name stays on a screen. */
async function follow(): Promise<void> {
  const now = await remembered();
  const was = person.peek();
  if (now && was && isSame(now, was)) return;
  person.value = now;
  location.hash = "";
}

/** resume goes on as whoever was here before the page was loaded, also without network. */
export async function resume(): Promise<boolean> {
  const login = await remembered();
  if (!login) return false;
  person.value = login;
  await phone().login({ last: login.token, next: () => fetchToken(login) }, login.role);
  return true;
}

/** enter logs somebody in by a token. */
export async function enter(who: Person, token: string): Promise<void> {
  await remember({ ...who, token });
  others?.postMessage("came");
  person.value = who;
  await phone().login({ last: token, next: () => fetchToken(who) }, who.role);
}

/** leave hands in or seals what is unsent and forgets the login. It rejects, and leaves all as it is, when neither can be done. */
export async function leave(): Promise<void> {
  await phone().logout();
  await gone();
}

/** handOver seals what is unsent for whoever has the phone next; it is sent by them, and they cannot read it. */
export async function handOver(): Promise<void> {
  await phone().handOver();
  await gone();
}

/** gone: nothing of them stays, on the lock screen neither. */
async function gone(): Promise<void> {
  await forget();
  others?.postMessage("gone");
  person.value = undefined;
  location.hash = "";
  const worker = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
  await takeDown(worker).catch(() => undefined);
  for (const n of (await worker?.getNotifications()) ?? []) n.close();
}

/** demoPeople are those one can log in as in a demo; undefined where there is none. It fails without an answer. */
export async function demoPeople(): Promise<readonly Person[] | undefined> {
  const answer = await fetch("/demo/people");
  if (!answer.ok) return undefined;
  const { tenant, people } = (await answer.json()) as {
    tenant: string;
    people: readonly { id: string; name: string; role: string; kind?: Person["kind"] }[];
  };
  return people.map((p) => ({ tenant, kind: p.kind ?? "staff", actor: p.id, name: p.name, role: p.role }));
}

/** demoToken asks the demo's issuer for a token of one of its people. */
export const demoToken = (who: Person): Promise<string> => fetchToken(who);

/** personOfToken reads who a token is of; it proves nothing, the server does. */
export function personOfToken(token: string): Person {
  const part = token.split(".")[1] ?? "";
  const claims = JSON.parse(new TextDecoder().decode(bytes(part))) as {
    sub: string;
    tenant: string;
    kind?: Person["kind"];
  };
  return { tenant: claims.tenant, kind: claims.kind ?? "staff", actor: claims.sub, name: claims.sub, role: "" };
}

function bytes(base64url: string): Uint8Array {
  return Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
}
