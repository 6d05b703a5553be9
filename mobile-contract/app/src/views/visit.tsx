import { beforeOpening, type Demand } from "@samsyn/sdk/advise";
import type { JSX } from "preact";
import { all, citizenOf, find, inScope, items, member, scopesOf, text, value, type Doc } from "../lib/docs.js";
import { useTyped, type Typed } from "../lib/drafts.js";
import { citizenName } from "../lib/people.js";
import { held, phone, status } from "../lib/phone.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { now } from "../lib/write.js";
import { Button, Card, Empty, Link, Page, Tag } from "../ui/kit.js";
import { clock, day, say, shortly } from "../words/index.js";
import {
  activitiesOf,
  alertsOf,
  becameOf,
  cardOf,
  identityOf,
  isOpen,
  lastVisits,
  mayCreate,
  me,
  named,
  notesOf,
  recordsOf,
  role,
  textsOf,
  visitsToday,
} from "./care/data.js";
import { notBegun, type Going } from "./care/finish.js";
import { Finish, toTop } from "./care/finishing.js";
import {
  acknowledge,
  Alerts,
  confirmAnswer,
  Entries,
  Fact,
  Matters,
  Note,
  placeOf,
  Quote,
  Unsent,
  Visited,
  whoOf,
} from "./care/parts.js";
import { Became } from "./care/became.js";
import { Correct } from "./care/correct.js";
import { Two } from "./today.js";
import "../styles/care.css";

/** Visit is a planned visit: what to know before, what to do, and how it went. */
export function Visit(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const plan = find(scope, id);
  const going = useTyped<Going>("visit/" + id, notBegun);
  useRead(plan, plan && cardOf(citizenOf(scope)), plan && identityOf(citizenOf(scope)));
  if (!plan)
    return (
      <Page title={say("notHere")} back={href("today")}>
        {null}
      </Page>
    );
  return <Planned of={plan} going={going} />;
}

function Planned(p: { readonly of: Doc; readonly going: Typed<Going> }): JSX.Element {
  const { of: plan, going } = p;
  const citizen = citizenOf(plan.scope);
  const records = recordsOf(plan);
  const mine = records.find((r) => r.origins[r.created]?.author === me());
  const isGoing = going.value.value.at !== "" && !mine;
  const demands = demandsOf(plan.scope);
  const span = clock(text(plan, "start")) + "–" + clock(text(plan, "end"));
  return (
    <Page title={citizenName(citizen)} lead={day(text(plan, "start")) + " " + span} back={href("today")}>
      <p class="tags">
        <Two of={plan} />
        {text(plan, "criticality") === "cannotFail" && !mine && <Tag tone="bad">{say("mustNotFail")}</Tag>}
        {text(plan, "state") === "changed" && <Tag tone="warn">{named("visitPlan", "state", "changed")}</Tag>}
      </p>
      {text(plan, "state") === "cancelled" && (
        <Card tone="warn">
          <p>
            {say("visitCancelled")} {text(plan, "stateReason")}
          </p>
        </Card>
      )}
      <Demands of={demands} />
      <Became of={plan} />
      {records.map((r) => (
        <Written key={r.doc} of={r} isMine={r === mine} />
      ))}
      <Matters citizen={citizen} />
      <Alerts of={alertsOf(citizen)} />
      {isGoing && <Underway of={plan} going={going} />}
      <Activities of={plan} />
      {!isGoing && !mine && demands.length === 0 && <Start of={plan} going={going} />}
      <WayIn citizen={citizen} />
      <Last citizen={citizen} but={mine?.doc ?? ""} />
      <p>
        <Link href={href("citizen", citizen)}>
          {say("allAbout")} {citizenName(citizen)}
        </Link>
      </p>
    </Page>
  );
}

/** Underway is the visit that goes on. */
function Underway(p: { readonly of: Doc; readonly going: Typed<Going> }): JSX.Element {
  return (
    <Card title={say("startedAt") + " " + clock(p.going.value.value.at)}>
      <Finish plan={p.of} going={p.going} />
    </Card>
  );
}

/** Start begins the visit: from now it is kept on this phone until it is finished. */
function Start(p: { readonly of: Doc; readonly going: Typed<Going> }): JSX.Element | null {
  if (!mayCreate("visitRecord") || text(p.of, "state") === "cancelled") return null;
  return (
    <button
      type="button"
      class="button main huge"
      onClick={() => {
        p.going.change({ at: now(), record: phone().newId(), note: phone().newId() });
        void phone()
          .presence("atVisit")
          .catch(() => undefined);
        toTop();
      }}
    >
      {say("startVisit")}
    </button>
  );
}

/** demandsOf are what must be read before: the newest answer about medicines, and what is urgent about the citizen. */
function demandsOf(scope: string): readonly Demand[] {
  const citizen = citizenOf(scope);
  const near = status.value.scopes.filter((s) => citizenOf(s) === citizen).concat(scopesOf("notice"));
  const docs = near.flatMap((one) => held(one).value.map((d) => ({ ...d, scope: one })));
  return beforeOpening({ actor: me(), role: role() }, docs, scope);
}

