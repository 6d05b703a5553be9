import type { ComponentChildren, JSX } from "preact";
import { citizenOf, items, text, value, type Doc } from "../../lib/docs.js";
import { citizenName, reachOf, staffName } from "../../lib/people.js";
import { href } from "../../lib/route.js";
import "../../styles/team.css";
import { Call } from "../../ui/call.js";
import { Card, Page } from "../../ui/kit.js";
import { say, shortly } from "../../words/index.js";
import { raiserOf } from "../team/author.js";
import { Writing } from "../team/parts.js";
import { Fact, fieldName, Journal, State } from "../team/show.js";
import type { Asked, AskedField } from "./asked.js";

/** Shown is a question: whose it is, where it stands, what was asked, and then what came of it. */
export function Shown(p: {
  readonly kind: Asked;
  readonly of: Doc;
  /** What is to be seen before the question. */
  readonly first?: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { kind, of: d } = p;
  const citizen = citizenOf(d.scope);
  const isUrgent = text(d, "urgency") === kind.urgencies[0];
  return (
    <Page title={say(kind.title)} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <p class="tags">
        <State of={d} />
      </p>
      {p.first}
      <Writing scope={d.scope} doc={d.doc} />
      <Card {...(isUrgent ? { tone: "urgent" as const } : {})}>
        <Fact of={d} field="urgency" strong />
        {value(d, "alreadyPhoned") !== undefined && (
          <p>{say(value(d, "alreadyPhoned") === true ? "tmHasRung" : "tmHasNotRung")}</p>
        )}
        {kind.fields.map((f, i) => (
          <What key={f.name} of={d} field={f} isFirst={i === 0} />
        ))}
        <Journal of={d} field="additions" />
        <Fact of={d} field="stateReason" />
        <p class="note">
          {staffName(raiserOf(d))}
          {text(d, "occurredAt") !== "" && ", " + shortly(text(d, "occurredAt"))}
        </p>
        <Owner of={d} field={kind.owner} />
      </Card>
      {p.children}
    </Page>
  );
}

/** What is one of the things that a question says. */
function What(p: { readonly of: Doc; readonly field: AskedField; readonly isFirst: boolean }): JSX.Element | null {
  const { of: d, field } = p;
  if (!field.isList) return <Fact of={d} field={field.name} strong={p.isFirst} />;
  const all = items(d, field.name).map((i) => (typeof i.value === "string" ? i.value : ""));
  if (all.length === 0) return null;
  return (
    <div class="fact">
      <p class="fact-name">{fieldName(d.type, field.name)}</p>
      <p class="fact-text">{all.join(", ")}</p>
    </div>
  );
}

/** Owner is who has taken it, and how to call her. */
function Owner(p: { readonly of: Doc; readonly field: string }): JSX.Element | null {
  const id = text(p.of, p.field);
  if (id === "") return null;
  return (
    <p>
      {fieldName(p.of.type, p.field)}: <b>{staffName(id)}</b> <Call way={reachOf(id)} />
    </p>
  );
}
