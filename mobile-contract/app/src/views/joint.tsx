import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { all, citizenOf, find, items, member, reading, scopesOf, text, value, values, type Doc } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { phone } from "../lib/phone.js";
import { citizenName, staffName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { person } from "../lib/session.js";
import { add, now, set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Card, Choice, Link, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Answer, Answers, Time } from "./team/answer.js";
import { Area, Form, Pick, Writing } from "./team/inputs.js";
import { CanMove, Go, WithReason } from "./team/lead.js";
import { whole } from "./team/meeting.js";
import { put } from "./team/put.js";
import { mayCreate, mayMove, me, role, stateOf } from "./team/rights.js";
import { authorOf } from "./team/author.js";
import { Fact, fieldName, Journal, named, roleName, shortly, State } from "./team/show.js";

interface Guest {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** guests are the professionals who come. */
const guests = (d: Doc): readonly Guest[] =>
  values(d, "participants").map((one) => {
    const id = member(one, "staffId");
    return { id, name: staffName(id), role: roleName(member(one, "role")) };
  });

/** standing is where the visit stands; the invitation tells the citizen. */
const standing = (d: Doc): string => (d.type === "visitInvitation" ? text(d, "visitState") : stateOf(d));

const booked: ReadonlySet<string> = new Set(["scheduled", "confirmed"]);
const past: ReadonlySet<string> = new Set(["held", "summarised"]);

/** Joint is a visit of several professions, #/joint/scope/id: of staff the visit, of the citizen the invitation to it. */
export function Joint(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  const isStaff = person.value?.kind === "staff";
  const back = href(isStaff ? "team" : "today");
  if (!d) return <Page title={say("notHere")} back={back} children={null} />;
  const isMine = guests(d).some((g) => g.id === me());
  const state = standing(d);
  const item = text(d, "decidedInItemId");
  return (
    <Page title={say("tmJointVisit")} lead={isStaff ? citizenName(citizenOf(scope)) : ""} back={back}>
      <Time of={d} />
      {isStaff && (
        <p class="tags">
          <State of={d} />
        </p>
      )}
      {["cancelled", "notHeld"].includes(state) && <p class="warning">{text(d, "stateReason")}</p>}
      {reading(d, "state")?.disputed && <p class="warning">{say("tmHeldAfterNo")}</p>}
      <Card>
        <Fact of={d} field="purpose" strong />
        {text(d, "questionToAnswer") !== text(d, "purpose") && <Fact of={d} field="questionToAnswer" />}
        {item !== "" && find(scope, item) && <Link href={href("item", scope, item)}>{say("tmDecidedAt")}</Link>}
      </Card>
      <Stances of={d} />
      {isStaff && isMine && booked.has(state) && <Answer of={d} field="responses" />}
      {isStaff && (
        <>
          <Card title={say("tmWhoComes")}>
            <Answers of={d} field="responses" who={guests(d)} />
          </Card>
          <Doing of={d} isMine={isMine} />
          <Findings of={d} />
          {past.has(state) && <Summary of={d} />}
        </>
      )}
    </Page>
  );
}

const answers = ["yes", "no", "laterDate", "onlyWith"] as const;

/** Stances are what the citizen says about each who comes, in her own words. */
function Stances(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const isHers = person.value?.kind === "citizen";
  const mayAsk = !past.has(standing(d)) && !["cancelled", "declinedByCitizen"].includes(standing(d));
  const all: readonly Guest[] = guests(d).length > 0 ? guests(d) : [{ id: "all", name: say("tmAllWhoCome"), role: "" }];
  return (
    <section class="voice">
      <h2>{say(isHers ? "tmYourWord" : "tmCitizensWord")}</h2>
      <Writing scope={d.scope} doc={d.doc} />
      {all.map((g) => (
        <Stance key={g.id} of={d} guest={g} mayAsk={mayAsk} />
      ))}
      {!isHers && <ToAccepted of={d} who={all} />}
    </section>
  );
}

interface Said {
  readonly answer: string;
  readonly words: string;
  readonly by: string;
  readonly at: string;
  readonly isTheirs: boolean;
  /** The change of time that it was said to. */
  readonly to: number;
}

/** stanceOn is what the citizen says about somebody, or else about all; a yes that is not marked as hers is none. */
function stanceOn(d: Doc, id: string): Said {
  const found =
    items(d, "citizenStance").find((i) => i.id === id) ?? items(d, "citizenStance").find((i) => i.id === "all");
  const edit = reading(d, "citizenStance")?.items?.find((i) => i.id === found?.id)?.edit;
  const author = authorOf(d, edit);
  return {
    answer: member(found?.value, "answer"),
    words: member(found?.value, "words"),
    at: member(found?.value, "at"),
    by: author.who,
    isTheirs: author.isTheirs,
    to: Number(member(found?.value, "respondedToSequence")),
  };
}

function Stance(p: { readonly of: Doc; readonly guest: Guest; readonly mayAsk: boolean }): JSX.Element {
  const { of: d, guest } = p;
  const isHers = person.value?.kind === "citizen";
  const is = stanceOn(d, guest.id);
  const [isOpen, setOpen] = useState(false);
  const t = useTyped("stance/" + d.doc + "/" + guest.id, { answer: "", words: "" });
  const v = t.value.value;
  const isAsking = isOpen || v.answer !== "" || v.words !== "";

  async function hand(): Promise<void> {
    if (v.answer === "") return;
    const item = {
      answer: v.answer,
      at: now(),
      ...(v.words.trim() !== "" && { words: v.words.trim() }),
      ...(isHers && { respondedToSequence: whole(d, "sequence") }),
    };
    const done = await write({
      scope: d.scope,
      doc: d.doc,
      type: d.type,
      ...(isHers ? {} : { onBehalfOf: "citizen" }),
      changes: { citizenStance: { add: { [guest.id]: item } } },
    });
    if (!done) return;
    await t.done();
    setOpen(false);
  }

  return (
    <div class="stance">
      <h3>
        {guest.name} {guest.role !== "" && <small>{guest.role}</small>}
      </h3>
      <p class={"is " + (is.answer || "none")}>
        {is.answer === "" ? say("tmNotAsked") : named(d.type, "citizenStance.answer", is.answer)}
      </p>
      {isHers && is.answer !== "" && is.answer !== "no" && is.to < whole(d, "sequence") && (
        <p class="warning">{say("tmTimeChangedAnswer")}</p>
      )}
      {is.words !== "" && <blockquote>{is.words}</blockquote>}
      {is.by !== "" && !isHers && (
        <p class="note">
          {is.isTheirs ? say("tmSaidByThem") : say("tmToldTo") + " " + staffName(is.by)}
          {is.at !== "" && ", " + shortly(is.at)}
        </p>
      )}
      {p.mayAsk && !isAsking && (
        <Button
          onClick={() => {
            setOpen(true);
          }}
        >
          {say(isHers ? "tmGiveAnswer" : "tmWriteAnswer")}
        </Button>
      )}
      {p.mayAsk && isAsking && (
        <Form onSubmit={hand}>
          <Choice
            label={say(isHers ? "tmMayTheyCome" : "tmWhatTheySay") + " " + guest.name}
            value={v.answer}
            options={answers.map((one) => ({ value: one, label: named(d.type, "citizenStance.answer", one) }))}
            onPick={(answer) => {
              t.change({ answer });
            }}
          />
          <Area
            label={say(isHers ? "tmOwnWords" : "tmInTheirWords")}
            value={v.words}
            at={{ scope: d.scope, doc: d.doc }}
            onText={(words) => {
              t.change({ words });
            }}
          />
          <Button kind="main" type="submit" disabled={v.answer === ""}>
            {say("save")}
          </Button>
        </Form>
      )}
    </div>
  );
}

/** ToAccepted says that the citizen wants the visit, once she has said yes to each. Nobody books before. */
function ToAccepted(p: { readonly of: Doc; readonly who: readonly Guest[] }): JSX.Element | null {
  const d = p.of;
  if (!mayMove(d, "accepted", true)) return null;
  const isYes = p.who.every((g) => stanceOn(d, g.id).answer === "yes");
  if (!isYes) return <p class="note">{say("tmAskEach")}</p>;
  return <Go of={d} to="accepted" button={say("tmCitizenWants")} kind="main" forCitizen />;
}

/** Doing is what happens with the visit. */
function Doing(p: { readonly of: Doc; readonly isMine: boolean }): JSX.Element | null {
  const d = p.of;
  const state = stateOf(d);
  const isBookable = mayMove(d, "scheduled") && text(d, "start") !== "";
  const maySetTime = ["accepted", "scheduled", "confirmed", "notHeld"].includes(state);
  return (
    <Card title={say("tmWhatNow")}>
      {state === "declinedByCitizen" && <p class="warning">{say("tmCitizenSaidNo")}</p>}
      <Go of={d} to="citizenAsked" button={say("tmCitizenIsAsked")} />
      {maySetTime && <CanMove of={d} />}
      {isBookable && <Go of={d} to="scheduled" button={say("tmBookVisit")} kind="main" />}
      <Go of={d} to="confirmed" button={say("tmConfirmVisit")} />
      {p.isMine && (
        <>
          <Go of={d} to="underway" button={say("tmOnMyWay")} kind="main" />
          <Go of={d} to="held" button={say("tmVisitHeld")} kind={state === "underway" ? "main" : "plain"} />
          <WithReason of={d} to="notHeld" button={say("tmVisitNotHeld")} ask={say("tmWhyNotHeld")} />
        </>
      )}
      <Go of={d} to="declinedByCitizen" button={say("tmCitizenDeclines")} kind="danger" forCitizen />
      <WithReason of={d} to="cancelled" button={say("tmCancelVisit")} ask={say("tmWhyCancelled")} />
    </Card>
  );
}

const type = "jointVisitFinding";
const health: ReadonlySet<string> = new Set(["nurse", "occupationalTherapist", "physiotherapist"]);

/** findingScope is where the person's profession writes: health care of its own, social care of its own. */
function findingScope(citizen: string): { readonly scope: string; readonly law: string } | undefined {
  const room = health.has(role()) ? "/health/" : "/social/";
  const scope = scopesOf(type, citizen).find((one) => one.includes(room));
  const law = room === "/health/" ? "hsl" : role() === "housingSupportWorker" ? "" : "sol";
  return scope === undefined ? undefined : { scope, law };
}

/** Findings are what each profession saw, each in a document of its own. */
function Findings(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const citizen = citizenOf(d.scope);
  const found = all(type, citizen).filter((f) => text(f, "jointVisitId") === d.doc);
  const isTime = past.has(stateOf(d)) || stateOf(d) === "underway";
  return (
    <section>
      <h2>{say("tmFindings")}</h2>
      {found.map((f) => (
        <Card key={f.doc} title={named(type, "byRole", text(f, "byRole"))}>
          <Fact of={f} field="citizenWords" strong />
          <Fact of={f} field="lifeArea" />
          <Journal of={f} field="observation" />
          <Journal of={f} field="suggestion" />
          <State of={f} />
        </Card>
      ))}
      {found.length === 0 && <p class="note">{say("tmNoFindings")}</p>}
      {isTime && mayCreate(type) && findingScope(citizen) && <NewFinding of={d} />}
    </section>
  );
}

const areas = [
  "mobility",
  "selfCare",
  "domesticLife",
  "safety",
  "communication",
  "relations",
  "community",
  "generalTasks",
  "learning",
];
const blank = { observation: "", suggestion: "", words: "", area: "", law: "" };

function NewFinding(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const place = findingScope(citizenOf(d.scope));
  const t = useTyped("finding/" + d.doc, blank);
  const v = t.value.value;
  const law = place?.law || v.law;

  async function hand(): Promise<void> {
    if (!place || v.observation.trim() === "" || law === "") return;
    const at = { scope: place.scope, doc: phone().newId(), type };
    const made = await write({
      ...at,
      create: true,
      changes: {
        jointVisitId: set(d.doc),
        legalDomain: set(law),
        byRole: set(role()),
        occurredAt: set(now()),
        observation: add({ text: v.observation.trim(), at: now() }),
        ...(v.suggestion.trim() !== "" && { suggestion: add({ text: v.suggestion.trim(), at: now() }) }),
        ...(v.area !== "" && { lifeArea: set(v.area) }),
      },
    });
    if (!made) return;
    await write({ scope: d.scope, doc: d.doc, type: d.type, changes: { findingIds: add(at.doc) } });
    if (v.words.trim() !== "") {
      await write({ ...at, onBehalfOf: "citizen", changes: { citizenWords: set(v.words.trim()) } });
    }
    await t.done();
  }

  return (
    <Card title={say("tmYourFinding")}>
      <Form onSubmit={hand}>
        <Area
          label={fieldName(type, "observation")}
          value={v.observation}
          onText={(observation) => {
            t.change({ observation });
          }}
        />
        <Area
          label={fieldName(type, "citizenWords")}
          value={v.words}
          onText={(words) => {
            t.change({ words });
          }}
        />
        <Area
          label={fieldName(type, "suggestion")}
          value={v.suggestion}
          onText={(suggestion) => {
            t.change({ suggestion });
          }}
        />
        <Pick
          label={fieldName(type, "lifeArea")}
          value={v.area}
          options={areas.map((value) => ({ value, label: named(type, "lifeArea", value) }))}
          onPick={(area) => {
            t.change({ area });
          }}
        />
        {place?.law === "" && (
          <Choice
            label={fieldName(type, "legalDomain")}
            value={v.law}
            options={["sol", "lss"].map((value) => ({ value, label: named(type, "legalDomain", value) }))}
            onPick={(next) => {
              t.change({ law: next });
            }}
          />
        )}
        <Button kind="main" type="submit" disabled={v.observation.trim() === "" || law === ""}>
          {say("tmSaveFinding")}
        </Button>
      </Form>
    </Card>
  );
}

/** Summary is what the visit came to, and whether the citizen has been told. */
function Summary(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const t = useTyped("summary/" + d.doc, { text: "" });
  const typed = t.value.value.text.trim();
  const isTold = value(d, "citizenSummaryGiven") === true;

  async function hand(): Promise<void> {
    if (typed === "") return;
    const state = mayMove(d, "summarised") ? { state: set("summarised") } : {};
    const changes = { outcomeSummary: set(typed), ...state };
    if (await write({ scope: d.scope, doc: d.doc, type: d.type, changes })) await t.done();
  }

  return (
    <Card title={fieldName(d.type, "outcomeSummary")}>
      <Fact of={d} field="outcomeSummary" />
      <Form onSubmit={hand}>
        <Area
          label={say(text(d, "outcomeSummary") === "" ? "tmWriteSummary" : "tmNewSummary")}
          value={t.value.value.text}
          at={{ scope: d.scope, doc: d.doc }}
          onText={(text) => {
            t.change({ text });
          }}
        />
        <Button kind="main" type="submit" disabled={typed === ""}>
          {say("save")}
        </Button>
      </Form>
      {text(d, "outcomeSummary") !== "" && (
        <Button pressed={isTold} onClick={() => put(d, { citizenSummaryGiven: set(!isTold) })}>
          {fieldName(d.type, "citizenSummaryGiven")}
        </Button>
      )}
    </Card>
  );
}
