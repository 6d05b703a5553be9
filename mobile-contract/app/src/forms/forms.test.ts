import { readFileSync } from "node:fs";
import type { FieldRule, Json, Schema, Type, ValueSchema } from "@samsyn/sdk";
import { describe, expect, it } from "vitest";
import { check } from "../../../sdk/src/replica/check.js";
import { itemOf, madeOf, removeOps, setOp, type Making } from "./ops.js";
import { createParts, initialState, partOf } from "./plan.js";
import { mayCreate, mayWrite, movesOf, voiceFor, type Me } from "./rights.js";
import { blank, isBlank, meant, typedOf, type Typed } from "./typed.js";
import { isList, widgetOf, type Widget } from "./widget.js";

const file = new URL("../../../sdk/src/schema.json", import.meta.url);
const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;
const every = Object.entries(schema.types);
const fields = every.flatMap(([type, t]) => Object.entries(t.fields).map(([name, rule]) => ({ type, t, name, rule })));
const id = "01JD0000000000000000000001";
let made = 0;
const making: Making = {
  newId: () => "01JD" + String(++made).padStart(22, "0"),
  now: "2026-11-24T13:00:00Z",
  actor: "amina",
  sequence: () => 1,
};

/** Drawn numbers that are the same each time. */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A value that the schema takes. */
function draw(s: ValueSchema, random: () => number): Json {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  if (s.enum) return pick(s.enum);
  if (s.oneOf) return draw(pick(s.oneOf), random);
  switch (s.type) {
    case "boolean":
      return random() < 0.5;
    case "integer": {
      const from = s.minimum ?? -1000;
      return from + Math.floor(random() * ((s.maximum ?? from + 1000) - from + 1));
    }
    case "array": {
      const n = Math.min(s.maxItems ?? 9, Math.max(s.minItems ?? 1, Math.floor(random() * 4)));
      const all = Array.from({ length: n }, () => draw(s.items ?? {}, random));
      return s.uniqueItems ? [...new Map(all.map((one) => [JSON.stringify(one), one])).values()] : all;
    }
    case "object": {
      const out: Record<string, Json> = {};
      for (const [name, of] of Object.entries(s.properties ?? {})) {
        const one = draw(of, random);
        const isNothing = one === "" || (Array.isArray(one) && one.length === 0);
        if (s.required?.includes(name) || (random() < 0.5 && !isNothing)) out[name] = one;
      }
      return out;
    }
    case "string":
      return drawText(s, random);
    default:
      return { a: [1, "två"] };
  }
}

function drawText(s: ValueSchema, random: () => number): string {
  const at = new Date(1.6e12 + Math.floor(random() * 4e11)).toISOString();
  if (s.format === "date") return at.slice(0, 10);
  if (s.format === "date-time") return random() < 0.5 ? at.replace(/\.000Z$/, "Z") : at.slice(0, 19) + "Z";
  if (s.pattern) return "a" + String(Math.floor(random() * 1e6));
  const n = Math.max(1, s.minLength ?? 0) + Math.floor(random() * 12);
  return Array.from({ length: n }, () => "åäö 🥪abc\n"[Math.floor(random() * 8)] ?? "x")
    .join("")
    .replace(/[\ud800-\udfff]/g, "å")
    .replace(/^\s+/, "a")
    .padEnd(n, "x")
    .slice(0, s.maxLength ?? 8000);
}

const codeOf = (f: () => unknown): string => {
  try {
    f();
    return "";
  } catch (cause) {
    return String(cause);
  }
};

