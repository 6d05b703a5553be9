import { canonical } from "./canonical.js";
import type { Verb } from "./edit.js";
import { type Json, own } from "./json.js";
import { type FieldRule, isList, type Type, type ValueSchema } from "./schema.js";
import { timeMillis } from "./time.js";

/**
 * What the server's schema will say of one value: what set or agree gives a field, or one item that add gives a list. The code of
 * a refusal, or "". The limits that hold for every value are asked apart.
 */
export function checkValue(
  t: Type,
  field: string,
  verb: Verb,
  value: Json,
): "" | "unknown-field" | "bad-edit" | "bad-value" {
  const rule = own(t.fields, field);
  if (!rule) return "unknown-field";
  if (!takes(rule, verb)) return "bad-edit";
  return fits(rule.schema ?? {}, value) ? "" : "bad-value";
}

/** Lists are added to and removed from, single values are set, and only proposals are agreed on. */
function takes(rule: FieldRule, verb: Verb): boolean {
  if (verb === "agree") return rule.policy === "proposal";
  if (verb === "remove") return rule.policy === "addWins" || rule.policy === "restrictive";
  return isList(rule) === (verb === "add");
}

/** The part of JSON Schema 2020-12 that the types are written in. */
function fits(s: ValueSchema, v: Json): boolean {
  if (s.type && !isA(s.type, v)) return false;
  if (s.enum && !s.enum.some((one) => canonical(one) === canonical(v))) return false;
  if (s.oneOf && s.oneOf.filter((one) => fits(one, v)).length !== 1) return false;
  if (typeof v === "string") return fitsText(s, v);
  if (typeof v === "number") return v >= (s.minimum ?? v) && v <= (s.maximum ?? v);
  if (Array.isArray(v)) return fitsList(s, v);
  return v === null || typeof v === "boolean" || fitsObject(s, Object.entries(v));
}

function isA(type: string, v: Json): boolean {
  if (type === "integer") return Number.isInteger(v);
  if (type === "array") return Array.isArray(v);
  if (type === "null") return v === null;
  return typeof v === type && v !== null && !Array.isArray(v);
}

function fitsText(s: ValueSchema, v: string): boolean {
  const length = Array.from(v).length; // of code points
  if (length < (s.minLength ?? 0) || length > (s.maxLength ?? length)) return false;
  if (s.pattern && !new RegExp(s.pattern, "u").test(v)) return false;
  return !s.format || isTime(s.format, v);
}

/** A date, or a time that may be a leap second. */
function isTime(format: string, v: string): boolean {
  return (format === "date") === !v.includes("T") && timeMillis(v.replace("T23:59:60", "T23:59:59")) !== undefined;
}

function fitsList({ items, minItems, maxItems, uniqueItems }: ValueSchema, v: readonly Json[]): boolean {
  if (v.length < (minItems ?? 0) || v.length > (maxItems ?? v.length)) return false;
  if (uniqueItems && new Set(v.map(canonical)).size < v.length) return false;
  return !items || v.every((item) => fits(items, item));
}

function fitsObject({ properties, required, additionalProperties }: ValueSchema, v: [string, Json][]): boolean {
  if (required && !required.every((name) => v.some(([has]) => has === name))) return false;
  return v.every(([name, member]) => {
    const property = own(properties, name);
    return property ? fits(property, member) : additionalProperties !== false;
  });
}
