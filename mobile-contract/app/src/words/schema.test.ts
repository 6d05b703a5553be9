import { readFileSync } from "node:fs";
import type { Json, Schema, ValueSchema } from "@samsyn/sdk";
import { describe, expect, it } from "vitest";
import { label, memberLabel, placeLabel, word } from "./schema.js";

const file = new URL("../../../sdk/src/schema.json", import.meta.url);
const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;

describe("label", () => {
  it.each<[string, string, Json | undefined, string, string]>([
    ["medicationQuestion", "urgency", "beforeNextMeeting", "Före nästa teamträff", "Before the next team meeting"],
    ["conflict", "ownerRole", "assistantNurse", "Undersköterska", "Assistant nurse"],
    ["visitPlan", "state", "cancelled", "Inställt", "Cancelled"],
    ["teamMeeting", "state", "cancelled", "Inställd", "Cancelled"],
    ["consent", "compartments", "case-2", "Ärende i del 2", "Case in part 2"],
    ["visitPlan", "doubleStaffing", true, "Ja", "Yes"],
    ["reaching", "callBy", null, "Ingen tid", "No time"],
    // another word at a place
    [
      "conflict",
      "kind",
      "onlyWith",
      "Medborgaren vill bara ha besök tillsammans med någon annan",
      "The citizen wants the visit only together with somebody else",
    ],
    [
      "jointVisit",
      "citizenStance.answer",
      "onlyWith",
      "Bara tillsammans med någon annan",
      "Only together with somebody else",
    ],
    ["opening", "kind", "emergency", "Nödöppning", "Emergency opening"],
    ["disclosure", "basis", "emergency", "Nöd", "Emergency"],
    // members, items and lists
    ["visitRecord", "activityOutcomes.supportGiven", "little", "Lite hjälp", "A little help"],
    ["jointVisit", "participants.role", "nurse", "Sjuksköterska", "Nurse"],
    [
      "supportDecision",
      "lifeAreas",
      ["mobility", "safety"],
      "Förflyttning, Känsla av trygghet",
      "Mobility, Sense of safety",
    ],
    [
      "visitRecord",
      "activityOutcomes",
      { outcome: "notDone", reason: "no" },
      "Hur det gick: Inte gjort, Varför: no",
      "How it went: Not done, Why: no",
    ],
    ["rehabPlan", "citizenApproval", { answer: "partly" }, "Svar: Ja, till en del", "Answer: Yes, in part"],
    // numbers have words at a place, or none
    ["goal", "target.qualifier", 3, "Stor svårighet", "Severe difficulty"],
    ["goal", "importance", 3, "Mycket viktigt", "Very important"],
    ["agendaItem", "part", 3, "3", "3"],
    ["teamMeeting", "openPart", 0, "Ingen", "None"],
    // codes in texts
    ["visitDay", "facts.role", "nurse", "Sjuksköterska", "Nurse"],
    ["notice", "code", "teamMeeting.called", "Kallelse till teamträff", "Call to a team meeting"],
    ["disclosure", "refusedCode", "no-consent", "Inget samtycke gäller", "No consent is in force"],
    ["notice", "causeType", "goal", "Mål", "Goal"],
    // what people wrote is theirs, and nothing is nothing
    ["goal", "citizenWords", "no", "no", "no"],
    ["medicationQuestion", "answer", "urgent", "urgent", "urgent"],
    ["goal", "citizenWords", undefined, "", ""],
    // of a later schema, and names that every object has
    ["goal", "direction", "sideways", "sideways", "sideways"],
    ["goal", "toString", "urgent", "urgent", "urgent"],
    ["constructor", "kind", "urgent", "urgent", "urgent"],
    ["goal", "direction", "constructor", "constructor", "constructor"],
  ])("%s.%s %j", (type, field, value, sv, en) => {
    expect(label(schema, type, field, value, "sv")).toBe(sv);
    expect(label(schema, type, field, value, "en")).toBe(en);
  });

  it("has a word for every name in every field", () => {
    const missing: string[] = [];
    const look = (type: string, field: string, form: ValueSchema | undefined): void => {
      for (const value of form?.enum ?? []) {
        const name = JSON.stringify(value);
        if (["", name, value].includes(label(schema, type, field, value, "sv")))
          missing.push(`${type}.${field} ${name}`);
      }
      for (const [member, of] of Object.entries(form?.properties ?? {})) {
        if (memberLabel(schema, type, field, member, "sv") === member) missing.push(`${type}.${field}.${member}`);
        look(type, `${field}.${member}`, of);
      }
      if (form?.items) look(type, field, form.items);
      for (const one of form?.oneOf ?? []) look(type, field, one);
    };
    for (const [type, of] of Object.entries(schema.types)) {
      for (const [field, rule] of Object.entries(of.fields)) look(type, field, rule.schema);
    }
    expect(missing).toEqual([]);
  });

  it("does without a vocabulary", () => {
    const bare: Schema = { types: schema.types };
    expect(label(bare, "aidQuestion", "urgency", "soon", "sv")).toBe("soon");
    expect(label(bare, "visitPlan", "state", "cancelled", "sv")).toBe("Inställt");
    expect(memberLabel(bare, "goal", "target", "description", "sv")).toBe("description");
    expect(placeLabel(bare, "citizen/elsa/social/x", "sv")).toBe("citizen");
  });
});

describe("other words", () => {
  it("calls members by their place first", () => {
    expect(memberLabel(schema, "goal", "linkedFrom", "id", "sv")).toBe("Dokument");
    expect(memberLabel(schema, "consent", "recipients", "id", "sv")).toBe("Vem");
    expect(memberLabel(schema, "goal", "target", "later", "sv")).toBe("later");
  });

  it("knows notices, verdicts, codes, kinds and presence", () => {
    expect(word(schema, "notices", "visitPlan.cancelled", "sv")).toBe("Ett besök är inställt");
    expect(word(schema, "verdicts", "parked", "sv")).toBe("Väntar. Någon måste välja");
    expect(word(schema, "presence", "atVisit", "en")).toBe("At a visit");
    expect(word(schema, "codes", "stale", "sv")).toContain("Någon hann före");
    expect(word(schema, "kinds", "tenant", "sv")).toBe("Kommunen");
    expect(word(schema, "codes", "__proto__", "sv")).toBe("__proto__");
  });

  it.each([
    ["citizen/elsa/case-t-3-2/orebro", "Ärende i del 2"],
    ["citizen/elsa/visits/norra", "Planerade besök"],
    ["tenant/directory", "Katalog: medarbetare, team och uppdrag"],
    ["team/t3/part1/orebro", "Del 1: bistånd och hemtjänst"],
    ["citizen/elsa/attic/orebro", "Medborgare"],
    ["", ""],
  ])("calls %s", (scope, want) => {
    expect(placeLabel(schema, scope, "sv")).toBe(want);
  });
});