describe("widgets", () => {
  it("has one for every field of every type", () => {
    const missing: string[] = [];
    const look = (place: string, w: Widget): void => {
      if (w.kind === "any" && place !== "conflict.candidates.value") missing.push(place);
      if (w.kind === "object") for (const [name, m] of Object.entries(w.members)) look(place + "." + name, m.widget);
      if (w.kind === "rows") look(place, w.of);
    };
    for (const { type, name, rule } of fields) look(`${type}.${name}`, widgetOf(schema, type, name, rule));
    expect(fields.length).toBeGreaterThan(500);
    expect(missing).toEqual([]);
  });

  it.each<[string, string, Widget["kind"]]>([
    ["goal", "citizenWords", "text"],
    ["goal", "responsibleId", "person"],
    ["goal", "successorGoalId", "ref"],
    ["goal", "importance", "choice"],
    ["goal", "nextReview", "date"],
    ["visitPlan", "start", "moment"],
    ["visitPlan", "doubleStaffing", "choice"],
    ["visitPlan", "staffIds", "rows"],
    ["visitPlan", "sequence", "number"],
    ["followUpTask", "responsibleId", "person"],
    ["visitRecord", "activityOutcomes", "object"],
    ["careAssignment", "citizenId", "citizen"],
    ["visitInvitation", "teamId", "team"],
  ])("%s.%s is written with %s", (type, name, kind) => {
    const rule = schema.types[type]?.fields[name];
    expect(rule && widgetOf(schema, type, name, rule).kind).toBe(kind);
  });
});

describe("what is typed", () => {
  it("means the value it was made of, and the SDK takes it", () => {
    for (const { type, t, name, rule } of fields) {
      const random = dice(7);
      const w = widgetOf(schema, type, name, rule);
      for (let i = 0; i < 20; i++) {
        const value = draw(rule.schema ?? {}, random);
        const got = meant(w, typedOf(w, value));
        if (value === null || JSON.stringify(value) === "{}") expect(got).toEqual({});
        else expect(got, `${type}.${name} ${JSON.stringify(value)}`).toEqual({ value });
        if (rule.policy === "derived" || value === null) continue;
        const draft = { scope: scopeFor(t), doc: id, type, changes: { [name]: opFor(rule, value) } };
        expect(
          codeOf(() => check(schema, draft)),
          `${type}.${name} ${JSON.stringify(value)}`,
        ).toBe("");
      }
    }
  });

  it.each<[string, string, Typed, string]>([
    ["goal", "nextReview", "i morgon", "form"],
    ["goal", "icfCode", "en mycket lång kod", "long"],
    ["supportDecision", "hours", "många", "number"],
    ["supportDecision", "hours", "1001", "range"],
    ["disclosure", "why", "för att", "short"],
    ["goal", "gasLevels", ["a", "b"], "few"],
    ["goal", "target", { qualifier: "1" }, "missing"],
    ["visitPlan", "staffIds", ["amina", "amina"], "twice"],
    ["visitPlan", "start", "2026-13-45T10:00", "form"],
  ])("%s.%s says what is wrong with %j: %s", (type, name, typed, why) => {
    const rule = schema.types[type]?.fields[name];
    if (!rule) throw new Error(name);
    expect(meant(widgetOf(schema, type, name, rule), typed)).toMatchObject({ wrong: { why } });
  });

  it("is never taken by the SDK when the form says that it is wrong, and the other way round", () => {
    const random = dice(11);
    const texts = ["", " ", "1", "-3", "x", "2026-11-24", "2026-11-24T10:00", "true", '"sol"', "a b", "å".repeat(9000)];
    for (const { type, t, name, rule } of fields) {
      if (rule.policy === "derived") continue;
      const w = widgetOf(schema, type, name, rule);
      const typed = texts[Math.floor(random() * texts.length)] ?? "";
      const got = meant(w, w.kind === "rows" ? [typed] : typed);
      if (got.wrong || got.value === undefined) continue;
      const draft = { scope: scopeFor(t), doc: id, type, changes: { [name]: opFor(rule, got.value) } };
      expect(
        codeOf(() => check(schema, draft)),
        `${type}.${name} ${typed}`,
      ).toBe("");
    }
  });
});

const opFor = (rule: FieldRule, value: Json) => (isList(rule) ? { add: { [id]: value } } : { set: value });

const scopeFor = (t: Type): string => {
  const template = t.scopes[0] ?? "";
  return template === "*" ? "citizen/c1/card/ekby" : template.replace("{part}", "2").replace(/\{[a-z]+\}/g, "x1");
};

