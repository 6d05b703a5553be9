import type { JSX } from "preact";
import { all, citizenOf, inScope, items, member, text, values, type Doc } from "../lib/docs.js";
import { moved } from "../lib/appointments.js";
import { citizenName, teams } from "../lib/people.js";
import { href } from "../lib/route.js";
import "../styles/team.css";
import { Card, Empty, Link, Page, Tag } from "../ui/kit.js";
import { say } from "../words/index.js";
import { answerOf, Time } from "./team/answer.js";
import { myParts, nextMeeting, routineInForce, teamName } from "./team/meeting.js";
import { leads, mayCreate, me, role, stateOf } from "./team/rights.js";
import { span, State, titleOf } from "./team/show.js";
import { Where } from "./team/where.js";
import { isOpenTask, TaskRow } from "./task.js";

/** Team is the person's teams: what waits for her, the next meeting, who is where. */
export function Team(): JSX.Element {
  const mine = teams();
  const changed = moved.value;
  return (
    <Page title={say("team")}>
      {mine.length === 0 && <Empty>{say("tmNoTeam")}</Empty>}
      {changed.map((m) => (
        <Link
          key={m.doc}
          class="card warn block"
          href={href(m.type === "teamMeeting" ? "meeting" : "joint", m.scope, m.doc)}
        >
          <b>{say("tmTimeChangedAnswer")}</b>
          <span>
            {m.type === "teamMeeting"
              ? say("tmTeamMeeting") + ", " + teamName(m.scope)
              : say("tmJointVisit") + ", " + citizenName(citizenOf(m.scope))}
          </span>
          <span>{span(new Date(m.to).toISOString(), "")}</span>
        </Link>
      ))}
      <Waiting />
      {mine.map((t) => (
        <One key={t.id} team={t.id} name={t.name} />
      ))}
    </Page>
  );
}

const isOver: ReadonlySet<string> = new Set([
  "closed",
  "answered",
  "confirmedByStaff",
  "notNeeded",
  "declinedByCitizen",
]);

/** asked are the questions that wait for the person's profession. */
function asked(): readonly Doc[] {
  if (role() === "nurse") return all("medicationQuestion").filter((d) => !isOver.has(stateOf(d)));
  if (role() === "occupationalTherapist" || role() === "physiotherapist")
    return all("aidQuestion").filter(
      (d) => !isOver.has(stateOf(d)) && (text(d, "ownerId") === "" || text(d, "ownerId") === me()),
    );
  return [];
}

/** unread are answers that the person is to confirm that she has read. */
const unread = (): readonly Doc[] =>
  all("medicationQuestion").filter((d) => {
    const newest = items(d, "answer").at(-1);
    const mine = items(d, "confirmations").find((i) => i.id === me());
    const isAsked = items(d, "mustConfirmIds").some((i) => i.value === me());
    return newest !== undefined && isAsked && member(mine?.value, "answerId") !== newest.id;
  });

const hurry: Readonly<Record<string, number>> = { now: 0, urgent: 0, today: 1, soon: 1 };

function Waiting(): JSX.Element | null {
  const questions = [...unread(), ...asked()].sort(
    (a, b) => (hurry[text(a, "urgency")] ?? 2) - (hurry[text(b, "urgency")] ?? 2),
  );
  const tasks = all("followUpTask").filter((d) => text(d, "responsibleId") === me() && isOpenTask(d));
  const visits = all("jointVisit")
    .filter((d) => concerns(d) && !["summarised", "cancelled", "declinedByCitizen"].includes(stateOf(d)))
    .sort((a, b) => (text(a, "start") || "9").localeCompare(text(b, "start") || "9"));
  return (
    <>
      {questions.length > 0 && (
        <section>
          <h2>{say("tmQuestionsForYou")}</h2>
          {questions.map((d) => (
            <QuestionRow key={d.doc} of={d} />
          ))}
        </section>
      )}
      {tasks.length > 0 && (
        <section>
          <h2>{say("tmMyTasks")}</h2>
          {[...tasks]
            .sort((a, b) => text(a, "due").localeCompare(text(b, "due")))
            .map((d) => (
              <TaskRow key={d.doc} of={d} />
            ))}
        </section>
      )}
      {visits.length > 0 && (
        <section>
          <h2>{say("tmJointVisits")}</h2>
          {visits.map((d) => (
            <Link key={d.doc} class="row" href={href("joint", d.scope, d.doc)}>
              <span class="row-main">
                <b>{citizenName(citizenOf(d.scope))}</b>
                <span>{titleOf(d, "purpose")}</span>
                <span>{span(text(d, "start"), text(d, "end"))}</span>
              </span>
              <span class="row-tags">
                <State of={d} />
              </span>
            </Link>
          ))}
        </section>
      )}
    </>
  );
}

