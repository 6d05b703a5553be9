import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { all, citizenOf, inScope, list, scopesOf, text, value, type Doc } from "../lib/docs.js";
import { begun } from "../lib/drafts.js";
import { citizenName, staffName } from "../lib/people.js";
import { href } from "../lib/route.js";
import { person } from "../lib/session.js";
import { Card, Empty, Link, Page, Tag } from "../ui/kit.js";
import { clock, day, nearDay, say } from "../words/index.js";
import {
  alertsOf,
  becameOf,
  cardOf,
  me,
  named,
  recordsOf,
  role,
  urgentNotices,
  visitsToday,
  waits,
} from "./care/data.js";
import { Decides, Unsent, Urgent } from "./care/parts.js";
import { Own } from "./own.js";
import "../styles/care.css";

/** Today is the person's own day: what cannot wait, the visit that is going on, what is left, what is done. */
export function Today(): JSX.Element {
  return person.value?.kind === "staff" ? <Round /> : <Own />;
}

function Round(): JSX.Element {
  const [open, setOpen] = useState<readonly string[]>([]);
  useEffect(() => void begun().then(setOpen), []);
  const mine = visitsToday(me());
  const isUnderway = (d: Doc): boolean => open.includes("visit/" + d.doc) && !recordsOf(d).some(isMine);
  const isOver = (d: Doc): boolean => !waits(d) && !isUnderway(d);
  const urgent = urgentNotices();
  const underway = open.length === 0 ? [] : all("visitPlan").filter(isUnderway); // also one that was begun before midnight
  const left = mine.filter((d) => !isOver(d) && !isUnderway(d));
  const over = mine.filter(isOver);
  return (
    <Page title={say("today")} lead={day(new Date().toISOString())}>
      {urgent.slice(0, mostUrgent).map((n) => (
        <Urgent key={n.doc} of={n} />
      ))}
      {doubled(urgent).map((c) => (
        <Doubled key={c.doc} of={c} />
      ))}
      {urgent.length > mostUrgent && (
        <Link class="button" href={href("notices")}>
          {say("allUrgent")} ({urgent.length})
        </Link>
      )}
      {mine.length === 0 && <Empty>{say("noVisitsToday")}</Empty>}
      {mine.length > 0 && (
        <p>
          {over.length} {say("ofVisits")} {mine.length} {say("visitsDone")}
        </p>
      )}
      <Part title={say("visitsUnderway")} of={underway} underway />
      <Part title={say("visitsLeft")} of={left} />
      <Part title={say("visitsOver")} of={over} />
      <p>
        <Link href={href("search")}>{say("searchAll")}</Link>
      </p>
    </Page>
  );
}

/**
 * doubled are visits that may have been made twice, and that this person is to look into (domain.md W8): also when the notice of it was
 * read, until it is settled.
 */
function doubled(told: readonly Doc[]): readonly Doc[] {
  if (role() !== "nurse") return [];
  const isTold = (c: Doc): boolean => told.slice(0, mostUrgent).some((n) => text(n, "causeDoc") === c.doc);
  return scopesOf("visitPlan")
    .flatMap((scope) => inScope(scope, "conflict"))
    .filter((c) => text(c, "kind") === "possibleDoubleDelivery" && text(c, "state") === "open")
    .filter((c) => !isTold(c));
}

function Doubled(p: { readonly of: Doc }): JSX.Element {
  const { scope, doc } = p.of;
  return (
    <Card tone="urgent" title={say("urgentNow")}>
      <p class="big">
        {say("boardDouble")} – {citizenName(citizenOf(scope))}
      </p>
      <p>
        <Decides of={p.of} />
      </p>
      <Link class="button main" href={href("conflict", scope, doc)}>
        {say("open")}
      </Link>
    </Card>
  );
}

/** More than these would hide the day itself. */
const mostUrgent = 2;

const isMine = (r: Doc): boolean => r.origins[r.created]?.author === me();

function Part(p: {
  readonly title: string;
  readonly of: readonly Doc[];
  readonly underway?: boolean;
}): JSX.Element | null {
  if (p.of.length === 0) return null;
  return (
    <section>
      <h2>{p.title}</h2>
      <ul class="plain">
        {p.of.map((d) => (
          <li key={d.doc}>
            <Visit of={d} underway={p.underway === true} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const tones: Readonly<Record<string, "good" | "warn" | "bad">> = {
  performed: "good",
  partly: "warn",
  interrupted: "warn",
  notHome: "warn",
  notAdmitted: "warn",
  suspectedMissed: "bad",
  confirmedMissed: "bad",
};

/** Visit is a row of the day: when and who, what matters to her, what to watch out for. */
function Visit(p: { readonly of: Doc; readonly underway: boolean }): JSX.Element {
  const { of: d } = p;
  const citizen = citizenOf(d.scope);
  const became = becameOf(d);
  const isLeft = waits(d);
  const alerts = alertsOf(citizen);
  const matters = text(cardOf(citizen), "whatMattersToMe");
  const tone = tones[became];
  const near = nearDay(text(d, "start"));
  return (
    <Link class={"visit" + (p.underway ? " underway" : isLeft ? "" : " over")} href={href("visit", d.scope, d.doc)}>
      <span class="visit-time">
        {clock(text(d, "start"))}
        {near !== "" && <small>{near}</small>}
        <small>{clock(text(d, "end"))}</small>
      </span>
      <span class="visit-what">
        <b class="visit-name">{citizenName(citizen)}</b>
        {isLeft && matters !== "" && <span class="one-line">{matters}</span>}
        {isLeft && alerts.length > 0 && (
          <span class="visit-alert">
            <span aria-hidden="true">⚠ </span>
            {alerts.join(" · ")}
          </span>
        )}
        <span class="tags">
          {became !== "planned" && <Tag {...(tone ? { tone } : {})}>{named("visitPlan", "visitStatus", became)}</Tag>}
          {isLeft && text(d, "criticality") === "cannotFail" && <Tag tone="bad">{say("mustNotFail")}</Tag>}
          <Two of={d} />
          {recordsOf(d).map((r) => (
            <Unsent key={r.doc} of={r} />
          ))}
        </span>
      </span>
    </Link>
  );
}

/** Two says with whom, or that somebody is missing. */
export function Two(p: { readonly of: Doc }): JSX.Element | null {
  const others = list(p.of, "staffIds").filter((id) => id !== me());
  const isShort = value(p.of, "doubleStaffing") === true && list(p.of, "staffIds").length < 2;
  if (isShort) return <Tag tone="bad">{say("oneMissing")}</Tag>;
  if (others.length === 0) return null;
  return (
    <span>
      {list(p.of, "staffIds").includes(me()) && say("together")} {others.map(staffName).join(", ")}
    </span>
  );
}
