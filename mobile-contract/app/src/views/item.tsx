import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { byId, citizenOf, find, reading, text, value, type Doc } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { citizenName, staffName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { derivedText } from "../lib/status.js";
import { add, now, set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Card, Link, Page, Tag } from "../ui/kit.js";
import { say, when } from "../words/index.js";
import { Area, Form } from "../ui/inputs.js";
import { Writing } from "./team/parts.js";
import { Go, WithReason } from "./team/lead.js";
import { decisionsOf, followsFrom } from "./team/meeting.js";
import { put } from "./team/put.js";
import { mayCreate, mayMove, me, stateOf } from "./team/rights.js";
import { partOf } from "./team/scopes.js";
import { authorOf, raiserOf } from "./team/author.js";
import { Fact, fieldName, Journal, named, State, titleOf } from "./team/show.js";

/** Item is something that a team meeting speaks about, #/item/scope/id. */
export function Item(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  const about = citizenOf(scope);
  const meeting = byId("teamMeeting", text(d, "meetingId"));
  const part = partOf(scope);
  const back = meeting ? href("meeting", meeting.scope, meeting.doc, String(part)) : href("team");
  return (
    <Page
      title={about === "" ? say("tmAboutNobody") : citizenName(about)}
      lead={say("tmPart") + " " + String(part)}
      back={back}
    >
      <div class={"room room-" + String(part)}>
        <p class="tags">
          <State of={d} />
          {derivedText(d, "inTime") === "late" && <Tag tone="warn">{say("tmCameLate")}</Tag>}
          {derivedText(d, "inTime") === "lateByOffline" && <Tag>{say("tmCameLateOffline")}</Tag>}
        </p>
        <Writing scope={scope} doc={id} />
        {about !== "" && <Voice of={d} />}
        <Card>
          <Fact of={d} field="question" strong />
          <Fact of={d} field="background" />
          <Fact of={d} field="disclosureBasis" />
          <Fact of={d} field="stateReason" />
          <p class="note">
            {say("tmRaisedBy")} {staffName(raiserOf(d))}
          </p>
        </Card>
        <Assessment of={d} />
        <Discussion of={d} />
        <Decisions of={d} />
        <Steps of={d} />
      </div>
    </Page>
  );
}

/** Voice is what the citizen wants, in her words, before all else. Without it the item is not discussed. */
function Voice(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const [isOpen, setOpen] = useState(false);
  const words = text(d, "citizenVoice");
  const t = useTyped("voice/" + d.doc, { words: "" });
  const typed = t.value.value.words;
  const by = authorOf(d, reading(d, "citizenVoice")?.edit);
  return (
    <section class="voice">
      <h2>{fieldName(d.type, "citizenVoice")}</h2>
      {words === "" ? <p class="warning">{say("tmVoiceMissing")}</p> : <blockquote>{words}</blockquote>}
      {words !== "" && by.who !== "" && (
        <p class="note">{by.isTheirs ? say("tmSaidByThem") : say("tmToldTo") + " " + staffName(by.who)}</p>
      )}
      {value(d, "citizenInformed") !== undefined && (
        <p class="note">{say(value(d, "citizenInformed") === true ? "tmCitizenKnows" : "tmCitizenDoesNotKnow")}</p>
      )}
      {isOpen || typed !== "" ? (
        <Form
          onSubmit={async () => {
            if (typed.trim() === "") return;
            const done = await write({
              scope: d.scope,
              doc: d.doc,
              type: d.type,
              onBehalfOf: "citizen",
              changes: { citizenVoice: set(typed.trim()) },
            });
            if (!done) return;
            await t.done();
            setOpen(false);
          }}
        >
          <Area
            label={say("tmInTheirWords")}
            value={typed}
            at={{ scope: d.scope, doc: d.doc }}
            onText={(next) => {
              t.change({ words: next });
            }}
          />
          <Button kind="main" type="submit" disabled={typed.trim() === ""}>
            {say("save")}
          </Button>
        </Form>
      ) : (
        <Button
          onClick={() => {
            setOpen(true);
          }}
        >
          {say(words === "" ? "tmWriteTheirWords" : "tmNewWords")}
        </Button>
      )}
    </section>
  );
}

/** Assessment: what needs a new assessment is not part 3's. */
function Assessment(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const needs = value(d, "requiresNewAssessment") === true;
  if (needs)
    return <p class="warning">{say(partOf(d.scope) === 3 ? "tmNeedsAssessmentPart3" : "tmNeedsAssessment")}</p>;
  if (partOf(d.scope) === 3 || !["proposed", "accepted", "prepared", "discussed"].includes(stateOf(d))) return null;
  return <Button onClick={() => put(d, { requiresNewAssessment: set(true) })}>{say("tmTickAssessment")}</Button>;
}

/** Discussion is what is added to the item, one after the other. */
function Discussion(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const t = useTyped("discuss/" + d.doc, { text: "" });
  const typed = t.value.value.text;
  return (
    <Card title={say("tmDiscussion")}>
      <Journal of={d} field="additions" title="" />
      <Form
        onSubmit={async () => {
          if (typed.trim() === "") return;
          const item = { text: typed.trim(), at: now() };
          if (await write({ scope: d.scope, doc: d.doc, type: d.type, changes: { additions: add(item) } }))
            await t.done();
        }}
      >
        <Area
          label={say("tmAddToItem")}
          value={typed}
          at={{ scope: d.scope, doc: d.doc }}
          onText={(text) => {
            t.change({ text });
          }}
        />
        <Button type="submit" disabled={typed.trim() === ""}>
          {say("tmAddNote")}
        </Button>
      </Form>
    </Card>
  );
}

function Decisions(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const all = decisionsOf(d);
  return (
    <section>
      <h2>{say("tmDecisions")}</h2>
      {all.map((one) => (
        <Card key={one.doc} title={named(one.type, "kind", value(one, "kind"))}>
          <p class="fact-text">{text(one, "text")}</p>
          <p>
            <b>{staffName(text(one, "responsibleId"))}</b> {say("tmBy")} {when(text(one, "due"))}
          </p>
          <Fact of={one} field="howCitizenIsTold" />
          <Fact of={one} field="condition" />
          {one.waiting > 0 && <Tag tone="warn">{say("tmNotSentYet")}</Tag>}
          {followsFrom(one).map((f) => (
            <Link key={f.doc} class="row" href={href(f.type === "jointVisit" ? "joint" : "task", f.scope, f.doc)}>
              {say(f.type === "jointVisit" ? "tmJointVisit" : "tmTask")}:{" "}
              {titleOf(f, f.type === "jointVisit" ? "purpose" : "title")} <State of={f} />
            </Link>
          ))}
        </Card>
      ))}
      {mayCreate("meetingDecision") && (
        <Link class="button" href={href("decide", d.scope, d.doc)}>
          + {say("tmNewDecision")}
        </Link>
      )}
    </section>
  );
}

/** Steps brings the item on. */
function Steps(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const isSilent = citizenOf(d.scope) !== "" && text(d, "citizenVoice").trim() === "" && value(d, "anonymous") !== true;
  const isMine = raiserOf(d) === me();
  const toDiscussed = mayMove(d, "discussed");
  return (
    <Card title={say("tmWhatNow")}>
      {toDiscussed && isSilent && <p class="warning">{say("tmVoiceFirst")}</p>}
      {!isSilent && <Go of={d} to="discussed" button={say("tmItemDiscussed")} kind="main" />}
      {decisionsOf(d).length > 0 && !isSilent && <Go of={d} to="decided" button={say("tmItemDecided")} kind="main" />}
      <Go of={d} to="accepted" button={say("tmItemAccepted")} />
      <WithReason
        of={d}
        to="postponed"
        button={say("tmItemPostponed")}
        ask={say("tmWhyPostponed")}
        isOptional={stateOf(d) !== "decided"}
      />
      <Go of={d} to="parked" button={say("tmItemParked")} />
      {isMine && (
        <WithReason of={d} to="withdrawnByRaiser" button={say("tmItemWithdrawn")} ask={say("tmWhyWithdrawn")} />
      )}
      {citizenOf(d.scope) !== "" && (
        <Go of={d} to="withdrawnByCitizen" button={say("tmCitizenWithdraws")} kind="danger" forCitizen />
      )}
    </Card>
  );
}
