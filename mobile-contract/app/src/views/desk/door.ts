import { href } from "../../lib/route.js";
import { views } from "../index.js";

/** Types with a view of their own; all others have that of doc.tsx. */
const own: Readonly<Record<string, string>> = {
  visitPlan: "visit",
  teamMeeting: "meeting",
  jointVisit: "joint",
  goal: "goal",
  medicationQuestion: "medicine",
  aidQuestion: "aid",
  agendaItem: "item",
  followUpTask: "task",
  routine: "routine",
  conflict: "conflict",
};

/** doorTo is the address where a document is shown best. */
export function doorTo(type: string, scope: string, doc: string): string {
  const view = Object.hasOwn(own, type) ? (own[type] ?? "doc") : "doc";
  return href(Object.hasOwn(views, view) ? view : "doc", scope, doc);
}
