import { items, member, reading, type Doc, type Entry } from "../../lib/docs.js";
import { authorOf } from "./author.js";
import { stateOf } from "./rights.js";

/** readersOf are who has confirmed the newest answer. */
export function readersOf(d: Doc): readonly Entry[] {
  const newest = items(d, "answer").at(-1);
  return items(d, "confirmations").filter((i) => newest && member(i.value, "answerId") === newest.id);
}

/** waitsFor are those who are to confirm it and have not. */
export function waitsFor(d: Doc): readonly string[] {
  const must = items(d, "mustConfirmIds").map((i) => (typeof i.value === "string" ? i.value : ""));
  return [...new Set(must)].filter((id) => id !== "" && !readersOf(d).some((i) => i.id === id));
}

/** hasReader: somebody who did not give the answer has read it. Until then the question is not over. */
export function hasReader(d: Doc): boolean {
  const edit = reading(d, "answer")?.items?.at(-1)?.edit;
  return readersOf(d).some((i) => i.id !== authorOf(d, edit).who);
}

/** isUnread: there is an answer about medicines that not all who must have read. */
export const isUnread = (d: Doc): boolean =>
  d.type === "medicationQuestion" && stateOf(d) === "answered" && (waitsFor(d).length > 0 || !hasReader(d));
