import { describe, expect, it } from "vitest";
import { dayOf, roundOf } from "./visits.js";

/** isIn asks of times in Sweden: "24 07:30" of November, when the clock is an hour ahead. */
const isIn = (now: string, start: string, waits?: boolean): boolean =>
  roundOf(at(now))(new Date(at(start)).toISOString(), waits);
const at = (text: string): number => Date.parse(`2026-11-${text.replace(" ", "T")}+01:00`);

describe("the round that somebody has", () => {
  it.each([
    ["24 10:00", "24 00:00", true],
    ["24 10:00", "24 23:59", true],
    ["24 10:00", "23 23:59", false],
    ["24 10:00", "25 00:00", false],
    ["24 17:59", "25 02:00", false],
    ["24 18:00", "25 02:00", true],
    ["24 23:30", "25 05:59", true],
    ["24 23:30", "25 06:00", false],
    ["24 23:30", "24 07:00", true],
    ["25 00:10", "24 23:50", true],
    ["25 00:10", "24 18:00", true],
    ["25 00:10", "24 17:59", false],
    ["25 00:10", "25 22:00", true],
    ["25 05:59", "24 22:00", true],
    ["25 06:00", "24 22:00", false],
    ["24 10:00", "26 11:00", false],
  ])("at %s has what begins %s: %s", (now, start, want) => {
    expect(isIn(now, start)).toBe(want);
  });

  it.each([
    ["2026-10-25T00:15:00Z", "2026-10-25T00:30:00Z", true], // 02:30, the first of two
    ["2026-10-25T00:15:00Z", "2026-10-25T01:30:00Z", true], // the second
    ["2026-10-24T16:30:00Z", "2026-10-25T04:59:00Z", true], // 18:30; 05:59 after an hour more
    ["2026-10-24T16:30:00Z", "2026-10-25T05:00:00Z", false],
    ["2026-10-25T04:30:00Z", "2026-10-24T16:00:00Z", true], // 05:30; 18:00 of the evening before
    ["2026-10-25T22:30:00Z", "2026-10-24T22:00:00Z", true], // 23:30; the day that has 25 hours began then
    ["2026-10-25T22:30:00Z", "2026-10-24T21:59:00Z", false],
    ["2027-03-28T17:00:00Z", "2027-03-29T03:59:00Z", true], // 19:00 of a day with 23 hours
    ["2027-03-27T22:30:00Z", "2027-03-28T03:59:00Z", true], // 23:30; 05:59 of it
    ["2027-03-27T22:30:00Z", "2027-03-28T04:00:00Z", false], // 06:00 of it
    ["2027-03-28T22:30:00Z", "2027-03-28T16:00:00Z", true], // 00:30 of the day after; 18:00 of it
    ["2027-03-28T22:30:00Z", "2027-03-28T15:59:00Z", false],
    ["2027-03-29T02:30:00Z", "2027-03-28T16:00:00Z", true], // 04:30; 18:00 of it
    ["2026-10-25T22:30:00Z", "2026-10-26T04:59:00Z", true], // 23:30 of the day with 25 hours; 05:59
    ["2026-10-25T23:30:00Z", "2026-10-25T17:00:00Z", true], // 00:30; 18:00 of it
    ["2026-10-25T23:30:00Z", "2026-10-25T16:59:00Z", false],
  ])("in the night when clocks are changed: at %s what begins %s: %s (domain.md T6)", (now, start, want) => {
    expect(roundOf(Date.parse(now))(start)).toBe(want);
  });

  it("has what waits to be written down until noon", () => {
    expect(isIn("25 06:00", "24 22:00", true)).toBe(true);
    expect(isIn("25 11:59", "24 18:00", true)).toBe(true);
    expect(isIn("25 11:59", "24 17:59", true)).toBe(false);
    expect(isIn("25 12:00", "24 22:00", true)).toBe(false);
  });

  it("has nothing that has no time", () => {
    expect(["", "soon"].map((t) => roundOf(at("24 10:00"))(t))).toEqual([false, false]);
    expect(["", "soon", "2026-11-24T23:30:00Z"].map((t) => dayOf(t))).toEqual(["", "", "2026-11-25"]);
  });
});
