import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  apply,
  type Arrival,
  canonicalDocument,
  type Document,
  type Edit,
  type Json,
  nextStamp,
  type Op,
  read,
  skewLimitMillis,
  type Type,
  type View,
  wallMillis,
} from "./index.js";

// The laws of Go's sync/merge/laws_test.go, held by drawn histories. Where the first commit wins nobody writes here: of two
// who did not know of each other one is refused there, and the vectors tell which.

const plan = JSON.parse(readFileSync(new URL("../../../vectors/plan.json", import.meta.url), "utf8")) as Type;
const noon = 1_795_000_000_000;

/** A phone: its person, its clock, and the commit up to which it has seen everything. */
interface Phone {
  readonly author: string;
  readonly role: string;
  readonly replica: string;
  now: number;
  last: string;
  base: number;
}

interface Letter {
  readonly edit: Edit;
  readonly arrival: Arrival;
}

/** What somebody does: who, to which fields, and whether they have caught up before. */
interface Act {
  readonly phone: number;
  readonly ops: readonly (readonly [string, number, string])[];
  readonly catchesUp: boolean;
}

const people = [
  ["amina", "assistant", 0],
  ["jonas", "nurse", -420_000],
  ["gunvor", "citizen", 200_000],
  ["amina", "assistant", 420_000],
] as const;
const fields = [
  "notes",
  "activities",
  "icfCode",
  "homeAccess",
  "review",
  "urgency",
  "hours",
  "citizenWords",
  "citizenStance",
  "wording",
  "checks",
  "trialUse",
  "outcome",
  "decision",
];

const act: fc.Arbitrary<Act> = fc.record({
  phone: fc.nat({ max: people.length - 1 }),
  ops: fc.array(fc.tuple(fc.constantFrom(...fields), fc.nat({ max: 5 }), fc.constantFrom("x", "y", "z")), {
    minLength: 1,
    maxLength: 2,
  }),
  catchesUp: fc.boolean(),
});

function opOn(field: string, n: number, item: string, by: Phone, count: number): Op {
  const text = `${by.replica} ${count}`;
  const values: Record<string, Json> = {
    review: `2026-12-0${n + 1}`,
    urgency: ["low", "soon", "acute"][n % 3] ?? "low",
    hours: n / 2,
    outcome: n % 2 === 0 ? "done" : "partly",
  };
  switch (plan.fields[field]?.policy) {
    case "journal":
      return { add: { [`${by.replica}${count}`]: text } };
    case "addWins":
      return n === 0 ? { remove: [item] } : { add: { [item]: text } };
    case "ownKey":
      return { add: { [by.author]: text } };
    case "counter":
      return { add: { [by.replica]: count } };
    case "citizenOwned":
      return field === "citizenStance" ? { add: { [item]: text } } : { set: text };
    default:
      return { set: values[field] ?? text };
  }
}

/** A document that all have seen, and the phones. */
function begin(): { phones: Phone[]; doc: Document; seq: number } {
  const phones = people.map(([author, role, skew], i) => {
    return { author, role, replica: `${author}${i}`, now: noon + skew, last: "", base: 0 };
  });
  const [first] = phones;
  if (first === undefined) throw new Error("nobody there");
  const born = write(first, "A0", {
    icfCode: { set: "d450" },
    wording: { set: "v1" },
    activities: { add: { x: "x1" } },
  });
  const doc = apply(plan, undefined, { ...born.edit, create: true }, { ...born.arrival, seq: 1 }).doc;
  if (doc === undefined) throw new Error("not created");
  for (const p of phones) p.base = 1;
  return { phones, doc, seq: 1 };
}

function write(p: Phone, id: string, changes: Record<string, Op>): Letter {
  p.now += 1000;
  const stamp = nextStamp(p.replica, p.last, p.now);
  const edit = {
    id,
    scope: "citizen/c17/health/ekby",
    doc: "d1",
    type: "plan",
    base: { seq: p.base },
    stamp,
    ...(p.last === "" ? {} : { after: p.last }),
    changes,
  };
  p.last = stamp;
  const { author, role, replica, base } = p;
  const ahead = wallMillis(stamp) > noon + skewLimitMillis;
  return { edit, arrival: { author, role, replica, base, seq: 0, at: noon, ahead } };
}

function compose(p: Phone, one: Act, count: number): Letter {
  const changes: Record<string, Op> = {};
  for (const [field, n, item] of one.ops) changes[field] = opOn(field, n, item, p, count);
  return write(p, `${"KBQ"[count % 3] ?? ""}${String(count).padStart(3, "0")}`, changes);
}

function deliver(doc: Document, letters: readonly Letter[], seq: number): Document {
  let now = doc;
  for (const l of letters) now = apply(plan, now, l.edit, { ...l.arrival, seq: ++seq }).doc ?? now;
  return now;
}

