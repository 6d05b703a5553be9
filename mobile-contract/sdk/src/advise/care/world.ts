import { type Document, type Edit, type Json, own, readField, type Schema, type Type } from "../../core/index.js";
import type { Item, Reading } from "../../core/index.js";
import type { Me } from "../held.js";

/** Somebody in a team's roster: her role, and the parts of the meeting that are hers. */
export interface Member {
  /** "" when the roster does not say. */
  readonly role: string;
  readonly parts: readonly Json[];
}

/** What the rules know of the world outside the document. */
export interface World {
  readonly me: Me;
  readonly schema: Schema;
  /** Of the same scope. */
  readonly documents: readonly Document[];
  /** Of the team, by id; undefined when nobody can tell. */
  readonly members: ReadonlyMap<string, Member> | undefined;
}

/** mayBe reports whether somebody may have one of the roles: she has it, or nobody says that she has not. */
export const mayBe = (m: Member | undefined, ...roles: readonly string[]): boolean =>
  !m || m.role === "" || roles.includes(m.role);

/** What one rule says: the code of a refusal and what it is about, or a note; nothing lets it through. */
export interface Judged {
  readonly code?: string;
  readonly field?: string;
  readonly note?: string;
}

export const fine: Judged = {};

/** A rule judges what an edit made of a document; before is undefined for a new one. */
export type Guard = (t: Type, before: Document | undefined, after: Document, e: Edit, w: World) => Judged;

/** reading is a field as people see it; nothing, when document or field is not there. */
export function reading(t: Type, d: Document | undefined, field: string): Reading {
  const rule = own(t.fields, field);
  const f = own(d?.fields, field);
  return d && rule && f ? readField(t, rule, d, f) : {};
}

export const items = (t: Type, d: Document | undefined, field: string): readonly Item[] =>
  reading(t, d, field).items ?? [];

/** textOf is a field's text, or "". */
export function textOf(t: Type, d: Document | undefined, field: string): string {
  const { value } = reading(t, d, field);
  return typeof value === "string" ? value : "";
}

/** numberOf is a field's whole number, or 0. */
export function numberOf(t: Type, d: Document | undefined, field: string): number {
  const { value } = reading(t, d, field);
  return typeof value === "number" && Number.isInteger(value) ? value : 0;
}

export const isTrue = (t: Type, d: Document | undefined, field: string): boolean => reading(t, d, field).value === true;

/** touches reports whether an edit changes one of the fields. */
export const touches = (e: Edit, ...fields: readonly string[]): boolean =>
  fields.some((name) => own(e.changes, name) !== undefined);

/** setTo is the value that an edit sets a field to. */
export const setTo = (e: Edit, field: string): Json | undefined => own(e.changes, field)?.set;
