import type { Draft, Op } from "@samsyn/sdk";
import { schema } from "./phone.js";
import { person } from "./session.js";

/** isNumbered: agreements of a type are counted, each with when, how and with whom. A plan's one agreement is of another kind. */
export const isNumbered = (type: string): boolean => schema.value.types[type]?.fields["agreedHow"] !== undefined;

/**
 * numbered is a draft that says of an agreement when it was made, and with whom of the staff: whoever writes that moves its number on.
 * A follow-up is measured against it (domain.md W2).
 */
export function numbered(draft: Draft): Draft {
  const fields = schema.value.types[draft.type]?.fields ?? {};
  const agrees = Object.values(draft.changes ?? {}).some((op) => "agree" in op);
  if (!agrees || !isNumbered(draft.type) || draft.changes?.["agreedAt"]) return draft;
  const who = person.value;
  const more: Record<string, Op> = {
    agreedAt: { set: new Date().toISOString().replace(/\.\d+Z$/, "Z") },
    ...(fields["agreedByStaffId"] && who?.kind === "staff" ? { agreedByStaffId: { set: who.actor } } : {}),
  };
  return { ...draft, changes: { ...draft.changes, ...more } };
}
