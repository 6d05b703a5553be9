import { canonical } from "../core/canonical.js";
import { dict, keys, type Json } from "../core/index.js";

// What no value may go beyond, because some store or language that handles it cannot (protocol.md, Limits).
const maxNumber = 2 ** 53;
const maxDepth = 20;
const maxItems = 500;
const maxBytes = 256 << 10;

/** What is wrong with a value: bad-value or too-large. */
type Bad = "bad-value" | "too-large";

/** copy gives a value in memory of its own, or what is wrong with it. Not JSON at all, as from plain JavaScript, is a bad value. */
export function copy(value: Json): { readonly value: Json; readonly bad?: Bad } {
  const bad = look(value, 0, false);
  if (bad !== undefined) return { value: null, bad };
  const bytes = new TextEncoder().encode(canonical(value)).length;
  return bytes > maxBytes ? { value: null, bad: "too-large" } : { value: clone(value) };
}

function clone(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isArray(value)) return value.map(clone);
  const to = dict<Json>();
  for (const name of keys(value)) to[name] = clone(value[name] ?? null);
  return to;
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

function look(value: unknown, depth: number, inArray: boolean): Bad | undefined {
  switch (typeof value) {
    case "boolean":
      return undefined;
    case "string":
      return isText(value) ? undefined : "bad-value";
    case "number":
      return Math.abs(value) <= maxNumber ? undefined : "bad-value"; // NaN is not
    case "object":
      return value === null ? undefined : lookInside(value, depth + 1, inArray);
    default:
      return "bad-value";
  }
}

function lookInside(value: object, depth: number, inArray: boolean): Bad | undefined {
  if (depth > maxDepth || (inArray && Array.isArray(value))) return "bad-value";
  if (Array.isArray(value)) {
    if (value.length > maxItems) return "too-large";
    return first(value, (item) => look(item, depth, true));
  }
  const names = Object.keys(value);
  if (!names.every((name) => isText(name) && !/[.$]/.test(name))) return "bad-value";
  return first(Object.values(value), (member) => look(member, depth, false));
}

function first(values: readonly unknown[], bad: (value: unknown) => Bad | undefined): Bad | undefined {
  for (const value of values) {
    const found = bad(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** No NUL and no half of a surrogate pair, which is no UTF-8. */
const isText = (text: string): boolean => !text.includes("\0") && !/\p{Surrogate}/u.test(text);
