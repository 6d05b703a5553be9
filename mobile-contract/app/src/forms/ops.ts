import type { Dict, Json, Op } from "@samsyn/sdk";
import type { Part } from "./plan.js";
import { isBlank, meant, typedOf, blank, type Meant, type Typed, type Wrong } from "./typed.js";

// From what was typed to what is done to the fields. Pure: ids and the time are given.

export interface Making {
  readonly newId: () => string;
  /** As values hold it. */
  readonly now: string;
  readonly actor: string;
  /** What answers are to, by the field that counts it. */
  readonly sequence: (field: string) => number;
}

/** Made is what a form gives: ops by field, or what is wrong by field. */
export interface Made {
  readonly changes: Dict<Op>;
  readonly wrong: Dict<Wrong>;
}

/** What an emptied field becomes, if its schema takes nothing at all for nothing. */
function emptied(part: Part): Json | undefined {
  const w = part.widget;
  if (w.kind === "text" && w.min === 0 && !w.pattern) return "";
  if (w.kind === "rows" && w.min === 0) return [];
  return w.kind === "moment" && w.orNull ? null : undefined;
}

/** filled is an item with what is known by itself. */
function filled(part: Part, typed: Typed, making: Making): Typed {
  if (part.widget.kind !== "object" || typeof typed !== "object" || Array.isArray(typed)) return typed;
  const out: Record<string, Typed> = { ...(typed as { readonly [member: string]: Typed }) };
  for (const [name, how] of Object.entries(part.auto)) {
    const widget = part.widget.members[name]?.widget;
    if (!widget || !isBlank(out[name])) continue;
    if (how === "now") out[name] = typedOf(widget, making.now);
    if (how === "me") out[name] = making.actor;
    if (how === "sequence") out[name] = String(making.sequence(part.rule.answers ?? "sequence"));
  }
  return out;
}

/** itemOf is one item as it was typed, with what is filled in by itself. */
export function itemOf(part: Part, typed: Typed, making: Making): Meant {
  if (isBlank(typed) && !isAutoOnly(part)) return { wrong: { why: "missing", at: "" } };
  const got = meant(part.widget, filled(part, typed, making));
  if (got.wrong) return got;
  return got.value === undefined ? { wrong: { why: "missing", at: "" } } : got;
}

/** isAutoOnly: all that must be there is filled in by itself, as with somebody who says that something was done. */
function isAutoOnly(part: Part): boolean {
  if (part.widget.kind !== "object") return false;
  return Object.entries(part.widget.members).every(([name, m]) => !m.required || part.auto[name] !== undefined);
}

/** setOp is what a field that holds one value becomes; {} when nothing was changed. */
export function setOp(
  part: Part,
  typed: Typed,
  before: Typed,
  verb: "set" | "agree" = "set",
): { readonly op?: Op; readonly wrong?: Wrong } {
  const same = JSON.stringify(typed) === JSON.stringify(before);
  if (same && verb === "set" && !isBlank(typed)) return {};
  const got = meant(part.widget, typed);
  if (got.wrong) return { wrong: got.wrong };
  const { value } = got;
  if (value !== undefined && !(isBlank(typed) && part.widget.kind === "rows")) return { op: opOf(verb, value) };
  if (part.required) return { wrong: { why: "missing", at: "" } };
  if (isBlank(before)) return {};
  const empty = emptied(part);
  return empty === undefined ? { wrong: { why: "missing", at: "" } } : { op: opOf(verb, empty) };
}

const opOf = (verb: "set" | "agree", value: Json): Op => (verb === "agree" ? { agree: value } : { set: value });

/** madeOf turns a new document's form into ops. */
export function madeOf(parts: readonly Part[], typed: Dict<Typed>, making: Making): Made {
  const changes: Record<string, Op> = {};
  const wrong: Record<string, Wrong> = {};
  for (const part of parts) {
    const t = Object.hasOwn(typed, part.name) ? (typed[part.name] ?? "") : part.isList ? [] : blank(part.widget);
    const got = part.isList ? addOp(part, t, making) : setOp(part, t, blank(part.widget));
    if (got.wrong) wrong[part.name] = got.wrong;
    else if (got.op) changes[part.name] = got.op;
  }
  return { changes, wrong };
}

/** addOp adds the items of a list that were typed; rows that were left empty are none. */
function addOp(part: Part, typed: Typed, making: Making): { readonly op?: Op; readonly wrong?: Wrong } {
  const add: Record<string, Json> = {};
  const rows: readonly Typed[] = Array.isArray(typed) ? (typed as readonly Typed[]) : [];
  for (const [i, row] of rows.entries()) {
    if (isBlank(row)) continue;
    const got = itemOf(part, row, making);
    if (got.wrong) return { wrong: { ...got.wrong, at: got.wrong.at || String(i + 1) } };
    if (got.value !== undefined) add[making.newId()] = got.value;
  }
  if (Object.keys(add).length === 0) return part.required ? { wrong: { why: "missing", at: "" } } : {};
  return { op: { add } };
}

/** removeOps takes an item out; of a restriction with the reason in its journal. */
export function removeOps(part: Part, id: string, reason: string, making: Making): Dict<Op> {
  const out: Record<string, Op> = { [part.name]: { remove: [id] } };
  if (part.rule.reason) out[part.rule.reason] = { add: { [making.newId()]: { at: making.now, text: reason } } };
  return out;
}
