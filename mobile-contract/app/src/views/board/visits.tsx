import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { schema } from "../../lib/phone.js";
import { citizenName, staffName } from "../../lib/people.js";
import { href } from "../../lib/route.js";
import { beenOf, isRefuted, roundOf, visitsOf, type Planned } from "../../lib/visits.js";
import { Button, Card, Empty, Link, Tag } from "../../ui/kit.js";
import { clock, language, nearDay, say, type Word } from "../../words/index.js";
import { label } from "../../words/schema.js";
import { whoWhen } from "../care/became.js";
import { minute } from "../../lib/clock.js";

const today = computed(() => visitsOf(roundOf(minute.value), minute.value));

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
  { is: "wrong", word: "boardFilterWrong", takes: (v) => wrong.has(v.status) || isRefuted(v.plan) },
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
                {[nearDay(v.start), clock(v.start)].join(" ").trim()}–{clock(v.end)}
              </b>
              <span class="grow">
                {citizenName(v.citizen)} <small>{v.staff.map(staffName).join(", ")}</small>
              </span>
              {v.cannotFail && <Tag tone="warn">{say("boardCannotFail")}</Tag>}
              <Tag tone={wrong.has(v.status) ? "bad" : done.has(v.status) ? "good" : "calm"}>{became(v)}</Tag>
              {isRefuted(v.plan) && <Tag tone="warn">{say("boardRefuted")}</Tag>}
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

/** became is what is said of a visit, with who was there and when where word of it came late. */
function became(v: Planned): string {
  const late = beenOf(v.plan).filter((b) => b.cameIn !== "");
  return statusWord(v.status) + (late.length === 0 ? "" : " (" + late.map(whoWhen).join("; ") + ")");
}
