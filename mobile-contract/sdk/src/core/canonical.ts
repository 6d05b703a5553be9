import type { Document, Field, Origin } from "./document.js";
import { dict, type Dict, keys } from "./json.js";
import { isSorted } from "./sorted.js";

/**
 * The one form of a JSON value (RFC 8785): members sorted, no spaces, shortest numbers. JavaScript's own numbers and
 * strings are that form already; undefined members are left out. Write edits to the wire in it: a signature covers values
 * in these bytes.
 */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const of = value as Record<string, unknown>;
  const members = keys(of).filter((name) => of[name] !== undefined);
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(of[name])}`).join(",")}}`;
}

/** A document's canonical bytes, as text: two replicas that hold the same document hold the same text. */
export function canonicalDocument(d: Document): string {
  return isSorted(d) ? JSON.stringify(d) : canonical(known(d));
}

/** The members that are known and not empty: no other is in the bytes. */
function known({ cold, created, fields, id, origins, scope, seq, type }: Document): unknown {
  const held = { created, fields: each(fields, field), id, origins: each(origins, origin), scope, seq, type };
  return { ...held, cold: cold || undefined };
}

function each<T>(of: Dict<T> | undefined, known: (one: T) => unknown): unknown {
  const out = dict<unknown>();
  for (const [name, one] of Object.entries(of ?? {})) out[name] = known(one);
  return keys(out).length ? out : undefined;
}

function field({ c = [], i, s = [] }: Field): unknown {
  return {
    c: c.length ? c.map(({ a, e, v }) => ({ a: a || undefined, e, v })) : undefined,
    i: each(i, field),
    s: s.length ? s.map(({ after, replica, stamp }) => ({ after: after || undefined, replica, stamp })) : undefined,
  };
}

function origin({ after, ahead, at, author, late, onBehalfOf, replica, role, seq, stamp }: Origin): unknown {
  const flags = { after: after || undefined, ahead: ahead || undefined, late: late || undefined };
  return { ...flags, onBehalfOf: onBehalfOf || undefined, at, author, replica, role, seq, stamp };
}
