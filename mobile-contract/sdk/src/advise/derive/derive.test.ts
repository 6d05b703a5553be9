import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalDocument, type Document, type Json, own, read, type Schema } from "../../core/index.js";
import { type Derivable, derive } from "../index.js";

const schema = JSON.parse(readFileSync(new URL("../../schema.json", import.meta.url), "utf8")) as Schema;

/** A derived field of one of the documents that a phone shows, and what a Go phone shows there. */
interface Case {
  readonly name: string;
  readonly field: string;
  readonly scope: string;
  readonly doc: string;
  readonly documents: readonly Document[];
  readonly value?: Json;
}

// Its form is Go's to keep, so it is taken at its word.
const cases = JSON.parse(
  readFileSync(new URL("../../../../vectors/derived.json", import.meta.url), "utf8"),
) as readonly Case[];

/** A document as the phone shows it. */
function shown(d: Document): Derivable {
  const type = own(schema.types, d.type);
  if (!type) throw new Error("no type " + d.type);
  return { doc: d.id, type: d.type, scope: d.scope, origins: d.origins ?? {}, view: read(type, d) };
}

describe("derived.json", () => {
  it.each(cases.map((c) => [c.name, c] as const))("%s", (_, c) => {
    const before = c.documents.map(canonicalDocument);
    const all = c.documents.map(shown);
    const found = all.find((d) => d.doc === c.doc && d.scope === c.scope);
    expect(found && derive(schema, c.field, found, (type) => all.filter((d) => d.type === type))).toEqual(c.value);
    expect(c.documents.map(canonicalDocument), "changed what it was given").toEqual(before);
  });

  it("has each field that types derive", () => {
    const fields = Object.values(schema.types).flatMap((t) => Object.values(t.fields).map((f) => f.derive));
    const asked = new Set(cases.filter((c) => c.value !== undefined).map((c) => c.field));
    expect([...asked].sort()).toEqual([...new Set(fields.filter((name) => name !== undefined))].sort());
  });
});

it("shows nothing of a type or a rule that this phone does not know", () => {
  const of: Derivable = {
    doc: "d",
    type: "later",
    scope: "citizen/c17/visits/ekby",
    origins: {},
    view: { voided: "", incomplete: false, fields: {} },
  };
  const rule = { label: { sv: "", en: "" }, policy: "derived", derive: "weather" } as const;
  const later = {
    type: "later",
    label: rule.label,
    scopes: [],
    rights: { create: [], write: [] },
    fields: { sky: rule },
  };
  expect(derive(schema, "sky", of, () => [])).toBeUndefined();
  expect(derive({ types: { later } }, "sky", of, () => [])).toBeUndefined();
});