describe("a new document", () => {
  it("of every type and role fills into a draft that the SDK takes", () => {
    let forms = 0;
    for (const [type, t] of every) {
      for (const role of t.rights.create.filter((one) => one !== "server")) {
        const me: Me = { actor: "amina", role, replica: "r1" };
        const scope = scopeFor(t);
        const parts = createParts(schema, type, me, scope);
        const asked = (t.required ?? []).filter((name) => name !== "state" && !isServers(t, name, role));
        expect(
          parts
            .filter((p) => p.required)
            .map((p) => p.name)
            .sort(),
          type + " " + role,
        ).toEqual([...asked].sort());
        const random = dice(3);
        const typed: Record<string, Typed> = {};
        for (const p of parts) {
          const value = draw(p.rule.schema ?? {}, random);
          typed[p.name] = p.isList ? [typedOf(p.widget, value)] : typedOf(p.widget, value);
        }
        const { changes, wrong } = madeOf(parts, typed, making);
        for (const [name, one] of Object.entries(wrong))
          expect([one.why, isBlank(typed[name])], name).toEqual(["missing", true]);
        const state = initialState(t);
        const all = { ...changes, ...(state === undefined ? {} : { state: { set: state } }) };
        if (Object.keys(wrong).length > 0 || asked.length < (t.required ?? []).filter((n) => n !== "state").length)
          continue;
        expect(
          codeOf(() => check(schema, { scope, doc: id, type, create: true, changes: all })),
          type,
        ).toBe("");
        for (const [name, op] of Object.entries(changes)) {
          const rule = t.fields[name];
          const part = parts.find((p) => p.name === name);
          const verb = op.add ? "add" : "set";
          expect(rule && part && mayWrite(t, rule, { role, verb, create: true, voice: part.voice })).toBe(true);
        }
        forms++;
      }
    }
    expect(forms).toBeGreaterThan(150);
  });

  it("wants what is required, at the field", () => {
    const me: Me = { actor: "bodil", role: "unitManager", replica: "r1" };
    const parts = createParts(schema, "routine", me, "team/t1/meeting/ekby");
    expect(madeOf(parts, {}, making).wrong).toEqual({ name: { why: "missing", at: "" } });
  });

  it("of one's own role asks first what one does, and last how one is reached", () => {
    const me: Me = { actor: "amina", role: "assistantNurse", replica: "r1" };
    const names = createParts(schema, "roleCard", me, "staff/amina/own/ekby").map((p) => p.name);
    expect(names).toEqual(["myMission", "askMeAbout", "iDecide", "notMyRole", "reachMe"]);
  });
});

const isServers = (t: Type, name: string, role: string): boolean => {
  const rule = t.fields[name];
  return rule !== undefined && !mayWrite(t, rule, { role, verb: "set", create: true, voice: "own" });
};

describe("changing a field", () => {
  const part = (type: string, name: string) => {
    const p = partOf(schema, type, name, "own");
    if (!p) throw new Error(name);
    return p;
  };

  it.each<[string, string, Typed, Typed, unknown]>([
    ["goal", "stateReason", "Ny", "Gammal", { op: { set: "Ny" } }],
    ["goal", "stateReason", "Samma", "Samma", {}],
    ["goal", "stateReason", "", "Gammal", { op: { set: "" } }],
    ["goal", "nextReview", "", "2026-12-01", { wrong: { why: "missing", at: "" } }],
    ["visitPlan", "staffIds", [], ["amina"], { op: { set: [] } }],
    ["visitPlan", "staffIds", ["amina", "noor"], ["amina"], { op: { set: ["amina", "noor"] } }],
  ])("%s.%s %j, was %j", (type, name, typed, before, want) => {
    expect(setOp(part(type, name), typed, before)).toEqual(want);
  });

  it("agrees on what is there already", () => {
    const p = part("goal", "professionalWording");
    expect(setOp(p, "Till grinden", "Till grinden", "agree")).toEqual({ op: { agree: "Till grinden" } });
  });

  it("fills in what is known", () => {
    const answer = itemOf(part("teamMeeting", "attendance"), { response: '"yes"' }, making);
    expect(answer).toEqual({ value: { response: "yes", respondedToSequence: 1, staffId: "amina" } });
    const note = itemOf(part("visitNote", "text"), { text: "Åt gott" }, making);
    expect(note).toEqual({ value: { at: making.now, text: "Åt gott" } });
    expect(itemOf(part("visitNote", "text"), {}, making).wrong).toBeDefined();
  });

  it("takes a restriction away only with a reason, in the same edit", () => {
    const ops = removeOps(part("planActivity", "restrictions"), "i1", "Läkt", making);
    expect(ops["restrictions"]).toEqual({ remove: ["i1"] });
    expect(Object.values(ops["restrictionReasons"]?.add ?? {})).toEqual([{ at: making.now, text: "Läkt" }]);
    const draft = { scope: "citizen/c1/social/ekby", doc: id, type: "planActivity", changes: ops };
    expect(codeOf(() => check(schema, draft))).toBe("");
  });
});

