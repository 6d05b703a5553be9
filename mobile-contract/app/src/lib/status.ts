import type { Json } from "@samsyn/sdk";
import { derive } from "@samsyn/sdk/advise";
import { citizenOf, every, type Doc } from "./docs.js";
import { schema } from "./phone.js";

/** Meetings are their teams'; what else a field is derived from is about the citizen that its document is about. */
const teams = "teamMeeting";

/** derived is a field that nobody writes, computed from what this phone shows, with what it has not sent yet. */
export const derived = (d: Doc, field: string): Json | undefined =>
  derive(schema.value, field, d, (type) => every(type, type === teams ? "" : citizenOf(d.scope)));

/** derivedText is such a field that is a text, or "". */
export function derivedText(d: Doc, field: string): string {
  const value = derived(d, field);
  return typeof value === "string" ? value : "";
}

/** derivedList is such a field that is a list of texts. */
export function derivedList(d: Doc, field: string): readonly string[] {
  const value = derived(d, field);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** visitStatus is how a visit went. */
export const visitStatus = (plan: Doc): string => derivedText(plan, "visitStatus");
