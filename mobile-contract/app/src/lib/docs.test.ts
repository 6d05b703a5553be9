import { effect, signal, type Signal } from "@preact/signals";
import type { Schema, Shown } from "@samsyn/sdk";
import { beforeEach, describe, expect, test, vi } from "vitest";

const phone = vi.hoisted(() => ({
  schema: undefined as unknown as Signal<Schema>,
  scopes: undefined as unknown as Signal<readonly string[]>,
  held: (scope: string): Signal<readonly Shown[]> => {
    throw new Error(scope);
  },
  unlessSame: <T>(old: readonly T[], now: readonly T[]): readonly T[] =>
    old.length === now.length && old.every((one, i) => one === now[i]) ? old : now,
}));
vi.mock("./phone.js", () => phone);
phone.schema = signal({
  types: {
    goal: { scopes: ["citizen/{citizen}/social/{provider}"] },
    note: { scopes: ["citizen/{citizen}/social/{provider}"] },
  },
} as unknown as Schema);
phone.scopes = signal<readonly string[]>([]);
const { all, byId, every, find, inScope } = await import("./docs.js");

const gunvor = "citizen/c1/social/ekby";
const tage = "citizen/c2/social/ekby";
const shown = (doc: string, type: string, voided = ""): Shown =>
  ({ doc, type, view: { voided, incomplete: false, fields: {} } }) as unknown as Shown;
let lists: Record<string, Signal<readonly Shown[]>>;

beforeEach(() => {
  const made: Record<string, Signal<readonly Shown[]>> = {
    [gunvor]: signal([shown("g1", "goal"), shown("g2", "goal", "x"), shown("n1", "note")]),
    [tage]: signal([shown("g3", "goal")]),
  };
  lists = made;
  phone.held = (scope) => made[scope] ?? signal([]);
  phone.scopes.value = [gunvor, tage];
});

const ids = (docs: readonly { readonly doc: string }[]): readonly string[] => docs.map((d) => d.doc);

describe("what is held", () => {
  test("is found by type, by citizen and by id; what was voided by id, or by who asks for every one", () => {
    expect(ids(all("goal"))).toEqual(["g1", "g3"]);
    expect(ids(every("goal"))).toEqual(["g1", "g2", "g3"]);
    expect(ids(all("goal", "c2"))).toEqual(["g3"]);
    expect(ids(every("goal", "c1"))).toEqual(["g1", "g2"]);
    expect(ids(inScope(gunvor, "note"))).toEqual(["n1"]);
    expect(byId("goal", "g3")?.scope).toBe(tage);
    expect(byId("goal", "g2")).toBeUndefined();
    expect(byId("goal", "n1")).toBeUndefined();
    expect(find(gunvor, "g2")?.doc).toBe("g2");
    expect(all("unheardOf")).toEqual([]);
  });

  test("is drawn again only when it is another", () => {
    let drawn = 0;
    const end = effect(() => {
      drawn++;
      all("goal");
    });
    const list = lists[gunvor];
    if (!list) throw new Error("no list");
    list.value = [...list.value, shown("n2", "note")];
    expect(drawn).toBe(1);
    list.value = [...list.value, shown("g4", "goal")];
    expect(drawn).toBe(2);
    expect(ids(all("goal"))).toEqual(["g1", "g4", "g3"]);
    end();
  });

  test("goes with its scope", () => {
    expect(ids(all("goal"))).toEqual(["g1", "g3"]);
    phone.scopes.value = [tage];
    expect(ids(all("goal"))).toEqual(["g3"]);
  });
});
