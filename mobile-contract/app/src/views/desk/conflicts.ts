import { computed, signal } from "@preact/signals";
import type { Json } from "@samsyn/sdk";
import { me } from "../../forms/me.js";
import { isCitizens, type Voice } from "../../forms/rights.js";
import { items, member, reading, text, type Doc } from "../../lib/docs.js";
import { held, schema, status } from "../../lib/phone.js";

/** Option is something that somebody wrote, and that may be chosen. */
export interface Option {
  readonly edit: string;
  readonly author: string;
  readonly role: string;
  readonly at: string;
  readonly value: Json | undefined;
}

/** What is settled by finding out what happened: there is no value to choose (server/flow/resolve.go). */
const looked = new Set(["possibleDoubleDelivery", "onlyWith", "withdrawnAfterDecision", "contradictoryOutcomes"]);

export const isLooked = (d: Doc): boolean => looked.has(text(d, "kind"));
export const isSettled = (d: Doc): boolean => text(d, "state") === "resolved";

export function optionsOf(d: Doc): readonly Option[] {
  return items(d, "candidates").map(({ value }) => ({
    edit: member(value, "edit"),
    author: member(value, "author"),
    role: member(value, "role"),
    at: member(value, "at"),
    value: valueIn(value),
  }));
}

function valueIn(v: Json): Json | undefined {
  if (typeof v !== "object" || v === null || Array.isArray(v) || !Object.hasOwn(v, "value")) return undefined;
  return (v as { readonly [member: string]: Json })["value"];
}

/** isProposal: what is chosen is what the citizen agrees to. */
export const isProposal = (d: Doc): boolean =>
  schema.value.types[text(d, "docType")]?.fields[text(d, "field")]?.policy === "proposal";

const named = (d: Doc): boolean => text(d, "ownerStaffId") === me().actor || text(d, "ownerRole") === me().role;

/**
 * voiceIn is in whose name somebody may settle it, or undefined: whoever it names; the citizen; and between proposals anybody who
 * writes down what the citizen chose.
 */
export function voiceIn(d: Doc): Voice | undefined {
  const { role } = me();
  const conflict = schema.value.types["conflict"];
  const resolution = conflict?.fields["resolution"];
  if (d.view.voided !== "" || !resolution?.write?.includes(role)) return undefined;
  if (isCitizens(role)) return isLooked(d) ? undefined : "own";
  if (isProposal(d)) {
    const agrees = schema.value.types[text(d, "docType")]?.rights.agree ?? [];
    return agrees.includes(role) ? "own" : d.scope.startsWith("citizen/") ? "citizen" : undefined;
  }
  return named(d) ? "own" : undefined;
}

/** conflicts are all that are held, the soonest due first. They may be in any scope: all are looked at. */
export function conflicts(): readonly Doc[] {
  const found: Doc[] = [];
  for (const scope of status.value.scopes) {
    for (const d of held(scope).value) if (d.type === "conflict" && d.view.voided === "") found.push({ ...d, scope });
  }
  return found.sort((a, b) => text(a, "dueBy").localeCompare(text(b, "dueBy")));
}

/** chosen is the edit that was chosen, of a settled one. */
export const chosen = (d: Doc): string => member(reading(d, "resolution")?.value, "edit");

/** isMine: it is this person's to choose, or to ask the citizen: named, or one of those who wrote. Others may help. */
export const isMine = (d: Doc): boolean =>
  voiceIn(d) === "own" || (voiceIn(d) === "citizen" && (named(d) || optionsOf(d).some((o) => o.author === me().actor)));

const isLater = signal(false);
const counted = computed(() => conflicts().filter((d) => !isSettled(d) && isMine(d)).length);
let timer: ReturnType<typeof setTimeout> | undefined;
const laterMillis = 1500;

/** toChoose counts what waits for this person's choice: not before the first view stands, since it looks at every scope. */
export function toChoose(): number {
  if (isLater.value) return counted.value;
  timer ??= setTimeout(() => (isLater.value = true), laterMillis);
  return 0;
}
