import type { JSX } from "preact";
import { inWords, nameOf } from "../../forms/say.js";
import { all, list, text, type Doc } from "../../lib/docs.js";
import { Card, Empty, Tag } from "../../ui/kit.js";
import { clock, day, say } from "../../words/index.js";
import { wasAt } from "../desk/was.js";

const daysAhead = 7;
const daysShown = 2;
const dayOf = (time: string): string => new Date(time).toLocaleDateString("sv-SE");

/** Visits is who comes when, today and the next days, and why something changed. */
export function Visits(p: { readonly citizen: string }): JSX.Element {
  const today = dayOf(new Date().toISOString());
  const last = dayOf(new Date(Date.now() + daysAhead * 86_400_000).toISOString());
  const days = new Map<string, Doc[]>();
  for (const d of [...all("visitPlan", p.citizen)].sort((a, b) => text(a, "start").localeCompare(text(b, "start")))) {
    const date = text(d, "start") === "" ? "" : dayOf(text(d, "start"));
    if (date < today || date > last) continue;
    days.set(date, [...(days.get(date) ?? []), d]);
  }
  const near = [...days].slice(0, daysShown);
  const later = [...days].slice(daysShown);
  return (
    <Card title={say("whoComes")}>
      {days.size === 0 && <Empty>{say("noVisits")}</Empty>}
      {near.map(([date, visits]) => (
        <Day key={date} visits={visits} />
      ))}
      {later.length > 0 && (
        <details class="desk-more">
          <summary>{say("laterDays")}</summary>
          {later.map(([date, visits]) => (
            <Day key={date} visits={visits} />
          ))}
        </details>
      )}
    </Card>
  );
}

/** visitors are their names, as far as the phone knows them. */
const visitors = (ids: readonly string[]): string =>
  ids.length === 0 ? say("nobodyNamed") : [...new Set(ids.map(nameOf))].join(", ");

function Day(p: { readonly visits: readonly Doc[] }): JSX.Element {
  return (
    <section>
      <h3>{day(text(p.visits[0], "start"))}</h3>
      <ul class="desk-items">
        {p.visits.map((d) => (
          <Visit key={d.doc} d={d} />
        ))}
      </ul>
    </section>
  );
}

function Visit(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const isOff = text(d, "state") === "cancelled";
  const was = wasAt(d);
  const isMoved = was !== undefined && was.start !== text(d, "start");
  const reason = text(d, "stateReason");
  const went = text(d, "visitStatus");
  return (
    <li>
      <b class={isOff ? "desk-old" : ""}>
        {clock(text(d, "start"))}–{clock(text(d, "end"))}
      </b>{" "}
      {!isOff && visitors(list(d, "staffIds"))} {isOff && <Tag tone="bad">{say("visitOff")}</Tag>}
      {isMoved && !isOff && (
        <>
          <Tag tone="warn">{say("visitMoved")}</Tag> {say("oldTime")} <span class="desk-old">{clock(was.start)}</span>
        </>
      )}
      {reason !== "" && (
        <p class="desk-by">
          {say("whyChanged")}: {reason}
        </p>
      )}
      {went !== "" && <p class="desk-by">{inWords("visitPlan", "visitStatus", went)}</p>}
    </li>
  );
}
