import { all, citizenOf, inScope, items, member, text, type Doc } from "./docs.js";
import { joined } from "./joined.js";

/** visitStatus is how a visit went, as far as this phone holds, with what it has not sent yet. */
export function visitStatus(plan: Doc): string {
  const days = inScope(plan.scope, "visitDay");
  const about = (field: string) =>
    days
      .flatMap((d) => items(d, field))
      .map((i) => i.value)
      .filter((v) => member(v, "visitPlanId") === plan.doc && member(v, "voided") !== "true");
  const said = about("assertions").map((v) => ({ kind: member(v, "kind"), at: member(v, "at") }));
  const citizen = citizenOf(plan.scope);
  const isOver = all("citizen", citizen).some((d) => ["ended", "deceased"].includes(text(d, "state")));
  const own = { state: text(plan, "state"), end: text(plan, "end") };
  const facts = about("facts").map((v) => member(v, "outcome"));
  const records = all("visitRecord", citizen).filter((d) => text(d, "visitPlanId") === plan.doc);
  return joined(own, [...facts, ...records.map((d) => text(d, "outcome") || "performed")], said, isOver);
}
