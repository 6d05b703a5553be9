import type { FieldRule, Json, Schema, Type } from "@samsyn/sdk";
import { voiceFor, type Me, type Voice } from "./rights.js";
import { isList, widgetOf, type Widget } from "./widget.js";

// Which fields a form has, and in which order. Pure.

/** Part is a field of a form. */
export interface Part {
  readonly name: string;
  readonly rule: FieldRule;
  readonly widget: Widget;
  /** The value is a set of items. */
  readonly isList: boolean;
  readonly required: boolean;
  readonly voice: Voice;
  /** What is filled in by itself, by member, and not asked for. */
  readonly auto: Auto;
}

/** Auto is what fills a member of an item by itself: the time, who writes, the sequence that is answered, or nothing. */
export type Auto = Readonly<Record<string, "now" | "me" | "sequence" | "none">>;

const none: Auto = {};

/** autoOf: times of entries, and whose an own entry is, are known. */
export function autoOf(rule: FieldRule, widget: Widget): Auto {
  if (!isList(rule) || widget.kind !== "object") return none;
  const out: Record<string, Auto[string]> = {};
  if (Object.hasOwn(widget.members, "at")) out["at"] = "now";
  if (Object.hasOwn(widget.members, "corrects")) out["corrects"] = "none";
  if (Object.hasOwn(widget.members, "respondedToSequence")) out["respondedToSequence"] = "sequence";
  if (rule.policy === "ownKey" && Object.hasOwn(widget.members, "staffId")) out["staffId"] = "me";
  return out;
}

/** orderOf puts what a document is about first, then when, then the rest, by name where nothing else tells. */
const first = [
  [
    "name",
    "title",
    "question",
    "purpose",
    "myMission",
    "covers",
    "kind",
    "citizenWords",
    "citizenVoice",
    "text",
    "summary",
    "phase",
  ],
  ["date", "start", "end", "place", "part", "urgency", "priority", "lifeArea"],
];

export function rank(name: string, rule: FieldRule): number {
  const at = first.findIndex((group) => group.includes(name));
  if (at >= 0) return at * 20 + (first[at]?.indexOf(name) ?? 0);
  if (rule.bundle) return 40;
  if (name === "stateReason" || /^(corrections|additions|linkedFrom|successor|duplicate|replaces|merged)/.test(name))
    return 90;
  return isList(rule) ? 60 : 50;
}

/** fieldsOf are a type's fields in the order of a form. */
export function fieldsOf(t: Type): readonly (readonly [string, FieldRule])[] {
  return Object.entries(t.fields)
    .map(([name, rule], i) => ({ name, rule, i }))
    .sort((a, b) => rank(a.name, a.rule) - rank(b.name, b.rule) || a.i - b.i)
    .map(({ name, rule }) => [name, rule] as const);
}

/** isTechnical: people write nothing there, and seldom want to read it. */
export function isTechnical(name: string, rule: FieldRule): boolean {
  return (
    rule.sequence === true ||
    (rule.write?.length === 1 && rule.write[0] === "server" && /Seq$|^linkedFrom$|Scope$|Doc$|Type$/.test(name)) ||
    /Seq$|^linkedFrom$/.test(name)
  );
}

export function partOf(schema: Schema, type: string, name: string, voice: Voice, required = false): Part | undefined {
  const rule = schema.types[type]?.fields[name];
  if (!rule) return undefined;
  const widget = widgetOf(schema, type, name, rule);
  return { name, rule, widget, isList: isList(rule), required, voice, auto: autoOf(rule, widget) };
}

/** What a new document's form does not ask for: the machine begins by itself, and nobody has answered, counted or corrected yet. */
function isForLater(t: Type, name: string, rule: FieldRule): boolean {
  if (rule.policy === "stateMachine") return true;
  if (t.required?.includes(name)) return false;
  if (rule.policy === "counter" || rule.policy === "ownKey" || rule.keyed) return true;
  if (Object.values(t.fields).some((other) => other.reason === name)) return true;
  return name === "corrections" || name === "stateReason" || isTechnical(name, rule);
}

/** createParts are the fields of a new document that somebody may fill in; required ones first. */
export function createParts(schema: Schema, type: string, me: Me, scope: string): readonly Part[] {
  const t = schema.types[type];
  if (!t) return [];
  const parts: Part[] = [];
  for (const [name, rule] of fieldsOf(t)) {
    if (isForLater(t, name, rule)) continue;
    const voice = voiceFor(t, rule, isList(rule) ? "add" : "set", me, { create: true, scope });
    if (!voice || (voice === "citizen" && rule.policy !== "citizenOwned")) continue; // an agreement comes when there is something to agree on
    const part = partOf(schema, type, name, voice, t.required?.includes(name));
    if (part) parts.push(part);
  }
  return parts.sort((a, b) => Number(b.required) - Number(a.required));
}

/** stateOf is the state a document begins in, for those types that have one. */
export function initialState(t: Type): Json | undefined {
  return t.fields["state"]?.policy === "stateMachine" ? t.states?.initial[0] : undefined;
}
