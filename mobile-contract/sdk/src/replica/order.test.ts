import { expect, test } from "vitest";

import { at, Bench, card } from "./testing/bench.js";

test("two catch-ups were under way, and the end of the older one comes last", () => {
  const b = new Bench();
  b.other("d1", "first");
  const older = { ...at(b.pages(true), 0), reset: false };
  b.other("d1", "second");
  b.catchUp();
  expect(b.r.documents(older)).toBeUndefined();
  expect(b.shows("d1")).toBe("second");
  expect([b.r.status(card)?.cursor.seq, b.r.mismatches]).toEqual([2, 0]);
});

test("a commit that comes between the pages of a reload is put off, not lost", () => {
  const b = new Bench();
  for (const doc of ["d1", "d2", "d3"]) b.other(doc, "x");
  const pages = b.pages(true);
  b.r.documents(at(pages, 0));
  expect(b.r.commit(b.other("d4", "late"))).toBeUndefined();
  expect(b.r.documents(at(pages, 1))?.cursor?.seq).toBe(3);
  expect(b.r.commit(b.other("d5", "later"))).toBeUndefined(); // it has asked
  b.catchUp();
  expect(b.shows("d5")).toBe("later");
});

/** Ana's edit came after its own successor elsewhere; its commit changes nothing. */
test("a hidden edit is replayed until the cursor reaches its commit, and no longer", () => {
  const b = new Bench();
  b.other("d1", "old");
  b.catchUp();
  const e = b.write("d1", "mine");
  b.r.verdicts(1, [{ edit: e.id, verdict: "merged", scope: card, seq: 2 }]);
  expect(b.shows("d1")).toBe("mine");
  expect(b.r.commit(b.m.commit(card, b.m.history(card), []))).toBeUndefined();
  expect(b.shows("d1")).toBe("old");
});

test("the server was restored while the phone was connected", () => {
  const b = new Bench();
  b.other("d1", "x");
  b.catchUp();
  b.m.save();
  b.m.restore();
  expect(b.r.commit(b.other("d1", "y"))?.cursor?.epoch).toBe("epoch1"); // it asks from its own cursor
  b.catchUp();
  expect(b.shows("d1")).toBe("y");
});

test("what left the hot set stays forgotten when a page that was read before comes last", () => {
  const b = new Bench();
  b.other("d1", "x");
  const older = { ...at(b.pages(true), 0), reset: false };
  b.m.cool(card, "d1");
  b.catchUp();
  b.r.documents(older);
  expect(b.shows("d1")).toBeUndefined();
});

test("what was asked on the last connection is asked again on the next", () => {
  const b = new Bench();
  b.other("d1", "x");
  b.catchUp();
  b.other("d1", "missed");
  expect(b.r.commit(b.other("d1", "y"))).toBeDefined();
  expect(b.r.commit(b.other("d1", "y"))).toBeUndefined();
  b.r.welcome([card], 7);
  expect(b.r.commit(b.other("d1", "z"))).toBeDefined();
});

/*
 * A catch-up was cut off, and then the server was restored to before the scope was: no page comes, and the log begins anew with a
 * live commit. The phone must not wait for the rest of what is gone.
 */
test("the first commit of a log behind a catch-up that was cut off", () => {
  const b = new Bench();
  const old = { epoch: "old", seq: 9, chain: "00" };
  b.r.documents({ scope: card, reset: true, documents: [], done: false, cursor: old, checksum: "", safeSeq: 0 });
  expect(b.r.status(card)?.loading).toBe(true);
  b.r.welcome([card], 7);
  const f = { scope: card, cursor: { epoch: "new", seq: 1, chain: "00" }, checksum: "", safeSeq: 0, changes: [] };
  expect(b.r.commit(f)?.scope).toBe(card);
  expect(b.r.commit(f)).toBeUndefined();
});

/** The verdict's seq is of the new history, of which the screen shows nothing yet: it says nothing beside the old one's. */
test("an edit acknowledged in a history that is still being loaded stays on the screen", () => {
  const b = new Bench();
  for (const doc of ["d1", "d2", "d3"]) b.other(doc, "old");
  b.m.save();
  for (let i = 0; i < 3; i++) b.other("d3", "lost");
  b.catchUp();
  b.m.restore();
  b.r.documents(at(b.pages(), 0));
  const e = b.write("d1", "mine");
  const yes = b.submit(e);
  expect([yes.verdict, yes.seq, b.r.status(card)?.cursor.seq]).toEqual(["applied", 4, 6]);
  b.r.verdicts(1, [yes]);
  expect([b.shows("d1"), b.r.pending()]).toEqual(["mine", 0]);
});
