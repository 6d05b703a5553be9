import { computed } from "@preact/signals";
import { all, text, value, type Doc } from "../../lib/docs.js";
import { person } from "../../lib/session.js";

const number = (d: Doc, field: string): number => {
  const v = value(d, field);
  return typeof v === "number" ? v : 0;
};

/** asks: somebody waits for an acknowledgement, also of what changed after the last one. */
export function asks(d: Doc): boolean {
  if (text(d, "ack") === "") return false;
  return text(d, "state") !== "acknowledged" || changedSince(d);
}

/** changedSince: it was acknowledged, and has changed again. */
export const changedSince = (d: Doc): boolean =>
  text(d, "state") === "acknowledged" && number(d, "acknowledgedSeq") < number(d, "causeSeq");

export const isNew = (d: Doc): boolean => text(d, "state") === "" || text(d, "state") === "new";

export const isUrgent = (d: Doc): boolean => text(d, "class") === "urgent";

/** happenedAt is when the latest of what a notice tells happened. */
export const happenedAt = (d: Doc): string => text(d, "changedAt") || text(d, "createdAt");

export const causeSeq = (d: Doc): number => number(d, "causeSeq");

/** inbox is what somebody was told, the newest first. */
export function inbox(): readonly Doc[] {
  const mine = "staff/" + (person.value?.actor ?? "") + "/";
  return all("notice")
    .filter((d) => d.scope.startsWith(mine))
    .sort((a, b) => happenedAt(b).localeCompare(happenedAt(a)));
}

const waiting = computed(() => inbox().filter((d) => asks(d) || isNew(d)).length);

/** unread counts what waits for somebody's eyes or acknowledgement. */
export const unread = (): number => waiting.value;
