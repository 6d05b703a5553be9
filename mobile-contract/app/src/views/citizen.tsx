import type { JSX } from "preact";
import { all, list, scopesOf, text, value, values, member, type Doc } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { citizenName, staffName } from "../lib/people.js";
import { schema } from "../lib/phone.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { add, write } from "../lib/write.js";
import { Button, Card, Empty, Field, Link, Page, Tag } from "../ui/kit.js";
import { clock, day, pick, say } from "../words/index.js";
import {
  alertsOf,
  byTime,
  cardOf,
  fieldName,
  identityOf,
  isComplete,
  isOpen,
  lastVisits,
  mayCreate,
  mayWrite,
  named,
  notesOf,
  textsOf,
  typeName,
} from "./care/data.js";
import { Alerts, Decides, Fact, Matters, Note, Row, Unsent, Visited } from "./care/parts.js";
import "../styles/care.css";

/** Citizen is all about one person, what matters to her first. */
export function Citizen(p: { readonly at: readonly string[] }): JSX.Element {
  const [id = ""] = p.at;
  const [card, identity] = [cardOf(id), identityOf(id)];
  useRead(card, identity);
  if (!card && !identity)
    return (
      <Page title={say("notHere")} back={href("citizens")}>
        {null}
      </Page>
    );
  const preferred = text(identity, "preferredName");
  const state = text(card, "state");
  return (
    <Page
      title={citizenName(id)}
      back={href("citizens")}
      {...(preferred === "" ? {} : { lead: fieldName("citizenIdentity", "preferredName") + ": " + preferred })}
    >
      <p class="tags">
        <Tag tone={isComplete(id) ? "good" : "warn"}>{isComplete(id) ? say("complete") : say("fetching")}</Tag>
        {value(identity, "protectedIdentity") === true && <Tag tone="bad">{say("protectedPerson")}</Tag>}
        {state !== "" && state !== "active" && <Tag tone="warn">{named("citizen", "state", state)}</Tag>}
        <Unsent of={card} />
      </p>
      <Matters citizen={id} />
      <Alerts of={alertsOf(id)} />
      <Conflicts citizen={id} />
      <Next citizen={id} />
      <Goals citizen={id} />
      <Writing citizen={id} card={card} />
      <Plans citizen={id} />
      <Questions citizen={id} />
      <Last citizen={id} />
      <Loose citizen={id} />
      <Strengths card={card} />
      <Contact citizen={id} />
      <Others citizen={id} />
    </Page>
  );
}

/** Conflicts is what people are to decide about her. */
function Conflicts(p: { readonly citizen: string }): JSX.Element | null {
  const open = all("conflict", p.citizen).filter((c) => text(c, "state") !== "resolved");
  if (open.length === 0) return null;
  return (
    <Card tone="warn" title={say("openMatters")}>
      {open.map((c) => {
        const type = text(c, "docType");
        const what =
          text(c, "kind") === "disputed" ? fieldName(type, text(c, "field")) : named(c.type, "kind", value(c, "kind"));
        return (
          <Link key={c.doc} class="row" href={href("conflict", c.scope, c.doc)}>
            <span class="grow">
              <b>
                {typeName(type)}: {what}
              </b>
              <br />
              <Decides of={c} />
            </span>
          </Link>
        );
      })}
    </Card>
  );
}

function Next(p: { readonly citizen: string }): JSX.Element {
  const now = new Date().toISOString();
  const next = [...all("visitPlan", p.citizen)]
    .filter((d) => text(d, "end") > now && text(d, "state") !== "cancelled")
    .sort(byTime("start"))
    .slice(0, 3);
  return (
    <Card title={say("nextVisits")}>
      {next.length === 0 && <Empty>{say("noneplanned")}</Empty>}
      {next.map((d) => (
        <Link key={d.doc} class="row" href={href("visit", d.scope, d.doc)}>
          <span class="grow">
            <b>
              {day(text(d, "start"))} {clock(text(d, "start"))}
            </b>
            <br />
            {list(d, "staffIds").map(staffName).join(", ")}
          </span>
        </Link>
      ))}
    </Card>
  );
}

