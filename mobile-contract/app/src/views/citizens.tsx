import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { citizenOf } from "../lib/docs.js";
import { citizens } from "../lib/people.js";
import { href } from "../lib/route.js";
import { Empty, Field, Link, Page, Tag } from "../ui/kit.js";
import { say } from "../words/index.js";
import { alertsOf, isComplete, me, visitsToday } from "./care/data.js";
import "../styles/care.css";

interface One {
  readonly id: string;
  readonly name: string;
}

/** Citizens are those that the phone holds something of: today's first, then all by name. */
export function Citizens(): JSX.Element {
  const [wanted, setWanted] = useState("");
  const everybody = citizens();
  const words = wanted.toLocaleLowerCase("sv").split(/\s+/);
  const found = everybody.filter((c) => words.every((w) => c.name.toLocaleLowerCase("sv").includes(w)));
  const today = new Set(visitsToday(me()).map((d) => citizenOf(d.scope)));
  const mine = found.filter((c) => today.has(c.id));
  return (
    <Page title={say("citizens")}>
      <search>
        <Field label={say("findCitizen")}>
          {(id) => (
            <input
              id={id}
              type="search"
              value={wanted}
              onInput={(e) => {
                setWanted(e.currentTarget.value);
              }}
            />
          )}
        </Field>
        <Link class="button" href={href("search")}>
          {say("searchAll")}
        </Link>
      </search>
      {everybody.length === 0 && <Empty>{say("noCitizens")}</Empty>}
      {everybody.length > 0 && found.length === 0 && <Empty>{say("nobodyFound")}</Empty>}
      <Names title={say("today")} of={mine} />
      {letters(found.filter((c) => !today.has(c.id))).map(([letter, of]) => (
        <Names key={letter} title={letter} of={of} />
      ))}
    </Page>
  );
}

/** letters groups names by their first letter, in the order of the Swedish alphabet. */
export function letters(all: readonly One[]): readonly (readonly [string, readonly One[]])[] {
  const groups = new Map<string, One[]>();
  for (const c of all) {
    const letter = c.name.slice(0, 1).toLocaleUpperCase("sv");
    groups.set(letter, [...(groups.get(letter) ?? []), c]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, "sv"));
}

function Names(p: { readonly title: string; readonly of: readonly One[] }): JSX.Element | null {
  if (p.of.length === 0) return null;
  return (
    <section>
      <h2>{p.title}</h2>
      <ul class="plain">
        {p.of.map((c) => (
          <li key={c.id}>
            <Link class="row" href={href("citizen", c.id)}>
              <span class="grow">{c.name}</span>
              {alertsOf(c.id).length > 0 && <Tag tone="bad">⚠ {say("watchOut")}</Tag>}
              <Tag tone={isComplete(c.id) ? "good" : "warn"}>
                {isComplete(c.id) ? say("complete") : say("fetching")}
              </Tag>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
