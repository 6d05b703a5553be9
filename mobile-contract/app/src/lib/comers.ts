import type { Json } from "@samsyn/sdk";
import { all, items, member, values, type Doc } from "./docs.js";

/** Comer is somebody who comes to a citizen, or came: what the server says of them where no list of staff is held. */
export interface Comer {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

const comer = (v: Json): Comer => ({ id: member(v, "staffId"), name: member(v, "name"), role: member(v, "role") });

/** people are those of an entry of a day. */
function people(v: Json): readonly Comer[] {
  const list = typeof v === "object" && v !== null && "people" in v ? v["people"] : [];
  return Array.isArray(list) ? (list as readonly Json[]).map(comer) : [];
}

const entries = (day: Doc): readonly { readonly id: string; readonly people: readonly Comer[] }[] =>
  items(day, "visitors").map((i) => ({ id: i.id, people: people(i.value) }));

/** comers are all whom this phone knows in that way, from visits and from what the citizen is asked about. */
export function comers(): readonly Comer[] {
  const visits = all("visitDay").flatMap((day) => entries(day).flatMap((e) => e.people));
  return [...visits, ...all("visitInvitation").flatMap((d) => values(d, "visitors").map(comer))];
}

/** Visitors are those who came to a planned visit, or else those of whom the server says that they come. */
export interface Visitors {
  readonly came: readonly Comer[];
  readonly planned: readonly Comer[];
}

/** visitorsOf are the people of a planned visit. */
export function visitorsOf(plan: Doc): Visitors {
  const came: Comer[] = [];
  const planned: Comer[] = [];
  for (const day of all("visitDay").filter((d) => d.scope === plan.scope)) {
    const done = new Set(
      items(day, "facts").flatMap((i) => (member(i.value, "visitPlanId") === plan.doc ? [i.id] : [])),
    );
    for (const e of entries(day)) {
      if (done.has(e.id)) came.push(...e.people);
      if (e.id === plan.doc) planned.push(...e.people);
    }
  }
  return { came, planned };
}
