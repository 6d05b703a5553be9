import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { citizenOf, find } from "../../lib/docs.js";
import { locks, schema } from "../../lib/phone.js";
import { citizenName, staffName } from "../../lib/people.js";
import { Card, Empty } from "../../ui/kit.js";
import { pick, say } from "../../words/index.js";

const writers = computed(() =>
  [...locks.value.values()].flatMap((l) =>
    (l.locks ?? []).map((one) => {
      const citizen = citizenOf(l.scope);
      const type = schema.value.types[find(l.scope, one.doc)?.type ?? ""];
      return { key: l.scope + one.doc + one.staffId, who: one.staffId, what: pick(type?.label), whom: citizen };
    }),
  ),
);

/** Writing is who writes in what just now. It is politeness: nobody is kept from writing. */
export function Writing(): JSX.Element {
  return (
    <Card title={say("boardWriting")}>
      {writers.value.length === 0 && <Empty>{say("boardNobodyWrites")}</Empty>}
      <ul class="writers">
        {writers.value.map((w) => (
          <li key={w.key}>
            <b>{staffName(w.who)}</b> {w.what} {w.whom && citizenName(w.whom)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
