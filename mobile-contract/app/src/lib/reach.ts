import type { Json } from "@samsyn/sdk";
import { items, list, member, text, type Doc } from "./docs.js";

/** Unreached is somebody who was told of a change and has not been heard of since, or has to answer and has not. */
export interface Unreached {
  readonly staff: string;
  /** ej nådd: the phone has not fetched it; to call: an answer is wanted and the time for it is over. */
  readonly why: "unreached" | "call";
}

/** heardOf are those whose phones fetched the change that counts now, or who were told by word of mouth. */
const answered = (d: Doc, fields: readonly string[]): ReadonlySet<string> => {
  const change = text(d, "change");
  const of = (value: Json): string => (member(value, "change") === change ? member(value, "staffId") : "");
  return new Set(fields.flatMap((field) => items(d, field).map((i) => of(i.value))));
};

/** unreached are the people of a `reaching` document whom a coordinator must find another way (domain.md W3). */
export function unreached(d: Doc): readonly Unreached[] {
  const state = text(d, "state");
  if (state !== "unreached" && state !== "call") return [];
  const heard = answered(d, ["fetched", "acknowledged", "oral"]);
  const done = answered(d, ["acknowledged", "oral"]);
  return list(d, "toldIds").flatMap((staff): readonly Unreached[] => {
    if (!heard.has(staff)) return [{ staff, why: state }];
    return state === "call" && !done.has(staff) ? [{ staff, why: "call" }] : [];
  });
}

/** reachingId names the `reaching` document of a cause: the first 16 bytes of a SHA-256, as a ULID (sync/care). */
export async function reachingId(scope: string, doc: string): Promise<string> {
  const parts = ["reaching", scope, doc].map((one) => one + "\0").join("");
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts)));
  let n = 0n;
  for (const [i, byte] of sum.slice(0, 16).entries()) n = (n << 8n) | BigInt(i === 0 ? byte & 0x7f : byte);
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let out = "";
  for (let i = 0; i < 26; i++, n >>= 5n) out = (letters[Number(n & 31n)] ?? "") + out;
  return out;
}
