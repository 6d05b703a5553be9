import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { me } from "../forms/me.js";
import { mayCreate } from "../forms/rights.js";
import { dateOf, ownTitle, titleOf } from "../forms/say.js";
import { all, citizenOf, text, type Doc } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { schema } from "../lib/phone.js";
import { href } from "../lib/route.js";
import { Button, Empty, Field, Link, Page, Tag } from "../ui/kit.js";
import { clock, day, pick, say } from "../words/index.js";
import { homesOf } from "./desk/homes.js";
import "../styles/desk.css";

const pageSize = 40;
const searchFrom = 8;

/** List shows all documents of a type that are held; with a citizen, hers. */
export function List({ at }: { readonly at: readonly string[] }): JSX.Element {
  const [type = "", citizen = ""] = at;
  const [words, setWords] = useState("");
  const [shown, setShown] = useState(pageSize);
  const t = schema.value.types[type];
  if (!t) return <Page title={say("notHere")}>{null}</Page>;
  const every = all(type, citizen).filter((d) => !d.view.incomplete);
  const found = every.filter((d) => isFound(d, words)).sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
  const isNew = mayCreate(t, me().role) && homesOf(type, citizen).length > 0;
  const label = pick(t.label);
  return (
    <Page
      title={label}
      {...(citizen ? { lead: citizenName(citizen) } : {})}
      back={citizen ? href("citizen", citizen) : href("more")}
    >
      {isNew && (
        <Link class="button main" href={href("new", type, ...(citizen ? [citizen] : []))}>
          {say("newOne")}
        </Link>
      )}
      {every.length >= searchFrom && (
        <Field label={say("searchList")}>
          {(id) => (
            <input
              id={id}
              type="search"
              value={words}
              onInput={(e) => {
                setWords(e.currentTarget.value);
              }}
            />
          )}
        </Field>
      )}
      {found.length === 0 && <Empty>{say("listEmpty")}</Empty>}
      {daysOf(found.slice(0, shown)).map(([date, docs]) => (
        <section key={date}>
          <h2>{date === "" ? label : day(date)}</h2>
          {docs.map((d) => (
            <Row key={d.scope + d.doc} d={d} isWithName={citizen === ""} />
          ))}
        </section>
      ))}
      {found.length > shown && (
        <Button
          onClick={() => {
            setShown(shown + pageSize);
          }}
        >
          {say("fewMore")}
        </Button>
      )}
    </Page>
  );
}

function isFound(d: Doc, words: string): boolean {
  const citizen = citizenOf(d.scope);
  const all = (titleOf(d) + " " + (citizen ? citizenName(citizen) : "")).toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((one) => all.includes(one));
}

/** daysOf puts documents under the day they are about, so that a long list has headings. */
function daysOf(docs: readonly Doc[]): readonly (readonly [string, readonly Doc[]])[] {
  const days = new Map<string, Doc[]>();
  for (const d of docs) {
    const date = dateOf(d) === "" ? "" : new Date(dateOf(d)).toLocaleDateString("sv-SE");
    days.set(date, [...(days.get(date) ?? []), d]);
  }
  return [...days];
}

/** Row is a document in a list: what it is called, whose it is, how far it is. */
export function Row(p: { readonly d: Doc; readonly isWithName: boolean }): JSX.Element {
  const { d } = p;
  const citizen = citizenOf(d.scope);
  const state = text(d, "state");
  const own = ownTitle(d);
  return (
    <Link class="row desk-row-link" href={href("doc", d.scope, d.doc)}>
      <b>{own === "" ? clock(dateOf(d)) + " " + pick(schema.value.types[d.type]?.label) : own}</b>
      <small>
        {p.isWithName && citizen !== "" && <span>{citizenName(citizen)}</span>}
        {own !== "" && <span>{clock(dateOf(d))}</span>}
        {state !== "" && <Tag>{pick(schema.value.types[d.type]?.states?.labels[state], state)}</Tag>}
        {d.waiting > 0 && <Tag tone="warn">{say("unsent")}</Tag>}
      </small>
    </Link>
  );
}
