import { describe, expect, test } from "vitest";

import type { Edit, Verdict } from "../core/index.js";
import type { CommitFrame } from "./frames.js";
import { trace } from "./prevail.js";
import { Bench, card } from "./testing/bench.js";

/** splits hands an edit to two nodes at once: one accepts it, the other refuses it. */
function splits(b: Bench, e: Edit): { no: Verdict; yes: Verdict; f: CommitFrame } {
  const { verdict: yes, commit: f } = b.m.submit("ana", "r1", e);
  if (!f || yes.verdict === "refused") throw new Error("not accepted");
  return { no: { edit: e.id, verdict: "refused", code: "not-allowed", scope: "staff/ana/own/ekby", seq: 1 }, yes, f };
}

type Hear = (b: Bench, heard: ReturnType<typeof splits>) => void;

/** The orders in which a phone hears that an edit was refused on one node and accepted on another. */
const orders: [string, Hear][] = [
  [
    "refused, then in the scope",
    (b, { no, f }) => {
      b.r.verdicts(1, [no]);
      expect([b.shows("d1"), b.r.setAside().length]).toEqual(["old", 1]);
      b.r.commit(f);
    },
  ],
  [
    "refused, then caught up",
    (b, { no }) => {
      b.r.verdicts(1, [no]);
      b.catchUp();
    },
  ],
  [
    "refused, then caught up with what overruled it",
    (b, { no }) => {
      b.r.verdicts(1, [no]);
      b.other("d1", "mine"); // had seen it, and says the same
      b.catchUp();
    },
  ],
  [
    "in the scope, then refused",
    (b, { no, f }) => {
      b.r.commit(f);
      b.r.verdicts(1, [no]);
    },
  ],
  [
    "refused, then accepted",
    (b, { no, yes, f }) => {
      b.r.verdicts(1, [no]);
      b.r.verdicts(1, [yes]);
      expect(b.shows("d1")).toBe("mine");
      b.r.commit(f);
    },
  ],
  [
    "refused and accepted in one frame",
    (b, { no, yes, f }) => {
      b.r.verdicts(1, [no, yes]);
      b.r.commit(f);
    },
  ],
  [
    "accepted, then refused",
    (b, { no, yes, f }) => {
      b.r.verdicts(1, [yes, no]);
      b.r.commit(f);
      b.r.verdicts(1, [no]);
    },
  ],
  [
    "refused, a crash after the document was saved, a restart",
    (b, { no, f }) => {
      b.r.verdicts(1, [no]);
      const disk = b.r.snapshot();
      b.r.saved(b.r.unsaved());
      b.r.commit(f);
      for (const p of b.r.unsaved().slice(0, -1)) disk.set(p.key, p.value ?? ""); // all but that it is not set aside any more
      b.restart(disk);
      b.r.welcome([card], 7);
      b.catchUp();
    },
  ],
];

describe("of two answers the accepted one prevails", () => {
  test.each(orders)("%s", (_, hear) => {
    const b = new Bench();
    b.other("d1", "old");
    b.catchUp();
    const e = b.write("d1", "mine");
    hear(b, splits(b, e));
    expect(b.shows("d1")).toBe("mine");
    expect([b.r.setAside(), b.outbox()]).toEqual([[], []]);
    const kept = JSON.parse(b.r.snapshot().get("edit/" + e.id) ?? "null") as { epoch: string; verdict: Verdict };
    expect(kept.epoch).toBe("epoch1");
    expect(kept.verdict.seq).toBeGreaterThan(1);
  });
});

test("an edit taken back is submitted again after a restore, in its order, and set aside if it is refused there", () => {
  const b = new Bench();
  b.other("d1", "old");
  b.catchUp();
  b.m.save();
  const first = b.write("d1", "first");
  const { no, f } = splits(b, first);
  b.r.verdicts(1, [no]);
  const second = b.write("d2", "second");
  b.r.commit(f);
  b.m.restore();
  b.r.welcome([card], 7);
  b.catchUp();
  expect(b.outbox()).toEqual([first.id, second.id]);
  b.r.verdicts(1, [no]);
  expect(b.r.setAside().map((a) => a.edit.id)).toEqual([first.id]);
});

test("a document that has an earlier edit of one's own says nothing of this one", () => {
  const b = new Bench();
  b.other("d1", "old");
  b.catchUp();
  const kept = b.write("d1", "kept");
  const { yes, f } = splits(b, kept);
  b.r.verdicts(1, [yes]);
  b.r.commit(f);
  const e = b.write("d1", "refused");
  b.r.verdicts(1, [{ edit: e.id, verdict: "refused", code: "not-allowed", scope: card, seq: 0 }]);
  b.other("d1", "on");
  b.catchUp();
  expect(b.r.setAside().map((a) => a.edit.id)).toEqual([e.id]);
  expect(b.shows("d1")).toBe("on");
  const its = { author: "ana", role: "", replica: "r1", stamp: e.stamp, seq: 5, at: 0 };
  const d = { id: "d1", type: "note", scope: card, seq: 6, created: "" };
  expect(trace("ana", { ...d, origins: { [e.id]: its } }, e)).toBe(5);
  expect(trace("ana", { ...d, origins: { [e.id]: { ...its, author: "bo" } } }, e)).toBeUndefined();
  expect(trace("ana", { ...d, origins: { [e.id]: { ...its, stamp: kept.stamp } } }, e)).toBeUndefined();
});
