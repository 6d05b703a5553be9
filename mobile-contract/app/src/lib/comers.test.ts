import { signal, type Signal } from "@preact/signals";
import type { Json, Schema, Shown } from "@samsyn/sdk";
import { expect, test, vi } from "vitest";

const visits = "citizen/c1/visits/ekby";
const lindgardens = "citizen/c1/visits/lindgarden";
const own = "citizen/c1/own/ekby";

const phone = vi.hoisted(() => ({
  schema: undefined as unknown as Signal<Schema>,
  scopes: undefined as unknown as Signal<readonly string[]>,
  held: (scope: string): Signal<readonly Shown[]> => {
    throw new Error(scope);
  },
  unlessSame: <T>(_old: readonly T[], now: readonly T[]): readonly T[] => now,
}));
vi.mock("./phone.js", () => phone);
phone.schema = signal({
  types: {
    visitDay: { scopes: ["citizen/{citizen}/visits/{provider}"] },
    visitPlan: { scopes: ["citizen/{citizen}/visits/{provider}"] },
    visitInvitation: { scopes: ["citizen/{citizen}/own/{municipality}"] },
  },
} as unknown as Schema);
phone.scopes = signal<readonly string[]>([visits, lindgardens, own]);

const amina = { staffId: "amina", name: "Amina Warsame", role: "assistantNurse" };
const petra = { staffId: "petra", name: "Petra Nyholm", role: "nurse" };
const jonas = { staffId: "jonas", name: "Jonas Lilja", role: "occupationalTherapist" };
const listed = (entries: Readonly<Record<string, Json>>): unknown => ({
  items: Object.entries(entries).map(([id, value]) => ({ id, value })),
});
const shown = (doc: string, type: string, fields: Readonly<Record<string, unknown>>): Shown =>
  ({ doc, type, view: { voided: "", incomplete: false, fields } }) as unknown as Shown;
const held: Readonly<Record<string, Signal<readonly Shown[]>>> = {
  [visits]: signal([
    shown("vp1", "visitPlan", {}),
    shown("vp2", "visitPlan", {}),
    shown("vp3", "visitPlan", {}),
    shown("day", "visitDay", {
      facts: listed({ vr1: { visitPlanId: "vp1" }, vr2: { visitPlanId: "vp2" } }),
      visitors: listed({ vp1: { people: [amina, petra] }, vr1: { people: [petra] }, vp3: { people: [amina] } }),
    }),
  ]),
  [lindgardens]: signal([shown("other", "visitDay", { visitors: listed({ vp3: { people: [petra] } }) })]),
  [own]: signal([shown("vi", "visitInvitation", { visitors: { value: [jonas] } })]),
};
phone.held = (scope) => held[scope] ?? signal([]);

const { all } = await import("./docs.js");
const { comers, visitorsOf } = await import("./comers.js");

const of = (id: string): { readonly came: readonly string[]; readonly planned: readonly string[] } => {
  const plan = all("visitPlan").find((d) => d.doc === id);
  if (!plan) throw new Error(id);
  const { came, planned } = visitorsOf(plan);
  return { came: came.map((one) => one.name), planned: planned.map((one) => one.name) };
};

test("who was to come, and who came instead", () => {
  expect(of("vp1")).toEqual({ came: ["Petra Nyholm"], planned: ["Amina Warsame", "Petra Nyholm"] });
});

test("somebody came of whom the server does not say who", () => {
  expect(of("vp2")).toEqual({ came: [], planned: [] });
});

test("another provider's visit of the same id is another", () => {
  expect(of("vp3")).toEqual({ came: [], planned: ["Amina Warsame"] });
});

test("all whom the phone knows, those who are asked about, too", () => {
  expect(comers()).toContainEqual({ id: "jonas", name: "Jonas Lilja", role: "occupationalTherapist" });
  expect(new Set(comers().map((one) => one.id))).toEqual(new Set(["amina", "petra", "jonas"]));
});
