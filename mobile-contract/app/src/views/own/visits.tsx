import type { JSX } from "preact";
import { inWords, nameOf } from "../../forms/say.js";
import { visitorsOf } from "../../lib/comers.js";
import { all, list, text, type Doc } from "../../lib/docs.js";
import { visitStatus } from "../../lib/status.js";
import { dayOf } from "../../lib/visits.js";
import { Card, Empty, Tag } from "../../ui/kit.js";
import { clock, day, say } from "../../words/index.js";
import { wasAt } from "../desk/was.js";

const daysAhead = 7;
const daysShown = 2;
/** She knows best herself whether anybody came: what others only suspect is not said to her as if it were so. */
const untold = new Set(["planned", "cancelled", "suspectedMissed"]);

/** Visits is who comes when, today and the next days, and why something changed. */
export function Visits(p: { readonly citizen: string }): JSX.Element {
  const today = dayOf(Date.now());
  const last = dayOf(Date.now() + daysAhead * 86_400_000);
  const days = new Map<string, Doc[]>();
  for (const d of [...all("visitPlan", p.citizen)].sort((a, b) => text(a, "start").localeCompare(text(b, "start")))) {
    const date = dayOf(text(d, "start"));
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

/**
 * visitors are who is to come, and who came instead: "Amina Warsame, undersköterska", as far as the phone knows them. Of two who were to
 * come together one has often written of it first.
 */
function visitors(d: Doc): string {
  const { came, planned } = visitorsOf(d);
  const ids = came.map((one) => one.id);
  const asked = list(d, "staffIds");
  if (ids.length === 0 || ids.some((id) => asked.includes(id))) ids.unshift(...asked);
  const known = new Map([...planned, ...came].map((one) => [one.id, one]));
  const names = ids.map((id) => {
    const one = known.get(id);
    return one
      ? [one.name, inWords("conflict", "ownerRole", one.role).toLowerCase()].filter(Boolean).join(", ")
      : nameOf(id);
  });
  return [...new Set(names)].join(" " + say("andAlso") + " ") || say("nobodyNamed");
}

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
  const went = visitStatus(d);
  return (
    <li>
      <b class={isOff ? "desk-old" : ""}>
        {clock(text(d, "start"))}–{clock(text(d, "end"))}
      </b>{" "}
      {!isOff && visitors(d)} {isOff && <Tag tone="bad">{say("visitOff")}</Tag>}
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
      {!untold.has(went) && <p class="desk-by">{inWords("visitPlan", "visitStatus", went)}</p>}
    </li>
  );
}
