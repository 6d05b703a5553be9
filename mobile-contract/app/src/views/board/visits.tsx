import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { schema } from "../../lib/phone.js";
import { citizenName, staffName } from "../../lib/people.js";
import { href } from "../../lib/route.js";
import { dayOf, visitsOf, type Planned } from "../../lib/visits.js";
import { Button, Card, Empty, Link, Tag } from "../../ui/kit.js";
import { clock, language, say, type Word } from "../../words/index.js";
import { label } from "../../words/schema.js";
import { minute } from "./clock.js";

/** today is the board's visits: one list, that alarms look at as well. */
export const today = computed(() => visitsOf(dayOf(minute.value), minute.value));

const wrong = new Set([
  "late",
  "suspectedMissed",
  "confirmedMissed",
  "notHome",
  "notAdmitted",
  "interrupted",
  "replacementSent",
]);
const done = new Set(["performed", "partly", "alreadyVisited", "cancelled", "declinedByCitizen"]);

type Shown = "all" | "left" | "wrong";
const shown = signal<Shown>("left");

const filters: readonly { readonly is: Shown; readonly word: Word; readonly takes: (v: Planned) => boolean }[] = [
  { is: "left", word: "boardFilterOpen", takes: (v) => !done.has(v.status) },
  { is: "wrong", word: "boardFilterWrong", takes: (v) => wrong.has(v.status) },
  { is: "all", word: "boardFilterAll", takes: () => true },
];

/** Visits is the day's visits with how each went, as far as anybody has said. */
export function Visits(): JSX.Element {
  const takes = filters.find((f) => f.is === shown.value)?.takes ?? (() => true);
  const list = today.value.filter(takes);
  return (
    <Card title={say("boardVisits")}>
      <div class="filters">
        {filters.map((f) => (
          <Button
            key={f.is}
            pressed={f.is === shown.value}
            onClick={() => {
              shown.value = f.is;
            }}
          >
            {say(f.word)} {today.value.filter(f.takes).length}
          </Button>
        ))}
      </div>
      {list.length === 0 && <Empty>{say("boardNoVisits")}</Empty>}
      <ul class="visits">
        {list.map((v) => (
          <li key={v.plan.scope + v.plan.doc}>
            <Link class="row" href={href("visit", v.plan.scope, v.plan.doc)}>
              <b>
                {clock(v.start)}–{clock(v.end)}
              </b>
              <span class="grow">
                {citizenName(v.citizen)} <small>{v.staff.map(staffName).join(", ")}</small>
              </span>
              {v.cannotFail && <Tag tone="warn">{say("boardCannotFail")}</Tag>}
              <Tag tone={wrong.has(v.status) ? "bad" : done.has(v.status) ? "good" : "calm"}>
                {statusWord(v.status)}
              </Tag>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** statusWord is what is said of a visit. */
export const statusWord = (status: string): string =>
  status === "late" ? say("boardLate") : label(schema.value, "visitPlan", "visitStatus", status, language.value);
