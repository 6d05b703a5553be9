import { expect, test } from "vitest";

import { checksumText, documentSum, parseChecksum, type Document } from "../core/index.js";
import { at, Bench, card } from "./testing/bench.js";

const wrong = (checksum: string): string => checksumText(((parseChecksum(checksum) ?? 0n) + 1n) % 2n ** 64n);

/*
 * Ana's phone is at 1. Somebody changes d1 at 2 and again at 6. A catch-up that is cut off after d2 at 3 and d3 at 4 has not brought
 * d1, so an edit of d1 stands on 1. It resumes after 3: commit 4 may have changed more than d3.
 */
test("a catch-up that was cut off claims nothing", () => {
  const b = new Bench();
  b.other("d1", "first");
  b.catchUp();
  for (const doc of ["d1", "d2", "d3", "d4", "d1"]) b.other(doc, "later");
  b.r.documents(at(b.pages(), 0));
  expect(b.r.base(card, "d1").seq).toBe(1);
  expect(b.r.base(card, "d2").seq).toBe(3); // it is whole as of 3
  expect(b.r.cursors()).toEqual({ [card]: { epoch: "epoch1", seq: 3, chain: "0000000000000000" } });
  expect(b.r.status(card)).toMatchObject({ loading: true, cursor: { seq: 1 } });
  b.catchUp();
  expect(b.shows("d1")).toBe("later");
  expect(b.r.status(card)).toMatchObject({ loading: false, cursor: { seq: 6 }, documents: 4 });
  expect(b.r.mismatches).toBe(0);
});

test("it resumes no further than the head: what lies beyond may have come before another's unfinished commit", () => {
  const b = new Bench();
  const first = b.other("d1", "x");
  b.other("d2", "x");
  b.other("d3", "x");
  b.r.documents({ ...at(b.pages(true), 0), cursor: first.cursor });
  expect(b.r.cursors()[card]?.seq).toBe(1);
});

test("a mismatch reloads that scope, once on a connection", () => {
  const b = new Bench();
  b.other("d1", "first");
  b.catchUp();
  b.other("d2", "second");
  const p = at(b.pages(), 0);
  expect(b.r.documents({ ...p, checksum: wrong(p.checksum) })).toEqual({ scope: card });
  expect(b.r.mismatches).toBe(1);
  expect(b.r.cursors()).toEqual({}); // hello must ask for it from nothing too
  expect(b.shows("d2")).toBe("second"); // nothing leaves the screen meanwhile
  const again = at(b.pages(true), 0);
  expect(b.r.documents({ ...again, checksum: wrong(again.checksum) })).toBeUndefined();
  expect(b.r.mismatches).toBe(2);
  const f = b.other("d2", "third");
  expect(b.r.commit({ ...f, checksum: wrong(f.checksum) })).toBeUndefined();
  b.r.welcome([card], 7);
  expect(b.r.commit(b.other("d2", "fourth"))).toBeUndefined();
  expect(b.shows("d2")).toBe("fourth");
});

/*
 * A page is lost on a bad connection, and the loading goes on on the next one: the phone finds out at the end and loads anew. When
 * that does not help either, its next hello asks again.
 */
test("a page lost between two connections is missed", () => {
  const b = new Bench();
  for (let i = 1; i <= 8; i++) b.other(`d${i}`, "text");
  const pages = b.pages(true);
  b.r.documents(at(pages, 0));
  b.r.documents(at(pages, 2)); // pages[1] is lost
  b.r.welcome([card], 7);
  const asks = b.pages().map((p) => b.r.documents(p));
  expect(asks.at(-1)).toEqual({ scope: card });
  for (const p of b.pages(true)) b.r.documents({ ...p, checksum: wrong(p.checksum) });
  expect(b.r.cursors()).toEqual({});
});

test("a reload shows the old until all is there, also after a restart", () => {
  const b = new Bench();
  for (const doc of ["d1", "d2", "d3"]) b.other(doc, "old");
  b.catchUp();
  b.other("d1", "new");
  b.r.documents(at(b.pages(true), 0));
  expect(["d1", "d2", "d3"].map((d) => b.shows(d))).toEqual(["old", "old", "old"]);
  b.restart();
  expect(b.shows("d1")).toBe("old");
  b.catchUp();
  expect([b.shows("d1"), b.shows("d3")]).toEqual(["new", "old"]);
});

