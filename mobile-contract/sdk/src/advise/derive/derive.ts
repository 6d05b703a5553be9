import { type Json, own, type Schema } from "../../core/index.js";
import { inTime } from "./intime.js";
import { maybeSameAs } from "./samequestion.js";
import type { All, Derivable, Rule } from "./screen.js";
import { visitStatus } from "./visitstatus.js";

/** By the names that types give in derive. A name of a later server is not here: its field shows nothing. */
const rules = new Map<string, Rule>([
  ["inTime", inTime],
  ["visitStatus", visitStatus],
  ["maybeSameAs", maybeSameAs],
]);

/**
 * derive computes a derived field of a document for the screen: a view has none, as nobody writes them. all gives the documents of a
 * type that the phone shows, voided ones too, of any scope; what is about another citizen may be left out where the document is about
 * one, but for teamMeeting. It is undefined when there is nothing to show. It is Go's care.Derive, proven equal by
 * vectors/derived.json.
 */
export function derive(schema: Schema, field: string, of: Derivable, all: All): Json | undefined {
  const t = own(schema.types, of.type);
  const name = own(t?.fields, field)?.derive;
  return t && name !== undefined ? rules.get(name)?.({ schema, all }, of, t) : undefined;
}
