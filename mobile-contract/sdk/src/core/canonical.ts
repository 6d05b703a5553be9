import type { Candidate, Document, Field, Origin, Seen } from "./document.js";
import { type Dict, keys } from "./json.js";

/**
 * The one form of a JSON value (RFC 8785): members sorted, no spaces, shortest numbers. JavaScript's own numbers and
 * strings are that form already; undefined members are left out. Write edits to the wire in it: a signature covers values
 * in these bytes.
 */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  return `{${list(value as Record<string, unknown>, (name, member) => (member === undefined ? "" : `${quote(name)}:${canonical(member)}`))}}`;
}

/** The members, in order, with commas between; what is written as "" is absent. */
function list<T>(of: Readonly<Record<string, T>>, write: (name: string, member: T) => string): string {
  let out = "";
  for (const name of keys(of)) {
    const one = write(name, of[name] as T); // keys named it, so it is there
    if (one) out += out ? "," + one : one;
  }
  return out;
}

/** A document's canonical bytes, as text: two replicas that hold the same document hold the same text. */
export function canonicalDocument(d: Document): string {
  const cold = d.cold ? '"cold":true,' : "";
  return (
    `{${cold}"created":${quote(d.created)}${dictMember(',"fields":', d.fields, cell)},"id":${quote(d.id)}` +
    `${dictMember(',"origins":', d.origins, origin)},"scope":${quote(d.scope)},"seq":${d.seq},"type":${quote(d.type)}}`
  );
}

const quote = (text: string): string => JSON.stringify(text);

/** A member that holds a dictionary; an empty one is absent. */
function dictMember<T>(start: string, of: Dict<T> | undefined, write: (one: T) => string): string {
  const members = of ? list(of, (name, one) => `${quote(name)}:${write(one)}`) : "";
  return members && `${start}{${members}}`;
}

/** A cell, between whose parts stand a list field's items. */
function cell(f: Field): string {
  const c = array('"c":', f.c, candidate);
  const i = dictMember('"i":', f.i, cell);
  const s = array('"s":', f.s, mark);
  const start = c && i ? `${c},${i}` : c + i;
  return `{${start && s ? `${start},${s}` : start + s}}`;
}

function array<T>(start: string, of: readonly T[] | undefined, write: (one: T) => string): string {
  return of?.length ? `${start}[${of.map(write).join(",")}]` : "";
}

function candidate(c: Candidate): string {
  return `{${c.a ? '"a":true,' : ""}"e":${quote(c.e)},"v":${canonical(c.v)}}`;
}

function mark(s: Seen): string {
  return `{${text("after", s.after)}"replica":${quote(s.replica)},"stamp":${quote(s.stamp)}}`;
}

function origin(o: Origin): string {
  return (
    `{${text("after", o.after)}${o.ahead ? '"ahead":true,' : ""}"at":${o.at},"author":${quote(o.author)},` +
    `${o.late ? '"late":true,' : ""}${text("onBehalfOf", o.onBehalfOf)}"replica":${quote(o.replica)},` +
    `"role":${quote(o.role)},"seq":${o.seq},"stamp":${quote(o.stamp)}}`
  );
}

/** A text member and a comma; an empty one is absent. */
function text(name: string, value: string | undefined): string {
  return !value ? "" : `"${name}":${quote(value)},`;
}
