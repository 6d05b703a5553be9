import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fieldLabel, inWords, timesOf, titleOf } from "../forms/say.js";
import { send } from "../forms/send.js";
import { citizenOf, find, text, value, type Doc } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { phone, schema } from "../lib/phone.js";
import { now } from "../lib/write.js";
import { Button, Card, Empty, Link, Page, Tag } from "../ui/kit.js";
import { language, pick, say, when } from "../words/index.js";
import { word } from "../words/schema.js";
import { doorTo } from "./desk/door.js";
import { asks, causeSeq, changedSince, happenedAt, inbox, isNew, isUrgent } from "./desk/inbox.js";
import { wasAt } from "./desk/was.js";
import "../styles/desk.css";

const pageSize = 20;

/** Notices is what somebody was told: what is urgent first, then what waits for a yes, then the rest. */
export function Notices(): JSX.Element {
  const all = inbox();
  const [shown, setShown] = useState(pageSize);
  // What was new when the page was opened stays under that heading while somebody reads it.
  const [fresh] = useState(() => new Set<string>());
  for (const d of all) if (isNew(d)) fresh.add(d.doc);
  useSeen(all);
  const urgent = all.filter((d) => isUrgent(d) && asks(d));
  const waiting = all.filter((d) => !isUrgent(d) && asks(d));
  const rest = all.filter((d) => !asks(d));
  const news = rest.filter((d) => fresh.has(d.doc));
  const earlier = rest.filter((d) => !fresh.has(d.doc));
  return (
    <Page title={say("notices")}>
      {urgent.length + waiting.length + news.length === 0 && <Empty>{say("noticesNone")}</Empty>}
      <Group title={say("noticesUrgent")} of={urgent} />
      <Group title={say("noticesAck")} of={waiting} />
      <Group title={say("noticesNew")} of={news} />
      <Earlier of={earlier.slice(0, shown)} />
      {earlier.length > shown && (
        <Button
          onClick={() => {
            setShown(shown + pageSize);
          }}
        >
          {say("fewMore")}
        </Button>
      )}
    </Page>
  );
}

function Group(p: { readonly title: string; readonly of: readonly Doc[] }): JSX.Element | null {
  if (p.of.length === 0) return null;
  return (
    <section>
      <h2>{p.title}</h2>
      {p.of.map((d) => (
        <Notice key={d.doc} d={d} />
      ))}
    </section>
  );
}

/** Earlier is what is done with, a line each. */
function Earlier(p: { readonly of: readonly Doc[] }): JSX.Element | null {
  if (p.of.length === 0) return null;
  return (
    <section>
      <h2>{say("noticesEarlier")}</h2>
      {p.of.map((d) => {
        const scope = text(d, "causeScope");
        const citizen = citizenOf(scope);
        const cause = find(scope, text(d, "causeDoc"));
        const line = (
          <>
            <b>{word(schema.value, "notices", text(d, "code"), language.value)}</b>
            <small>
              {citizen !== "" && <span>{citizenName(citizen)}</span>}
              <span>{when(happenedAt(d))}</span>
              {text(d, "state") === "acknowledged" && <span class="desk-good">✓ {say("ackDone")}</span>}
            </small>
          </>
        );
        if (!cause) {
          return (
            <div key={d.doc} class="row desk-row-link">
              {line}
            </div>
          );
        }
        return (
          <Link key={d.doc} class="row desk-row-link" href={doorTo(cause.type, cause.scope, cause.doc)}>
            {line}
          </Link>
        );
      })}
    </section>
  );
}

const seen = new Set<string>();

/** useSeen writes down that what is new was on the screen, once. */
function useSeen(all: readonly Doc[]): void {
  const news = all.filter((d) => isNew(d) && !seen.has(d.doc));
  useEffect(() => {
    if (document.visibilityState !== "visible") return;
    for (const d of news) {
      seen.add(d.doc);
      const changes = { state: { set: "seen" }, seenAt: { set: now() } };
      void phone()
        .edit({ scope: d.scope, doc: d.doc, type: d.type, changes })
        .catch(() => undefined); // it is a mark; the next look makes it
    }
  }, [news.map((d) => d.doc).join(" ")]);
}

function Notice(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const scope = text(d, "causeScope");
  const cause = find(scope, text(d, "causeDoc"));
  const citizen = citizenOf(scope);
  const isHere = cause !== undefined && (cause.seq >= causeSeq(d) || cause.waiting > 0);
  return (
    <Card {...(asks(d) ? { tone: isUrgent(d) ? ("urgent" as const) : ("warn" as const) } : {})}>
      <p class="desk-big">{word(schema.value, "notices", text(d, "code"), language.value)}</p>
      {citizen !== "" && <p>{citizenName(citizen)}</p>}
      {cause && <Cause d={cause} code={text(d, "code")} />}
      {!isHere && <p class="note">{say("notComeYet")}</p>}
      <p class="desk-by">
        {say("hoursWhen")} {when(happenedAt(d))}
      </p>
      {changedSince(d) && <Tag tone="warn">{say("ackAgain")}</Tag>}
      {asks(d) && (
        <Button kind="main" onClick={() => acknowledge(d)}>
          {say("ackNow")}
        </Button>
      )}
      {!asks(d) && text(d, "state") === "acknowledged" && (
        <p class="desk-good">
          ✓ {say("ackDone")} {when(text(d, "acknowledgedAt"))}
        </p>
      )}
      {cause && (
        <p>
          <Link href={doorTo(cause.type, cause.scope, cause.doc)}>
            {say("openCause")}: {pick(schema.value.types[cause.type]?.label)}
          </Link>
        </p>
      )}
    </Card>
  );
}

/** acknowledge answers the change that was on the screen. */
async function acknowledge(d: Doc): Promise<void> {
  const changes = {
    ...(text(d, "state") === "acknowledged" ? {} : { state: { set: "acknowledged" } }),
    acknowledgedAt: { set: now() },
    acknowledgedSeq: { set: causeSeq(d) },
  };
  await send({ scope: d.scope, doc: d.doc, type: d.type, changes });
}

/** What the server writes down when it learns something: the time is when, and says nothing of the visit itself. */
const marks = new Set(["refutedAt", "originalCameAt"]);

/** Cause says what a notice says nothing of: what it is about, and what was and is. */
function Cause(p: { readonly d: Doc; readonly code: string }): JSX.Element {
  const { d } = p;
  const field = p.code.split(".")[1] ?? "";
  const was = wasAt(d);
  const time = timesOf(text(d, "start"), text(d, "end"));
  const isTime = field === "start" && time !== "";
  const reason = text(d, "stateReason");
  const rule = schema.value.types[d.type]?.fields[field];
  const said = rule && !isTime ? inWords(d.type, field, value(d, field)) : "";
  return (
    <>
      {time === "" && <p>{d.type === "conflict" ? say("choicesLead") : titleOf(d)}</p>}
      {time !== "" && !isTime && <p>{time}</p>}
      {isTime && (
        <p>
          {was && was.start !== text(d, "start") && (
            <>
              {say("oldTime")} <span class="desk-old">{timesOf(was.start, was.end)}</span>
              <br />
            </>
          )}
          {say("newTime")} <b>{time}</b>
        </p>
      )}
      {said !== "" && field !== "state" && !marks.has(field) && (
        <p>
          {fieldLabel(d.type, field)}: <b>{said}</b>
        </p>
      )}
      {reason !== "" && <p>{reason}</p>}
    </>
  );
}
