import type { Dict, FieldRule, Json, Labels, Schema, ValueSchema, Words } from "@samsyn/sdk";
import type { Language } from "./index.js";

// Words for what documents hold, from the schema's own vocabulary. Pure: no screen, no chosen language. A name without a word, as of
// a schema newer than the vocabulary, stands for itself.

const at = <T>(of: Dict<T> | undefined, name: string): T | undefined =>
  of && Object.hasOwn(of, name) ? of[name] : undefined;

/** What texts of these names hold, wherever they stand: codes that have words elsewhere. */
const codeNames: Dict<(schema: Schema, name: string) => Labels | undefined> = {
  role: (schema, name) => at(schema.words?.values, name),
  code: (schema, name) => at(schema.words?.notices, name),
  refusedCode: ({ words }, name) => at(words?.refusals, name) ?? at(words?.codes, name),
  causeType: (schema, name) => at(schema.types, name)?.label,
  docType: (schema, name) => at(schema.types, name)?.label,
  sourceType: (schema, name) => at(schema.types, name)?.label,
};

/**
 * What people read of a value, or of an item of a list. Field may lead on to a member: "activityOutcomes.outcome". Lists are put together
 * with commas, objects with the names of their members; a text that people wrote is given as it is, and nothing is "".
 */
export function label(schema: Schema, type: string, field: string, value: Json | undefined, lang: Language): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((one) => label(schema, type, field, one, lang)).join(", ");
  if (isObject(value)) {
    const members = Object.entries(value);
    return members.map(([name, of]) => said(schema, type, field, name, of, lang)).join(", ");
  }
  const name = String(value);
  return wordOf(schema, type, field, value, name)?.[lang] ?? (value === null ? "" : name);
}

/** What a member of a field's value is called; field as for label. */
export function memberLabel(schema: Schema, type: string, field: string, member: string, lang: Language): string {
  const words = schema.words?.members;
  return (at(words, `${type}.${field}.${member}`) ?? at(words, member))?.[lang] ?? member;
}

/** A word of one of the vocabulary's other groups: what a notice's code says, what became of an edit, what staff do. */
export function word(
  schema: Schema,
  group: "notices" | "kinds" | "verdicts" | "refusals" | "codes" | "presence",
  name: string,
  lang: Language,
): string {
  return at(schema.words?.[group], name)?.[lang] ?? name;
}

/** What the compartment of a scope is called: "citizen/elsa/case-t3-2/orebro" is "Ärende i del 2". */
export function placeLabel(schema: Schema, scope: string, lang: Language): string {
  const parts = scope.split("/");
  const kind = parts[0] ?? "";
  const room = (kind === "tenant" ? parts[1] : parts[2]) ?? "";
  const key = `${kind}/${room.replace(/^case-.+-([123])$/, "case-*-$1")}`;
  return at(schema.words?.compartments, key)?.[lang] ?? word(schema, "kinds", kind, lang);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null;
}

function said(schema: Schema, type: string, field: string, member: string, value: Json, lang: Language): string {
  return `${memberLabel(schema, type, field, member, lang)}: ${label(schema, type, `${field}.${member}`, value, lang)}`;
}

function wordOf(schema: Schema, type: string, field: string, value: Json, name: string): Labels | undefined {
  const [head = "", ...members] = field.split(".");
  const of = at(schema.types, type);
  const rule = at(of?.fields, head);
  if (rule === undefined) return undefined;
  if (rule.policy === "stateMachine") return at(of?.states?.labels, name);
  const words: Words | undefined = schema.words;
  const form = formAt(rule, members);
  const here = `${type}.${field}.${name}`;
  if (typeof value === "number") return at(words?.values, here); // 3 is one thing here, and another there
  if (names(form, value)) return at(words?.values, here) ?? at(words?.values, name);
  return at(codeNames, members.at(-1) ?? head)?.(schema, name);
}

/** The schema of a field's value, or of a member of it; of a list's items, if it is one. */
function formAt(rule: FieldRule, members: readonly string[]): ValueSchema | undefined {
  let form = rule.schema;
  for (const member of members) form = at((form?.items ?? form)?.properties, member);
  return form?.items ?? form;
}

/** Whether a value is a name of the schema's, not something that people wrote. */
function names(form: ValueSchema | undefined, value: Json): boolean {
  if (form === undefined) return false;
  return (
    form.enum?.includes(value) === true ||
    (form.type === "boolean" && typeof value === "boolean") ||
    form.oneOf?.some((one) => names(one, value)) === true
  );
}
