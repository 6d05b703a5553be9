import type { FieldRule, Type } from "../core/index.js";

/** Words of JSON Schema by which a form could write a value that nobody wrote. */
const filling = new Set(["const", "default", "example", "examples", "contentEncoding", "contentMediaType"]);

/**
 * suggests lists the fields of a type in which the product itself, and no person, could say how much of something: those whose schema
 * has a default or an example, that hold a number, in which the server may write a text, or that are computed and are not references.
 * Of medicationQuestion there are none, so no app that fills forms by the schema suggests a dose; sorted names else.
 */
export function suggests(type: Type): readonly string[] {
  const of = ([, f]: [string, FieldRule]): boolean =>
    fills(f.schema) || byServer(type, f) || (f.policy === "derived" && !refers(f));
  return Object.entries(type.fields)
    .filter(of)
    .map(([name]) => name)
    .sort();
}

/** fills looks through a value's schema, at any depth. */
function fills(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(fills);
  if ("type" in node && (node.type === "number" || node.type === "integer")) return true;
  return Object.entries(node).some(([name, under]) => filling.has(name) || fills(under));
}

/** byServer reports whether the server may write words into it. The state and ids are codes. */
function byServer(type: Type, f: FieldRule): boolean {
  if (f.policy === "derived" || f.policy === "stateMachine" || refers(f)) return false;
  return (f.write?.length ? f.write : type.rights.write).includes("server");
}

/** refers reports whether a value is an id, or several. */
function refers({ schema }: FieldRule): boolean {
  const id = "^[0-9A-Za-z_-]{1,64}$"; // of values.json
  return schema?.pattern === id || schema?.items?.pattern === id;
}