/** Without commits, which differ with the order, and without what only stragglers are known by. */
function sight(d: Document): [View, string] {
  const held = Object.entries(d.fields ?? {}).map(([name, f]) => {
    const items = Object.entries(f.i ?? {}).filter(([, cell]) => cell.c !== undefined);
    return [name, f.c, items.map(([id, cell]) => [id, cell.c]).sort()];
  });
  return [read(plan, d), JSON.stringify(held.sort())];
}

const order = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });

/** An order in which each phone's letters keep theirs. */
function interleave(letters: readonly Letter[], draws: readonly number[]): Letter[] {
  const queues = new Map<string, Letter[]>();
  for (const l of letters) queues.set(l.arrival.replica, [...(queues.get(l.arrival.replica) ?? []), l]);
  const out: Letter[] = [];
  while (out.length < letters.length) {
    const waiting = [...queues.values()].filter((q) => q.length > 0);
    const next = waiting[(draws[out.length] ?? 0) % waiting.length]?.shift();
    if (next !== undefined) out.push(next);
  }
  return out;
}

it("the order in which phones come back does not change what people see", () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 2, maxLength: 12 }), order, order, (acts, a, b) => {
      const { phones, doc, seq } = begin();
      const letters = acts.flatMap((one, i) =>
        phones[one.phone] === undefined ? [] : [compose(phones[one.phone] as Phone, one, i)],
      );
      expect(sight(deliver(doc, interleave(letters, a), seq))).toEqual(
        sight(deliver(doc, interleave(letters, b), seq)),
      );
    }),
    { numRuns: 300 },
  );
});

/** Plays acts online and off: whoever catches up hands in and has seen all. */
function play(acts: readonly Act[]): { doc: Document; letters: Letter[]; seq: number } {
  const { phones, doc, seq } = begin();
  const world = { doc, letters: [] as Letter[], seq };
  acts.forEach((one, i) => {
    const p = phones[one.phone];
    if (p === undefined) return;
    const l = compose(p, one, i);
    const out = apply(plan, world.doc, l.edit, { ...l.arrival, seq: ++world.seq });
    if (out.verdict.verdict !== "refused") world.letters.push(l);
    world.doc = out.doc ?? world.doc;
    if (one.catchesUp) p.base = world.seq;
  });
  return world;
}

const history = fc.array(act, { minLength: 1, maxLength: 14 });

it("the same edit twice changes nothing", () => {
  fc.assert(
    fc.property(history, fc.nat(), (acts, which) => {
      const { doc, letters, seq } = play(acts);
      const again = letters[which % Math.max(1, letters.length)];
      if (again === undefined) return;
      const out = apply(plan, doc, again.edit, { ...again.arrival, seq: seq + 1 });
      expect(out.doc && canonicalDocument(out.doc)).toBe(canonicalDocument(doc));
      expect(out.fields).toEqual([]);
      expect(out.hidden || out.verdict.verdict === "refused").toBe(true);
    }),
    { numRuns: 300 },
  );
});

it("merging invents nothing, and what is not shown is named", () => {
  fc.assert(
    fc.property(history, (acts) => {
      const { doc, letters } = play(acts);
      const wrote = new Map(letters.map((l) => [l.edit.id, JSON.stringify(l.edit.changes)]));
      for (const [name, r] of Object.entries(read(plan, doc).fields)) {
        const all = [...(r.waiting ?? []), ...(r.beside ?? []), ...(r.items ?? []).flatMap((it) => it.beside ?? [])];
        for (const c of all) expect(wrote.get(c.e) ?? '"v1""d450""x1"', name).toContain(JSON.stringify(c.v));
        const held = [
          ...(doc.fields?.[name]?.c ?? []),
          ...Object.values(doc.fields?.[name]?.i ?? {}).flatMap((c) => c.c ?? []),
        ];
        const seen = new Set([r.edit, ...(r.items ?? []).map((it) => it.edit), ...all.map((c) => c.e)]);
        for (const c of held) expect(seen.has(c.e), `${name} ${c.e}`).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

it("what was seen and replaced never returns", () => {
  fc.assert(
    fc.property(history, fc.nat(), (acts, which) => {
      const { doc, letters, seq } = play(acts);
      const p = { author: "gunvor", role: "citizen", replica: "petra9", now: noon, last: "", base: seq };
      const l = write(p, "Z9", {
        icfCode: { set: "last" },
        homeAccess: { set: "last" },
        citizenWords: { set: "last" },
      });
      const now = deliver(doc, [l], seq);
      const again = letters[which % Math.max(1, letters.length)];
      const after = again === undefined ? now : deliver(now, [again], seq + 1);
      for (const name of ["icfCode", "homeAccess", "citizenWords"]) {
        expect(
          after.fields?.[name]?.c?.map((c) => c.e),
          name,
        ).toEqual(["Z9"]);
      }
    }),
    { numRuns: 300 },
  );
});
