import { describe, expect, test } from "vitest";

import type { Code, Schema, Verdict } from "../core/index.js";
import { Invalid, Replica, type Draft } from "./index.js";
import { days } from "./state.js";
import { at, Bench, card, title } from "./testing/bench.js";
import { noteType, rules } from "./testing/rules.js";

const no = (edit: string, code = "not-allowed"): Verdict => ({
  edit,
  verdict: "refused",
  code,
  scope: "staff/ana/own/ekby",
  seq: 3,
});

describe("edit", () => {
  test("stands on the one before", () => {
    const b = new Bench();
    b.other("d1", "old");
    b.catchUp();
    const first = b.write("d1", "new");
    const second = b.write("d2", "other document");
    expect([first.after, second.after]).toEqual([undefined, first.stamp]);
    expect(second.stamp > first.stamp).toBe(true);
    expect(first.base).toEqual({ epoch: "epoch1", seq: 1 });
    expect([b.shows("d1"), b.shows("d2")]).toEqual(["new", "other document"]);
  });

  test("stands on what the person saw: what came while she wrote she has not seen", () => {
    const b = new Bench();
    b.other("d1", "first");
    b.catchUp();
    const seen = b.r.base(card, "d1");
    b.other("d1", "meanwhile");
    b.catchUp();
    const e = b.r.edit(1, { scope: card, doc: "d1", type: noteType, changes: title("mine"), seen });
    expect(e.base).toEqual(seen);
  });

  const social: Schema = {
    types: {
      visitNote: {
        ...at(Object.values(rules.types), 0),
        type: "visitNote",
        scopes: ["citizen/{citizen}/social/{municipality}"],
        required: ["title"],
      },
    },
  };
  const draft: Draft = { scope: "citizen/c1/social/ekby", doc: "d1", type: "visitNote", changes: title("x") };
  const nested = (n: number): unknown => (n === 0 ? 1 : { a: nested(n - 1) });
  const set = (value: unknown): Draft => ({
    ...draft,
    changes: JSON.parse(JSON.stringify({ title: { set: value } })) as Record<string, object>,
  });
  const cases: [string, Draft, Code | "revoked"][] = [
    ["unknown type", { ...draft, type: "poem" }, "unknown-type"],
    ["a type named like a method", { ...draft, type: "constructor" }, "unknown-type"],
    ["no change", { ...draft, changes: {} }, "bad-edit"],
    ["bad id", { ...draft, doc: "d/1" }, "bad-edit"],
    ["bad scope", { ...draft, scope: "team/t1/part1/ekby" }, "bad-scope"],
    ["unknown field", { ...draft, changes: { rhyme: { set: "x" } } }, "unknown-field"],
    ["required field", { ...draft, create: true, changes: { where: { set: "x" } } }, "bad-value"],
    ["a bad item", { ...draft, changes: { tags: { add: { "a/b": 1 } } } }, "bad-edit"],
    ["a list in a list", set([[1]]), "bad-value"],
    ["a dot in a name", set({ "a.b": 1 }), "bad-value"],
    ["NUL", set("a\0b"), "bad-value"],
    ["half a character", set("\ud83e"), "bad-value"],
    ["too deep", set(nested(21)), "bad-value"],
    ["too long a list", set(Array(501).fill(0)), "too-large"],
    ["too long a text", set("å".repeat(140_000)), "too-large"],
    ["too large a number", set(2 ** 53 + 2), "bad-value"],
    ["no number", { ...draft, changes: { title: { set: NaN } } }, "bad-value"],
  ];
  test.each(cases)("%s is not stored", (_, give, want) => {
    const b = new Bench();
    const r = Replica.create({ ...b.options(), schema: social });
    let got: unknown;
    try {
      r.edit(1, give);
    } catch (e) {
      got = e;
    }
    expect(got).toBeInstanceOf(Invalid);
    expect(got).toMatchObject({ code: want });
    expect([r.pending(), r.unsaved().length]).toEqual([0, 0]);
  });

  test("takes what is just within the limits, in memory of its own", () => {
    const r = Replica.create({ ...new Bench().options(), schema: social });
    for (const value of [nested(20), Array(500).fill(0), "å".repeat(100_000), 2 ** 53, { 10: 1, 2: 2 }, null]) {
      expect(r.edit(1, set(value)).changes?.["title"]?.set).toEqual(value);
    }
    const mine = { text: "x" };
    const e = r.edit(1, { ...draft, changes: { title: { set: mine } } });
    mine.text = "changed";
    expect(e.changes?.["title"]?.set).toEqual({ text: "x" });
  });

  test("an error holds no value", () => {
    expect(new Invalid("bad-value", "text").message).toBe("draft: bad-value in text");
  });
});

