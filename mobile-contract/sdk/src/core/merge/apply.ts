import { candidatesOf, isVoided } from "../change.js";
import type { Document } from "../document.js";
import { voidField } from "../document.js";
import type { Edit, Verdict } from "../edit.js";
import { dict, keys, own, trim } from "../json.js";
import type { Type } from "../schema.js";
import { hasSeen, newOrigin } from "./ancestry.js";
import { enter, isBehind, spareAll } from "./cell.js";
import { type Arrival, type Draft, originOf, type Outcome, type Step } from "./step.js";
import { kinds, tell } from "./tell.js";
import { firstWriter } from "./ties.js";
import { took, writeField } from "./write.js";

/**
 * Makes one edit on one document; doc is undefined when there is none. A refusal changes nothing: an edit counts whole or not
 * at all. Neither doc nor e is changed. It is the merge of Go's sync/merge, and the vectors prove it.
 */
export function apply(t: Type, doc: Document | undefined, e: Edit, arrival: Arrival): Outcome {
  const s = newStep(t, doc, e, arrival);
  const code = start(s);
  if (code) return refuse(s, code);
  for (const name of keys(e.changes)) {
    const rule = own(t.fields, name);
    if (!rule) return refuse(s, "unknown-field", name);
    const bad = writeField(s, name, rule, own(e.changes, name) ?? {});
    if (bad) return refuse(s, bad, s.about || name);
  }
  if (e.void) makeVoid(s, e.void);
  return finish(s);
}

function newStep(t: Type, prev: Document | undefined, e: Edit, arrival: Arrival): Step {
  return {
    t,
    prev,
    next: draft(prev, e),
    e,
    in: arrival,
    from: newOrigin({ e, in: arrival }),
    gone: [],
    fields: [],
    notes: [],
    counted: [],
    held: false,
    shown: false,
    rank: 0,
    code: "",
    about: "",
  };
}

function draft(prev: Document | undefined, e: Edit): Draft {
  const { id, type, scope, created } = prev ?? { id: e.doc, type: e.type, scope: e.scope, created: "" };
  const next = {
    id,
    type,
    scope,
    seq: 0,
    created,
    origins: dict(prev?.origins),
    fields: dict(prev?.fields),
  };
  return prev?.cold ? { ...next, cold: true } : next;
}

function start(s: Step): string {
  const { e, prev, next } = s;
  if (!keys(e.changes).length && !e.void && !e.create) return "bad-edit";
  const taken = e.create && next.created && next.created !== e.id;
  if (prev && (taken || prev.type !== e.type)) return "document-taken";
  if (sawVoid(s)) return "voided";
  if (e.create) next.created = e.id;
  next.seq = s.in.seq;
  next.origins[e.id] = s.from;
  return "";
}

function sawVoid(s: Step): boolean {
  const reasons = own(s.next.fields, voidField)?.c ?? [];
  return reasons.some((c) => c.e !== s.e.id && hasSeen(s, originOf(s.next.origins, c.e)));
}

/** The first reason stands. */
const voidPolicy = { read: firstWriter, spares: spareAll };

function makeVoid(s: Step, reason: string): void {
  const cand = { e: s.e.id, v: reason };
  const rule = { label: { sv: "", en: "" }, policy: "immutable" } as const;
  const at = { name: voidField, item: "", rule, policy: voidPolicy };
  const cell = own(s.next.fields, voidField) ?? {};
  const hidden = isBehind(s, cell, cand, spareAll);
  const next = hidden ? cell : enter(s, cell, cand, spareAll);
  if (!hidden) took(s, voidField, next);
  tell(s, at, next, cand, hidden);
}

function refuse(s: Step, code: string, field?: string): Outcome {
  const verdict = trim<Verdict>({ edit: s.e.id, verdict: "refused", code, field, scope: "", seq: 0 });
  return { doc: s.prev, fields: [], verdict, hidden: false };
}

function finish(s: Step): Outcome {
  const { prev, next } = s;
  if (!s.shown && prev?.created === next.created) {
    return { doc: prev, fields: [], verdict: verdictOf(s, "merged", ""), hidden: true };
  }
  let code = s.code;
  const voided = isVoided(prev);
  const rank = Math.max(s.rank, code || voided ? 1 : 0);
  if (!next.created) code = "create-awaited";
  if (voided) code = "voided-meantime";
  if (!s.held) s.gone.push(s.e.id);
  dropOrigins(next, s.gone);
  const fields = [...new Set(s.fields)].sort();
  return { doc: next, fields, verdict: verdictOf(s, kinds[rank] ?? "parked", code), hidden: false };
}

function verdictOf(s: Step, verdict: Verdict["verdict"], code: string): Verdict {
  return trim<Verdict>({
    edit: s.e.id,
    verdict,
    code: code || undefined,
    scope: "",
    seq: 0,
    late: s.in.late || undefined,
    notes: s.notes.length ? s.notes : undefined,
  });
}

/** Removes those of the origins that no candidate refers to. The creating edit's origin always stays. */
function dropOrigins(d: Draft, edits: readonly string[]): void {
  for (const edit of new Set(edits)) {
    if (edit !== d.created && !refersTo(d, edit)) Reflect.deleteProperty(d.origins, edit);
  }
}

function refersTo(d: Draft, edit: string): boolean {
  for (const f of Object.values(d.fields)) {
    for (const c of candidatesOf(f)) if (c.e === edit) return true;
  }
  return false;
}
