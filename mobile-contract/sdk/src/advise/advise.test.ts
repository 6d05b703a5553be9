import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalDocument, type Document, own, type Schema, type Type } from "../core/index.js";
import type { Draft } from "../replica/index.js";
import {
  appointments,
  beforeOpening,
  beforeSaving,
  type Held,
  judge,
  type Known,
  label,
  type Me,
  suggests,
  type Written,
} from "./index.js";
import texts from "./texts.json";

const schema = JSON.parse(readFileSync(new URL("../schema.json", import.meta.url), "utf8")) as Schema;

/** A question to what a phone says by itself, and what the Go phone answers; ask says which members are the question. */
interface Case {
  readonly name: string;
  readonly ask: "appointments" | "saving" | "opening" | "judge" | "suggests";
  readonly now: number;
  readonly me: Me;
  readonly held?: readonly Held[];
  readonly known?: readonly Known[];
  readonly draft: Draft;
  readonly view?: Held["view"];
  readonly visit: string;
  readonly documents?: readonly Document[];
  readonly type: string | Type;
  readonly says: object;
}

// Its form is Go's to keep, so it is taken at its word.
const cases = JSON.parse(
  readFileSync(new URL("../../../vectors/advise.json", import.meta.url), "utf8"),
) as readonly Case[];

function answer(c: Case): unknown {
  switch (c.ask) {
    case "appointments":
      return appointments(c.now, c.me, c.held ?? [], c.known);
    case "saving":
      return beforeSaving(c.me, c.draft, c.view);
    case "opening":
      return beforeOpening(c.me, c.held ?? [], c.visit);
    case "judge":
      return judge(c.now, c.me, schema, (c.documents ?? []).map(written), c.draft);
    case "suggests":
      return suggests(typeof c.type === "string" ? (own(schema.types, c.type) ?? never(c.type)) : c.type);
  }
}

/** A document as the phone shows it. */
const written = ({ id, origins = {}, fields = {}, ...of }: Document): Written => ({ doc: id, ...of, origins, fields });

function never(name: string): never {
  throw new Error("no type " + name);
}

describe("advise.json", () => {
  it.each(cases.map((c) => [c.name, c] as const))("%s", (_, c) => {
    const before = (c.documents ?? []).map(canonicalDocument);
    const want = c.ask === "appointments" ? { alarms: [], moved: [], known: [], ...c.says } : c.says;
    expect(answer(c)).toEqual(want);
    expect((c.documents ?? []).map(canonicalDocument), "changed what it was given").toEqual(before);
  });

  it("has each question", () => {
    const asked = new Set(cases.map((c) => c.ask));
    expect([...asked].sort()).toEqual(["appointments", "judge", "opening", "saving", "suggests"]);
  });
});

it("says what it says in Swedish and in English", () => {
  expect(label("call-nurse-now")).toEqual({ sv: "Ring sjuksköterska nu", en: "Call the nurse now" });
  for (const { sv, en } of Object.values(texts)) expect(sv && en && sv !== en).toBeTruthy();
});

it("suggests nothing in a question about medicines", () => {
  expect(suggests(own(schema.types, "medicationQuestion") ?? never("medicationQuestion"))).toEqual([]);
});
