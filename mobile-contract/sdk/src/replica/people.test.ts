import { describe, expect, test } from "vitest";

import type { Json, Schema } from "../core/index.js";
import { endOf, startReads, type Mark } from "../reads/index.js";
import { Replica } from "./index.js";
import { at, Bench } from "./testing/bench.js";
import { rules } from "./testing/rules.js";

const hour = 3_600_000;
const start = 1_795_500_000_000;

describe("lapsed", () => {
  /** A phone is lost. A day after its last contact it shows nothing, also when it was started again or its clock was set back. */
  test("a day after the last contact", () => {
    const b = new Bench();
    expect(b.r.lapsed(start)).toBe(false); // a server that says nothing of a lease
    b.r.lease(24);
    expect(b.r.lapsed(start)).toBe(false); // nothing was heard yet
    b.r.heard(start);
    b.r.heard(start + hour);
    for (let i = 0; i < 2; i++) {
      const at: [number, boolean][] = [
        [hour, false],
        [24 * hour, false],
        [25 * hour, false],
        [25.1 * hour, true],
        [99 * hour, true],
        [hour - 60_000, false],
        [0, true],
        [-99 * hour, true],
      ];
      for (const [after, want] of at) expect([after, b.r.lapsed(start + after)]).toEqual([after, want]);
      b.restart();
    }
    b.r.heard(start + 99 * hour);
    expect(b.r.lapsed(start + 99 * hour)).toBe(false);
    b.r.heard(start); // a clock that was wrong is right again
    expect(b.r.lapsed(start)).toBe(false);
  });

  test("contact is not written down every second", () => {
    const b = new Bench();
    b.r.heard(start);
    b.r.saved(b.r.unsaved());
    b.r.heard(start + 299_000);
    expect(b.r.unsaved()).toEqual([]);
    b.r.heard(start + 300_000);
    expect(b.r.unsaved()).toHaveLength(1);
  });
});

describe("fetched", () => {
  const set = { label: { sv: "", en: "" }, policy: "lastWriter" } as const;
  const fields = { teamId: set, causeSeq: set, fetchedSeq: set, fetchedAt: set };
  const schema: Schema = { types: { notice: { ...at(Object.values(rules.types), 0), type: "notice", fields } } };

  test("is said once for each change of a notice that somebody waits to hear of, and of no other", () => {
    const b = new Bench();
    const inbox = "staff/petra/inbox/ekby";
    const r = Replica.create({ ...b.options(), schema });
    r.welcome([inbox, "staff/petra/own/ekby"], 7);
    const notice = (doc: string, scope: string, values: Record<string, Json>): void => {
      const changes = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { set: value }]));
      r.edit(start, { scope, doc, type: "notice", create: r.show(scope, doc) === undefined, changes });
    };
    notice("n1", inbox, { teamId: "norra", causeSeq: 1 });
    notice("n2", inbox, { causeSeq: 1 }); // nobody asks
    notice("n3", "staff/petra/own/ekby", { teamId: "norra", causeSeq: 1 }); // not an inbox
    expect([r.fetched(1_795_000_001_000), r.fetched(1_795_000_001_500)]).toEqual([1, 0]);
    notice("n1", inbox, { causeSeq: 4 });
    expect(r.fetched(1_795_000_002_000)).toBe(1);
    const last = r.outbox(0, 0).at(-1);
    expect([last?.doc, last?.changes]).toEqual([
      "n1",
      { fetchedSeq: { set: 4 }, fetchedAt: { set: "2026-11-18T11:06:42.000Z" } },
    ]);
    notice("n1", inbox, { causeSeq: 5 });
    r.revoke([inbox]);
    expect(r.fetched(1_795_000_003_000)).toBe(0);
  });
});

describe("reads", () => {
  const open = (b: Bench, n: number): void => {
    for (let i = 0; i < n; i++) b.r.opened(100 + i, "citizen/c1/social/ekby", i === 2 ? "" : "g1", "read", i === 0);
  };

  test("are handed in until they are taken", () => {
    const b = new Bench();
    expect([b.r.reads(0), b.r.readsAt()]).toEqual([undefined, 0]);
    open(b, 3);
    const first = b.r.reads(2);
    if (!first) throw new Error("no reads");
    expect(first).toMatchObject({ from: 1, prev: startReads("r1").link });
    expect(first.events).toEqual([
      { n: 1, at: 100, scope: "citizen/c1/social/ekby", doc: "g1", action: "read", online: true },
      { n: 2, at: 101, scope: "citizen/c1/social/ekby", doc: "g1", action: "read" },
    ]);
    expect([b.r.reads(2), b.r.readsAt()]).toEqual([first, 3]);
    b.r.readsTaken(2);
    expect(b.r.reads(0)).toMatchObject({ from: 3, prev: endOf(first).link, events: [{ n: 3 }] });
    expect(b.r.reads(0)?.events[0]).not.toHaveProperty("doc");
    b.r.readsTaken(9);
    b.r.readsTaken(1);
    expect([b.r.reads(0), b.r.readsAt()]).toEqual([undefined, 0]);
  });

  test("go on where they were after a restart; what was taken is let go", () => {
    const b = new Bench();
    open(b, 3);
    const disk = b.r.snapshot();
    b.r.readsTaken(2);
    const self = b.r.snapshot().get("self") ?? "";
    b.restart(disk.set("self", self)); // a crash before the taken ones were deleted
    expect(b.r.reads(0)?.from).toBe(3);
    expect(b.r.unsaved().filter((p) => p.value === undefined)).toHaveLength(2);
    open(b, 1);
    expect(b.r.readsAt()).toBe(4);
  });

  test("one that is lost leaves a gap that the server sees, not a chain that was mended", () => {
    const b = new Bench();
    open(b, 4);
    b.restart([...b.r.snapshot()].filter(([key]) => !key.endsWith("02")));
    let server: Mark = startReads("r1");
    const fits: boolean[] = [];
    for (let batch = b.r.reads(0); batch; batch = b.r.reads(0)) {
      fits.push(batch.from === server.upTo + 1 && batch.prev === server.link);
      server = endOf(batch);
      b.r.readsTaken(server.upTo);
    }
    expect([fits, server.upTo]).toEqual([[true, false], 4]);
  });
});
