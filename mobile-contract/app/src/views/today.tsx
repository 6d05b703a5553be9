import type { JSX } from "preact";
import { all, citizenOf, list, text } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { href } from "../lib/route.js";
import { person } from "../lib/session.js";
import { Empty, Link, Page } from "../ui/kit.js";
import { clock, day, say } from "../words/index.js";

/** Today is the person's own visits of the day, in order. */
export function Today(): JSX.Element {
  const me = person.value?.actor ?? "";
  const date = new Date().toLocaleDateString("sv-SE");
  const mine = all("visitPlan")
    .filter((d) => list(d, "staffIds").includes(me) && new Date(text(d, "start")).toLocaleDateString("sv-SE") === date)
    .sort((a, b) => text(a, "start").localeCompare(text(b, "start")));
  return (
    <Page title={say("today")} lead={day(new Date().toISOString())}>
      {mine.length === 0 && <Empty>{say("nothingHere")}</Empty>}
      {mine.map((d) => (
        <Link key={d.doc} class="row" href={href("visit", d.scope, d.doc)}>
          <b>{clock(text(d, "start"))}</b> {citizenName(citizenOf(d.scope))}
        </Link>
      ))}
    </Page>
  );
}
