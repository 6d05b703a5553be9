import { readFileSync } from "node:fs";
import type { Draft, Schema } from "@samsyn/sdk";
import { describe, expect, it } from "vitest";
import { checkValue } from "../../../../sdk/src/core/value.js";
import {
  arrivedAt,
  asPlanned,
  asksActivities,
  leftAt,
  notBegun,
  noteOf,
  recordOf,
  wordsOf,
  type Going,
} from "./finish.js";

/** local is when a clock shows a time on a day of November. */
const local = (day: number, clock: string): string =>
  new Date(`2026-11-${String(day)}T${clock}`).toISOString().replace(".000Z", "Z");
/** on reads "24 10:05". */
const on = (text: string): string => local(Number(text.slice(0, 2)), text.slice(3));

const schema = JSON.parse(readFileSync(new URL("../../../../sdk/src/schema.json", import.meta.url), "utf8")) as Schema;
let ids = 0;
const place = {
  scope: "citizen/c1/social/ekby",
  plan: "vp-1",
  now: local(24, "10:31"),
  staff: ["amina"],
  legalDomain: "sol",
  newId: () => "id" + String(ids++),
};
const going: Going = {
  ...notBegun,
  at: local(24, "10:05"),
  record: "vr-1",
  note: "n-1",
  outcome: "performed",
  acts: asPlanned([{ id: "pa-1", support: "little" }]),
  told: "yes",
};
const added = (d: Draft | undefined, field: string): unknown[] => Object.values(d?.changes?.[field]?.add ?? {});

/** refusals are the values that the schema does not take. */
function refusals(d: Draft | undefined): unknown[] {
  const type = d && schema.types[d.type];
  if (!type) return ["no type"];
  return Object.entries(d.changes ?? {}).flatMap(([field, op]) => {
    const verb = op.set === undefined ? "add" : "set";
    const all = op.set === undefined ? Object.values(op.add ?? {}) : [op.set];
    return all.map((v) => [field, checkValue(type, field, verb, v)]).filter(([, code]) => code !== "");
  });
}

describe("a finished visit", () => {
  it("as planned: all was done with the help of the plan, and what it was is written once", () => {
    const d = recordOf(going, place);
    expect(d.changes).toMatchObject({
      arrivedAt: { set: going.at },
      leftAt: { set: place.now },
      outcome: { set: "performed" },
      citizenToldNext: { set: true },
    });
    expect(added(d, "activityOutcomes")).toEqual([
      { activityId: "pa-1", outcome: "done", at: place.now, supportGiven: "little" },
    ]);
    expect(added(d, "presentStaffIds")).toEqual(["amina"]);
  });

  it("help is not written of what was not done, and a reason is", () => {
    const acts = { "pa-1": { outcome: "notDone", support: "much", reason: " Ville vila. " } };
    expect(added(recordOf({ ...going, outcome: "partly", acts }, place), "activityOutcomes")).toEqual([
      { activityId: "pa-1", outcome: "notDone", at: place.now, reason: "Ville vila." },
    ]);
  });

  it.each(["notHome", "notAdmitted", "declinedByCitizen", "alreadyVisited"])("%s asks for no activities", (outcome) => {
    expect(asksActivities(outcome)).toBe(false);
    expect(recordOf({ ...going, outcome }, place).changes?.["activityOutcomes"]).toBeUndefined();
  });

  it("nothing is said of what was not answered", () => {
    const d = recordOf({ ...going, told: "", acts: { "pa-1": { outcome: "", support: "", reason: "" } } }, place);
    expect([d.changes?.["citizenToldNext"], d.changes?.["activityOutcomes"]]).toEqual([undefined, undefined]);
  });

  it("the citizen's words are in the citizen's name", () => {
    expect(wordsOf({ ...going, words: " Onsdag räcker. " }, place.scope)).toMatchObject({
      doc: "vr-1",
      onBehalfOf: "citizen",
      changes: { citizenWords: { set: "Onsdag räcker." } },
    });
    expect(wordsOf({ ...going, words: "  " }, place.scope)).toBeUndefined();
  });

  it("a note knows its visit, and whom it is for", () => {
    const d = noteOf({ ...going, text: "Röd häl.", needsAction: true, to: ["nurse"] }, place);
    expect(d?.changes).toMatchObject({ visitRecordId: { set: "vr-1" }, needsAction: { set: true } });
    expect([added(d, "text"), added(d, "forProfessions")]).toEqual([[{ at: place.now, text: "Röd häl." }], ["nurse"]]);
    expect(noteOf({ ...going, text: " " }, place)).toBeUndefined();
  });

  it("is what the schema takes", () => {
    expect(refusals(recordOf(going, place))).toEqual([]);
    expect(refusals(wordsOf({ ...going, words: "Bra." }, place.scope))).toEqual([]);
    expect(refusals(noteOf({ ...going, text: "Röd häl.", needsAction: true, to: ["nurse"] }, place))).toEqual([]);
  });

  it("has the times that were put right", () => {
    const at = (clock: string): string => local(24, clock);
    const d = recordOf({ ...going, arrived: "09:40", left: "10:10" }, place);
    expect([d.changes?.["arrivedAt"]?.set, d.changes?.["leftAt"]?.set]).toEqual([at("09:40"), at("10:10")]);
  });

  it.each([
    ["nothing was put right", 24, "10:05", "", "", 24, "10:20", "24 10:05", "24 10:20"],
    ["both were", 24, "10:05", "09:58", "10:15", 24, "10:20", "24 09:58", "24 10:15"],
    ["a watch that is ahead", 24, "10:05", "10:07", "10:25", 24, "10:20", "24 10:07", "24 10:25"],
    ["begun after midnight, come before", 25, "00:02", "23:50", "00:10", 25, "00:20", "24 23:50", "25 00:10"],
    ["come after midnight", 24, "23:55", "00:05", "", 25, "00:30", "25 00:05", "25 00:30"],
    ["left before midnight, written after", 24, "23:10", "", "23:40", 25, "00:20", "24 23:10", "24 23:40"],
    ["opened by mistake in the morning", 24, "08:00", "21:00", "21:20", 24, "21:30", "24 21:00", "24 21:20"],
    ["forgotten until the next day", 24, "10:00", "09:50", "10:30", 25, "12:00", "24 09:50", "24 10:30"],
    ["begun on the phone long after", 24, "14:00", "07:30", "08:00", 24, "14:10", "24 07:30", "24 08:00"],
  ])("times on the day they were: %s", (_, day, begun, arrived, left, until, now, came, went) => {
    const g = { ...going, at: local(day, begun), arrived, left };
    expect([arrivedAt(g, local(until, now)), leftAt(g, local(until, now))]).toEqual([on(came), on(went)]);
  });
});