describe("outbox", () => {
  test("is bounded but never stuck, and marks nothing", () => {
    const b = new Bench();
    for (const doc of ["d1", "d2", "d3"]) b.write(doc, "x".repeat(1000));
    const lengths = [
      [0, 0],
      [2, 0],
      [0, 10],
      [0, 2700],
      [9, 1 << 20],
    ].map(([n = 0, bytes = 0]) => b.r.outbox(n, bytes).length);
    expect(lengths).toEqual([3, 2, 1, 2, 3]);
    expect(b.r.pending()).toBe(3);
  });
});

describe("verdicts", () => {
  test("what is refused is set aside until handled", () => {
    const b = new Bench();
    const e = b.write("d1", "mine");
    b.r.verdicts(1, [no(e.id), no(e.id), { edit: "unknown", verdict: "applied", scope: card, seq: 1 }]);
    expect(b.shows("d1")).toBeUndefined();
    expect(b.r.setAside()).toEqual([{ edit: e, verdict: no(e.id) }]);
    expect(b.r.pending()).toBe(0);
    expect([b.r.handled(e.id), b.r.handled(e.id), b.r.setAside()]).toEqual([true, false, []]);
  });

  test("what is parked is set aside and kept; the first answer counts", () => {
    const b = new Bench();
    const e = b.write("d1", "mine");
    b.r.verdicts(1, [{ edit: e.id, verdict: "parked", scope: card, seq: 1 }]);
    b.r.verdicts(1, [{ edit: e.id, verdict: "refused", scope: card, seq: 1 }]);
    expect(b.shows("d1")).toBe("mine");
    expect([b.r.setAside().length, b.r.pending(), b.holds(e.id)]).toEqual([1, 0, true]);
  });

  test("a kind that this phone does not know is looked at", () => {
    const b = new Bench();
    const e = b.write("d1", "mine");
    const postponed: Verdict = JSON.parse(
      `{"edit":"${e.id}","verdict":"postponed","scope":"${card}","seq":1}`,
    ) as Verdict;
    b.r.verdicts(1, [postponed]);
    expect(b.r.setAside().map((a) => a.edit.id)).toEqual([e.id]);
  });

  test("an edit whose id is taken gets another and waits", () => {
    const b = new Bench();
    const e = b.write("d1", "mine");
    b.r.verdicts(1, [no(e.id, "id-taken"), no(e.id, "id-taken")]);
    const [got, ...more] = b.r.outbox(0, 0);
    expect(more).toEqual([]);
    expect(got?.id).not.toBe(e.id);
    expect(got?.stamp).toBe(e.stamp);
    expect(b.r.setAside()).toEqual([]);
    expect(b.submit(at(b.r.outbox(0, 0), 0)).verdict).toBe("applied");
    expect(b.shows("d1")).toBe("mine");
  });
});

