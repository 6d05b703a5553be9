import type { Dict, FieldRule, Json, Policy, Schema, ValueSchema } from "@samsyn/sdk";
import { refers } from "./refers.js";

// Which control a value of the schema gets. Pure: a type that nobody has thought of yet has a form all the same.

/** Widget is what a value is written with. */
export type Widget =
  | { readonly kind: "text"; readonly min: number; readonly max: number; readonly pattern?: string }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "date" }
  | { readonly kind: "moment"; readonly orNull: boolean }
  /** One of a few; yes and no are these, too. */
  | { readonly kind: "choice"; readonly options: readonly Json[] }
  | { readonly kind: "person" }
  | { readonly kind: "citizen" }
  | { readonly kind: "team" }
  /** A team or a colleague. */
  | { readonly kind: "party" }
  /** Another document: of type. */
  | { readonly kind: "ref"; readonly type: string }
  | { readonly kind: "object"; readonly members: Dict<Member> }
  | { readonly kind: "rows"; readonly of: Widget; readonly min: number; readonly max: number; readonly unique: boolean }
  /** Anything: only the server writes these. */
  | { readonly kind: "any" };

export interface Member {
  readonly widget: Widget;
  readonly required: boolean;
}

/** Texts of at most this length are a line. */
export const lineLength = 200;
/** Whole numbers of at most this many steps are chosen, not typed. */
const fewNumbers = 5;

const cache = new WeakMap<FieldRule, Widget>();

/** widgetOf is what a field's value, or an item of a list, is written with. */
export function widgetOf(schema: Schema, type: string, field: string, rule: FieldRule): Widget {
  let w = cache.get(rule);
  if (!w) {
    w = make({ schema, type }, field, rule.schema ?? {});
    cache.set(rule, w);
  }
  return w;
}

interface Place {
  readonly schema: Schema;
  readonly type: string;
}

function make(at: Place, name: string, s: ValueSchema): Widget {
  if (s.enum) return { kind: "choice", options: s.enum };
  if (s.oneOf) return { kind: "moment", orNull: true }; // a time, or null: the only such values there are
  switch (s.type) {
    case "boolean":
      return { kind: "choice", options: [true, false] };
    case "integer":
      return numbers(s);
    case "array":
      return rows(at, name, s);
    case "object":
      return { kind: "object", members: members(at, s) };
    case "string":
      return text(at, name, s);
    default:
      return { kind: "any" };
  }
}

function numbers({ minimum, maximum }: ValueSchema): Widget {
  if (minimum !== undefined && maximum !== undefined && maximum - minimum < fewNumbers) {
    return { kind: "choice", options: Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i) };
  }
  return {
    kind: "number",
    ...(minimum === undefined ? {} : { min: minimum }),
    ...(maximum === undefined ? {} : { max: maximum }),
  };
}

function rows(at: Place, name: string, s: ValueSchema): Widget {
  return {
    kind: "rows",
    of: make(at, name, s.items ?? {}),
    min: s.minItems ?? 0,
    max: s.maxItems ?? 500,
    unique: s.uniqueItems === true,
  };
}

function members(at: Place, s: ValueSchema): Dict<Member> {
  const out: Record<string, Member> = {};
  for (const [name, of] of Object.entries(s.properties ?? {})) {
    const widget: Widget = name === "id" && isParty(s) ? { kind: "party" } : make(at, name, of);
    out[name] = { widget, required: s.required?.includes(name) === true };
  }
  return out;
}

/** isParty: an object that names a team, an organisation or a person by kind and id. */
const isParty = (s: ValueSchema): boolean => s.properties?.["kind"]?.enum?.includes("staff") === true;

function text(at: Place, name: string, s: ValueSchema): Widget {
  if (s.format === "date") return { kind: "date" };
  if (s.format === "date-time") return { kind: "moment", orNull: false };
  if (s.pattern?.includes("{1,64}")) {
    const to = refers(name, at.type, (type) => Object.hasOwn(at.schema.types, type));
    if (to) return to;
  }
  return {
    kind: "text",
    min: s.minLength ?? 0,
    max: s.maxLength ?? (s.pattern ? 64 : 8000),
    ...(s.pattern ? { pattern: s.pattern } : {}),
  };
}

const lists: ReadonlySet<string> = new Set<Policy>(["journal", "addWins", "restrictive", "ownKey", "counter"]);

/** isList: the value is a set of items, each with an id, which are added and removed one by one. */
export const isList = (rule: FieldRule): boolean => rule.keyed === true || lists.has(rule.policy);
