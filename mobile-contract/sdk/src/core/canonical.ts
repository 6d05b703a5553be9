import type { Cell, Document, Field, Origin, Seen } from "./document.js";
import { type Dict, keys, own } from "./json.js";

/**
 * The one form of a JSON value (RFC 8785): members sorted, no spaces, shortest numbers. JavaScript's own numbers and
 * strings are that form already; undefined members are left out. Write edits to the wire in it: a signature covers values
 * in these bytes.
 */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members: string[] = [];
  for (const [name, member] of Object.entries(value).sort(byName)) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${canonical(member)}`);
  }
  return `{${members.join(",")}}`;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** A document's canonical bytes, as text: two replicas that hold the same document hold the same text. */
export function canonicalDocument(d: Document): string {
  const cold = d.cold === true ? '"cold":true,' : "";
  return (
    `{${cold}"created":${quote(d.created)}${dictMember(',"fields":', d.fields, field)},"id":${quote(d.id)}` +
    `${dictMember(',"origins":', d.origins, origin)},"scope":${quote(d.scope)},"seq":${d.seq},"type":${quote(d.type)}}`
  );
}

const quote = (text: string): string => JSON.stringify(text);

/** A member that holds a dictionary; an empty one is absent. */
function dictMember<T>(start: string, of: Dict<T> | undefined, write: (one: T) => string): string {
  if (of === undefined) return "";
  let out = "";
  for (const name of keys(of)) {
    const one = own(of, name);
    if (one !== undefined) out += `${out === "" ? "" : ","}${quote(name)}:${write(one)}`;
  }
  return out === "" ? "" : `${start}{${out}}`;
}

function field(f: Field): string {
  const parts = [candidates(f), dictMember('"i":', f.i, item), seen(f)];
  return `{${parts.filter((part) => part !== "").join(",")}}`;
}

function item(c: Cell): string {
  const parts = [candidates(c), seen(c)];
  return `{${parts.filter((part) => part !== "").join(",")}}`;
}

function candidates(cell: Cell): string {
  if (cell.c === undefined || cell.c.length === 0) return "";
  return `"c":[${cell.c.map((c) => `{${c.a === true ? '"a":true,' : ""}"e":${quote(c.e)},"v":${canonical(c.v)}}`).join(",")}]`;
}

function seen(cell: Cell): string {
  if (cell.s === undefined || cell.s.length === 0) return "";
  return `"s":[${cell.s.map(mark).join(",")}]`;
}

function mark(s: Seen): string {
  return `{${text("after", s.after)}"replica":${quote(s.replica)},"stamp":${quote(s.stamp)}}`;
}

function origin(o: Origin): string {
  return (
    `{${text("after", o.after)}${o.ahead === true ? '"ahead":true,' : ""}"at":${o.at},"author":${quote(o.author)},` +
    `${o.late === true ? '"late":true,' : ""}${text("onBehalfOf", o.onBehalfOf)}"replica":${quote(o.replica)},` +
    `"role":${quote(o.role)},"seq":${o.seq},"stamp":${quote(o.stamp)}}`
  );
}

/** A text member and a comma; an empty one is absent. */
function text(name: string, value: string | undefined): string {
  return value === undefined || value === "" ? "" : `"${name}":${quote(value)},`;
}