test("a commit that does not stand on what is held reloads", () => {
  const b = new Bench();
  b.other("d1", "x");
  b.catchUp();
  const f = b.other("d1", "y");
  expect(b.r.commit({ ...f, changes: f.changes.map((c) => ({ ...c, prev: 7 })) })).toEqual({ scope: card });
  expect(b.r.mismatches).toBe(1);
});

test("what left the hot set is forgotten and comes back whole", () => {
  const b = new Bench();
  b.other("d1", "x");
  b.catchUp();
  const cold = b.m.cool(card, "d1");
  if (!cold) throw new Error("not cold");
  expect(b.r.commit(cold)).toBeUndefined();
  expect(b.r.status(card)?.documents).toBe(0);
  expect([...b.r.snapshot().keys()].filter((key) => key.startsWith("doc/"))).toEqual([]);
  expect(b.r.commit(b.other("d1", "back"))).toBeUndefined();
  expect(b.shows("d1")).toBe("back");
});

/** The server knows more types than the app. Nothing breaks, and the checksum is right. */
test("documents of unknown types are held, those of other scopes are not", () => {
  const b = new Bench();
  const d: Document = {
    id: "n1",
    type: "fromTheFuture",
    scope: card,
    seq: 1,
    created: "e1",
    fields: { x: { c: [{ e: "e1", v: { a: 1 } }] } },
    origins: { e1: { author: "bo", role: "", replica: "bo", stamp: "s", seq: 1, at: 0 } },
  };
  const documents = [{ ...d, id: "elsewhere", scope: "citizen/c2/card/ekby" }, { ...d, id: "a/b" }, d];
  const cursor = { epoch: "e", seq: 1, chain: "c" };
  const checksum = checksumText(documentSum(d));
  expect(
    b.r.documents({ scope: card, reset: true, done: true, cursor, documents, checksum, safeSeq: 0 }),
  ).toBeUndefined();
  expect(b.r.show(card, "n1")).toBeUndefined();
  expect(b.r.showAll(card)).toMatchObject([{ doc: "n1", type: "fromTheFuture", seq: 1, waiting: 0, unknown: true }]);
  b.restart();
  expect(b.r.showAll(card)).toHaveLength(1);
  expect(b.r.cursors()[card]).toEqual(cursor);
});

test("what the fork lost is submitted again", () => {
  const b = new Bench();
  b.other("d3", "before");
  b.catchUp();
  b.r.verdicts(1, [b.submit(b.write("d1", "in the backup"))]);
  b.catchUp();
  b.m.save();
  const lost = b.write("d1", "lost");
  b.r.verdicts(1, [b.submit(lost)]);
  b.catchUp();
  const waiting = b.write("d2", "waits");
  b.m.restore();
  b.catchUp();
  expect(b.outbox()).toEqual([lost.id, waiting.id]);
  expect(b.shows("d1")).toBe("lost");
  for (const e of b.r.outbox(0, 0)) b.r.verdicts(2, [b.submit(e)]);
  b.catchUp();
  expect([b.shows("d1"), b.shows("d2")]).toEqual(["lost", "waits"]);
  expect([b.r.pending(), b.r.mismatches]).toEqual([0, 0]);
});

test("from an unknown fork all that is kept is submitted again, and answered as before", () => {
  const b = new Bench();
  b.other("d3", "before");
  b.catchUp();
  b.r.verdicts(1, [b.submit(b.write("d1", "x"))]);
  b.catchUp();
  b.m.save();
  b.m.restore();
  b.m.restore(); // the parent is an epoch the phone never saw
  b.catchUp();
  const out = b.r.outbox(0, 0);
  expect(out).toHaveLength(1);
  expect(b.submit(at(out, 0)).again).toBe(true);
});

test("the verdict came, nothing of its scope did, and the backup is older than the scope", () => {
  const b = new Bench();
  b.m.save();
  b.r.verdicts(1, [b.submit(b.write("d1", "x"))]);
  b.m.restore();
  b.r.welcome([card], 7);
  const out = b.r.outbox(0, 0);
  expect(out).toHaveLength(1);
  expect(b.submit(at(out, 0)).again).toBeUndefined();
});
