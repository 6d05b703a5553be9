import type { Json } from "../json.js";
import type { FieldRule } from "../schema.js";
import { best, type Candidates, wins } from "./step.js";

/** SAFE: of values written without knowing of each other the safer is shown; equal ones fall back to the later stamp. */
export function safeSide(set: Candidates): number {
  return best(set, (a, b) => {
    const c = compareSafe(set.rule, a.v, b.v);
    return c === 0 ? wins(a, b, set.origins) : c > 0;
  });
}

/** Positive when a is safer than b. No value, or one that the rule does not know, is never the safer. */
function compareSafe(rule: FieldRule, a: Json, b: Json): number {
  const x = isComparable(rule.order, a);
  const y = isComparable(rule.order, b);
  if (!x || !y) return Number(x) - Number(y);
  switch (rule.safe) {
    case "true":
    case "false":
      return Number(a === (rule.safe === "true")) - Number(b === (rule.safe === "true"));
    case "highest":
    case "latest":
      return compareValues(rule.order, a, b);
    default: // lowest, earliest
      return -compareValues(rule.order, a, b);
  }
}

function isComparable(order: readonly string[] | undefined, v: Json): boolean {
  return v !== null && (!order?.length || place(order, v) >= 0);
}

/** Places in a list of names, numbers by size, and texts as texts: dates and UTC times sort as text. */
function compareValues(order: readonly string[] | undefined, a: Json, b: Json): number {
  if (order?.length) return place(order, a) - place(order, b);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareBytes(text(a), text(b));
}

/** The order of UTF-8 bytes, which is that of code points and not JavaScript's own. */
function compareBytes(a: string, b: string): number {
  const x = Array.from(a);
  const y = Array.from(b);
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** A text; "" for any other value. */
export function text(v: Json | undefined): string {
  return typeof v === "string" ? v : "";
}

/** The place of a value in a list of names, or -1. */
export function place(names: readonly string[], v: Json | undefined): number {
  return typeof v === "string" ? names.indexOf(v) : -1;
}
