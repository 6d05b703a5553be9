import { computed } from "@preact/signals";
import type { JSX } from "preact";
import type { ComponentChildren } from "preact";
import { causes } from "../../lib/causes.js";
import { all, citizenOf, text, type Doc } from "../../lib/docs.js";
import { boards, schema } from "../../lib/phone.js";
import { citizenName, staffName } from "../../lib/people.js";
import { unreached } from "../../lib/reach.js";
import { href } from "../../lib/route.js";
import { missedOf } from "../../lib/visits.js";
import { add, now, write } from "../../lib/write.js";
import { Button, Card, Empty, Link, Tag } from "../../ui/kit.js";
import { pick, say, shortly, type Word } from "../../words/index.js";
import { minute } from "../../lib/clock.js";
import { Missed } from "./missed.js";

const missed = computed(() => missedOf(minute.value));
const open = computed(() => all("conflict").filter((d) => ["open", "overdue"].includes(text(d, "state"))));
const toReach = computed(() => all("reaching").filter((d) => unreached(d).length > 0));

/** failingMillis is how long somebody may have unsent work without contact before a coordinator should know. */
const failingMillis = 60 * 60_000;
const failing = computed(() =>
  [...boards.value.values()]
    .flatMap((b) => b.entries ?? [])
    .filter(
      (e) => (e.pendingCount ?? 0) > 0 && e.offlineSince !== undefined && e.offlineSince + failingMillis < minute.value,
    ),
);

/** Alarms is what needs a coordinator, most urgent first; a visit that cannot fail comes before all. */
export function Alarms(): JSX.Element {
  const visits = [...missed.value].sort((a, b) => Number(b.cannotFail) - Number(a.cannotFail));
  const isCalm = visits.length + open.value.length + toReach.value.length + failing.value.length === 0;
  return (
    <Card title={say("boardAlarms")} {...(isCalm ? {} : { tone: "urgent" as const })}>
      {isCalm && <Empty>{say("boardCalm")}</Empty>}
      <ul class="alarms" aria-live="polite">
        {visits.map((v) => (
          <Missed key={v.plan.scope + v.plan.doc} visit={v} />
        ))}
        {toReach.value.map((d) => (
          <Unreached key={d.doc} doc={d} />
        ))}
        {open.value.map((d) => (
          <Conflict key={d.scope + d.doc} doc={d} />
        ))}
        {failing.value.map((e) => (
          <li key={e.staffId}>
            <Tag tone="bad">{say("boardFailing")}</Tag> <b>{staffName(e.staffId)}</b> {e.pendingCount}{" "}
            {say("boardUnsent")}, {say("boardSince")} {shortly(new Date(e.offlineSince ?? 0).toISOString())}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Unreached({ doc }: { readonly doc: Doc }): JSX.Element {
  return (
    <>
      {unreached(doc).map((one) => (
        <li key={one.staff}>
          <Tag tone="bad">{say(one.why === "call" ? "boardCall" : "boardNotReached")}</Tag>{" "}
          <b>{staffName(one.staff)}</b> {say("boardAbout")} {aboutWhat(doc)} {shortly(text(doc, "since"))}
          <div class="acts">
            <Button onClick={() => told(doc, one.staff)}>{say("boardToldOrally")}</Button>
          </div>
        </li>
      ))}
    </>
  );
}

const kinds: Readonly<Record<string, Word>> = {
  urgent: "boardUrgent",
  visit: "boardVisit",
  meeting: "boardTeamMeeting",
};

/** aboutWhat is what somebody was told of: the document, and whom it is about, where this phone holds it; else its kind. */
function aboutWhat(doc: Doc): string {
  const cause = causes.value.get(doc.doc);
  if (!cause) return say(kinds[text(doc, "class")] ?? "boardSomething");
  const citizen = citizenOf(cause.scope);
  const what = pick(schema.value.types[cause.type]?.label).toLowerCase();
  return citizen ? what + ", " + citizenName(citizen) : what;
}

/** told records that somebody was told by word of mouth, of the change that counts now. */
async function told(doc: Doc, staff: string): Promise<void> {
  await write({
    scope: doc.scope,
    doc: doc.doc,
    type: "reaching",
    changes: { oral: add({ at: now(), change: text(doc, "change"), staffId: staff }) },
  });
}

function Conflict({ doc }: { readonly doc: Doc }): JSX.Element {
  const citizen = citizenOf(doc.scope);
  const what: ComponentChildren = pick(schema.value.types[text(doc, "docType")]?.label, text(doc, "docType"));
  const isDouble = text(doc, "kind") === "possibleDoubleDelivery";
  return (
    <li>
      <Tag tone={text(doc, "state") === "overdue" || isDouble ? "bad" : "warn"}>
        {say(isDouble ? "boardDouble" : "boardConflict")}
      </Tag>{" "}
      <b>{citizen ? citizenName(citizen) : what}</b> {citizen ? what : ""}{" "}
      {text(doc, "ownerStaffId") && <small>{staffName(text(doc, "ownerStaffId"))}</small>}{" "}
      <Link href={href("choices")}>{say("boardOpen")}</Link>
    </li>
  );
}
