import type { Json } from "@samsyn/sdk";
import {
  all,
  citizenOf,
  inScope,
  items,
  list,
  madeBy,
  member,
  scopesOf,
  text,
  value,
  writtenAt,
  type Doc,
} from "../../lib/docs.js";
import { isHeld, schema, status } from "../../lib/phone.js";
import { visitStatus } from "../../lib/status.js";
import { citizenName, staffName } from "../../lib/people.js";
import { person } from "../../lib/session.js";
import { round } from "../../lib/visits.js";
import { language, pick } from "../../words/index.js";
import { label } from "../../words/schema.js";

// What the screens of a visit and of a citizen read out of what is held.

export const me = (): string => person.value?.actor ?? "";

export const role = (): string => person.value?.role ?? "";

export const isStaff = (): boolean => person.value?.kind === "staff";

/** mayCreate: what a screen offers; the server judges. A login whose role the phone does not know is offered all. */
export const mayCreate = (type: string): boolean =>
  role() === "" || schema.value.types[type]?.rights.create.includes(role()) === true;

export const mayWrite = (type: string): boolean =>
  role() === "" || schema.value.types[type]?.rights.write.includes(role()) === true;

/** named is what people read of a field's value. */
export const named = (type: string, field: string, v: Json | undefined): string =>
  label(schema.value, type, field, v, language.value);

export const fieldName = (type: string, field: string): string =>
  pick(schema.value.types[type]?.fields[field]?.label, field);

export const typeName = (type: string): string => pick(schema.value.types[type]?.label, type);

export const roleName = (r: string): string => pick(schema.value.words?.values[r], r);

/** choices are the values of a field's enum with their words; field may lead on to a member. */
export function choices(type: string, field: string): readonly { readonly value: string; readonly label: string }[] {
  const [head = "", last] = field.split(".");
  const form = schema.value.types[type]?.fields[head]?.schema;
  const of = last === undefined ? form : form?.properties?.[last];
  return (of?.enum ?? []).filter((v) => typeof v === "string").map((v) => ({ value: v, label: named(type, field, v) }));
}

const only = (type: string, citizen: string): Doc | undefined => {
  const found = all(type, citizen);
  return found.find((d) => d.doc === citizen) ?? found[0];
};

export const cardOf = (citizen: string): Doc | undefined => only("citizen", citizen);

export const identityOf = (citizen: string): Doc | undefined => only("citizenIdentity", citizen);

/** textsOf are the texts of a list field. */
export const textsOf = (d: Doc | undefined, field: string): readonly string[] =>
  items(d, field)
    .map((i) => (typeof i.value === "string" ? i.value : member(i.value, "text")))
    .filter((t) => t !== "");

export const alertsOf = (citizen: string): readonly string[] => textsOf(cardOf(citizen), "safetyAlerts");

/** isComplete: everything of the citizen that this person may hold is on the phone. */
export function isComplete(citizen: string): boolean {
  const mine = status.value.scopes.filter((scope) => citizenOf(scope) === citizen);
  return mine.length > 0 && mine.every((scope) => isHeld(scope) && !status.value.partial.includes(scope));
}

export const byTime =
  (field: string) =>
  (a: Doc, b: Doc): number =>
    text(a, field).localeCompare(text(b, field));

const waiting = new Set(["planned", "suspectedMissed"]);

/** waits: a visit that somebody suspects was missed is still to be made, or to be written down. */
export const waits = (plan: Doc): boolean => waiting.has(visitStatus(plan));

/** visitsToday are the planned visits of somebody's round, in order. */
export function visitsToday(who: string): readonly Doc[] {
  const isNow = round.value;
  const isLeft = (d: Doc): boolean => isNow(text(d, "start"), true) && waits(d);
  return all("visitPlan")
    .filter((d) => list(d, "staffIds").includes(who) && (isNow(text(d, "start")) || isLeft(d)))
    .sort(byTime("start"));
}

export const recordsOf = (plan: Doc): readonly Doc[] =>
  all("visitRecord", citizenOf(plan.scope)).filter((r) => text(r, "visitPlanId") === plan.doc);

/** becameOf is what became of a planned visit, with what this phone has not sent yet. */
export const becameOf = visitStatus;

/** authorName is what whoever wrote something is called: of what the server wrote by itself nobody, of a citizen her name. */
export function authorName(id: string): string {
  if (id === "server") return "";
  const name = staffName(id);
  return name === id ? citizenName(id) : name;
}

/** authorOf is who made a document, in words. */
export function authorOf(d: Doc): string {
  const by = madeBy(d)?.author ?? "";
  return by === "" ? "" : authorName(by);
}

/** happenedAt is when what a document tells of was. */
export const happenedAt = (d: Doc): string => text(d, "arrivedAt") || text(d, "occurredAt") || writtenAt(madeBy(d));

/** lastVisits are the newest records of visits to somebody, newest first. */
export const lastVisits = (citizen: string, count: number): readonly Doc[] =>
  [...all("visitRecord", citizen)].sort((a, b) => happenedAt(b).localeCompare(happenedAt(a))).slice(0, count);

export const notesOf = (citizen: string): readonly Doc[] =>
  [...all("visitNote", citizen)].sort((a, b) => happenedAt(b).localeCompare(happenedAt(a)));

const over = new Set(["ended", "refused", "withdrawnByCitizen", "enteredInError", "changed", "concluded"]);

export const isOpen = (d: Doc): boolean => !over.has(text(d, "state"));

/** activitiesOf are a visit's planned activities; where the plan names none, all that are going on. */
export function activitiesOf(plan: Doc): readonly Doc[] {
  const planned = items(plan, "activityIds").map((i) => i.value);
  const its = all("planActivity", citizenOf(plan.scope)).filter(isOpen);
  return planned.length === 0
    ? its.filter((a) => text(a, "state") !== "paused")
    : its.filter((a) => planned.includes(a.doc));
}

export const goalsOf = (citizen: string): readonly Doc[] =>
  all("goal", citizen).filter((g) => text(g, "state") !== "enteredInError");

/** socialScope is where visits and notes about a citizen are written: of a visit, with the provider whose visit it is. */
export function socialScope(citizen: string, plan?: Doc): string {
  const its = plan?.scope.replace("/visits/", "/social/") ?? "";
  return isHeld(its) ? its : (scopesOf("visitRecord", citizen)[0] ?? "");
}

/** notice that cannot wait and nobody here has acknowledged, up to the change that it tells of now. */
export const urgentNotices = (): readonly Doc[] =>
  inbox()
    .filter((n) => text(n, "class") === "urgent" && !isAcknowledged(n))
    .sort((a, b) => text(b, "changedAt").localeCompare(text(a, "changedAt")));

const inbox = (): readonly Doc[] => scopesOf("notice").flatMap((scope) => inScope(scope, "notice"));

function isAcknowledged(n: Doc): boolean {
  const [seq, ack] = [value(n, "causeSeq"), value(n, "acknowledgedSeq")];
  if (typeof seq === "number") return typeof ack === "number" && ack >= seq;
  return text(n, "state") === "acknowledged";
}
