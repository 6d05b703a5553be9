import type { JSX } from "preact";
import { all, text, value, type Doc } from "../../lib/docs.js";
import { Card, Empty } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { isOpen, lastVisits, named, notesOf, typeName } from "../care/data.js";
import { Note, Row, Visited } from "../care/parts.js";

// What is going on about somebody, and what was.

/** Plans are her plans, activities and decisions that apply. */
export function Plans(p: { readonly citizen: string }): JSX.Element | null {
  const plans = all("rehabPlan", p.citizen).filter(isOpen);
  const activities = all("planActivity", p.citizen).filter(isOpen);
  const decisions = all("supportDecision", p.citizen);
  if (plans.length + activities.length + decisions.length === 0) return null;
  return (
    <Card title={say("plans")}>
      {plans.map((d) => (
        <Row key={d.doc} of={d} line={typeName(d.type)} tag={named(d.type, "state", text(d, "state"))} />
      ))}
      {activities.map((d) => (
        <Row key={d.doc} of={d} line={text(d, "title")} tag={named(d.type, "supportLevel", value(d, "supportLevel"))} />
      ))}
      {decisions.map((d) => (
        <Row
          key={d.doc}
          of={d}
          line={text(d, "insats") || typeName(d.type)}
          tag={named(d.type, "state", text(d, "state"))}
        />
      ))}
    </Card>
  );
}

/** Questions are those to nurses and therapists that are not closed. */
export function Questions(p: { readonly citizen: string }): JSX.Element | null {
  const isOngoing = (d: Doc): boolean => text(d, "state") !== "closed";
  const its = [...all("medicationQuestion", p.citizen), ...all("aidQuestion", p.citizen)].filter(isOngoing);
  if (its.length === 0) return null;
  const line = (d: Doc): string => text(d, "observation") || text(d, "need");
  return (
    <Card title={say("questions")}>
      {its.map((d) => (
        <Row
          key={d.doc}
          of={d}
          line={typeName(d.type) + ": " + line(d)}
          tag={named(d.type, "state", text(d, "state"))}
        />
      ))}
    </Card>
  );
}

/** Last are the last three visits, each with its notes. */
export function Last(p: { readonly citizen: string }): JSX.Element {
  const last = lastVisits(p.citizen, 3);
  const notes = notesOf(p.citizen);
  return (
    <Card title={say("earlierVisits")}>
      {last.length === 0 && <Empty>{say("noVisitsYet")}</Empty>}
      <ul class="plain">
        {last.map((r) => (
          <Visited key={r.doc} of={r} notes={notes.filter((n) => text(n, "visitRecordId") === r.doc)} />
        ))}
      </ul>
    </Card>
  );
}

/** Loose are the notes that belong to none of the visits shown. */
export function Loose(p: { readonly citizen: string }): JSX.Element | null {
  const shown = new Set(lastVisits(p.citizen, 3).map((r) => r.doc));
  const notes = notesOf(p.citizen)
    .filter((n) => !shown.has(text(n, "visitRecordId")))
    .slice(0, 5);
  if (notes.length === 0) return null;
  return (
    <Card title={say("notes")}>
      <ul class="plain">
        {notes.map((n) => (
          <Note key={n.doc} of={n} />
        ))}
      </ul>
    </Card>
  );
}
