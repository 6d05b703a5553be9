import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { all, byId, citizenOf, find, reading, text, type Doc } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { citizenName, staffName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { add, now, set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Card, Empty, Link, Page, Tag } from "../ui/kit.js";
import { say, when } from "../words/index.js";
import { Area, Form, Pick } from "../ui/inputs.js";
import { Writing } from "./team/parts.js";
import { Go, WithReason } from "./team/lead.js";
import { seats } from "./team/meeting.js";
import { mayMove, me, stateOf } from "./team/rights.js";
import { partOf, teamOf } from "./team/scopes.js";
import { authorOf } from "./team/author.js";
import { Fact, Journal, roleName, State } from "./team/show.js";

/** isOpenTask: there is something left to do. */
export const isOpenTask = (d: Doc): boolean => !["done", "cancelled"].includes(stateOf(d));

const isLate = (d: Doc): boolean => isOpenTask(d) && text(d, "due") !== "" && Date.parse(text(d, "due")) < Date.now();

/** TaskRow is a task in a list. */
export function TaskRow(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const about = citizenOf(d.scope);
  const who = text(d, "responsibleId");
  return (
    <Link class="row" href={href("task", d.scope, d.doc)}>
      <span class="row-main">
        {about !== "" && <b>{citizenName(about)}</b>}
        <span>{text(d, "title")}</span>
        <span>
          {who !== me() && staffName(who) + ", "}
          {say("tmBy")} {when(text(d, "due"))}
        </span>
      </span>
      <span class="row-tags">
        {isLate(d) && <Tag tone="bad">{say("tmOverdue")}</Tag>}
        <State of={d} />
      </span>
    </Link>
  );
}

/** Tasks are a team's open tasks, one's own first, #/tasks or #/tasks/scope. */
export function Tasks(p: { readonly at: readonly string[] }): JSX.Element {
  const team = teamOf(p.at[0] ?? "");
  const open = all("followUpTask")
    .filter((d) => isOpenTask(d) && (team === "" || teamOf(d.scope) === team))
    .sort((a, b) => text(a, "due").localeCompare(text(b, "due")));
  const mine = open.filter((d) => text(d, "responsibleId") === me());
  const others = open.filter((d) => text(d, "responsibleId") !== me());
  return (
    <Page title={say("tmTasks")} back={href("team")}>
      <h2>{say("tmMyTasks")}</h2>
      {mine.length === 0 && <Empty>{say("tmNoTasks")}</Empty>}
      {mine.map((d) => (
        <TaskRow key={d.doc} of={d} />
      ))}
      {others.length > 0 && <h2>{say("tmOthersTasks")}</h2>}
      {others.map((d) => (
        <TaskRow key={d.doc} of={d} />
      ))}
    </Page>
  );
}

/** Task is something somebody has promised, #/task/scope/id. */
export function Task(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  if (!d) return <Page title={say("notHere")} back={href("tasks")} children={null} />;
  const about = citizenOf(scope);
  const decision = byId("meetingDecision", text(d, "fromDecisionId"));
  const isMine = text(d, "responsibleId") === me();
  return (
    <Page title={text(d, "title")} lead={about === "" ? "" : citizenName(about)} back={href("tasks")}>
      <p class="tags">
        <State of={d} />
        {isLate(d) && <Tag tone="bad">{say("tmOverdue")}</Tag>}
      </p>
      <Writing scope={scope} doc={id} />
      <Card>
        <Responsible of={d} />
        <p>
          {say("tmBy")} <b>{when(text(d, "due"))}</b>
        </p>
        {text(d, "text") !== text(d, "title") && <Fact of={d} field="text" />}
        <Fact of={d} field="stateReason" />
        {decision && <Link href={href("item", decision.scope, text(decision, "itemId"))}>{say("tmDecidedAt")}</Link>}
      </Card>
      {isOpenTask(d) && (
        <Card title={say("tmWhatNow")}>
          {isMine ? (
            <>
              <Go of={d} to="accepted" button={say("tmTakeTask")} kind="main" />
              {stateOf(d) !== "open" && stateOf(d) !== "handedOver" && (
                <Go of={d} to="inProgress" button={say("tmBeginTask")} />
              )}
              <Go of={d} to="done" button={say("tmTaskDone")} kind={stateOf(d) === "open" ? "plain" : "main"} />
            </>
          ) : (
            <Take of={d} />
          )}
          <HandOver of={d} />
          <WithReason of={d} to="cancelled" button={say("tmCancelTask")} ask={say("tmWhyCancelled")} />
        </Card>
      )}
      <Notes of={d} />
    </Page>
  );
}

/** Responsible is whose it is; when two have said otherwise, both are shown. */
function Responsible(p: { readonly of: Doc }): JSX.Element {
  const one = reading(p.of, "responsibleId");
  return (
    <>
      <p>
        {say("tmResponsible")} <b>{staffName(text(p.of, "responsibleId"))}</b>
      </p>
      {[...(one?.beside ?? []), ...(one?.waiting ?? [])].map((c) => (
        <p key={c.e} class="beside">
          {say("tmAlsoWrote")} {staffName(authorOf(p.of, c.e).who)}: {typeof c.v === "string" ? staffName(c.v) : ""}
        </p>
      ))}
      {one?.disputed && <p class="beside">{say("tmMustBeChosen")}</p>}
    </>
  );
}

/** Take makes somebody else's task one's own. */
function Take(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  return (
    <Button
      onClick={async () => {
        const changes = { responsibleId: set(me()), ...(mayMove(d, "accepted") && { state: set("accepted") }) };
        await write({ scope: d.scope, doc: d.doc, type: d.type, changes });
      }}
    >
      {say("tmTakeOver")}
    </Button>
  );
}

function HandOver(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const [isOpen, setOpen] = useState(false);
  const t = useTyped("handover/" + d.doc, { to: "" });
  const to = t.value.value.to;
  if (!mayMove(d, "handedOver")) return null;
  if (!isOpen)
    return (
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {say("tmHandTask")}
      </Button>
    );
  const part = partOf(d.scope);
  const people = seats(d.scope).filter(
    (s) => s.id !== text(d, "responsibleId") && (part === 0 || s.parts.includes(part)),
  );
  return (
    <Form
      onSubmit={async () => {
        const changes = { state: set("handedOver"), responsibleId: set(to) };
        if (to === "" || !(await write({ scope: d.scope, doc: d.doc, type: d.type, changes }))) return;
        await t.done();
        setOpen(false);
      }}
    >
      <Pick
        label={say("tmToWhom")}
        value={to}
        options={people.map((s) => ({ value: s.id, label: s.name + ", " + roleName(s.role).toLowerCase() }))}
        onPick={(next) => {
          t.change({ to: next });
        }}
      />
      <Button kind="main" type="submit" disabled={to === ""}>
        {say("tmHandTask")}
      </Button>
    </Form>
  );
}

function Notes(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const t = useTyped("tasknote/" + d.doc, { text: "" });
  const typed = t.value.value.text.trim();
  return (
    <Card title={say("tmNotes")}>
      <Journal of={d} field="notes" title="" />
      <Form
        onSubmit={async () => {
          if (typed === "") return;
          const changes = { notes: add({ text: typed, at: now() }) };
          if (await write({ scope: d.scope, doc: d.doc, type: d.type, changes })) await t.done();
        }}
      >
        <Area
          label={say("tmWriteNote")}
          value={t.value.value.text}
          at={{ scope: d.scope, doc: d.doc }}
          onText={(text) => {
            t.change({ text });
          }}
        />
        <Button type="submit" disabled={typed === ""}>
          {say("tmAddNote")}
        </Button>
      </Form>
    </Card>
  );
}
