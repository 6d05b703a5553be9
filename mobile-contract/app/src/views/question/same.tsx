import type { JSX } from "preact";
import { all, citizenOf, items, reading, text, type Doc } from "../../lib/docs.js";
import { href } from "../../lib/route.js";
import { derivedList } from "../../lib/status.js";
import { add } from "../../lib/write.js";
import { Button, Card, Link } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { put } from "../team/put.js";
import { State } from "../team/show.js";

/** Same are questions that may be this one again; both are kept. */
export function Same(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const linked = items(d, "duplicateOf").map((i) => (typeof i.value === "string" ? i.value : ""));
  const maybe = derivedList(d, "maybeSameAs").filter((id) => !linked.includes(id));
  const known = all(d.type, citizenOf(d.scope)).filter((one) => maybe.includes(one.doc) || linked.includes(one.doc));
  if (known.length === 0) return null;
  return (
    <Card title={say("tmSameQuestion")}>
      {known.map((one) => (
        <div key={one.doc}>
          <Link class="row" href={href("medicine", one.scope, one.doc)}>
            {text(one, "observation")} <State of={one} />
          </Link>
          {maybe.includes(one.doc) && (
            <Button onClick={() => put(d, { duplicateOf: add(one.doc) })}>{say("tmIsTheSame")}</Button>
          )}
        </div>
      ))}
      {reading(d, "duplicateOf")?.disputed && <p class="beside">{say("tmMustBeChosen")}</p>}
    </Card>
  );
}
