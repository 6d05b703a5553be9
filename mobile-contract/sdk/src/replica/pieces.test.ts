import { endOf } from "../reads/index.js";
import { describe, expect, test } from "vitest";

import type { Edit, Verdict } from "../core/index.js";
import { fits, signLink, start, type Key } from "../sign/index.js";
import { keyOf, opener } from "../sign/testing/keys.js";
import { seal } from "../sign/index.js";
import { at, Bench, card, title } from "./testing/bench.js";
import { noteType } from "./testing/rules.js";

const taken = (e: Edit): Verdict => ({ edit: e.id, verdict: "refused", code: "id-taken", scope: card, seq: 0 });

/** Signing is a bench whose phone signs. */
class Signing extends Bench {
  constructor(readonly key: Key) {
    super(true);
  }

  async sign(): Promise<void> {
    for (const one of this.r.unsigned()) expect(this.r.signed(one, await signLink(this.key, one.link))).toBe(true);
  }

  async signed(doc: string, text: string): Promise<Edit> {
    const e = this.write(doc, text);
    await this.sign();
    return e;
  }

  /** proves checks that every piece of the edits is proven, and says how long they are. */
  async proves(edits: readonly Edit[]): Promise<number[]> {
    const pieces = this.r.pieces(edits);
    for (const p of pieces) expect(p.proof && (await fits(p.proof, this.key.public, p.edits))).toBe(true);
    expect(pieces.flatMap((p) => p.edits)).toEqual(edits);
    return pieces.map((p) => p.edits.length);
  }
}

const newSigning = async (): Promise<Signing> => new Signing(await keyOf(9));

describe("pieces", () => {
  test("follow the chain", async () => {
    const b = await newSigning();
    const es: Edit[] = [];
    for (let i = 0; i < 5; i++) es.push(await b.signed("d1", String(i)));
    const some = (...of: number[]): Edit[] => of.map((i) => at(es, i));
    const cases: [Edit[], number[]][] = [
      [es, [5]],
      [some(2, 3), [2]],
      [some(0, 1, 3, 4), [2, 2]],
      [some(1, 0), [1, 1]],
      [some(0, 1, 0), [2, 1]],
      [[], []],
    ];
    for (const [edits, want] of cases) expect(await b.proves(edits)).toEqual(want);
    expect(at(b.r.pieces(es), 0).proof?.link).toBe(start("r1"));
    const stranger = { ...at(es, 0), id: "01X" };
    expect(b.r.pieces([at(es, 0), stranger, at(es, 1)]).map((p) => p.proof === undefined)).toEqual([
      false,
      true,
      false,
    ]);
    const unsigned = new Bench().r.pieces(es);
    expect([unsigned.length, unsigned[0]?.proof]).toEqual([1, undefined]);
  });

  test("an edit with a new id leaves its place in the chain and takes the last", async () => {
    const b = await newSigning();
    for (const text of ["a", "b", "c"]) await b.signed("d1", text);
    const second = at(b.r.outbox(0, 0), 1);
    const before = at(b.r.unsigned().concat({ edit: second.id, link: "" }), 0);
    b.r.verdicts(1000, [taken(second)]);
    expect(b.r.signed(before, "late")).toBe(false); // a signature of what it was
    await b.sign();
    expect(await b.proves(b.r.outbox(0, 0))).toEqual([1, 1, 1]);
    const last = await b.signed("d1", "d");
    expect(await b.proves([at(b.r.outbox(0, 0), 1), last])).toEqual([2]);
  });

  test("nothing is sent before it is signed, nor what comes behind it", async () => {
    const b = await newSigning();
    const first = b.write("d1", "a");
    b.write("d1", "b");
    expect([b.outbox(), b.r.pending()]).toEqual([[], 2]);
    const one = at(b.r.unsigned(), 0);
    expect([
      one.edit,
      b.r.signed({ ...one, link: start("r1") }, "x"),
      b.r.signed({ ...one, edit: "01X" }, "x"),
    ]).toEqual([first.id, false, false]);
    expect(b.r.signed(one, await signLink(b.key, one.link))).toBe(true);
    expect(b.r.signed(one, "again")).toBe(false);
    expect(b.outbox()).toEqual([first.id]);
    await b.sign();
    expect(await b.proves(b.r.outbox(0, 0))).toEqual([2]);
  });
});

