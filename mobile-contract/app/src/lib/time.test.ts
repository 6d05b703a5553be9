import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrivedAt, leftAt, notBegun } from "../views/care/finish.js";
import { lastClock } from "./time.js";

const zone = process.env["TZ"];
beforeAll(() => {
  process.env["TZ"] = "Europe/Stockholm";
});
afterAll(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

// On 25 October 2026 clocks show 02:00 to 03:00 twice: from 00:00Z, and from 01:00Z.
const at = (clock: string): string => `2026-10-25T${clock}:00Z`;

describe("a clock that shows a time", () => {
  it.each([
    ["on the same day", "12:00", "10:30", "09:30"],
    ["at that very moment", "12:00", "13:00", "12:00"],
    ["in the hour that comes again, the later one is nearer", "01:50", "02:30", "01:30"],
    ["which has not been yet", "01:20", "02:30", "00:30"],
  ])("%s", (_, latest, clock, want) => {
    expect(lastClock(Date.parse(at(latest)), clock)).toBe(at(want));
  });

  it("on the day before, and none for what is no time", () => {
    expect(lastClock(Date.parse(at("12:00")), "13:01")).toBe("2026-10-24T11:01:00Z");
    expect(["", "9:5", "soon"].map((c) => lastClock(0, c))).toEqual(["", "", ""]);
  });
});

describe("a visit in the hour that comes twice", () => {
  it.each([
    ["came and left in the first", "00:30", "02:25", "02:45", "00:50", "00:25", "00:45"],
    ["came and left in the second", "01:32", "02:30", "02:50", "01:55", "01:30", "01:50"],
    ["came in the first and left in the second", "00:50", "", "02:10", "01:12", "00:50", "01:10"],
    ["written down long after", "00:30", "02:28", "03:10", "05:00", "00:28", "02:10"],
  ])("%s", (_, begun, arrived, left, now, came, went) => {
    const g = { ...notBegun, at: at(begun), arrived, left };
    expect([arrivedAt(g, at(now)), leftAt(g, at(now))]).toEqual([at(came), at(went)]);
  });
});
