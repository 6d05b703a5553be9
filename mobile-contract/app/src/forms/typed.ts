import type { Json } from "@samsyn/sdk";
import { localText, momentOf } from "./moments.js";
import type { Widget } from "./widget.js";

// What stands in a form, and what it means. Pure. What is typed is kept as it was typed, so that nothing of it is lost.

/** Typed is a text for most widgets, "" for nothing; of objects by member, of rows one for each. */
export type Typed = string | readonly Typed[] | { readonly [member: string]: Typed };

/** Wrong is what is wrong with what was typed, and where. */
export interface Wrong {
  readonly why: "missing" | "number" | "range" | "short" | "long" | "form" | "few" | "many" | "twice";
  /** Down to the member or row: "target.description", "2". */
  readonly at: string;
  readonly limit?: number;
}

/** Meant is the value; none when nothing was typed. */
export type Meant = { readonly value?: Json; readonly wrong?: undefined } | { readonly wrong: Wrong };

export const blank = (w: Widget): Typed => (w.kind === "object" ? {} : w.kind === "rows" ? [] : "");

/** isBlank: nothing was typed. */
export function isBlank(t: Typed | undefined): boolean {
  if (t === undefined || t === "") return true;
  if (typeof t === "string") return t.trim() === "";
  return Object.values(t).every((one: Typed) => isBlank(one));
}

/** typedOf is how a value stands in a form. */
export function typedOf(w: Widget, v: Json | undefined): Typed {
  if (v === undefined) return blank(w);
  switch (w.kind) {
    case "choice":
    case "any":
      return JSON.stringify(v);
    case "moment":
      return v === null ? "" : localText(typeof v === "string" ? v : "");
    case "rows":
      return Array.isArray(v) ? (v as readonly Json[]).map((one) => typedOf(w.of, one)) : [];
    case "object":
      return isDict(v) ? typedMembers(w, v) : {};
    default:
      return typeof v === "string" ? v : JSON.stringify(v);
  }
}

function typedMembers(w: Extract<Widget, { kind: "object" }>, v: { readonly [member: string]: Json }): Typed {
  const out: Record<string, Typed> = {};
  for (const [name, m] of Object.entries(w.members)) if (Object.hasOwn(v, name)) out[name] = typedOf(m.widget, v[name]);
  return out;
}

const isDict = (v: Json): v is { readonly [member: string]: Json } =>
  typeof v === "object" && v !== null && !Array.isArray(v);

const wrong = (why: Wrong["why"], at: string, limit?: number): Meant => ({
  wrong: { why, at, ...(limit === undefined ? {} : { limit }) },
});

/** meant is the value of what was typed. */
export function meant(w: Widget, t: Typed, at = ""): Meant {
  if (w.kind === "rows") return meantRows(w, t, at);
  if (isBlank(t)) return {};
  if (w.kind === "object") return meantMembers(w, t, at);
  return typeof t === "string" ? meantText(w, t, at) : wrong("form", at);
}

function meantText(w: Widget, t: string, at: string): Meant {
  switch (w.kind) {
    case "number":
      return meantNumber(w, t, at);
    case "choice":
    case "any":
      return meantJson(w, t, at);
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(t) && !Number.isNaN(Date.parse(t)) ? { value: t } : wrong("form", at);
    case "moment": {
      const value = momentOf(t);
      return value === undefined ? wrong("form", at) : { value };
    }
    case "text":
      return meantLine(w, t, at);
    default:
      return /^[0-9A-Za-z_-]{1,64}$/.test(t) ? { value: t } : wrong("form", at);
  }
}

function meantJson(w: Widget, t: string, at: string): Meant {
  if (w.kind === "choice" && !w.options.some((one) => JSON.stringify(one) === t)) return wrong("form", at);
  try {
    return { value: JSON.parse(t) as Json };
  } catch {
    return wrong("form", at);
  }
}

function meantNumber(w: Extract<Widget, { kind: "number" }>, t: string, at: string): Meant {
  const n = Number(t.trim().replace("−", "-"));
  if (!Number.isSafeInteger(n)) return wrong("number", at);
  if (w.min !== undefined && n < w.min) return wrong("range", at, w.min);
  if (w.max !== undefined && n > w.max) return wrong("range", at, w.max);
  return { value: n };
}

function meantLine(w: Extract<Widget, { kind: "text" }>, t: string, at: string): Meant {
  const length = Array.from(t).length;
  if (length < w.min) return wrong("short", at, w.min);
  if (length > w.max) return wrong("long", at, w.max);
  return w.pattern && !new RegExp(w.pattern, "u").test(t) ? wrong("form", at) : { value: t };
}

function meantMembers(w: Extract<Widget, { kind: "object" }>, t: Typed, at: string): Meant {
  const value: Record<string, Json> = {};
  const typed = typeof t === "object" && !Array.isArray(t) ? (t as { readonly [member: string]: Typed }) : {};
  for (const [name, m] of Object.entries(w.members)) {
    const here = at === "" ? name : at + "." + name;
    const one = meant(m.widget, Object.hasOwn(typed, name) ? (typed[name] ?? "") : blank(m.widget), here);
    if (one.wrong) return one;
    if (one.value !== undefined && !(isEmptyList(one.value) && !m.required)) value[name] = one.value;
    else if (m.required) return wrong("missing", here);
  }
  return { value };
}

const isEmptyList = (v: Json): boolean => Array.isArray(v) && v.length === 0;

function meantRows(w: Extract<Widget, { kind: "rows" }>, t: Typed, at: string): Meant {
  const value: Json[] = [];
  const typed: readonly Typed[] = Array.isArray(t) ? (t as readonly Typed[]) : [];
  for (const [i, one] of typed.entries()) {
    const got = meant(w.of, one, at === "" ? String(i + 1) : at + "." + String(i + 1));
    if (got.wrong) return got;
    if (got.value !== undefined) value.push(got.value);
  }
  if (value.length === 0 && typed.length === 0) return w.min > 0 ? {} : { value };
  if (value.length < w.min) return wrong("few", at, w.min);
  if (value.length > w.max) return wrong("many", at, w.max);
  if (w.unique && new Set(value.map((one) => JSON.stringify(one))).size < value.length) return wrong("twice", at);
  return { value };
}
