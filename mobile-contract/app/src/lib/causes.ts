import { effect, signal } from "@preact/signals";
import { all, type Doc } from "./docs.js";
import { reachingId } from "./reach.js";

/** What a team is shown the reaching of, and a phone may hold. */
const types = ["teamMeeting", "jointVisit", "medicationQuestion", "aidQuestion", "visitPlan", "citizen"] as const;

/** causes are, by the id of a `reaching` document, what people were told of; those this phone does not hold are missing. */
export const causes = signal<ReadonlyMap<string, Doc>>(new Map());

const ids = new Map<string, Promise<string>>();

/** followCauses keeps causes up to date, while somebody looks. It gives what ends that. */
export function followCauses(): () => void {
  let round = 0;
  return effect(() => {
    const docs = types.flatMap((type) => all(type));
    const mine = ++round;
    void Promise.all(docs.map(async (d) => [await idOf(d), d] as const)).then((pairs) => {
      if (mine === round) causes.value = new Map(pairs);
    });
  });
}

function idOf(d: Doc): Promise<string> {
  const key = d.scope + "\n" + d.doc;
  const known = ids.get(key) ?? reachingId(d.scope, d.doc);
  ids.set(key, known);
  return known;
}
