import type { JSX } from "preact";
import { citizenOf, find, items, scopesOf, text, type Doc } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { phone } from "../lib/phone.js";
import { citizenName, staffName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { go, href } from "../lib/route.js";
import { add, now, set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Card, Choice, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Area, Form, Lacks, Line, Writing } from "./team/inputs.js";
import { Go, WithReason } from "./team/lead.js";
import { mayCreate, mayMove, mayWrite, me, stateOf } from "./team/rights.js";
import { raiserOf } from "./team/author.js";
import { Fact, fieldName, Journal, named, shortly, State } from "./team/show.js";
import { Append } from "./team/write.js";

const type = "aidQuestion";
const urgencies = ["urgent", "soon", "canWait"];
const blank = { need: "", activity: "", aids: "", urgency: "" };

/** NewAid asks about an aid, #/new-aid/citizen. */
export function NewAid(p: { readonly at: readonly string[] }): JSX.Element {
  const [citizen = ""] = p.at;
  const scope = scopesOf(type, citizen)[0];
  const t = useTyped("aid/" + citizen, blank);
  const v = t.value.value;
  const isReady = v.need.trim() !== "" && v.urgency !== "";

  async function hand(): Promise<void> {
    if (!scope || !isReady) return;
    const doc = phone().newId();
    const done = await write({
      scope,
      doc,
      type,
      create: true,
      changes: {
        state: set("raised"),
        need: set(v.need.trim()),
        ...(v.activity.trim() !== "" && { activity: set(v.activity.trim()) }),
        ...(v.aids.trim() !== "" && { currentAids: add(v.aids.trim()) }),
        urgency: set(v.urgency),
        occurredAt: set(now()),
      },
    });
    if (!done) return;
    await t.done();
    go("aid", scope, doc);
  }

  if (!scope || !mayCreate(type))
    return <Page title={say("notHere")} back={href("citizen", citizen)} children={null} />;
  return (
    <Page title={say("tmAidQuestion")} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <Form onSubmit={hand}>
        <div class="big-choice">
          <Choice
            label={fieldName(type, "urgency")}
            value={v.urgency}
            options={urgencies.map((one) => ({ value: one, label: named(type, "urgency", one) }))}
            onPick={(urgency) => {
              t.change({ urgency });
            }}
          />
        </div>
        <Area
          label={fieldName(type, "need")}
          value={v.need}
          onText={(need) => {
            t.change({ need });
          }}
        />
        <Line
          label={fieldName(type, "activity")}
          value={v.activity}
          onText={(activity) => {
            t.change({ activity });
          }}
        />
        <Line
          label={fieldName(type, "currentAids")}
          value={v.aids}
          onText={(aids) => {
            t.change({ aids });
          }}
        />
        <Lacks
          all={[
            [v.urgency === "", fieldName(type, "urgency")],
            [v.need.trim() === "", fieldName(type, "need")],
          ]}
        />
        <Button kind="main" type="submit" disabled={!isReady}>
          {say("tmSendToTherapist")}
        </Button>
      </Form>
    </Page>
  );
}

/** Aid is a question about an aid and what came of it, #/aid/scope/id. */
export function Aid(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  const citizen = citizenOf(scope);
  const aids = items(d, "currentAids").map((i) => (typeof i.value === "string" ? i.value : ""));
  return (
    <Page title={say("tmAidQuestion")} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <p class="tags">
        <State of={d} />
      </p>
      <Writing scope={scope} doc={id} />
      <Card {...(text(d, "urgency") === "urgent" ? { tone: "urgent" as const } : {})}>
        <Fact of={d} field="urgency" strong />
        <Fact of={d} field="need" strong />
        <Fact of={d} field="activity" />
        {aids.length > 0 && (
          <div class="fact">
            <p class="fact-name">{fieldName(type, "currentAids")}</p>
            <p class="fact-text">{aids.join(", ")}</p>
          </div>
        )}
        <Journal of={d} field="additions" />
        <Fact of={d} field="stateReason" />
        <p class="note">
          {staffName(raiserOf(d))}
          {text(d, "occurredAt") !== "" && ", " + shortly(text(d, "occurredAt"))}
        </p>
        {text(d, "ownerId") !== "" && (
          <p>
            {fieldName(type, "ownerId")}: <b>{staffName(text(d, "ownerId"))}</b>
          </p>
        )}
      </Card>
      <Card title={say("tmWhatCame")}>
        <Journal of={d} field="assessment" />
        <Journal of={d} field="prescribed" />
        <Fact of={d} field="delivery" />
        <Fact of={d} field="trialPeriod" />
        <Journal of={d} field="result" />
        {!items(d, "assessment").length && !items(d, "result").length && <p class="note">{say("tmNothingYet")}</p>}
      </Card>
      <Doing of={d} />
    </Page>
  );
}

/** Doing is the therapist's steps, and what everybody may add. */
function Doing(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const state = stateOf(d);
  return (
    <Card title={say("tmWhatNow")}>
      {mayMove(d, "acknowledged") && (
        <Button
          kind="main"
          onClick={async () => {
            const changes = { state: set("acknowledged"), ownerId: set(me()) };
            await write({ scope: d.scope, doc: d.doc, type, changes });
          }}
        >
          {say("tmITakeIt")}
        </Button>
      )}
      <Append of={d} field="assessment" to="assessing" button={say("tmBeginAssessment")} />
      {state === "assessing" && <Append of={d} field="assessment" button={say("tmAddAssessment")} />}
      <Append of={d} field="prescribed" to="prescribed" button={say("tmAidPrescribed")} />
      {mayWrite(type, "delivery") && <Delivered of={d} />}
      <Go of={d} to="fitted" button={say("tmAidFitted")} kind="main" />
      <Append of={d} field="result" to="evaluated" button={say("tmAidEvaluated")} />
      <WithReason of={d} to="notNeeded" button={say("tmAidNotNeeded")} ask={say("tmWhyNotNeeded")} />
      <Append of={d} field="additions" button={say("tmAddToQuestion")} />
      {["delivered", "fitted"].includes(state) && <Append of={d} field="result" button={say("tmHowItWorks")} />}
      <Go of={d} to="declinedByCitizen" button={say("tmCitizenDeclinesAid")} kind="danger" forCitizen />
      <Go of={d} to="closed" button={say("tmCloseQuestion")} />
    </Card>
  );
}

function Delivered(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const t = useTyped("delivery/" + d.doc, { text: "" });
  const typed = t.value.value.text.trim();
  if (!mayMove(d, "delivered")) return null;
  return (
    <Form
      onSubmit={async () => {
        const changes = { state: set("delivered"), ...(typed !== "" && { delivery: set(typed) }) };
        if (await write({ scope: d.scope, doc: d.doc, type, changes })) await t.done();
      }}
    >
      <Line
        label={fieldName(type, "delivery")}
        value={t.value.value.text}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(text) => {
          t.change({ text });
        }}
      />
      <Button kind="main" type="submit">
        {say("tmAidDelivered")}
      </Button>
    </Form>
  );
}
