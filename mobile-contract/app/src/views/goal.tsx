import type { JSX } from "preact";
import { all, citizenOf, find, items, originOf, reading, text, typeOf, value, type Doc } from "../lib/docs.js";
import { wroteWhen } from "../forms/say.js";
import { useTyped } from "../lib/drafts.js";
import { citizenName, staffName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { set, write } from "../lib/write.js";
import { Button, Card, Empty, Field, Link, Page, Tag } from "../ui/kit.js";
import { clock, day, say } from "../words/index.js";
import { Agree, agreedNumber, Beside, mayAgree, Propose, shownOf, Waiting } from "./care/agreeing.js";
import {
  authorName,
  fieldName,
  happenedAt,
  isOpen,
  isStaff,
  mayWrite,
  named,
  role,
  textsOf,
  typeName,
} from "./care/data.js";
import { Followed, FollowUp } from "./care/following.js";
import { conflictsOf, Decides, Fact, placeOf, Quote, Row, Unsent } from "./care/parts.js";
import { AddLine } from "./citizen/addline.js";
import { Area } from "../ui/inputs.js";
import { Writing } from "./team/parts.js";
import "../styles/care.css";

const wording = "professionalWording";
/** Fields that wait for an agreement, as they are shown. */
const proposed = [wording, "target", "direction", "lifeArea", "baseline", "gasLevels"] as const;

/** Goal is what somebody wants: her words first, then what is agreed on, what waits, and how it goes. */
export function Goal(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = "", visit = ""] = p.at;
  const goal = find(scope, id);
  useRead(goal);
  const citizen = citizenOf(scope);
  const back = isStaff() ? href("citizen", citizen) : href("today");
  if (!goal)
    return (
      <Page title={say("notHere")} back={back}>
        {null}
      </Page>
    );
  return (
    <Page title={isStaff() ? citizenName(citizen) : say("myGoal")} lead={isStaff() ? typeName("goal") : ""} back={back}>
      <Writing scope={goal.scope} doc={goal.doc} />
      <Words of={goal} />
      <InForce of={goal} />
      {proposed.map((f) => (
        <Waiting key={f} of={goal} field={f} />
      ))}
      <Card>
        <FollowUp of={goal} visit={visit} />
        <Propose of={goal} field={wording} />
        {mayAgree(goal) && isOpen(goal) && (
          <Agree
            of={goal}
            field={wording}
            from={"now" + String(agreedNumber(goal))}
            value={value(goal, wording)}
            label={say("goalAgreeNow")}
          />
        )}
      </Card>
      <Activities of={goal} />
      <Review of={goal} />
      <History of={goal} />
      <Moves of={goal} />
    </Page>
  );
}

/** Words are the citizen's own. */
function Words(p: { readonly of: Doc }): JSX.Element {
  const { of: goal } = p;
  const typed = useTyped("words/" + goal.doc, { text: "" });
  const said = typed.value.value.text;
  const by = text(goal, "expressedBy");
  async function save(): Promise<void> {
    const { scope, doc, type } = goal;
    const changes = {
      citizenWords: set(said.trim()),
      expressedBy: set(role() === "representative" ? role() : "citizen"),
    };
    if (await write({ scope, doc, type, changes, ...(isStaff() ? { onBehalfOf: "citizen" } : {}) })) await typed.done();
  }
  return (
    <section class="card matters">
      <h2>{fieldName("goal", "citizenWords")}</h2>
      <Quote by={by === "" || by === "citizen" ? toldBy(goal) : named("goal", "expressedBy", by)}>
        <span class="big">{text(goal, "citizenWords") || say("nobodyWrote")}</span>
      </Quote>
      <Beside of={goal} field="citizenWords" />
      <p class="tags">
        {text(goal, "state") !== "" && <Tag>{named("goal", "state", value(goal, "state"))}</Tag>}
        {text(goal, "importance") !== "" && <Tag>{named("goal", "importance", value(goal, "importance"))}</Tag>}
        <Unsent of={goal} />
      </p>
      {reading(goal, "state")?.disputed === true && (
        <p role="alert">
          {say("judgedDifferently")}
          {(reading(goal, "state")?.candidates ?? []).map((c) => (
            <span key={c.e}>
              {" "}
              {authorName(goal.origins[c.e]?.author ?? "")}: {named("goal", "state", c.v)}.
            </span>
          ))}{" "}
          {conflictsOf(goal, "state").map((c) => (
            <Link key={c.doc} href={placeOf(c.type, c.scope, c.doc)}>
              <Decides of={c} />
            </Link>
          ))}
        </p>
      )}
      {mayWrite("goal") && isOpen(goal) && (
        <details open={said !== ""}>
          <summary>{say("goalChangeWords")}</summary>
          <Area
            label={fieldName("goal", "citizenWords")}
            value={said}
            at={goal}
            {...(isStaff() ? { hint: say("changedForCitizen") } : {})}
            onText={(next) => {
              typed.change({ text: next });
            }}
          />
          <Button kind="main" disabled={said.trim() === ""} onClick={save}>
            {say("save")}
          </Button>
        </details>
      )}
    </section>
  );
}

/** toldBy is who wrote the words down and when, where somebody here did. */
function toldBy(goal: Doc): string {
  const origin = originOf(goal, reading(goal, "citizenWords")?.edit);
  return origin?.role === "server" ? "" : wroteWhen(origin);
}

