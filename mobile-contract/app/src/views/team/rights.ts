import { schema } from "../../lib/phone.js";
import { text, typeOf, type Doc } from "../../lib/docs.js";
import { person } from "../../lib/session.js";

// What a screen offers. The server judges; this only spares people from what it would refuse.

export const me = (): string => person.value?.actor ?? "";

export const role = (): string => person.value?.role ?? "";

/** leads: whoever calls, opens and moves. */
export const leads = (): boolean => role() === "coordinator" || role() === "unitManager";

export const mayCreate = (type: string): boolean => schema.value.types[type]?.rights.create.includes(role()) ?? false;

/** mayWrite a field of a type. */
export function mayWrite(type: string, field: string): boolean {
  const of = schema.value.types[type];
  return (of?.fields[field]?.write ?? of?.rights.write ?? []).includes(role());
}

/** stateOf is where a document stands; one that nobody gave a state begins where its kind begins. */
export const stateOf = (d: Doc | undefined): string =>
  d ? text(d, "state") || (typeOf(d)?.states?.initial[0] ?? "") : "";

/** mayMove reports whether the person may bring a document into a state; forCitizen when she records what the citizen said. */
export function mayMove(d: Doc, to: string, forCitizen = false): boolean {
  const type = typeOf(d);
  const from = stateOf(d);
  if (!type?.rights.write.includes(role())) return false;
  const may = (by: readonly string[] | undefined): boolean =>
    !by || by.includes(role()) || (forCitizen && by.includes("citizen"));
  return (type.states?.transitions ?? []).some((t) => t.to === to && t.from.includes(from) && may(t.by));
}
