import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { beforeSaving } from "@samsyn/sdk/advise";
import type { Draft } from "@samsyn/sdk";
import { all, citizenOf, find, items, list, member, reading, scopesOf, text, value, type Doc } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { phone } from "../lib/phone.js";
import { citizenName, staffName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { go, href } from "../lib/route.js";
import { add, now, set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Card, Choice, Link, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Answering } from "./team/answering.js";
import { raiserOf } from "./team/author.js";
import { hasReader, readersOf, waitsFor } from "./team/read.js";
import { Area, Form, Lacks, Writing } from "./team/inputs.js";
import { Go } from "./team/lead.js";
import { Ring } from "./team/ring.js";
import { put } from "./team/put.js";
import { mayCreate, me, role, stateOf } from "./team/rights.js";
import { Fact, fieldName, Journal, named, shortly, State } from "./team/show.js";
import { Append } from "./team/write.js";

const type = "medicationQuestion";
const urgencies = ["now", "today", "beforeNextMeeting"];
const blank = { observation: "", question: "", urgency: "", rung: "" };

/** NewMedicine asks a nurse about medicines, #/new-medicine/citizen. Whatever is urgent is said by telephone first. */
export function NewMedicine(p: { readonly at: readonly string[] }): JSX.Element {
  const [citizen = ""] = p.at;
  const scope = scopesOf(type, citizen)[0];
  const t = useTyped("medicine/" + citizen, blank);
  const v = t.value.value;
  const isReady = v.observation.trim() !== "" && v.urgency !== "";

  /** mustRing: the rule of what a phone says by itself, answered by the person in this form. */
  const draft: Draft = {
    scope: scope ?? "",
    doc: "new",
    type,
    create: true,
    changes: { urgency: set(v.urgency) },
  };
  const mustRing = v.rung === "" && beforeSaving({ actor: me(), role: role() }, draft).length > 0;

  async function hand(): Promise<void> {
    if (!scope || !isReady || mustRing) return;
    const doc = phone().newId();
    const done = await write({
      ...draft,
      scope,
      doc,
      changes: {
        state: set("raised"),
        observation: set(v.observation.trim()),
        ...(v.question.trim() !== "" && { question: set(v.question.trim()) }),
        urgency: set(v.urgency),
        occurredAt: set(now()),
        ...(v.rung !== "" && { alreadyPhoned: set(v.rung === "yes") }),
      },
    });
    if (!done) return;
    await t.done();
    go("medicine", scope, doc);
  }

  if (!scope || !mayCreate(type))
    return <Page title={say("notHere")} back={href("citizen", citizen)} children={null} />;
  if (mustRing)
    return (
      <main class="page" id="main" tabIndex={-1}>
        <Ring
          citizen={citizen}
          onRung={(isAnswered) => {
            t.change({ rung: isAnswered ? "yes" : "no" });
          }}
          onBack={() => {
            t.change({ urgency: "" });
          }}
        />
      </main>
    );
  return (
    <Page title={say("tmMedicineQuestion")} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <Form onSubmit={hand}>
        <div class="big-choice">
          <Choice
            label={fieldName(type, "urgency")}
            value={v.urgency}
            options={urgencies.map((one) => ({ value: one, label: named(type, "urgency", one) }))}
            onPick={(urgency) => {
              t.change({ urgency, rung: "" });
            }}
          />
        </div>
        {v.rung !== "" && (
          <p class={v.rung === "yes" ? "said good" : "said bad"}>
            {say(v.rung === "yes" ? "tmYouHaveRung" : "tmNobodyAnswered")}
          </p>
        )}
        <Area
          label={fieldName(type, "observation")}
          hint={say("tmOnlyWhatYouSaw")}
          value={v.observation}
          onText={(observation) => {
            t.change({ observation });
          }}
        />
        <Area
          label={fieldName(type, "question")}
          value={v.question}
          onText={(question) => {
            t.change({ question });
          }}
        />
        <Lacks
          all={[
            [v.urgency === "", fieldName(type, "urgency")],
            [v.observation.trim() === "", fieldName(type, "observation")],
          ]}
        />
        <Button kind="main" type="submit" disabled={!isReady}>
          {say("tmSendToNurse")}
        </Button>
      </Form>
    </Page>
  );
}

/** Medicine is a question about medicines and its answer, #/medicine/scope/id. */
export function Medicine(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  const [isRinging, setRinging] = useState(false);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  const citizen = citizenOf(scope);
  const urgency = text(d, "urgency");

  async function raise(to: string, rung?: boolean): Promise<void> {
    if (!d) return;
    const draft: Draft = { scope, doc: id, type, changes: { urgency: set(to) } };
    if (rung === undefined && beforeSaving({ actor: me(), role: role() }, draft, d.view).length > 0) {
      setRinging(true);
      return;
    }
    const phoned = rung === undefined ? {} : { alreadyPhoned: set(rung) };
    if (await write({ ...draft, changes: { ...draft.changes, ...phoned } })) setRinging(false);
  }

  if (isRinging)
    return (
      <main class="page" id="main" tabIndex={-1}>
        <Ring
          citizen={citizen}
          onRung={(isAnswered) => void raise("now", isAnswered)}
          onBack={() => {
            setRinging(false);
          }}
        />
      </main>
    );
  return (
    <Page title={say("tmMedicineQuestion")} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <p class="tags">
        <State of={d} />
      </p>
      <ReadAnswer of={d} />
      <Writing scope={scope} doc={id} />
      <Card {...(urgency === "now" ? { tone: "urgent" as const } : {})}>
        <Fact of={d} field="urgency" strong />
        {value(d, "alreadyPhoned") !== undefined && (
          <p>{say(value(d, "alreadyPhoned") === true ? "tmHasRung" : "tmHasNotRung")}</p>
        )}
        <Fact of={d} field="observation" strong />
        <Fact of={d} field="question" />
        <Journal of={d} field="additions" />
        <p class="note">
          {staffName(raiserOf(d))}
          {text(d, "occurredAt") !== "" && ", " + shortly(text(d, "occurredAt"))}
        </p>
        {text(d, "nurseId") !== "" && (
          <p>
            {fieldName(type, "nurseId")}: <b>{staffName(text(d, "nurseId"))}</b>
          </p>
        )}
      </Card>
      <Answers of={d} />
      <Same of={d} />
      {role() === "nurse" && <Answering of={d} />}
      <Card title={say("tmWhatNow")}>
        {["answered", "confirmedByStaff", "closed"].includes(stateOf(d)) ? (
          <Append of={d} field="additions" to="received" button={say("tmSomethingNew")} />
        ) : (
          <Append of={d} field="additions" button={say("tmAddToQuestion")} />
        )}
        {urgency !== "now" && stateOf(d) !== "closed" && (
          <Button onClick={() => raise("now")}>{say("tmNowUrgent")}</Button>
        )}
        {role() === "nurse" &&
          urgencies.slice(urgencies.indexOf(urgency) + 1).map((one) => (
            <Button key={one} onClick={() => raise(one)}>
              {say("tmLowerTo")} {named(type, "urgency", one).toLowerCase()}
            </Button>
          ))}
        {waitsFor(d).length === 0 && hasReader(d) && (
          <>
            <Go of={d} to="confirmedByStaff" button={say("tmAllHaveRead")} />
            <Go of={d} to="closed" button={say("tmCloseQuestion")} />
          </>
        )}
      </Card>
    </Page>
  );
}

/** ReadAnswer asks who must to say that she has read the newest answer: before the visit, not after. */
function ReadAnswer(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const newest = items(d, "answer").at(-1);
  const mine = items(d, "confirmations").find((i) => i.id === me());
  const isAsked = items(d, "mustConfirmIds").some((i) => i.value === me()) || raiserOf(d) === me();
  if (!newest || !isAsked || role() === "nurse" || member(mine?.value, "answerId") === newest.id) return null;
  return (
    <section class="card urgent">
      <h2>{say("tmReadTheAnswer")}</h2>
      <p class="fact-text big">{member(newest.value, "text")}</p>
      <Journal of={d} field="instructionToStaff" />
      <Button
        kind="main"
        onClick={() => put(d, { confirmations: { add: { [me()]: { at: now(), answerId: newest.id } } } })}
      >
        {say("tmIHaveRead")}
      </Button>
    </section>
  );
}

/** Answers are what nurses said, and who has read it. */
function Answers(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const newest = items(d, "answer").at(-1);
  if (!newest) return null;
  const read = readersOf(d);
  const waits = waitsFor(d);
  return (
    <Card title={fieldName(type, "answer")}>
      <Journal of={d} field="answer" title="" />
      <Journal of={d} field="instructionToStaff" />
      <Journal of={d} field="physicianContacted" />
      {read.map((i) => (
        <p key={i.id} class="said good">
          ✓ {staffName(i.id)} {say("tmHasRead")} {shortly(member(i.value, "at"))}
        </p>
      ))}
      {waits.map((id) => (
        <p key={id} class="said bad">
          {staffName(id)} {say("tmHasNotRead")}
        </p>
      ))}
    </Card>
  );
}

/** Same are questions that may be this one again; both are kept. */
function Same(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const linked = items(d, "duplicateOf").map((i) => (typeof i.value === "string" ? i.value : ""));
  const maybe = list(d, "maybeSameAs").filter((id) => !linked.includes(id));
  const known = all(type, citizenOf(d.scope)).filter((one) => maybe.includes(one.doc) || linked.includes(one.doc));
  if (known.length === 0) return null;
  return (
    <Card title={say("tmSameQuestion")}>
      {known.map((one) => (
        <div key={one.doc}>
          <Link class="row" href={href("medicine", one.scope, one.doc)}>
            {text(one, "observation")} <State of={one} />
          </Link>
          {maybe.includes(one.doc) && (
            <Button onClick={() => put(d, { duplicateOf: add(one.doc) })}>{say("tmIsTheSame")}</Button>
          )}
        </div>
      ))}
      {reading(d, "duplicateOf")?.disputed && <p class="beside">{say("tmMustBeChosen")}</p>}
    </Card>
  );
}
