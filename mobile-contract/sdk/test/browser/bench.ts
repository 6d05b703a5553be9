import { checksumText, documentSum, type Document } from "../../src/core/index.js";
import { open, type Samsyn, type Schema } from "../../src/index.js";
import type { Ends, OpenWire } from "../../src/net/wire.js";

/** What a run measured, in milliseconds. */
export interface Figures {
  /** From the first byte of a catch-up to the replica having all of it, proven by its checksum. */
  readonly applied: number;
  /** And until a screen has read every document of it. */
  readonly listed: number;
  /** And until it is on the disk. */
  readonly saved: number;
  /** From open to the first document, of a store of that size. */
  readonly opened: number;
  /** From edit to the screen. */
  readonly edited: number;
}

const scope = "citizen/c17/social/ekby";
const pageSize = 500;
const token = ["{}", JSON.stringify({ sub: "s9", tenant: "ekby", kind: "staff" }), "{}"].map((s) => btoa(s)).join(".");

const ulid = (n: number): string => "01JD" + String(n).padStart(22, "0");

/** goal is a document of about 1 KB: two people have written in it. */
function goal(n: number): Document {
  const [a, b] = [ulid(2 * n), ulid(2 * n + 1)];
  const origin = (author: string, seq: number): NonNullable<Document["origins"]>[string] => ({
    at: 1_795_000_000_000 + n,
    author,
    replica: "r" + author,
    role: "assistantNurse",
    seq,
    stamp: (0x193a1b2c3d4 + n).toString(16).padStart(12, "0") + "0000-r" + author,
  });
  const words = "Gå till brevlådan med rollator varje morgon, och hem igen innan kaffet. ".repeat(4);
  return {
    id: "g-" + String(n),
    type: "goal",
    scope,
    seq: n + 1,
    created: a,
    origins: { [a]: origin("petra", n + 1), [b]: origin("amina", n + 1) },
    fields: {
      citizenWords: { c: [{ e: a, v: words }] },
      nextReview: { c: [{ e: b, v: "2026-12-01" }] },
      activities: {
        i: { a1: { c: [{ e: a, v: "Öva kantsten" }] }, a2: { c: [{ e: b, v: "Prova lättare rollator" }] } },
      },
      stateReason: { c: [{ e: b, v: "Följs upp på teammötet" }] },
    },
  };
}

/** catchUp gives the frames of a catch-up of so many documents. */
function catchUp(count: number): string[] {
  const documents = Array.from({ length: count }, (_, n) => goal(n));
  const sum = documents.reduce((s, d) => BigInt.asUintN(64, s + documentSum(d)), 0n);
  const frames: string[] = [];
  for (let at = 0; at < count; at += pageSize) {
    const done = at + pageSize >= count;
    const cursor = { epoch: "e1", seq: count, chain: "00c0ffee00c0ffee" };
    const page = documents.slice(at, at + pageSize);
    const frame = {
      frame: "documents",
      scope,
      reset: at === 0,
      documents: page,
      done,
      cursor,
      checksum: checksumText(sum),
      safeSeq: 0,
    };
    frames.push(JSON.stringify(frame));
  }
  return [...frames, '{"frame":"caughtUp"}'];
}

const welcome = JSON.stringify({
  frame: "welcome",
  contract: 1,
  now: Date.now(),
  actor: "s9",
  roles: ["nurse"],
  scopes: [scope],
  limits: { frameBytes: 1 << 20, batchEdits: 256, editsPerMinute: 3000 },
  keepDays: 7,
});

/** server is one whose frames come when the bench says so. */
function server(): { open: OpenWire; ends: Promise<Ends> } {
  let greet: (ends: Ends) => void = () => undefined;
  const ends = new Promise<Ends>((done) => (greet = done));
  return {
    ends,
    open: (_, ends) => {
      queueMicrotask(() => {
        ends.opened();
        greet(ends);
      });
      return { send: () => undefined, close: () => undefined };
    },
  };
}

const never: OpenWire = () => ({ send: () => undefined, close: () => undefined });

async function begin(schema: Schema, name: string, openWire: OpenWire): Promise<Samsyn> {
  const samsyn = await open({ url: "http://x", schema, name, openWire });
  await samsyn.login(token, "nurse");
  return samsyn;
}

/** run measures once, in a store of its own. */
async function run(schema: Schema, count: number): Promise<Figures> {
  const name = "bench" + Math.random().toString(36).slice(2);
  const frames = catchUp(count);
  const net = server();
  const first = await begin(schema, name, net.open);
  const ends = await net.ends;
  ends.text(welcome);
  await first.handled("");

  const start = performance.now();
  for (const f of frames) ends.text(f);
  const applied = performance.now() - start;
  const shown = (await first.list(scope)).length;
  const listed = performance.now() - start;
  if (shown !== count) throw new Error(`${shown} of ${count} documents are shown`);
  await first.handled(""); // resolves when all that has changed is saved
  const saved = performance.now() - start;

  const seen = new Promise<number>((done) => {
    let calls = 0;
    first.watch(scope, "g-7", () => {
      if (++calls === 2) done(performance.now());
    });
  });
  await new Promise(requestAnimationFrame);
  const wrote = performance.now();
  await first.edit({ scope, doc: "g-7", type: "goal", changes: { stateReason: { set: "Nytt" } } });
  const edited = (await seen) - wrote;
  await first.close();

  const again = performance.now();
  const second = await begin(schema, name, never);
  const view = await second.show(scope, "g-7");
  const opened = performance.now() - again;
  if (view?.fields["stateReason"]?.value !== "Nytt") throw new Error("the store was not whole");
  await second.close();
  indexedDB.deleteDatabase(name);
  return { applied, listed, saved, opened, edited };
}

Object.assign(globalThis, { run });