describe("rights", () => {
  const t = (type: string): Type => schema.types[type] as Type;
  const me = (role: string): Me => ({ actor: "x", role, replica: "r" });
  const voice = (type: string, field: string, verb: "set" | "agree" | "add" | "remove", role: string) =>
    voiceFor(t(type), t(type).fields[field] as FieldRule, verb, me(role), {
      create: false,
      scope: scopeFor(t(type)),
    });

  it.each([
    // the citizen's own words are hers, whoever writes them down
    ["goal", "citizenWords", "set", "assistantNurse", "citizen"],
    ["goal", "citizenWords", "set", "citizen", "own"],
    ["goal", "citizenWords", "set", "coordinator", undefined],
    // to agree is the citizen's
    ["goal", "professionalWording", "set", "assistantNurse", "own"],
    ["goal", "professionalWording", "agree", "assistantNurse", "citizen"],
    ["goal", "professionalWording", "agree", "citizen", "own"],
    // what the server writes nobody does
    ["goal", "agreedVersion", "set", "citizen", undefined],
    ["goal", "outdatedProposals", "add", "nurse", undefined],
    ["visitPlan", "visitStatus", "set", "coordinator", undefined],
    ["supportDecision", "hours", "set", "needsAssessor", undefined],
    ["planActivity", "restrictions", "remove", "assistantNurse", undefined],
    ["planActivity", "restrictions", "remove", "nurse", "own"],
    ["visitPlan", "start", "set", "coordinator", "own"],
    ["visitPlan", "start", "set", "assistantNurse", undefined],
  ] as const)("%s.%s %s by %s: %s", (type, field, verb, role, want) => {
    expect(voice(type, field, verb, role)).toBe(want);
  });

  it.each([
    ["routine", "draft", "unitManager", ["approved", "replaced"]],
    ["routine", "draft", "coordinator", []],
    ["routine", "approved", "unitManager", ["inForce", "draft", "replaced"]],
    ["routine", "", "unitManager", ["approved", "replaced"]],
    ["goal", "drafted", "assistantNurse", ["agreed", "changed", "withdrawnByCitizen"]],
    ["goal", "drafted", "auditReviewer", []],
    ["notice", "new", "nurse", ["seen", "acknowledged"]],
  ])("%s in %j: %s may move to %j", (type, state, role, want) => {
    expect(movesOf(t(type), state, me(role), scopeFor(t(type))).map((m) => m.to)).toEqual(want);
  });

  it("lets nobody write what is the server's and names no writers", () => {
    const rule: FieldRule = { label: { sv: "", en: "" }, policy: "serverAuthoritative" };
    const ask = { role: "nurse", verb: "set", create: true, voice: "own" } as const;
    expect(mayWrite(t("goal"), rule, ask)).toBe(false);
    expect(mayWrite(t("goal"), { ...rule, policy: "lastWriter" }, ask)).toBe(true);
  });

  it("knows whose step it is and what goes with it", () => {
    const moves = movesOf(t("goal"), "active", me("nurse"), "citizen/c1/social/ekby");
    expect(moves.find((m) => m.to === "withdrawnByCitizen")?.voice).toBe("citizen");
    expect(moves.find((m) => m.to === "changed")?.needs).toEqual(["successorGoalId"]);
    expect(mayCreate(t("routine"), "assistantNurse")).toBe(false);
  });
});

describe("blank", () => {
  it("is nothing for every widget", () => {
    for (const { type, name, rule } of fields) {
      const w = widgetOf(schema, type, name, rule);
      expect(isBlank(blank(w))).toBe(true);
      const got = meant(w, blank(w));
      if (w.kind === "rows" && w.min === 0) expect(got).toEqual({ value: [] });
      else if (w.kind !== "object") expect(got).toEqual({});
    }
  });
});
