import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  addSums,
  apply,
  applyChange,
  type Arrival,
  canonical,
  canonicalDocument,
  checkValue,
  type Change,
  checksumText,
  type Document,
  documentSum,
  type Edit,
  editDigest,
  editSum,
  isScope,
  isStamp,
  nextStamp,
  own,
  read,
  replicaOf,
  type Schema,
  scopeParts,
  sha256,
  skewLimitMillis,
  type Json,
  type Verb,
  timeMillis,
  type Type,
  type View,
  wallMillis,
} from "./index.js";
import { copy } from "../replica/limits.js";
import { scopeFits } from "../replica/scopefits.js";
import { hex } from "../sign/bytes.js";

/** Reads a file that Go wrote. Its form is Go's to keep, so it is taken at its word. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- each file has a form of its own
function load<T>(name: string): T {
  const text = readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), "utf8");
  return JSON.parse(text) as T;
}

function parse(text: string): Document | undefined {
  return text === "" ? undefined : (JSON.parse(text) as Document);
}

const { types } = JSON.parse(readFileSync(new URL("../schema.json", import.meta.url), "utf8")) as Schema;
const plan = load<Type>("plan.json");

interface Step {
  edit: Edit;
  arrival: Arrival;
  verdict: object;
  fields?: string[];
  hidden?: boolean;
  sum?: string;
  doc?: string;
  view?: View;
}

interface Case {
  name: string;
  type: string;
  steps: Step[];
}

describe.each(["merge-rules.json", "merge-policies.json", "merge-random.json"])("%s", (file) => {
  it.each(load<Case[]>(file).map((c) => [c.name, c] as const))("%s", (_, c) => {
    const type = c.type === "plan" ? plan : own(types, c.type);
    if (type === undefined) throw new Error(`no type ${c.type}`);
    let doc: Document | undefined;
    c.steps.forEach((step, i) => {
      const before = doc === undefined ? "" : canonicalDocument(doc);
      const out = apply(type, doc, step.edit, step.arrival);
      const { scope, seq, ...verdict } = out.verdict;
      const at = `step ${i}`;
      expect({ scope, seq }, at).toEqual({ scope: "", seq: 0 });
      expect(verdict, at).toEqual(step.verdict);
      expect(out.fields, at).toEqual(step.fields ?? []);
      expect(out.hidden, at).toBe(step.hidden ?? false);
      if (step.doc !== undefined) expect(out.doc && canonicalDocument(out.doc), at).toBe(step.doc);
      expect(out.doc && checksumText(documentSum(out.doc)), at).toBe(step.sum);
      if (step.view !== undefined) expect(out.doc && plain(read(type, out.doc)), at).toEqual(step.view);
      if (doc !== undefined) expect(canonicalDocument(doc), `${at} changed what it was given`).toBe(before);
      doc = out.doc;
    });
  });
});

/** As it would travel, so that prototypes do not matter to the comparison. */
function plain(view: View): unknown {
  return JSON.parse(JSON.stringify(view));
}

describe("stamps.json", () => {
  const noon = 1_795_000_000_000;
  const all = load<
    {
      last?: string;
      now: number;
      next: string;
      ahead: boolean;
      text: string;
      is: boolean;
      wall: number;
      replica: string;
    }[]
  >("stamps.json");
  it.each(all.filter((c) => c.last !== undefined))("after $last at $now", ({ last = "", now, next, ahead }) => {
    expect(nextStamp("r1", last, now)).toBe(next);
    expect(wallMillis(next) > noon + skewLimitMillis).toBe(ahead);
  });
  it.each(all.filter((c) => c.last === undefined))("$text", ({ text, is, wall, replica }) => {
    expect(isStamp(text)).toBe(is);
    if (is) expect([wallMillis(text), replicaOf(text)]).toEqual([wall, replica]);
  });
});

function fitsIn(name: string, scope: string): boolean {
  const type = own(types, name);
  return type !== undefined && scopeFits(type, scope);
}

describe("scopes.json", () => {
  it.each(
    load<
      {
        text: string;
        is: boolean;
        kind: string;
        subject: string;
        compartment: string;
        controller: string;
        types: string[];
      }[]
    >("scopes.json"),
  )("$text", ({ text, is, kind, subject, compartment, controller, types: fitting }) => {
    expect(isScope(text)).toBe(is);
    if (!is) return;
    expect(Object.keys(types).filter((name) => fitsIn(name, text))).toEqual(fitting);
    expect(scopeParts(text)).toEqual({ kind, subject, compartment, controller });
  });
});

describe("times.json", () => {
  it.each(load<{ text: string; is: boolean; millis: number }[]>("times.json"))("$text", ({ text, is, millis }) => {
    expect(timeMillis(text)).toBe(is ? millis : undefined);
  });
});

it("canonical.json", () => {
  for (const c of load<{ text: string; canonical?: string; refused?: string }[]>("canonical.json")) {
    if (c.canonical === undefined) continue;
    const value = JSON.parse(c.text) as Json;
    expect(canonical(value), c.text).toBe(c.canonical);
    const isRounded = c.text.endsWith("9007199254740993"); // by JSON.parse: nobody can tell any more
    if (!isRounded) expect(copy(value).bad, c.text).toBe(c.refused);
  }
});

it("checksums.json", () => {
  let total = 0n;
  for (const c of load<{ doc: string; inner: string; sum: string; total: string }[]>("checksums.json")) {
    const doc = JSON.parse(c.doc) as Document;
    expect(canonicalDocument(doc)).toBe(c.doc);
    expect(hex(sha256(new TextEncoder().encode(c.doc)))).toBe(c.inner);
    expect(checksumText(documentSum(doc))).toBe(c.sum);
    total = addSums(total, documentSum(doc));
    expect(checksumText(total)).toBe(c.total);
  }
});

describe("changes.json", () => {
  it.each(load<{ held: string; change: Change; fits: boolean; next: string }[]>("changes.json"))(
    "of $change.doc.id",
    (c) => {
      const next = applyChange(c.change, parse(c.held));
      expect(next !== undefined).toBe(c.fits);
      if (next !== undefined) expect(canonicalDocument(next)).toBe(c.next);
    },
  );
});

describe("values.json", () => {
  const all = load<{ type: string; field: string; verb: Verb; value: Json; code?: string }[]>("values.json");
  it.each([...new Set(all.map((c) => c.type))])("%s", (name) => {
    const type = own(types, name);
    if (type === undefined) throw new Error("no such type");
    for (const { field, verb, value, code } of all.filter((c) => c.type === name)) {
      const bad = copy(value).bad ?? checkValue(type, field, verb, value);
      expect(bad, `${verb} ${field} ${canonical(value)}`).toBe(code ?? "");
    }
  });
});

describe("edits.json", () => {
  it.each(load<{ edit: Edit; sum: string; digest: string }[]>("edits.json"))("$edit.id", ({ edit, sum, digest }) => {
    expect(hex(editSum(edit))).toBe(sum);
    expect(editDigest(edit)).toBe(digest);
  });
});