function Goals(p: { readonly citizen: string }): JSX.Element {
  const goals = all("goal", p.citizen).filter((g) => text(g, "state") !== "enteredInError");
  const newest = goals.filter(isOpen).concat(goals.filter((g) => !isOpen(g)));
  const waits = (g: Doc): boolean => Object.values(g.view.fields).some((f) => (f.waiting?.length ?? 0) > 0);
  return (
    <Card title={say("goals")}>
      {newest.length === 0 && <Empty>{say("noGoalYet")}</Empty>}
      {newest.map((g) => (
        <Link key={g.doc} class="row" href={href("goal", g.scope, g.doc)}>
          <span class="grow big">{text(g, "citizenWords") || text(g, "professionalWording")}</span>
          {waits(g) && <Tag tone="warn">{say("waitsHere")}</Tag>}
          {text(g, "state") !== "" && <Tag>{named("goal", "state", text(g, "state"))}</Tag>}
          <Unsent of={g} />
        </Link>
      ))}
      {mayCreate("goal") && (
        <Link class="button" href={href("new-goal", p.citizen)}>
          {say("newGoal")}
        </Link>
      )}
    </Card>
  );
}

/** Writing is what can be written about her, one tap each. */
function Writing(p: { readonly citizen: string; readonly card: Doc | undefined }): JSX.Element {
  const may = (type: string): boolean => mayCreate(type) && scopesOf(type, p.citizen).length > 0;
  return (
    <Card title={say("write")}>
      {may("visitNote") && (
        <Link class="button main" href={href("note", p.citizen)}>
          {say("writeNote")}
        </Link>
      )}
      {may("goalFollowUp") &&
        all("goal", p.citizen)
          .filter(isOpen)
          .map((g) => (
            <Link key={g.doc} class="button" href={href("goal", g.scope, g.doc)}>
              {say("talkedAboutGoal")}
              <small>{text(g, "citizenWords")}</small>
            </Link>
          ))}
      {may("medicationQuestion") && (
        <Link class="button" href={href("new-medicine", p.citizen)}>
          {say("medicineQuestion")}
        </Link>
      )}
      {may("aidQuestion") && (
        <Link class="button" href={href("new-aid", p.citizen)}>
          {say("aidQuestion")}
        </Link>
      )}
      {p.card && mayWrite("citizen") && (
        <>
          <AddLine of={p.card} field="safetyAlerts" label={say("addAlert")} hint={say("alertText")} />
          <AddLine
            of={p.card}
            field="strengths"
            label={say("strengths") + ": " + say("addStrength").toLowerCase()}
            hint=""
          />
        </>
      )}
    </Card>
  );
}

/** AddLine adds one line to a list, at once. */
export function AddLine(p: {
  readonly of: Doc;
  readonly field: string;
  readonly label: string;
  readonly hint: string;
}): JSX.Element {
  const typed = useTyped("line/" + p.of.doc + "/" + p.field, { text: "" });
  const said = typed.value.value.text;
  async function save(): Promise<void> {
    const { scope, doc, type } = p.of;
    if (await write({ scope, doc, type, changes: { [p.field]: add(said.trim()) } })) await typed.done();
  }
  return (
    <details open={said !== ""}>
      <summary>{p.label}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (said.trim() !== "") void save();
        }}
      >
        <Field label={p.hint || fieldName(p.of.type, p.field)}>
          {(id) => (
            <input
              id={id}
              maxLength={200}
              value={said}
              onInput={(e) => {
                typed.change({ text: e.currentTarget.value });
              }}
            />
          )}
        </Field>
        <Button type="submit" disabled={said.trim() === ""}>
          {say("save")}
        </Button>
      </form>
    </details>
  );
}

function Plans(p: { readonly citizen: string }): JSX.Element | null {
  const plans = all("rehabPlan", p.citizen).filter(isOpen);
  const activities = all("planActivity", p.citizen).filter(isOpen);
  const decisions = all("supportDecision", p.citizen);
  if (plans.length + activities.length + decisions.length === 0) return null;
  return (
    <Card title={say("plans")}>
      {plans.map((d) => (
        <Row key={d.doc} of={d} line={typeName(d.type)} tag={named(d.type, "state", text(d, "state"))} />
      ))}
      {activities.map((d) => (
        <Row key={d.doc} of={d} line={text(d, "title")} tag={named(d.type, "supportLevel", value(d, "supportLevel"))} />
      ))}
      {decisions.map((d) => (
        <Row
          key={d.doc}
          of={d}
          line={text(d, "insats") || typeName(d.type)}
          tag={named(d.type, "state", text(d, "state"))}
        />
      ))}
    </Card>
  );
}

