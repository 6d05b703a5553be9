import { type Item, type Scope, scopeParts } from "../../core/index.js";
import { type Held, itemsOf, moment, text, textIn, valueOf } from "../held.js";
import type { Screen } from "./screen.js";

/** What somebody, or the server, thought of a visit. */
export interface Said {
  readonly kind: string;
  readonly at: string;
}

/**
 * factsOf are what was done on a plan's visit: as the records say that this phone holds, whose own it may be and not sent yet, and of
 * all others as the days of the same visits say. A record that was taken back says nothing, whatever its day says still.
 */
export function factsOf(s: Screen, plan: Held): readonly string[] {
  const records = [...s.all("visitRecord")].filter((d) => visitsOf(d.scope) === plan.scope);
  const isFact = ({ view }: Held): boolean =>
    view.voided === "" && of(view, "visitPlanId") === plan.doc && moment(valueOf(view, "arrivedAt")) !== undefined;
  return [
    ...records.filter(isFact).map((d) => of(d.view, "outcome")),
    ...inDays(s, plan, "facts", records).map((item) => textIn(item.value, "outcome")),
  ];
}

/**
 * saidOf are what people, and the server, think of a plan's visit: as the assertions say that this phone holds, and of all others as
 * the days say.
 */
export function saidOf(s: Screen, plan: Held): readonly Said[] {
  const assertions = [...s.all("visitAssertion")].filter((d) => d.scope === plan.scope);
  return [
    ...assertions
      .filter(({ view }) => view.voided === "" && of(view, "visitPlanId") === plan.doc)
      .map(({ view }) => ({ kind: of(view, "kind"), at: of(view, "at") })),
    ...inDays(s, plan, "assertions", assertions).map(({ value }) => ({
      kind: textIn(value, "kind"),
      at: textIn(value, "at"),
    })),
  ];
}

/** visitsOf is where the visits are of whoever a scope is about, by the same provider. */
function visitsOf(scope: Scope): Scope {
  const { subject, controller } = scopeParts(scope);
  return `citizen/${subject}/visits/${controller}`;
}

/** inDays are what a list of all days in a plan's scope says of it, but for what is held itself. */
function inDays(s: Screen, plan: Held, field: string, held: readonly Held[]): readonly Item[] {
  return [...s.all("visitDay")]
    .filter((day) => day.scope === plan.scope)
    .flatMap((day) => itemsOf(day.view, field))
    .filter((item) => textIn(item.value, "visitPlanId") === plan.doc && !held.some((d) => d.doc === item.id));
}

const of = (v: Held["view"], field: string): string => text(valueOf(v, field));
