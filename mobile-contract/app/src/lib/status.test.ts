import { signal, type Signal } from "@preact/signals";
import { readFileSync } from "node:fs";
import type { Document, Schema, Shown } from "@samsyn/sdk";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { read } from "../../../sdk/src/core/index.js";

const contract = new URL("../../../", import.meta.url);
const types = JSON.parse(readFileSync(new URL("sdk/src/schema.json", contract), "utf8")) as Schema;

const phone = vi.hoisted(() => ({
  schema: undefined as unknown as Signal<Schema>,
  scopes: undefined as unknown as Signal<readonly string[]>,
  held: (scope: string): Signal<readonly Shown[]> => {
    throw new Error(scope);
  },
  unlessSame: <T>(_: readonly T[], now: readonly T[]): readonly T[] => now,
}));
vi.mock("./phone.js", () => phone);
phone.schema = signal(types);
phone.scopes = signal<readonly string[]>([]);
const { find } = await import("./docs.js");
const { derived, derivedText, visitStatus } = await import("./status.js");

interface Case {
  readonly name: string;
  readonly field: string;
  readonly scope: string;
  readonly doc: string;
  readonly documents: readonly Document[];
  readonly value?: unknown;
}

const cases = JSON.parse(readFileSync(new URL("vectors/derived.json", contract), "utf8")) as readonly Case[];

/** shown is what the phone gives of a document. */
function shown(d: Document): Shown {
  const type = types.types[d.type];
  if (!type) throw new Error(d.type);
  const { id, created, seq, origins = {}, fields = {} } = d;
  return { doc: id, type: d.type, seq, waiting: 0, unknown: false, view: read(type, d), created, origins, fields };
}

function holds(documents: readonly Document[]): void {
  const names = [...new Set(documents.map((d) => d.scope))];
  const of = (scope: string): readonly Shown[] => documents.filter((d) => d.scope === scope).map(shown);
  const held = new Map(names.map((scope) => [scope, signal(of(scope))]));
  phone.held = (scope) => held.get(scope) ?? signal([]);
  phone.scopes.value = [...held.keys()];
}

beforeEach(() => {
  holds([]);
});

describe("what a screen computes", () => {
  // What the app hands over must be all that counts: voided records, other providers' scopes, the teams' meetings.
  test.each(cases.map((c) => [c.name, c] as const))("%s", (_, c) => {
    holds(c.documents);
    const d = find(c.scope, c.doc);
    expect(d && derived(d, c.field)).toEqual(c.value);
  });

  test("is a text, or nothing", () => {
    const same = cases.find((c) => c.name === "maybeSameAs: the same evening");
    holds(same?.documents ?? []);
    const d = find(same?.scope ?? "", same?.doc ?? "");
    expect(d && derivedText(d, "maybeSameAs")).toBe("");
    expect(d && visitStatus(d)).toBe("");
  });
});
