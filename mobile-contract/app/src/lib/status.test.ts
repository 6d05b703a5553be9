import { describe, expect, test } from "vitest";
import { joined } from "./joined.js";

const plan = { state: "planned", end: "2026-11-24T08:00:00Z" };
const missed = { kind: "suspectedMissed", at: "2026-11-24T08:15:00Z" };

describe("how a visit went", () => {
  test("W8: what was done stands, whenever somebody thought otherwise", () => {
    expect(joined(plan, [], [], false)).toBe("planned");
    expect(joined(plan, [], [missed], false)).toBe("suspectedMissed");
    expect(joined(plan, ["performed"], [missed, { kind: "confirmedMissed", at: missed.at }], false)).toBe("performed");
    expect(joined(plan, ["notHome", "partly"], [], false)).toBe("partly");
  });

  test("a suspicion ends when all is well, and is about the time that the plan has", () => {
    expect(joined(plan, [], [missed, { kind: "allWell", at: "2026-11-24T08:20:00Z" }], false)).toBe("planned");
    expect(joined(plan, [], [{ kind: "allWell", at: "2026-11-24T08:00:00Z" }, missed], false)).toBe("suspectedMissed");
    expect(joined({ ...plan, end: "2026-11-24T09:00:00Z" }, [], [missed], false)).toBe("planned");
  });

  test("a cancelled visit that was made was made, and one of a citizen whose support ended is cancelled", () => {
    expect(joined({ ...plan, state: "cancelled" }, [], [missed], false)).toBe("suspectedMissed");
    expect(joined({ ...plan, state: "cancelled" }, ["performed"], [], false)).toBe("performed");
    expect(joined(plan, [], [missed], true)).toBe("cancelled");
    expect(joined(plan, ["performed"], [], true)).toBe("performed");
  });
});
