import type { Person } from "../storage/logins.js";
import { trouble } from "../trouble.js";

/** personOf reads from a token whose it is. It proves nothing: the server checks it. */
export function personOf(token: string): Person {
  try {
    const body = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const at = (name: string): unknown =>
      typeof claims === "object" && claims !== null ? Reflect.get(claims, name) : undefined;
    const [actor, tenant, kind] = [at("sub"), at("tenant"), at("kind")];
    if (typeof actor !== "string" || typeof tenant !== "string" || typeof kind !== "string") throw trouble("no-login");
    return { actor, tenant, kind };
  } catch (cause) {
    throw trouble("no-login", cause);
  }
}

export const samePerson = (a: Person, b: Person): boolean =>
  a.actor === b.actor && a.tenant === b.tenant && a.kind === b.kind;