/** concerns reports whether a joint visit is the person's: she comes, or she books it. */
const concerns = (d: Doc): boolean =>
  leads() || values(d, "participants").some((one) => member(one, "staffId") === me());

/** QuestionRow is a question about medicines or aids in a list. */
export function QuestionRow(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const isMedicine = d.type === "medicationQuestion";
  const urgency = text(d, "urgency");
  return (
    <Link class="row" href={href(isMedicine ? "medicine" : "aid", d.scope, d.doc)}>
      <span class="row-main">
        <b>{citizenName(citizenOf(d.scope))}</b>
        <span>{titleOf(d, isMedicine ? "observation" : "need")}</span>
      </span>
      <span class="row-tags">
        {(urgency === "now" || urgency === "urgent") && <Tag tone="bad">{say("tmIsUrgent")}</Tag>}
        {urgency === "today" && <Tag tone="warn">{say("tmIsToday")}</Tag>}
        <State of={d} />
      </span>
    </Link>
  );
}

function One(p: { readonly team: string; readonly name: string }): JSX.Element {
  const scope = all("teamRoster").find((d) => d.scope.startsWith("team/" + p.team + "/"))?.scope ?? "";
  const meeting = nextMeeting(scope, Date.now());
  const routine = routineInForce(scope);
  const drafts = inScope(scope, "routine").filter((d) => ["draft", "approved"].includes(stateOf(d)));
  return (
    <section>
      <h2 class="team-name">{p.name}</h2>
      {meeting ? <Next of={meeting} /> : <Empty>{say("tmNoMeeting")}</Empty>}
      {mayCreate("teamMeeting") && (
        <Link class="button" href={href("new-meeting", scope)}>
          {say("tmNewMeeting")}
        </Link>
      )}
      <Link class="row go" href={href("tasks", scope)}>
        {say("tmAllTasks")}
      </Link>
      {routine && (
        <Link class="row go" href={href("routine", scope, routine.doc)}>
          {say("tmSeeRoutine")}
        </Link>
      )}
      {leads() &&
        drafts.map((d) => (
          <Link key={d.doc} class="row" href={href("routine", scope, d.doc)}>
            {text(d, "name")} <State of={d} />
          </Link>
        ))}
      {mayCreate("routine") && (
        <Link class="row go" href={href("new-routine", p.team)}>
          {say(routine ? "tmChangeRoutine" : "tmNewRoutine")}
        </Link>
      )}
      <Where team={p.team} scope={scope} />
    </section>
  );
}

function Next(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const { counts, response } = answerOf(d, "attendance", me());
  const isAsked = ["called", "prepared"].includes(stateOf(d));
  return (
    <Card title={say("tmNextMeeting")} {...(isAsked && !counts ? { tone: "warn" as const } : {})}>
      <Time of={d} />
      <p class="tags">
        <State of={d} />
        {isAsked && (
          <Tag tone={counts ? "good" : "warn"}>
            {say(
              !counts
                ? "tmAnswerWanted"
                : response === "yes"
                  ? "tmYouCome"
                  : response === "no"
                    ? "tmYouDoNotCome"
                    : "tmYouMayCome",
            )}
          </Tag>
        )}
      </p>
      {myParts(d.scope).length > 0 && (
        <Link class="button main" href={href("meeting", d.scope, d.doc)}>
          {say(isAsked && !counts ? "tmOpenAndAnswer" : "tmOpenMeeting")}
        </Link>
      )}
    </Card>
  );
}
