import type { Json, Origin, Shown } from "@samsyn/sdk";
import { all, byId, items, madeBy, member, reading, text, writtenAt, type Doc } from "../lib/docs.js";
import { citizenName, staffName, teams } from "../lib/people.js";
import { comers } from "../lib/comers.js";
import { schema } from "../lib/phone.js";
import { person } from "../lib/session.js";
import { clock, day, language, pick, say, when } from "../words/index.js";
import { label, memberLabel, word } from "../words/schema.js";
import { fieldsOf, isTechnical, rank } from "./plan.js";
import { lineLength, widgetOf, type Widget } from "./widget.js";

// What stands in documents, in words: names for ids, local times, labels for code names.

/** fieldLabel is what a field, or a member of it, is called. */
export function fieldLabel(type: string, place: string): string {
  const [field = "", ...members] = place.split(".");
  const last = members.at(-1);
  if (last === undefined) return pick(schema.value.types[type]?.fields[field]?.label, field);
  return memberLabel(schema.value, type, [field, ...members.slice(0, -1)].join("."), last, language.value);
}

/** nameOf is what somebody is called, staff or citizen. An id is nobody's name. */
export function nameOf(id: string): string {
  if (all("citizenIdentity", id).length > 0) return citizenName(id);
  const name = staffName(id);
  return name === id ? (metName(id) ?? say(person.value?.kind === "staff" ? "someColleague" : "nobodyNamed")) : name;
}

/** metName is the name of somebody who comes, or took part in a plan or a dialogue: a citizen's phone has no list of the team. */
function metName(id: string): string | undefined {
  const comes = comers().find((one) => one.id === id);
  if (comes) return comes.name;
  for (const d of [...all("rehabPlan"), ...all("dialogue")]) {
    for (const { value } of items(d, "participants"))
      if (member(value, "staffId") === id && member(value, "name") !== "") return member(value, "name");
  }
  return undefined;
}

/** authorOf is who wrote something, as people say it. */
export function authorOf(origin: Origin | undefined): string {
  if (!origin) return "";
  if (origin.role === "server") return say("app");
  return origin.onBehalfOf ? say("throughStaff") + " " + nameOf(origin.author) : nameOf(origin.author);
}

/** wroteWhen is who and when, in a line. */
export function wroteWhen(origin: Origin | undefined): string {
  if (!origin) return "";
  return [authorOf(origin), when(writtenAt(origin)), clockOf(origin)].filter((t) => t !== "").join(", ");
}

/** clockOf says of something written by a clock that was fast that its time is not to be believed (domain.md R7); else "". */
export const clockOf = (origin: Origin | undefined): string => (origin?.ahead ? say("clockWrong") : "");

/** inWords is a value as people read it. place is the field, or on to a member: "target.qualifier". */
export function inWords(type: string, place: string, value: Json | undefined): string {
  const field = place.split(".")[0] ?? "";
  const rule = schema.value.types[type]?.fields[field];
  if (value === undefined || !rule) return "";
  let w = widgetOf(schema.value, type, field, rule);
  for (const name of place.split(".").slice(1)) w = widgetAt(w, name);
  return spell(type, place, w, value);
}

function widgetAt(w: Widget, name: string): Widget {
  const inner = w.kind === "rows" ? w.of : w;
  return (inner.kind === "object" ? inner.members[name]?.widget : undefined) ?? { kind: "any" };
}

function spell(type: string, place: string, w: Widget, value: Json): string {
  if (w.kind === "rows" && Array.isArray(value))
    return (value as readonly Json[]).map((one) => spell(type, place, w.of, one)).join(", ");
  if (w.kind === "object" && typeof value === "object" && value !== null) return spellMembers(type, place, w, value);
  if (typeof value !== "string") return label(schema.value, type, place, value, language.value);
  switch (w.kind) {
    case "person":
      return nameOf(value);
    case "citizen":
      return citizenName(value);
    case "party":
      return teams().find((t) => t.id === value)?.name ?? nameOf(value);
    case "team":
      return teams().find((t) => t.id === value)?.name ?? value;
    case "ref":
      return titleOf(byId(w.type, value)) || pick(schema.value.types[w.type]?.label) + " (" + say("elsewhere") + ")";
    case "moment":
      return when(value);
    case "date":
      return day(value) + " " + value.slice(0, 4);
    default:
      return label(schema.value, type, place, value, language.value);
  }
}