/** InForce is what was agreed on, and when. */
function InForce(p: { readonly of: Doc }): JSX.Element {
  const { of: goal } = p;
  const n = agreedNumber(goal);
  const at = text(goal, "agreedAt");
  const withWhom = text(goal, "agreedByStaffId");
  const responsible = text(goal, "responsibleId");
  return (
    <Card title={say("inForce")}>
      {text(goal, wording) === "" ? <Empty>{say("nothingAgreed")}</Empty> : <p class="big">{text(goal, wording)}</p>}
      <dl>
        <Fact name={fieldName("goal", "target")}>{shownOf(goal, "target", value(goal, "target"))}</Fact>
        <Fact name={fieldName("goal", "direction")}>{named("goal", "direction", value(goal, "direction"))}</Fact>
        <Fact name={fieldName("goal", "lifeArea")}>{named("goal", "lifeArea", value(goal, "lifeArea"))}</Fact>
        <Fact name={fieldName("goal", "responsibleId")}>{responsible === "" ? "" : staffName(responsible)}</Fact>
      </dl>
      {n > 0 ? (
        <p class="note">
          {say("agreement")} {n}
          {at !== "" && (
            <>
              , {day(at)} {clock(at)}
            </>
          )}
          {withWhom !== "" && (
            <>
              , {say("agreedWith")} {staffName(withWhom)}
            </>
          )}
          {text(goal, "agreedHow") !== "" && <>. {text(goal, "agreedHow")}</>}
        </p>
      ) : (
        <p class="note">{say("nothingAgreed")}</p>
      )}
    </Card>
  );
}

function Activities(p: { readonly of: Doc }): JSX.Element {
  const { of: goal } = p;
  const lines = textsOf(goal, "activities");
  const planned = all("planActivity", citizenOf(goal.scope))
    .filter((a) => items(a, "goalIds").some((i) => i.value === goal.doc))
    .filter(isOpen);
  const titles = new Set(planned.map((a) => text(a, "title")));
  return (
    <Card title={say("activitiesHere")}>
      <ul>
        {lines
          .filter((one) => !titles.has(one))
          .map((one) => (
            <li key={one}>{one}</li>
          ))}
      </ul>
      {planned.map((a) => (
        <Row key={a.doc} of={a} line={text(a, "title")} tag={named(a.type, "supportLevel", value(a, "supportLevel"))} />
      ))}
      {mayWrite("goal") && isOpen(goal) && (
        <AddLine of={goal} field="activities" label={say("addActivity")} hint={say("activity")} />
      )}
    </Card>
  );
}

/** Review is when to look at it again. */
function Review(p: { readonly of: Doc }): JSX.Element {
  const { of: goal } = p;
  const typed = useTyped("review/" + goal.doc, { date: "" });
  const said = typed.value.value.date;
  const at = text(goal, "nextReview");
  async function save(): Promise<void> {
    const { scope, doc, type } = goal;
    if (await write({ scope, doc, type, changes: { nextReview: set(said) } })) await typed.done();
  }
  return (
    <Card title={say("reviewOn")}>
      <p class="big">{at === "" ? say("noneplanned") : day(at)}</p>
      <Beside of={goal} field="nextReview" />
      {mayWrite("goal") && isOpen(goal) && (
        <details open={said !== ""}>
          <summary>{say("newDate")}</summary>
          <Field label={say("newDate")} hint={say("earliestCounts")}>
            {(id, by) => (
              <input
                id={id}
                type="date"
                aria-describedby={by}
                value={said}
                onInput={(e) => {
                  typed.change({ date: e.currentTarget.value });
                }}
              />
            )}
          </Field>
          <Button disabled={said === ""} onClick={save}>
            {say("save")}
          </Button>
        </details>
      )}
    </Card>
  );
}

function History(p: { readonly of: Doc }): JSX.Element {
  const { of: goal } = p;
  const its = all("goalFollowUp", citizenOf(goal.scope))
    .filter((f) => text(f, "goalId") === goal.doc)
    .sort((a, b) => happenedAt(b).localeCompare(happenedAt(a)));
  return (
    <Card title={say("goalFollowUps")}>
      {its.length === 0 && <Empty>{say("noFollowUps")}</Empty>}
      <ul class="plain">
        {its.map((f) => (
          <Followed key={f.doc} of={f} goal={goal} />
        ))}
      </ul>
    </Card>
  );
}

/** States that need something besides are set in the document's own form. */
function Moves(p: { readonly of: Doc }): JSX.Element | null {
  const { of: goal } = p;
  const machine = typeOf(goal)?.states;
  const from = text(goal, "state") || (machine?.initial[0] ?? "");
  const moves = (machine?.transitions ?? []).filter(
    (t) => t.from.includes(from) && !t.needs?.length && t.to !== "agreed",
  );
  const voice = (by: readonly string[] | undefined): "own" | "citizen" | undefined => {
    if (!mayWrite("goal")) return undefined;
    if (!by || by.includes(role())) return "own";
    return isStaff() && by.includes("citizen") ? "citizen" : undefined;
  };
  const mine = moves.filter((t) => voice(t.by));
  if (mine.length === 0) return null;
  return (
    <Card>
      <details>
        <summary>{say("setState")}</summary>
        {mine.map((t) => (
          <Button
            key={t.to}
            onClick={async () => {
              const { scope, doc, type } = goal;
              const on = voice(t.by) === "citizen" ? { onBehalfOf: "citizen" } : {};
              await write({ scope, doc, type, ...on, changes: { state: set(t.to) } });
            }}
          >
            {named("goal", "state", t.to)}
          </Button>
        ))}
        <Link href={href("doc", goal.scope, goal.doc)}>{say("everythingElse")}</Link>
      </details>
    </Card>
  );
}
