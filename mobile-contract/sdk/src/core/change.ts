import type { Candidate, Change, Document, Field, Origin } from "./document.js";
import { voidField } from "./document.js";
import { dict, own } from "./json.js";

/** Whether somebody voided the document. */
export function isVoided(d: Document | undefined): boolean {
  return (own(d?.fields, voidField)?.c?.length ?? 0) > 0;
}

/**
 * The document after a change. It is undefined unless the document held is the one the change stands on: that makes
 * following a commit up happen once and in order.
 */
export function applyChange(change: Change, held: Document | undefined): Document | undefined {
  if ((held?.seq ?? 0) !== change.prev) return undefined;
  if (change.whole === true) return change.doc;
  if (held === undefined) return undefined;
  const { seq, cold, created } = change.doc;
  const fields = Object.assign(dict(held.fields), change.doc.fields);
  const origins = Object.assign(dict(held.origins), change.doc.origins);
  const { id, type, scope } = held;
  const next = { id, type, scope, seq, created, fields, origins: usedOrigins(created, fields, origins) };
  return cold === true ? { ...next, cold } : next;
}

/** The origins that a candidate refers to, and that of the creating edit. */
function usedOrigins(
  created: string,
  fields: Readonly<Record<string, Field>>,
  origins: Readonly<Record<string, Origin>>,
): Record<string, Origin> {
  const out = dict<Origin>();
  const keep = (edit: string): void => {
    const o = own(origins, edit);
    if (o !== undefined) out[edit] = o;
  };
  keep(created);
  for (const f of Object.values(fields)) {
    for (const c of candidatesOf(f)) keep(c.e);
  }
  return out;
}

/** Every candidate of a field, its items' too. */
export function* candidatesOf(f: Field): Generator<Candidate> {
  yield* f.c ?? [];
  for (const cell of Object.values(f.i ?? {})) yield* cell.c ?? [];
}
