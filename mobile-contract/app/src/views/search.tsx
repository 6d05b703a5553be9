import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { citizenOf, madeBy, type Doc } from "../lib/docs.js";
import { citizens } from "../lib/people.js";
import { held, schema, status } from "../lib/phone.js";
import { bySearch } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { Button, Empty, Field, Link, Page } from "../ui/kit.js";
import { say, shortly } from "../words/index.js";
import { authorName, happenedAt, typeName } from "./care/data.js";
import { placeOf } from "./care/parts.js";
import { Index, wordsOf, type Hit } from "./care/search.js";
import "../styles/care.css";

const step = 40;

interface Group {
  readonly citizen: string;
  readonly name: string;
  readonly isNamed: boolean;
  readonly hits: readonly Hit<Doc>[];
}

/** What was looked for, until the login ends or the page is loaded anew: the way back from what was found leads to it. */
let last = { of: "", text: "" };

/** Search looks through everything that is on the phone. It asks nobody, and works without network. */
export function Search(): JSX.Element {
  const who = status.value.actor;
  const [wanted, setWanted] = useState(last.of === who ? last.text : "");
  const [most, setMost] = useState(step);
  const index = useMemo(() => new Index(schema.value), [schema.value]);
  const words = wordsOf(wanted);
  const groups = words.length === 0 ? [] : find(index, words);
  const count = groups.reduce((n, g) => n + g.hits.length, 0);
  let left = most;
  return (
    <Page title={say("searchHere")} back={href("citizens")}>
      <search>
        <Field label={say("lookFor")} hint={say("searchHint")}>
          {(id, by) => (
            <input
              id={id}
              aria-describedby={by}
              type="search"
              value={wanted}
              onInput={(e) => {
                last = { of: who, text: e.currentTarget.value };
                setWanted(e.currentTarget.value);
                setMost(step);
              }}
            />
          )}
        </Field>
      </search>
      <p role="status">
        {words.length > 0 && groups.length > 0 && `${String(count)} ${say("hits")}`}
        {wanted.trim().length === 1 && say("typeMore")}
      </p>
      {words.length > 0 && groups.length === 0 && <Empty>{say("nothingFound")}</Empty>}
      {groups.map((g) => {
        const some = g.hits.slice(0, Math.max(0, left));
        left -= some.length;
        if (some.length === 0 && !g.isNamed) return null;
        return (
          <section key={g.citizen}>
            <h2>{g.name}</h2>
            <ul class="plain">
              {g.isNamed && (
                <li>
                  <Link class="row" href={href("citizen", g.citizen)} onClick={bySearch}>
                    {say("allAbout")} {g.name}
                  </Link>
                </li>
              )}
              {some.map((h) => (
                <li key={h.of.scope + h.of.doc}>
                  <Found hit={h} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {count > most && (
        <Button
          onClick={() => {
            setMost(most + step);
          }}
        >
          {say("showMore")}
        </Button>
      )}
    </Page>
  );
}

function Found(p: { readonly hit: Hit<Doc> }): JSX.Element {
  const { of: d, before, match, after } = p.hit;
  const by = madeBy(d)?.author ?? "";
  const from = [typeName(d.type), by === "" ? "" : authorName(by), shortly(happenedAt(d))];
  return (
    <Link class="row" href={placeOf(d.type, d.scope, d.doc)} onClick={bySearch}>
      <span class="grow">
        {before}
        <mark>{match}</mark>
        {after}
        <br />
        <small>{from.filter((t) => t !== "").join(", ")}</small>
      </span>
    </Link>
  );
}

/** find gives what was found by whom it is about: those whose name it is first, then by name; last what is about nobody. */
function find(index: Index, words: readonly string[]): readonly Group[] {
  const names = new Map(citizens().map((c) => [c.id, c.name]));
  const hits = new Map<string, Hit<Doc>[]>();
  for (const scope of status.value.scopes) {
    const citizen = citizenOf(scope);
    const name = names.get(citizen) ?? "";
    for (const shown of held(scope).value) {
      const hit = index.find(shown, name, words);
      if (!hit) continue;
      const its = hits.get(citizen) ?? [];
      its.push({ ...hit, of: { ...hit.of, scope } });
      hits.set(citizen, its);
    }
  }
  const isNamed = (name: string): boolean => words.every((w) => name.toLocaleLowerCase("sv").includes(w));
  const group = (citizen: string, name: string): Group => ({
    citizen,
    name: name || say("others"),
    isNamed: name !== "" && isNamed(name),
    hits: (hits.get(citizen) ?? []).sort((a, b) => happenedAt(b.of).localeCompare(happenedAt(a.of))),
  });
  return [...[...names].map(([id, name]) => group(id, name)), group("", "")]
    .filter((g) => g.isNamed || g.hits.length > 0)
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || Number(a.citizen === "") - Number(b.citizen === ""));
}
