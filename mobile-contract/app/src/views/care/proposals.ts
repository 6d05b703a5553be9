import type { Candidate, Json } from "@samsyn/sdk";
import { clockOf } from "../../forms/say.js";
import { items, originOf, reading, writtenAt, type Doc } from "../../lib/docs.js";

/** Proposal is what somebody would have a field say; what is agreed on stands until people have agreed. */
export interface Proposal {
  readonly edit: string;
  readonly value: Json;
  readonly author: string;
  readonly role: string;
  readonly at: string;
  /** What is wrong with the clock that it was written by; or "". */
  readonly clock: string;
  /** The citizen has changed her words since. */
  readonly outdated: boolean;
}

/** proposalsOf are those that wait for a field, the oldest first. */
export function proposalsOf(d: Doc, field: string): readonly Proposal[] {
  const late = new Set(items(d, "outdatedProposals").flatMap((i) => editsIn(i.value)));
  const all = (reading(d, field)?.waiting ?? []).map((c: Candidate): Proposal => {
    const origin = originOf(d, c.e);
    return {
      edit: c.e,
      value: c.v,
      author: origin?.author ?? "",
      role: origin?.role ?? "",
      clock: clockOf(origin),
      at: writtenAt(origin),
      outdated: late.has(c.e),
    };
  });
  return all.sort((a, b) => a.at.localeCompare(b.at));
}

function editsIn(v: Json): readonly string[] {
  const edits = typeof v === "object" && v !== null && "edits" in v ? v["edits"] : undefined;
  return Array.isArray(edits) ? edits.filter((one): one is string => typeof one === "string") : [];
}

/** authorsOf is how many have proposed something for a field. */
export const authorsOf = (all: readonly Proposal[]): number => new Set(all.map((one) => one.author)).size;