function Demands(p: { readonly of: readonly Demand[] }): JSX.Element | null {
  if (p.of.length === 0) return null;
  return (
    <Card tone="urgent" title={say("readFirst")}>
      {p.of.map((d) => {
        const cause = find(d.scope, d.doc);
        const notice = d.notice === undefined ? undefined : all("notice").find((n) => n.doc === d.notice);
        const answer = items(cause, "answer").find((i) => i.id === d.item);
        const toDo = items(cause, "instructionToStaff").at(-1);
        return (
          <div key={d.scope + d.doc + (d.notice ?? "")} class="entry">
            {answer && <p class="big">{member(answer.value, "text")}</p>}
            {answer && toDo && <p>{member(toDo.value, "text")}</p>}
            {notice && <p class="big">{named("notice", "code", value(notice, "code"))}</p>}
            {cause && (
              <Link href={placeOf(cause.type, cause.scope, cause.doc)}>
                {text(cause, "observation") || say("open")}
              </Link>
            )}
            <Button
              kind="main"
              onClick={() => {
                if (notice) return acknowledge(notice);
                if (cause && d.item !== undefined) return confirmAnswer(cause, d.item);
                return undefined;
              }}
            >
              {say("haveRead")}
            </Button>
          </div>
        );
      })}
    </Card>
  );
}

/** Activities are what is to be done, and what the citizen does without help. */
function Activities(p: { readonly of: Doc }): JSX.Element | null {
  const its = activitiesOf(p.of);
  if (its.length === 0) return null;
  return (
    <Card title={say("careFor")}>
      {its.map((a) => (
        <div key={a.doc} class="activity">
          <h3>{text(a, "title")}</h3>
          {textsOf(a, "restrictions").map((one) => (
            <p key={one} class="visit-alert">
              <span aria-hidden="true">⚠ </span>
              {one}
            </p>
          ))}
          {text(a, "how") !== "" && <p>{text(a, "how")}</p>}
          <dl>
            <Fact name={say("doesSelf")}>{text(a, "citizenDoesSelf")}</Fact>
            <Fact name={say("staffDoes")}>{text(a, "staffDoes")}</Fact>
            <Fact name={say("howMuch")}>{named(a.type, "supportLevel", value(a, "supportLevel"))}</Fact>
          </dl>
        </div>
      ))}
    </Card>
  );
}

function WayIn(p: { readonly citizen: string }): JSX.Element | null {
  const d = identityOf(p.citizen);
  const [access, address, tel] = [text(d, "homeAccess"), text(d, "address"), text(d, "phone")];
  if (access === "" && address === "" && tel === "") return null;
  return (
    <Card title={say("wayIn")}>
      {access !== "" && <p class="big">{access}</p>}
      {address !== "" && <p>{address}</p>}
      {tel !== "" && (
        <p>
          <a class="link" href={"tel:" + tel.replace(/[^+0-9]/g, "")}>
            {tel}
          </a>
        </p>
      )}
    </Card>
  );
}

/** Last are the three visits before, so that nobody has to tell everything again. */
function Last(p: { readonly citizen: string; readonly but: string }): JSX.Element {
  const last = lastVisits(p.citizen, 4)
    .filter((r) => r.doc !== p.but)
    .slice(0, 3);
  const notes = notesOf(p.citizen);
  return (
    <Card title={say("lastThree")}>
      {last.length === 0 && <Empty>{say("noVisitsYet")}</Empty>}
      <ul class="plain">
        {last.map((r) => (
          <Visited key={r.doc} of={r} notes={notes.filter((n) => text(n, "visitRecordId") === r.doc)} />
        ))}
      </ul>
    </Card>
  );
}

/** Written is what somebody wrote of this visit. */
function Written(p: { readonly of: Doc; readonly isMine: boolean }): JSX.Element {
  const { of: r } = p;
  const citizen = citizenOf(r.scope);
  const goals = all("goal", citizen).filter(isOpen);
  const activities = all("planActivity", citizen);
  const words = text(r, "citizenWords");
  const title = p.isMine ? say("visitWritten") : whoOf(r) + " " + say("wasThere");
  return (
    <Card title={title}>
      <p>
        {shortly(text(r, "arrivedAt"))}–{clock(text(r, "leftAt"))}{" "}
        <Tag tone={text(r, "outcome") === "performed" ? "good" : "warn"}>
          {named(r.type, "outcome", value(r, "outcome"))}
        </Tag>{" "}
        <Unsent of={r} />
      </p>
      <ul class="plain">
        {items(r, "activityOutcomes").map((i) => (
          <li key={i.id}>
            {text(
              activities.find((a) => a.doc === member(i.value, "activityId")),
              "title",
            )}
            : {named(r.type, "activityOutcomes.outcome", member(i.value, "outcome"))}
            {member(i.value, "supportGiven") !== "" && (
              <> · {named(r.type, "activityOutcomes.supportGiven", member(i.value, "supportGiven"))}</>
            )}
            {member(i.value, "reason") !== "" && <> – {member(i.value, "reason")}</>}
          </li>
        ))}
      </ul>
      {words !== "" && <Quote>{words}</Quote>}
      <ul class="plain">
        {inScope(r.scope, "visitNote")
          .filter((n) => text(n, "visitRecordId") === r.doc)
          .map((n) => (
            <Note key={n.doc} of={n} />
          ))}
      </ul>
      <Entries of={r} field="corrections" />
      {p.isMine && (
        <>
          {goals.map((g) => (
            <Link key={g.doc} class="button" href={href("goal", g.scope, g.doc, r.doc)}>
              {say("talkedAboutGoal")}
              <small>{text(g, "citizenWords")}</small>
            </Link>
          ))}
          <Correct of={r} field="corrections" />
          <NextVisit />
        </>
      )}
    </Card>
  );
}

/** NextVisit leads on to whoever waits next today. */
function NextVisit(): JSX.Element | null {
  const next = visitsToday(me()).find((d) => becameOf(d) === "planned");
  if (!next) return null;
  return (
    <Link class="button main" href={href("visit", next.scope, next.doc)}>
      {say("thenComes")} {clock(text(next, "start"))} {citizenName(citizenOf(next.scope))}
    </Link>
  );
}
