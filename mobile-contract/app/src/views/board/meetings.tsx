import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { all, text, type Doc } from "../../lib/docs.js";
import { membersOf } from "../../lib/people.js";
import { unreached } from "../../lib/reach.js";
import { href } from "../../lib/route.js";
import { responses } from "../../lib/visits.js";
import { Card, Link, Tag } from "../../ui/kit.js";
import { clock, day, say, type Word } from "../../words/index.js";
import { minute } from "../../lib/clock.js";

const coming = computed(() =>
  all("teamMeeting")
    .filter((d) => text(d, "state") !== "cancelled" && Date.parse(text(d, "end") || text(d, "start")) > minute.value)
    .sort((a, b) => text(a, "start").localeCompare(text(b, "start")))
    .slice(0, 3),
);

const words: Readonly<Record<string, Word>> = { yes: "boardYes", no: "boardNo", maybe: "boardMaybe" };
const tones = { yes: "good", no: "bad", maybe: "warn" } as const;

/** Meetings is who answered the calls to the next meetings, and who was not reached. */
export function Meetings(): JSX.Element {
  return (
    <>
      {coming.value.map((m) => (
        <Card key={m.doc} title={say("boardMeeting")}>
          <Link class="row" href={href("meeting", m.scope, m.doc)}>
            <b>
              {day(text(m, "start"))} {clock(text(m, "start"))}
            </b>{" "}
            {text(m, "place")}
          </Link>
          <Answers meeting={m} />
        </Card>
      ))}
    </>
  );
}

function Answers({ meeting }: { readonly meeting: Doc }): JSX.Element {
  const team = meeting.scope.split("/")[1] ?? "";
  const said = responses(meeting);
  const lost = new Set(
    all("reaching")
      .filter((d) => d.scope.startsWith(`team/${team}/`) && text(d, "class") === "meeting")
      .flatMap(unreached)
      .map((u) => u.staff),
  );
  return (
    <ul class="answers">
      {membersOf(team).map((m) => {
        const answer = said.get(m.id);
        const tone =
          answer === "yes" || answer === "no" || answer === "maybe" ? tones[answer] : lost.has(m.id) ? "bad" : "calm";
        return (
          <li key={m.id}>
            {m.name}{" "}
            <Tag tone={tone}>
              {answer
                ? say(words[answer] ?? "boardNoAnswer")
                : say(lost.has(m.id) ? "boardNotReached" : "boardNoAnswer")}
            </Tag>
          </li>
        );
      })}
    </ul>
  );
}
