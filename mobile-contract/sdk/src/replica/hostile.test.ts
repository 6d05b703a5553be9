import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import type { Cell, Document, Edit, Field, Verdict } from "../core/index.js";
import type { CommitFrame, Page } from "./frames.js";
import { Bench, card } from "./testing/bench.js";
import { noteType } from "./testing/rules.js";

// Frames of the right shape that no honest server sends. The codec refuses the others.

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../frames/${name}.json`, import.meta.url), "utf8")); // what the server encodes

test("the golden frames are taken", () => {
  const b = new Bench();
  const scope = "citizen/c17/health/ekby";
  b.r.welcome([card, scope], 7);
  expect(b.r.documents(golden("documents") as Page)).toBeUndefined(); // it reads past the head, so nothing proves it yet
  expect(b.r.cursors()[scope]).toEqual({ epoch: "e7Kd", seq: 41, chain: "00c0ffee00c0ffee" });
  expect(b.r.showAll(scope)).toMatchObject([{ doc: "v-8", type: "visitNote", seq: 42, unknown: true }]);
  expect(b.r.base(scope, "v-8")).toEqual({ epoch: "e7Kd", seq: 42 });
  expect(b.r.commit(golden("commit") as CommitFrame)).toBeUndefined(); // up to the cursor
  b.r.verdicts(1, (golden("verdicts") as { verdicts: Verdict[] }).verdicts);
  expect(b.r.setAside()).toEqual([]); // not of this phone
  const stored = b.r.snapshot().get(`doc/${scope}/1/v-8`);
  const sent = readFileSync(new URL("../../../frames/documents.json", import.meta.url), "utf8");
  expect(sent).toContain(stored); // what is stored are the very bytes that came
});

const count = fc.nat(6);
const edits = fc.constantFrom(
  "01000000000000000000000001",
  "01000000000000000000000002",
  "02x",
  "__proto__",
  "constructor",
);
const docs = fc.constantFrom("d1", "d2", "__proto__", "a/b", "");
const scopes = fc.constantFrom(card, card, card, "citizen/c2/card/ekby", "", "__proto__");
const epochs = fc.constantFrom("", "epoch1", "epoch2");
const stamps = fc.constantFrom("", "x", "00000000000003e80000-r1", "00000000000003e80001-bo", "ffffffffffffffff-r9");
const cursor = fc.record({ epoch: epochs, seq: count, chain: fc.constantFrom("", "0000000000000000") });
const value = fc.jsonValue({ maxDepth: 2 });
const cell = fc.record(
  {
    c: fc.array(fc.record({ e: edits, v: value }), { maxLength: 2 }),
    s: fc.array(fc.record({ replica: fc.constantFrom("ana/r1", ""), stamp: stamps }), { maxLength: 1 }),
  },
  { requiredKeys: [] },
);
const field = fc.oneof(cell, fc.record({ i: fc.dictionary(docs, cell, { maxKeys: 2 }) }));
const origin = fc.record({
  author: fc.constantFrom("ana", "bo"),
  role: fc.constant(""),
  replica: fc.constantFrom("r1", "bo"),
  stamp: stamps,
  seq: count,
  at: count,
});
const names = fc.constantFrom("title", "notes", "tags", "where", "_void", "future", "__proto__");
const doc = fc.record(
  {
    id: docs,
    type: fc.constantFrom(noteType, noteType, "poem", "constructor"),
    scope: scopes,
    seq: fc.oneof(count, fc.constant(2 ** 53 - 1)),
    created: edits,
    cold: fc.boolean(),
    origins: fc.dictionary(edits, origin, { maxKeys: 2 }),
    fields: fc.dictionary(names, field, { maxKeys: 3 }),
  },
  { requiredKeys: ["id", "type", "scope", "seq", "created"] },
);
const checksum = fc.constantFrom("", "0000000000000000", "no checksum");
const page = fc.record(
  {
    scope: scopes,
    reset: fc.boolean(),
    documents: fc.array(doc, { maxLength: 3 }),
    done: fc.boolean(),
    cursor,
    checksum,
    safeSeq: count,
    parent: fc.record({ epoch: epochs, seq: count }),
  },
  { requiredKeys: ["scope", "reset", "documents", "done", "cursor", "checksum", "safeSeq"] },
);
const change = fc.record({ prev: count, whole: fc.boolean(), doc });
const commit = fc.record({
  scope: scopes,
  cursor,
  checksum,
  safeSeq: count,
  changes: fc.array(change, { maxLength: 2 }),
});
const kinds = fc.constantFrom<Verdict["verdict"]>("applied", "merged", "proposed", "parked", "refused");
const verdict = fc.record({
  edit: edits,
  verdict: kinds,
  code: fc.constantFrom("", "id-taken"),
  scope: scopes,
  seq: count,
});

type Act = (b: Bench) => void;
const act = <T>(of: fc.Arbitrary<T>, does: (b: Bench, one: T) => unknown): fc.Arbitrary<Act> =>
  of.map((one) => (b) => {
    does(b, one);
  });
const someScopes = fc.array(scopes, { maxLength: 2 });
const acts = fc.oneof(
  act(page, (b, p) => b.r.documents({ ...p, documents: p.documents.map(typed) })),
  act(commit, (b, f) => b.r.commit({ ...f, changes: f.changes.map((c) => ({ ...c, doc: typed(c.doc) })) })),
  act(fc.array(verdict, { maxLength: 2 }), (b, all) => {
    b.r.verdicts(5, all);
  }),
  act(someScopes, (b, all) => {
    b.r.welcome(all, 7);
  }),
  act(someScopes, (b, all) => {
    b.r.revoke(all);
  }),
  act(fc.constant(0), (b) => {
    b.restart();
  }),
  act(fc.nat(2 ** 40), (b, n) => {
    b.r.readsTaken(n);
  }),
);

/** typed says that values are JSON, which fast-check knows and its types do not. */
function typed(d: object): Document {
  return d as Document & { fields: Record<string, Field & Cell> };
}

/*
 * Whatever comes, the phone lives, and shows what it can; what people wrote is in the outbox, set aside, or was said to be accepted;
 * and it can be stored and read back.
 */
test("no frame takes an edit away", () => {
  fc.assert(
    fc.property(fc.array(acts, { minLength: 1, maxLength: 25 }), (all) => {
      const b = new Bench();
      const wrote: Edit[] = [b.write("d1", "mine"), b.write("d2", "mine too")];
      const stampsOf = (): Set<string> =>
        new Set([...b.r.outbox(0, 0), ...b.r.setAside().map((a) => a.edit)].map((e) => e.stamp));
      const accepted = new Set<string>();
      for (const act of all) {
        act(b);
        for (const one of b.r.showAll(card)) expect(one.doc).not.toBe("");
        for (const [key, text] of b.r.snapshot()) {
          if (key.startsWith("edit/") && text.includes('"verdict":{'))
            accepted.add((JSON.parse(text) as { edit: Edit }).edit.stamp);
        }
        for (const e of wrote) if (!accepted.has(e.stamp)) expect(stampsOf()).toContain(e.stamp);
      }
      const stored = b.r.snapshot();
      b.restart(stored);
      expect([...b.r.snapshot().keys()].filter((key) => key.startsWith("edit/"))).toEqual(
        [...stored.keys()].filter((key) => key.startsWith("edit/")),
      );
    }),
    { numRuns: 40 },
  );
}, 300_000);