function Questions(p: { readonly citizen: string }): JSX.Element | null {
  const isOngoing = (d: Doc): boolean => text(d, "state") !== "closed";
  const its = [...all("medicationQuestion", p.citizen), ...all("aidQuestion", p.citizen)].filter(isOngoing);
  if (its.length === 0) return null;
  const line = (d: Doc): string => text(d, "observation") || text(d, "need");
  return (
    <Card title={say("questions")}>
      {its.map((d) => (
        <Row
          key={d.doc}
          of={d}
          line={typeName(d.type) + ": " + line(d)}
          tag={named(d.type, "state", text(d, "state"))}
        />
      ))}
    </Card>
  );
}

function Last(p: { readonly citizen: string }): JSX.Element {
  const last = lastVisits(p.citizen, 3);
  const notes = notesOf(p.citizen);
  return (
    <Card title={say("earlierVisits")}>
      {last.length === 0 && <Empty>{say("noVisitsYet")}</Empty>}
      <ul class="plain">
        {last.map((r) => (
          <Visited key={r.doc} of={r} notes={notes.filter((n) => text(n, "visitRecordId") === r.doc)} />
        ))}
      </ul>
    </Card>
  );
}

/** Loose are the notes that belong to none of the visits shown. */
function Loose(p: { readonly citizen: string }): JSX.Element | null {
  const shown = new Set(lastVisits(p.citizen, 3).map((r) => r.doc));
  const notes = notesOf(p.citizen)
    .filter((n) => !shown.has(text(n, "visitRecordId")))
    .slice(0, 5);
  if (notes.length === 0) return null;
  return (
    <Card title={say("notes")}>
      <ul class="plain">
        {notes.map((n) => (
          <Note key={n.doc} of={n} />
        ))}
      </ul>
    </Card>
  );
}

function Strengths(p: { readonly card: Doc | undefined }): JSX.Element | null {
  const its = textsOf(p.card, "strengths");
  if (its.length === 0) return null;
  return (
    <Card title={say("strengths")}>
      <ul>
        {its.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Card>
  );
}

function Contact(p: { readonly citizen: string }): JSX.Element {
  const [card, identity] = [cardOf(p.citizen), identityOf(p.citizen)];
  const person = (field: string): string => {
    const id = text(card, field);
    return id === "" ? "" : staffName(id);
  };
  const tel = text(identity, "phone");
  return (
    <Card title={say("contact")}>
      {tel !== "" && (
        <p>
          <a class="link" href={"tel:" + tel.replace(/[^+0-9]/g, "")}>
            {tel}
          </a>
        </p>
      )}
      <dl>
        {["address", "homeAccess"].map((f) => (
          <Fact key={f} name={fieldName("citizenIdentity", f)}>
            {text(identity, f)}
          </Fact>
        ))}
        {["permanentCareContactId", "responsibleNurseId", "responsibleAssessorId"].map((f) => (
          <Fact key={f} name={fieldName("citizen", f)}>
            {person(f)}
          </Fact>
        ))}
        <Fact name={fieldName("citizen", "rehabContactIds")}>
          {list(card, "rehabContactIds").map(staffName).join(", ")}
        </Fact>
        {values(card, "representatives").map((r) => (
          <Fact key={member(r, "name")} name={named("citizen", "representatives.kind", member(r, "kind"))}>
            {[member(r, "name"), member(r, "phone")].filter((t) => t !== "").join(", ")}
          </Fact>
        ))}
      </dl>
    </Card>
  );
}

const shownElsewhere = new Set(["citizen", "citizenIdentity", "goal", "visitDay", "conflict"]);

/** Others leads to everything else about her, by what it is called. */
function Others(p: { readonly citizen: string }): JSX.Element | null {
  const types = Object.values(schema.value.types)
    .filter((t) => !shownElsewhere.has(t.type) && t.scopes.some((s) => s.startsWith("citizen/")))
    .map((t) => ({ type: t.type, label: pick(t.label, t.type), count: all(t.type, p.citizen).length }))
    .filter((t) => t.count > 0 || (mayCreate(t.type) && scopesOf(t.type, p.citizen).length > 0))
    .sort((a, b) => a.label.localeCompare(b.label, "sv"));
  if (types.length === 0) return null;
  return (
    <Card>
      <details>
        <summary>{say("everythingElse")}</summary>
        {types.map((t) => (
          <Link key={t.type} class="row" href={href("list", t.type, p.citizen)}>
            <span class="grow">{t.label}</span>
            {t.count > 0 && <span>{t.count}</span>}
          </Link>
        ))}
      </details>
    </Card>
  );
}