function spellMembers(type: string, place: string, w: Extract<Widget, { kind: "object" }>, value: object): string {
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  const text = entries.find(([name]) => name === "text" || name === "note" || name === "words");
  const isNamed = entries.some(([name]) => name === "name"); // then nobody needs the name of her login, too
  const rest = entries.filter(
    ([name]) =>
      !["at", "corrects", "respondedToSequence", text?.[0]].includes(name) &&
      !(isNamed && w.members[name]?.widget.kind === "person"),
  );
  const said = rest.map(([name, one]) => {
    const m = w.members[name];
    const words = m
      ? spell(type, place + "." + name, m.widget, one)
      : label(schema.value, type, place, one, language.value);
    return m?.widget.kind === "person" || name === "answer" || name === "response"
      ? words
      : fieldLabel(type, place + "." + name) + ": " + words;
  });
  const at = entries.find(([name]) => name === "at")?.[1];
  return [
    ...(typeof at === "string" && rest.length > 0 && !text ? [when(at)] : []),
    ...said,
    ...(typeof text?.[1] === "string" && text[1] !== "" ? [text[1]] : []),
  ].join(" · ");
}

const titleLength = 90;
const short = (s: string): string => {
  const line = s.split("\n")[0] ?? "";
  return line.length > titleLength ? line.slice(0, titleLength - 1) + "…" : line;
};

/** ownTitle is a document's name or first words, or "" where it has none. */
export function ownTitle(d: Doc | Shown | undefined): string {
  const t = d && schema.value.types[d.type];
  if (!d || !t) return "";
  if (d.type === "notice") return word(schema.value, "notices", text(d, "code"), language.value);
  for (const [name, rule] of fieldsOf(t)) {
    if (isTechnical(name, rule)) continue;
    const w = widgetOf(schema.value, d.type, name, rule);
    if (name === "stateReason" || (rank(name, rule) >= titleRank && !isLong(w))) continue;
    const words = w.kind === "text" && !w.pattern ? text(d, name) || firstItem(d, name) : journalText(d, name, w);
    if (words.trim() !== "") return short(words);
  }
  return "";
}

/** A place or a code is no title; a long text is, or what a document is about. */
const titleRank = 20;
const isLong = (w: Widget): boolean => w.kind === "object" || (w.kind === "text" && w.max > lineLength);

/** titleOf is what a document is called: its own title, or else its kind and when it is or was made. */
export function titleOf(d: Doc | Shown | undefined): string {
  const t = d && schema.value.types[d.type];
  if (!d || !t) return "";
  return ownTitle(d) || pick(t.label) + (dateOf(d) === "" ? "" : ", " + when(dateOf(d)));
}

function firstItem(d: Shown, name: string): string {
  const v = reading(d, name)?.items?.[0]?.value;
  return typeof v === "string" ? v : "";
}

function journalText(d: Shown, name: string, w: Widget): string {
  if (w.kind !== "object" || !Object.hasOwn(w.members, "text")) return "";
  const v = reading(d, name)?.items?.[0]?.value;
  const of = typeof v === "object" && v !== null ? (v as Readonly<Record<string, Json>>)["text"] : undefined;
  return typeof of === "string" ? of : "";
}

const times = ["start", "arrivedAt", "at", "occurredAt", "date", "createdAt", "setAt", "givenAt", "sentAt", "since"];

/** dateOf is the time a document is about, or when it was made. */
export function dateOf(d: Shown): string {
  for (const name of times) if (text(d, name) !== "") return text(d, name);
  const origin = madeBy(d);
  return writtenAt(origin);
}

const glue = "\u2060–\u2060"; // the times stay on one line

/** timesOf is a time from and to: "tisdag 24 november 10:00–11:00". */
export function timesOf(start: string, end: string): string {
  return start === "" ? "" : when(start) + (end === "" ? "" : glue + clock(end));
}