describe("restore", () => {
  /** Whatever of the storage a crash leaves, also before or without the signature, all that is there is proven. */
  test("the chain goes on", async () => {
    const b = await newSigning();
    const disk = new Map<string, string>();
    for (let i = 0; i < 12; i++) {
      b.write("d1", String(i));
      if (i % 2 === 0) await b.sign();
      b.write("d2", String(i));
      const puts = b.r.unsaved().slice(0, 1 + (i % 3)); // now and then without the end of the chain
      for (const p of puts) if (p.value !== undefined) disk.set(p.key, p.value);
      b.restart(disk, true);
      b.r.welcome([card], 7);
    }
    b.write("d1", "sist");
    await b.sign();
    const got = await b.proves(b.r.outbox(0, 0));
    expect(got).toHaveLength(1);
    expect(at(got, 0)).toBeGreaterThanOrEqual(12);
  });

  test("what an app without keys wrote is signed", async () => {
    const b = await newSigning();
    const old = new Bench();
    old.write("d1", "a");
    old.write("d1", "b");
    b.restart(old.r.snapshot(), true);
    await b.sign();
    expect(await b.proves(b.r.outbox(0, 0))).toEqual([2]);
    b.restart(b.r.snapshot(), true);
    b.ids = 10;
    await b.signed("d1", "c");
    expect(await b.proves(b.r.outbox(0, 0))).toEqual([3]);
  });

  test("a fork is proven", async () => {
    const b = await newSigning();
    await b.signed("d1", "a");
    const old = b.r.snapshot();
    await b.signed("d1", "b");
    b.restart(old, true);
    await b.signed("d1", "c");
    expect(await b.proves(b.r.outbox(0, 0))).toEqual([2]);
  });
});

test("what was acknowledged and lost by the server is handed in again with the proof it had", async () => {
  const b = await newSigning();
  const e = await b.signed("d1", "a");
  const { verdict, commit } = b.m.submit("ana", "r1", e);
  if (commit) b.r.commit(commit);
  b.r.verdicts(1000, [verdict]);
  expect(b.r.pending()).toBe(0);
  const cursor = { epoch: "new", seq: 1, chain: "00" };
  b.r.documents({ scope: card, reset: true, documents: [], done: true, cursor, checksum: "", safeSeq: 0 });
  expect(await b.proves(b.r.outbox(0, 0))).toEqual([1]);
});

describe("sealable", () => {
  test("nothing without a key of the server's, which is kept over a restart", async () => {
    const b = await newSigning();
    expect(b.r.sealable("staff")).toBeUndefined();
    const without = new Bench();
    without.r.sealTo("AAAA");
    expect(without.r.sealable("staff")).toBeUndefined();
    b.r.sealTo("AAAA");
    b.restart(b.r.snapshot(), true);
    const to = { author: "ana", kind: "staff", replica: "r1" };
    expect(b.r.sealable("staff")).toEqual({ key: "AAAA", to, texts: [], reads: [] });
  });

  test("the boxes hold the outbox, proven, each small enough for a frame", async () => {
    const o = await opener();
    const b = await newSigning();
    b.r.sealTo(o.public);
    const big = "Gunnar åt inget. ".repeat(8000);
    for (let i = 0; i < 5; i++) {
      b.r.edit(1, { scope: card, doc: `d${i}`, type: noteType, create: true, changes: title(big) });
    }
    await b.sign();
    b.r.verdicts(1000, [taken(at(b.r.outbox(0, 0), 3))]);
    await b.sign();
    const all = b.r.sealable("staff");
    if (!all || all.texts.length < 2) throw new Error("it is in one box");
    const got: string[] = [];
    expect(all.texts.map((t) => t.edits).reduce((n, more) => n + more)).toBe(5);
    for (const { text } of all.texts) {
      const box = await seal(all.key, all.to, text);
      expect(box.box.length).toBeLessThan(1_000_000);
      const { frames } = JSON.parse(await o.open(box)) as {
        frames: { frame: string; edits: Edit[]; proof: { link: string; sig: string } }[];
      };
      for (const f of frames) {
        expect([f.frame, await fits(f.proof, b.key.public, f.edits)]).toEqual(["submit", true]);
        got.push(...f.edits.map((e) => e.id));
      }
    }
    expect(got).toEqual(b.outbox());
    expect(got).toHaveLength(5);
  }, 300_000);

  test("what was read and not handed in is all there, in batches that follow each other", async () => {
    const b = await newSigning();
    b.r.sealTo("AAAA");
    for (let i = 1; i <= 1203; i++) b.r.opened(i, card, `d${i}`, "read", false);
    b.r.readsTaken(2);
    const all = b.r.sealable("staff")?.reads ?? [];
    expect(all.map((one) => [one.from, one.events.length])).toEqual([
      [3, 500],
      [503, 500],
      [1003, 201],
    ]);
    expect(all.slice(1).map((one) => one.prev)).toEqual(all.slice(0, 2).map((one) => endOf(one).link));
    expect(b.r.reads(500)).toEqual(all[0]);
  });
});
