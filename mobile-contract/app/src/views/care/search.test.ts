import { readFileSync } from "node:fs";
import type { Json, Schema } from "@samsyn/sdk";
import { describe, expect, it } from "vitest";
import { Index, textsOf, wordsOf, type Written } from "./search.js";

const schema = JSON.parse(readFileSync(new URL("../../../../sdk/src/schema.json", import.meta.url), "utf8")) as Schema;

const shown = (type: string, values: Record<string, Json>, lists: Record<string, Json[]> = {}): Written => ({
  type,
  view: {
    voided: "",
    incomplete: false,
    fields: {
      ...Object.fromEntries(Object.entries(values).map(([k, value]) => [k, { value }])),
      ...Object.fromEntries(
        Object.entries(lists).map(([k, all]) => [
          k,
          { items: all.map((value, i) => ({ id: String(i), value, edit: "e" })) },
        ]),
      ),
    },
  },
});

describe("searching", () => {
  const goal = shown("goal", {
    citizenWords: "Jag vill kunna gå ut till brevlådan själv varje morgon.",
    state: "agreed",
    responsibleId: "jonas",
    agreedAt: "2026-11-01T10:00:00Z",
    target: { description: "utan sällskap", qualifier: 1 },
    linkedFrom: { basis: "consent", disclosureId: "d-1", id: "g-2", scope: "citizen/c1/social/lindgarden" },
  });

  it("reads what people wrote, not codes, ids and times", () => {
    expect(textsOf(schema, goal)).toEqual(["Jag vill kunna gå ut till brevlådan själv varje morgon.", "utan sällskap"]);
  });

  it("reads journals, and nothing of what is voided or unknown", () => {
    const note = shown("visitNote", {}, { text: [{ at: "2026-11-24T10:00:00Z", text: "Röd häl." }] });
    expect(textsOf(schema, note)).toEqual(["Röd häl."]);
    expect(textsOf(schema, { ...note, view: { ...note.view, voided: "fel person" } })).toEqual([]);
    expect(textsOf(schema, shown("constructor", { a: "b" }))).toEqual([]);
  });

  it("finds all words, some of which may be the name, and shows where", () => {
    const index = new Index(schema);
    expect(index.find(goal, "Gunvor Ekdahl", wordsOf("BREVLÅDAN gunvor"))).toMatchObject({
      match: "brevlådan",
      after: " själv varje morgon.",
    });
    expect(index.find(goal, "Gunvor Ekdahl", wordsOf("brevlådan trappan"))).toBeUndefined();
    expect(index.find(goal, "Gunvor Ekdahl", wordsOf("gunvor"))).toBeUndefined(); // the person is found, not all about her
  });

  it("å is not a", () => {
    expect(new Index(schema).find(goal, "", wordsOf("brevladan"))).toBeUndefined();
  });

  it("looks for nothing by one letter", () => {
    expect([wordsOf(" g "), wordsOf("gå")]).toEqual([[], ["gå"]]);
  });
});
