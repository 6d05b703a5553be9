import { computed, type ReadonlySignal } from "@preact/signals";
import type { Json, Origin, Reading, Shown, Type } from "@samsyn/sdk";
import { held, schema, scopes, unlessSame } from "./phone.js";

/** Doc is a document with the scope it lives in. */
export interface Doc extends Shown {
  readonly scope: string;
}

const templates = new Map<string, RegExp>();

/** fits reports whether a scope is one of a template such as "citizen/{citizen}/health/{municipality}"; "*" is any. */
export function fits(scope: string, template: string): boolean {
  let pattern = templates.get(template);
  if (!pattern) {
    pattern = template === "*" ? /./ : new RegExp("^" + template.replace(/\{[a-z]+\}/g, "[^/]+") + "$");
    templates.set(template, pattern);
  }
  return pattern.test(scope);
}

/** scopesOf are the scopes held that documents of a type live in; with a citizen, hers. */
export function scopesOf(type: string, citizen = ""): readonly string[] {
  const places = shelves.value.places;
  const key = type + "\n" + citizen;
  let found = places.get(key);
  if (!found) {
    const t = schema.value.types[type];
    const from = citizen ? scopes.value.filter((scope) => scope.startsWith("citizen/" + citizen + "/")) : scopes.value;
    found = t ? from.filter((scope) => t.scopes.some((one) => fits(scope, one))) : [];
    places.set(key, found);
  }
  return found;
}

/** all gives the documents of a type in what is held, voided ones left out; with a citizen, hers. */
export const all = (type: string, citizen = ""): readonly Doc[] => look(type, citizen, false);

/** every gives those that were voided, too. */
export const every = (type: string, citizen = ""): readonly Doc[] => look(type, citizen, true);

function look(type: string, citizen: string, voided: boolean): readonly Doc[] {
  const found = shelves.value.found;
  const key = [type, citizen, voided].join("\n");
  let one = found.get(key);
  if (!one) {
    let last: readonly Doc[] = [];
    one = computed(() => (last = unlessSame(last, gather(type, citizen, voided))));
    found.set(key, one);
  }
  return one.value;
}

/**
 * What was looked up stays until a scope comes or goes. A lookup is done again when a document of its scopes changes, however many
 * views ask, and it tells them only when what they asked for is another.
 */
const shelves = computed(() => ({
  of: [scopes.value, schema.value],
  places: new Map<string, readonly string[]>(),
  found: new Map<string, ReadonlySignal<readonly Doc[]>>(),
}));

const gather = (type: string, citizen: string, voided: boolean): readonly Doc[] =>
  scopesOf(type, citizen).flatMap((scope) => (voided ? (indexOf(scope).every.get(type) ?? []) : inScope(scope, type)));

/** Index is a scope's documents as they were at one time: by type those that stand, and all; by id all. */
interface Index {
  readonly byType: ReadonlyMap<string, readonly Doc[]>;
  readonly every: ReadonlyMap<string, readonly Doc[]>;
  readonly byId: ReadonlyMap<string, Doc>;
}

const indexes = new WeakMap<readonly Shown[], Index>();
const docs = new WeakMap<Shown, Doc>();

/** docOf is the same for as long as the document looks the same. */
function docOf(d: Shown, scope: string): Doc {
  let one = docs.get(d);
  if (!one) docs.set(d, (one = { ...d, scope }));
  return one;
}

function indexOf(scope: string): Index {
  const list = held(scope).value;
  let index = indexes.get(list);
  if (!index) {
    const byType = new Map<string, Doc[]>();
    const every = new Map<string, Doc[]>();
    const byId = new Map<string, Doc>();
    for (const shown of list) {
      const d = docOf(shown, scope);
      byId.set(d.doc, d);
      put(every, d);
      if (!d.view.voided) put(byType, d);
    }
    indexes.set(list, (index = { byType, every, byId }));
  }
  return index;
}

function put(into: Map<string, Doc[]>, d: Doc): void {
  const others = into.get(d.type);
  if (others) others.push(d);
  else into.set(d.type, [d]);
}

/** inScope gives a scope's documents of a type. */
export const inScope = (scope: string, type: string): readonly Doc[] => indexOf(scope).byType.get(type) ?? [];

/** find gives one document. */
export const find = (scope: string, id: string): Doc | undefined => indexOf(scope).byId.get(id);

/** byId finds a document of a type wherever it is held. */
export function byId(type: string, id: string): Doc | undefined {
  if (id === "") return undefined;
  for (const scope of scopesOf(type)) {
    const d = find(scope, id);
    if (d?.type === type && !d.view.voided) return d;
  }
  return undefined;
}

export function reading(d: Shown | undefined, field: string): Reading | undefined {
  return d && Object.hasOwn(d.view.fields, field) ? d.view.fields[field] : undefined;
}

export function value(d: Shown | undefined, field: string): Json | undefined {
  return reading(d, field)?.value;
}

/** text gives a field's text, or "". */
export function text(d: Shown | undefined, field: string): string {
  const v = value(d, field);
  return typeof v === "string" ? v : typeof v === "number" || typeof v === "boolean" ? String(v) : "";
}

/** list gives the texts of a field whose value is a list, such as staffIds. */
export function list(d: Shown | undefined, field: string): readonly string[] {
  const v = value(d, field);
  return Array.isArray(v) ? v.filter((one): one is string => typeof one === "string") : [];
}

/** values gives what is in a field whose value is a list of objects, such as members. */
export function values(d: Shown | undefined, field: string): readonly Json[] {
  const v = value(d, field);
  return Array.isArray(v) ? (v as readonly Json[]) : [];
}

/** Entry is an item of a list field: what it says, and who wrote it when is in the item. */
export interface Entry {
  readonly id: string;
  readonly value: Json;
  readonly stale: boolean;
  readonly edit: string;
}

export function items(d: Shown | undefined, field: string): readonly Entry[] {
  return (reading(d, field)?.items ?? []).map((i) => ({
    id: i.id,
    value: i.value,
    stale: i.stale === true,
    edit: i.edit,
  }));
}

/** member gives a text member of an object value. */
export function member(v: Json | undefined, name: string): string {
  if (typeof v !== "object" || v === null || Array.isArray(v) || !Object.hasOwn(v, name)) return "";
  const one = (v as Record<string, Json>)[name];
  return typeof one === "string" ? one : typeof one === "number" || typeof one === "boolean" ? String(one) : "";
}

/** originOf is who wrote something and when: of an edit that a Reading, an Item or a Candidate names. */
export function originOf(d: Shown | undefined, edit: string | undefined): Origin | undefined {
  return d && edit !== undefined && Object.hasOwn(d.origins, edit) ? d.origins[edit] : undefined;
}

/** madeBy is who made a document and when. */
export const madeBy = (d: Shown | undefined): Origin | undefined => originOf(d, d?.created);

/** writtenAt is when something was written: by the phone's stamp, unless its clock was wrong, as the server saw it; "" for nothing. */
export function writtenAt(origin: Origin | undefined): string {
  const wall = Number.parseInt(origin?.stamp.slice(0, 12) ?? "", 16);
  if (!origin || Number.isNaN(wall)) return "";
  return new Date(origin.ahead && origin.at > 0 ? origin.at : wall).toISOString();
}

/** citizenOf is the citizen a scope is about, or "". */
export const citizenOf = (scope: string): string => (scope.startsWith("citizen/") ? (scope.split("/")[1] ?? "") : "");

/** typeOf is what the phone knows of a document's type. */
export const typeOf = (d: Shown): Type | undefined => schema.value.types[d.type];
