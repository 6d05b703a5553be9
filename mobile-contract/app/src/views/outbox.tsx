import type { Edit, Verdict } from "@samsyn/sdk";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { titleOf } from "../forms/say.js";
import { codeWords } from "../forms/wrong.js";
import { citizenOf, type Doc } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { held, lastError, phone, schema, status, verdicts } from "../lib/phone.js";
import { href } from "../lib/route.js";
import { Button, Card, Empty, Link, Page, Tag } from "../ui/kit.js";
import { language, pick, say, shortly, type Word } from "../words/index.js";
import { toChoose } from "./desk/conflicts.js";
import { since } from "./desk/contact.js";
import { doorTo } from "./desk/door.js";
import { isMark, whatOf } from "./desk/aside.js";
import "../styles/desk.css";

const pageSize = 20;

/** Outbox says whether there is contact, what waits to be sent, and what became of what was written. */
export function Outbox(): JSX.Element {
  const [shown, setShown] = useState(pageSize);
  const s = status.value;
  const waiting = s.scopes.flatMap((scope) =>
    held(scope)
      .value.filter((d) => d.waiting > 0 && d.type !== "notice")
      .map((d): Doc => ({ ...d, scope })),
  );
  const answers = verdicts.value.filter((v) => v.edit !== undefined && !isMark(v.edit));
  const choices = s.aside + toChoose();
  return (
    <Page title={say("outbox")}>
      <Contact />
      {choices > 0 && (
        <Link class="button main" href={href("choices")}>
          {say("choices")} ({choices})
        </Link>
      )}
      <Trouble />
      <section>
        <h2>{say("whatWaits")}</h2>
        {s.waiting === 0 ? (
          <p>{say("nothingWaits")}</p>
        ) : (
          <p>
            <b>
              {s.waiting} {say("waitsCount")}
            </b>
          </p>
        )}
        {s.carries > 0 && (
          <p>
            {s.carries} {say(s.carries === 1 ? "carriesOne" : "carries")}. {say("carriesWhy")}
          </p>
        )}
        {waiting.map((d) => (
          <Link key={d.scope + d.doc} class="row desk-row-link" href={doorTo(d.type, d.scope, d.doc)}>
            <b>{titleOf(d)}</b>
            <small>
              {citizenOf(d.scope) !== "" && <span>{citizenName(citizenOf(d.scope))}</span>}
              <span>{pick(schema.value.types[d.type]?.label)}</span>
            </small>
          </Link>
        ))}
      </section>
      <section>
        <h2>{say("sentToday")}</h2>
        {answers.length === 0 && <Empty>{say("sentNone")}</Empty>}
        {answers.slice(0, shown).map((v) => (
          <Answer key={v.verdict.edit} at={v.at} verdict={v.verdict} edit={v.edit} />
        ))}
        {answers.length > shown && (
          <Button
            onClick={() => {
              setShown(shown + pageSize);
            }}
          >
            {say("fewMore")}
          </Button>
        )}
      </section>
    </Page>
  );
}

function Contact(): JSX.Element {
  const s = status.value;
  const words: Word =
    s.line === "expired"
      ? "contactExpired"
      : s.online
        ? "contactNow"
        : s.line === "catchingUp" || s.line === "greeting"
          ? "contactTrying"
          : "contactNone";
  return (
    <Card tone={s.online ? "calm" : "warn"}>
      <p class="desk-big">{say(words)}</p>
      <p class="desk-by">
        {say("sinceWhen")} {shortly(new Date(since.value).toISOString())}
      </p>
      {!s.online && <Button onClick={() => phone().nudge()}>{say("tryNow")}</Button>}
    </Card>
  );
}

const duties = {
  fix: "dutyFix",
  retry: "dutyRetry",
  refresh: "dutyRefresh",
  resync: "dutyResync",
  upgrade: "dutyUpgrade",
} as const satisfies Record<string, Word>;

/** Trouble is the last error with what to do; one that the app has got over by itself is not worth a word. */
function Trouble(): JSX.Element | null {
  const e = lastError.value;
  if (!e || (status.value.online && (e.duty === "retry" || e.duty === "resync"))) return null;
  return (
    <Card title={say("lastTrouble")} tone={e.duty === "fix" || e.duty === "upgrade" ? "urgent" : "warn"}>
      <p>{e.text[language.value]}</p>
      <p>{say(duties[e.duty])}</p>
      <Button
        onClick={() => {
          lastError.value = undefined;
        }}
      >
        {say("handledNow")}
      </Button>
    </Card>
  );
}

const kinds = {
  applied: ["everyoneSees", "good"],
  merged: ["mergedTold", "good"],
  proposed: ["waitsYes", "warn"],
  parked: ["waitsDecision", "warn"],
  refused: ["notTaken", "bad"],
} as const satisfies Record<Verdict["verdict"], readonly [Word, string]>;

function Answer(p: { readonly at: number; readonly verdict: Verdict; readonly edit: Edit | undefined }): JSX.Element {
  const [words, tone] = kinds[p.verdict.verdict];
  return (
    <div class="desk-line">
      <span>{shortly(new Date(p.at).toISOString())}</span>
      <span>{p.edit ? whatOf(p.edit) : ""}</span>
      <Tag tone={tone}>{say(words)}</Tag>
      {p.verdict.code && <span>{codeWords(p.verdict.code)}</span>}
    </div>
  );
}
