import { signal } from "@preact/signals";
import { phone } from "./phone.js";

/** Person is who is logged in, as the screen needs it. */
export interface Person {
  readonly tenant: string;
  readonly kind: "staff" | "citizen" | "representative";
  readonly actor: string;
  readonly name: string;
  readonly role: string;
}

interface Kept extends Person {
  readonly token: string;
}

const key = "samsyn-app/person";

export const person = signal<Person | undefined>(undefined);

/** resume goes on as whoever was here before the page was loaded, also without network. */
export async function resume(): Promise<boolean> {
  const text = localStorage.getItem(key);
  if (!text) return false;
  const kept = JSON.parse(text) as Kept;
  person.value = kept;
  await phone().login({ last: kept.token, next: () => fetchToken(kept) }, kept.role);
  return true;
}

/** enter logs somebody in by a token. */
export async function enter(who: Person, token: string): Promise<void> {
  localStorage.setItem(key, JSON.stringify({ ...who, token } satisfies Kept));
  person.value = who;
  await phone().login({ last: token, next: () => fetchToken(who) }, who.role);
}

/** leave hands in or seals what is unsent and forgets the login. It rejects, and leaves all as it is, when neither can be done. */
export async function leave(): Promise<void> {
  await phone().logout();
  gone();
}

/** handOver seals what is unsent for whoever has the phone next; it is sent by them, and they cannot read it. */
export async function handOver(): Promise<void> {
  await phone().handOver();
  gone();
}

function gone(): void {
  localStorage.removeItem(key);
  person.value = undefined;
  location.hash = "";
}

/** fetchToken gets another token: of a demo, from its development issuer. A pilot's is handed out by the operator (samsyn token). */
async function fetchToken(who: Person): Promise<string> {
  const q = new URLSearchParams({ tenant: who.tenant, kind: who.kind, actor: who.actor });
  const answer = await fetch("/demo/token?" + q.toString());
  if (!answer.ok) throw new Error("no token: " + String(answer.status));
  const { token } = (await answer.json()) as { token: string };
  const text = localStorage.getItem(key);
  if (text) localStorage.setItem(key, JSON.stringify({ ...(JSON.parse(text) as Kept), token }));
  return token;
}

/** demoPeople are those one can log in as in a demo; undefined where there is none. */
export async function demoPeople(): Promise<readonly Person[] | undefined> {
  const answer = await fetch("/demo/people").catch(() => undefined);
  if (!answer?.ok) return undefined;
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
