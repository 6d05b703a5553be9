import { expect, test } from "vitest";

import { Foreign, Replica, Unreadable, type CommitFrame } from "./index.js";
import { at, Bench, card } from "./testing/bench.js";

const kindOf = (key: string): string => key.split("/")[0] ?? "";

test("edits are saved first, cursors after documents, deletions last", () => {
  const b = new Bench();
  b.other("d1", "x");
  b.catchUp();
  b.write("d1", "y");
  const e = b.write("d2", "z");
  b.r.opened(1, card, "d1", "read", false);
  b.r.verdicts(1, [{ edit: e.id, verdict: "refused", scope: card, seq: 0 }]);
  const got = b.r.unsaved().map((p) => kindOf(p.key) + (p.value === undefined ? " gone" : ""));
  expect(got).toEqual(["edit", "read", "self", "aside", "doc", "scope", "edit gone"]);
});

test("what changed again while it was being saved stays unsaved", () => {
  const b = new Bench();
  b.write("d1", "y");
  const puts = b.r.unsaved();
  b.write("d1", "meanwhile");
  b.r.saved(puts);
  expect(b.r.unsaved().map((p) => kindOf(p.key))).toEqual(["edit", "self"]);
});

test("a new history is saved before the old one goes: a crash must find either", () => {
  const b = new Bench();
  b.other("d1", "x");
  b.catchUp();
  b.r.saved(b.r.unsaved());
  for (const p of b.pages(true)) b.r.documents(p);
  expect(b.r.unsaved().map((p) => p.key)).toEqual([`doc/${card}/2/d1`, `scope/${card}`, `doc/${card}/1/d1`]);
});

test("only the edits were saved: the next stands on the last, and they go in the order they were written", () => {
  const b = new Bench();
  b.ids = 10;
  const first = b.write("d1", "x");
  b.ids = 1;
  const second = b.write("d2", "y");
  b.restart(
    b.r
      .unsaved()
      .slice(0, 2)
      .map((p) => [p.key, p.value ?? ""] as const),
  );
  expect(b.outbox()).toEqual([first.id, second.id]);
  const third = b.write("d3", "z");
  expect(third.after).toBe(second.stamp);
  expect(third.stamp > second.stamp).toBe(true);
});

test("the storage is another's, or cannot be read", () => {
  const b = new Bench();
  const e = b.write("d1", "x");
  const stored = b.r.snapshot();
  expect(() => Replica.restore({ ...b.options(), replica: "r2" }, stored)).toThrow(Foreign);
  expect(() => Replica.restore({ ...b.options(), author: "bo" }, stored)).toThrow(Foreign);
  const harmed = ["", "7", "null", "{}", '{"edit":{}}', (stored.get("edit/" + e.id) ?? "").slice(0, -9)];
  for (const text of harmed) {
    const broken = new Map(stored).set("edit/" + e.id, text);
    expect(() => Replica.restore(b.options(), broken)).toThrow(Unreadable); // an edit must not vanish
    expect(() => Replica.restore(b.options(), new Map([["aside/1", text]]))).toThrow(Unreadable);
    expect(() => Replica.restore(b.options(), new Map([["read/1", text]]))).toThrow(Unreadable);
    expect(() => Replica.restore(b.options(), new Map([["self", text]]))).toThrow(Unreadable);
  }
});

test.each(["gone", "", "7", '{"id":"d1"}', '{"shown":{}}'])(
  "a document or scope that is %j in the storage is loaded again",
  (text) => {
    for (const kind of ["doc", "scope"]) {
      const b = new Bench();
      b.other("d1", "x");
      b.other("d2", "y");
      b.catchUp();
      const stored = b.r.snapshot();
      const key = kind === "doc" ? `doc/${card}/1/d1` : `scope/${card}`;
      expect(stored.has(key)).toBe(true);
      if (text !== "gone") stored.set(key, text);
      else if (kind === "doc") stored.delete(key);
      else return;
      b.restart(stored);
      expect(b.r.cursors()).toEqual({}); // it does not claim to hold what it lost
      b.r.welcome([card], 7);
      b.catchUp();
      expect([b.shows("d1"), b.shows("d2"), b.r.mismatches]).toEqual(["x", "y", 0]);
    }
  },
);

/** readAhead gives the phone d1 and, ahead of its cursor, d2, and starts it anew without what is lost of its storage. */
function readAhead(b: Bench, lost: (key: string) => boolean): CommitFrame {
  const first = b.other("d1", "x");
  const ahead = b.other("d2", "ahead");
  b.r.documents({ ...at(b.pages(true), 0), cursor: first.cursor, checksum: first.checksum });
  b.restart([...b.r.snapshot()].filter(([key]) => !lost(key)));
  b.r.prove();
  return ahead;
}

/*
 * The phone died while it saved: that a cold document is gone was written, the cursor that says why was not, and another document is
 * ahead of it. The phone loads anew; nothing was wrong with anybody's bytes.
 */
test("a crash is no mismatch", () => {
  const b = new Bench();
  const f = readAhead(b, (key) => key.endsWith("/d1"));
  expect([b.r.commit(f), b.r.mismatches]).toEqual([{ scope: card }, 0]);
  b.catchUp();
  expect(b.shows("d1")).toBe("x");
});

test("once proven, a mismatch counts", () => {
  const b = new Bench();
  const f = readAhead(b, () => false);
  expect(b.r.commit(f)).toBeUndefined();
  b.r.commit({ ...b.other("d2", "later"), checksum: "0000000000000000" });
  expect(b.r.mismatches).toBe(1);
});