describe("show", () => {
  test("what is acknowledged stays until the cursor reaches it", () => {
    const b = new Bench();
    b.other("d2", "before");
    const e = b.write("d1", "mine");
    b.r.verdicts(1, [b.submit(e)]);
    expect(b.shows("d1")).toBe("mine");
    const f = b.other("d1", "theirs, seen mine"); // commit 3 overrules it
    expect(b.shows("d1")).toBe("mine");
    expect(b.r.commit(f)).toEqual({ scope: card }); // a gap from nothing
    b.catchUp();
    expect(b.shows("d1")).toBe("theirs, seen mine");
  });

  test("a base counts up to the fork only: what she has not seen stays beside hers", () => {
    const b = new Bench();
    b.other("d1", "before");
    b.m.save();
    b.other("d2", "lost");
    b.other("d2", "lost too");
    b.catchUp();
    b.write("d1", "mine");
    b.m.restore();
    b.other("d1", "theirs");
    b.catchUp();
    expect(b.r.show(card, "d1")?.fields["title"]?.beside).toHaveLength(1);
  });

  test("every document of a scope, also one that only this phone has", () => {
    const b = new Bench();
    b.other("d2", "theirs");
    b.catchUp();
    b.write("d1", "mine");
    expect(b.r.showAll(card).map((s) => [s.doc, s.type, s.seq, s.waiting, s.unknown])).toEqual([
      ["d1", "note", 0, 1, false],
      ["d2", "note", 1, 0, false],
    ]);
  });

  test("a document says who wrote what is in it", () => {
    const b = new Bench();
    b.other("d2", "theirs");
    b.catchUp();
    const e = b.write("d1", "mine");
    const [mine, theirs] = b.r.showAll(card);
    expect([mine?.created, mine?.origins[e.id]?.author]).toEqual([e.id, "ana"]);
    const edit = theirs?.view.fields["title"]?.edit ?? "";
    expect([theirs?.created, theirs?.origins[edit]?.author]).toEqual([edit, "bo"]);
  });
});

describe("tidy", () => {
  test("keeps until safe, confirmed and old", () => {
    const b = new Bench();
    b.other("d2", "before");
    b.catchUp();
    const e = b.write("d1", "mine");
    b.r.verdicts(1000, [b.submit(e)]);
    const week = 1000 + days(7);
    const kept = (now: number): boolean => {
      b.r.tidy(now);
      return b.holds(e.id);
    };
    expect(kept(week)).toBe(true); // not confirmed
    b.catchUp();
    expect(kept(week)).toBe(true); // not safe
    b.m.save();
    b.other("d2", "x");
    b.catchUp();
    expect(kept(week - 1)).toBe(true); // not old
    expect(kept(week)).toBe(false);
    expect(b.shows("d1")).toBe("mine");
  });

  test("keeps what is not confirmed here: a commit that is old news may tell that later ones are safe", () => {
    const b = new Bench();
    const f = b.other("d1", "x");
    b.catchUp();
    b.r.verdicts(1, [b.submit(b.write("d2", "mine"))]);
    b.r.commit({ ...f, safeSeq: 9 });
    b.r.tidy(1 + days(30));
    expect(b.shows("d2")).toBe("mine");
  });
});

describe("revoke", () => {
  test("outbox first, then purge", () => {
    const b = new Bench();
    b.other("d1", "old");
    b.catchUp();
    b.r.verdicts(1, [b.submit(b.write("d1", "acknowledged"))]);
    const e = b.write("d1", "mine");
    b.r.saved(b.r.unsaved());
    b.r.revoke([card]);
    expect(() => b.write("d1", "after")).toThrow("draft: revoked");
    expect([b.shows("d1"), b.r.showAll(card)]).toEqual([undefined, []]);
    expect([b.r.purgeable(), b.r.purged(card), b.outbox()]).toEqual([[], false, [e.id]]);
    b.r.verdicts(1, [no(e.id, "too-late")]);
    expect([b.r.purgeable(), b.r.purged(card)]).toEqual([[card], true]);
    const gone = b.r.unsaved().filter((p) => p.value === undefined);
    expect(gone.map((p) => p.key.split("/")[0])).toEqual(["scope", "doc", "edit", "edit"]);
    const text = [...b.r.snapshot().values()].join();
    expect([text.includes('"old"'), text.includes("acknowledged"), text.includes('"mine"')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("a commit that crossed the revocation is nothing", () => {
    const b = new Bench();
    b.other("d1", "x");
    b.catchUp();
    b.r.revoke([card]);
    b.r.saved(b.r.unsaved());
    const next = b.other("d1", "y");
    b.other("d2", "z");
    for (const f of [next, b.other("d3", "w")]) expect(b.r.commit(f)).toBeUndefined();
    expect(b.r.unsaved()).toEqual([]);
  });

  test("granted again before the purge: nothing needs to be loaded again", () => {
    const b = new Bench();
    b.other("d1", "x");
    b.catchUp();
    b.r.welcome([], 7);
    expect(b.shows("d1")).toBeUndefined();
    b.r.welcome([card], 7);
    expect(b.shows("d1")).toBe("x");
    expect(b.r.purgeable()).toEqual([]);
    expect(b.r.cursors()[card]?.seq).toBe(1);
  });
});
