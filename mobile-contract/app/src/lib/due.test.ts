import type { Alarm, Held } from "@samsyn/sdk/advise";
import { describe, expect, test } from "vitest";
import { due, noRings, nameOf, setNow, type Rings } from "./due.js";

const me = { actor: "amina", role: "assistantNurse" };
const ten = Date.parse("2026-11-24T10:00:00Z");
const minute = 60_000;

/** meeting is one at a time, with answers by sequence. */
function meeting(doc: string, start: string, sequence = 1, state = "called", answer?: string): Held {
  const value = { staffId: me.actor, response: answer ?? "", respondedToSequence: sequence };
  const items = answer === undefined ? [] : [{ id: me.actor, edit: "e", value }];
  const fields = {
    state: { value: state },
    start: { value: start },
    sequence: { value: sequence },
    attendance: { items },
  };
  return {
    scope: "team/norra/meeting/ekby",
    doc,
    type: "teamMeeting",
    view: { voided: "", fields },
  } as unknown as Held;
}

const alarm = (doc: string, at = ten, sequence = 1): Alarm => ({
  scope: "team/norra/meeting/ekby",
  doc,
  type: "teamMeeting",
  sequence,
  at,
});

const set = (...all: Alarm[]): Rings => ({ ...noRings, set: all });
const names = (all: readonly Alarm[]): readonly string[] => all.map((a) => a.doc);

describe("what is due", () => {
  const at = "2026-11-24T10:00:00Z";
  test.each([
    ["is not before its time", ten - 1, meeting("a", at), []],
    ["is at its time", ten, meeting("a", at), ["a"]],
    ["is after it", ten + 60 * minute, meeting("a", at, 1, "called", "yes"), ["a"]],
    ["is no more after a day", ten + 25 * 60 * minute, meeting("a", at), []],
    ["is not where it was moved", ten, meeting("a", "2026-11-24T11:00:00Z", 2), []],
    ["is not where the same time is another calling", ten, meeting("a", at, 2), []],
    ["is not where it was called off", ten, meeting("a", at, 1, "cancelled"), []],
    ["is not where she said no", ten, meeting("a", at, 1, "called", "no"), []],
    ["is not where it is not held any more", ten, meeting("b", at), []],
  ] as const)("%s", (_, now, held, want) => {
    expect(names(due(now, me, set(alarm("a")), [held], []))).toEqual(want);
  });
});

describe("what is set", () => {
  test("is what the plan names; of what is there and is not named, nothing", () => {
    const old = set(alarm("gone"), alarm("moved"), alarm("stays"));
    const held = [meeting("moved", "2026-11-24T11:00:00Z", 2), meeting("stays", "2026-11-24T10:00:00Z")];
    const plan = [alarm("moved", ten + 60 * minute, 2), alarm("stays")];
    const now = setNow(ten - minute, old, plan, held);
    expect(now.set.map(nameOf).sort()).toEqual([alarm("gone"), ...plan].map(nameOf).sort()); // "gone" may be about to be loaded
    expect(setNow(ten - minute, now, plan, held)).toEqual(now);
  });

  test("stays for a day when its time has come, and takes what was told and seen with it", () => {
    const old = { ...set(alarm("a")), rung: [nameOf(alarm("a"))], seen: [nameOf(alarm("a"))] };
    const held = [meeting("a", "2026-11-24T10:00:00Z")];
    expect(setNow(ten, old, [], held)).toEqual(old);
    expect(setNow(ten + 24 * 60 * minute, old, [], held)).toEqual(noRings);
  });
});
