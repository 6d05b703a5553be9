import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { all, byId, find, text, type Doc } from "../lib/docs.js";
import { drop, useTyped } from "../lib/drafts.js";
import { phone, schema } from "../lib/phone.js";
import { go, href } from "../lib/route.js";
import { set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Card, Choice, Empty, Page, Tag } from "../ui/kit.js";
import { say } from "../words/index.js";
import { toState } from "./team/put.js";
import { useBase } from "./team/base.js";
import { Area, Form, Line, Pick, Writing } from "./team/inputs.js";
import { Go } from "./team/lead.js";
import { routineInForce, stepsOf, teamName, whole } from "./team/meeting.js";
import { mayCreate, mayMove, mayWrite, stateOf } from "./team/rights.js";
import { changed } from "./team/changed.js";
import { Fact, fieldName, roleName, State } from "./team/show.js";
import { teamOf } from "./team/scopes.js";

const phases = ["before", "during", "after"] as const;
const phaseWords = { before: "tmPhaseBefore", during: "tmPhaseDuring", after: "tmPhaseAfter" } as const;

/** Routine is how a team does its meetings, #/routine/scope/id: which is in force, what changed, and the next one's draft. */
export function Routine(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  const isDraft = stateOf(d) === "draft" && mayWrite("routine", "name");
  const version = whole(d, "version");
  return (
    <Page title={text(d, "name")} lead={teamName(scope)} back={href("team")}>
      <p class="tags">
        <State of={d} />
        {version > 0 && (
          <Tag>
            {say("tmVersion")} {version}
          </Tag>
        )}
      </p>
      <Writing scope={scope} doc={id} />
      {isDraft ? <Name of={d} /> : <Fact of={d} field="purpose" />}
      <Changed of={d} />
      {phases.map((phase) => (
        <Phase key={phase} of={d} phase={phase} isDraft={isDraft} />
      ))}
      {isDraft && <NewStep of={d} />}
      <Deciding of={d} />
    </Page>
  );
}

/** Changed is what is different from the routine that it replaces. */
function Changed(p: { readonly of: Doc }): JSX.Element | null {
  const before = byId("routine", text(p.of, "replacesRoutineId"));
  if (!before) return null;
  const whats = (d: Doc): readonly string[] => stepsOf(d).map((s) => text(s, "what"));
  const { added, gone } = changed(whats(before), whats(p.of));
  return (
    <Card title={say("tmWhatChanged")}>
      {added.length + gone.length === 0 && <p class="note">{say("tmNothingChanged")}</p>}
      <ul class="journal">
        {added.map((what) => (
          <li key={what}>
            <b>{say("tmIsNew")}</b> {what}
          </li>
        ))}
        {gone.map((what) => (
          <li key={what}>
            <b>{say("tmIsGone")}</b> <del>{what}</del>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Name(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const t = useTyped("routine/" + d.doc, { name: text(d, "name"), purpose: text(d, "purpose") });
  const v = t.value.value;
  const seen = useBase(d.scope, d.doc);
  const isSame = v.name === text(d, "name") && v.purpose === text(d, "purpose");
  return (
    <Form
      onSubmit={async () => {
        const changes = {
          name: set(v.name.trim()),
          ...(v.purpose.trim() !== "" && { purpose: set(v.purpose.trim()) }),
        };
        if (v.name.trim() === "") return;
        if (await write({ scope: d.scope, doc: d.doc, type: d.type, ...seen(), changes }))
          await drop("routine/" + d.doc);
      }}
    >
      <Line
        label={fieldName(d.type, "name")}
        value={v.name}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(name) => {
          t.change({ name });
        }}
      />
      <Area
        label={fieldName(d.type, "purpose")}
        value={v.purpose}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(purpose) => {
          t.change({ purpose });
        }}
      />
      {!isSame && (
        <Button kind="main" type="submit" disabled={v.name.trim() === ""}>
          {say("save")}
        </Button>
      )}
    </Form>
  );
}

function Phase(p: {
  readonly of: Doc;
  readonly phase: (typeof phases)[number];
  readonly isDraft: boolean;
}): JSX.Element {
  const steps = stepsOf(p.of).filter((s) => text(s, "phase") === p.phase);
  return (
    <section>
      <h2>{say(phaseWords[p.phase])}</h2>
      {steps.length === 0 && <Empty>{say("tmNoSteps")}</Empty>}
      <ul class="steps">
        {steps.map((s) => (
          <li key={s.doc}>
            <p>
              <b>{text(s, "role") === "" ? say("tmEverybody") : roleName(text(s, "role"))}</b>
              {text(s, "deadlineRule") !== "" && <small> {text(s, "deadlineRule")}</small>}
            </p>
            <p>{text(s, "what")}</p>
            {text(s, "why") !== "" && <p class="note">{text(s, "why")}</p>}
            {p.isDraft && <Edit of={p.of} step={s} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Edit changes a step of a draft, or takes it away; the step itself is kept. */
function Edit(p: { readonly of: Doc; readonly step: Doc }): JSX.Element {
  const { of: d, step: s } = p;
  const [isOpen, setOpen] = useState(false);
  if (isOpen)
    return (
      <StepForm
        id={"step/" + s.doc}
        initial={stepValues(s)}
        onSave={async (v) => {
          const done = await write({ scope: s.scope, doc: s.doc, type: s.type, changes: stepChanges(v) });
          if (done) setOpen(false);
          return done !== undefined;
        }}
      />
    );
  return (
    <div class="two">
      <Button
        label={say("tmChangeStep") + ": " + text(s, "what")}
        onClick={() => {
          setOpen(true);
        }}
      >
        {say("tmChangeStep")}
      </Button>
      <Button
        label={say("tmRemoveStep") + ": " + text(s, "what")}
        onClick={async () => {
          const left = stepsOf(d)
            .map((one) => one.doc)
            .filter((id) => id !== s.doc);
          await write({ scope: d.scope, doc: d.doc, type: d.type, changes: { stepIds: set(left) } });
        }}
      >
        {say("tmRemoveStep")}
      </Button>
    </div>
  );
}

function NewStep(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        + {say("tmNewStep")}
      </Button>
    );
  return (
    <StepForm
      id={"newstep/" + d.doc}
      initial={{ phase: "", role: "", what: "", when: "", why: "" }}
      onSave={async (v) => {
        const id = phone().newId();
        const step = { routineId: set(d.doc), order: set(stepsOf(d).length + 1), ...stepChanges(v) };
        const made = await write({ scope: d.scope, doc: id, type: "routineStep", create: true, changes: step });
        const ids = [...stepsOf(d).map((one) => one.doc), id];
        const done =
          made && (await write({ scope: d.scope, doc: d.doc, type: d.type, changes: { stepIds: set(ids) } }));
        if (done) setOpen(false);
        return done !== undefined;
      }}
    />
  );
}

interface StepValues {
  readonly phase: string;
  readonly role: string;
  readonly what: string;
  readonly when: string;
  readonly why: string;
}

const stepValues = (s: Doc): StepValues => ({
  phase: text(s, "phase"),
  role: text(s, "role"),
  what: text(s, "what"),
  when: text(s, "deadlineRule"),
  why: text(s, "why"),
});

const stepChanges = (v: StepValues): Record<string, { readonly set: string }> => ({
  phase: { set: v.phase },
  what: { set: v.what.trim() },
  ...(v.role !== "" && { role: { set: v.role } }),
  ...(v.when.trim() !== "" && { deadlineRule: { set: v.when.trim() } }),
  ...(v.why.trim() !== "" && { why: { set: v.why.trim() } }),
});

function StepForm(p: {
  readonly id: string;
  readonly initial: StepValues;
  readonly onSave: (v: StepValues) => Promise<boolean>;
}): JSX.Element {
  const t = useTyped(p.id, p.initial);
  const v = t.value.value;
  const isReady = v.phase !== "" && v.what.trim() !== "";
  const roles = schema.value.types["routineCheck"]?.rights.create ?? [];
  return (
    <Form
      onSubmit={async () => {
        if (isReady && (await p.onSave(v))) await t.done();
      }}
    >
      <Choice
        label={fieldName("routineStep", "phase")}
        value={v.phase}
        options={phases.map((one) => ({ value: one, label: say(phaseWords[one]) }))}
        onPick={(phase) => {
          t.change({ phase });
        }}
      />
      <Pick
        label={say("tmWhoseStep")}
        value={v.role}
        hint={say("tmNoRoleIsAll")}
        options={roles.map((value) => ({ value, label: roleName(value) }))}
        onPick={(role) => {
          t.change({ role });
        }}
      />
      <Area
        label={fieldName("routineStep", "what")}
        value={v.what}
        onText={(what) => {
          t.change({ what });
        }}
      />
      <Line
        label={fieldName("routineStep", "deadlineRule")}
        value={v.when}
        onText={(when) => {
          t.change({ when });
        }}
      />
      <Area
        label={fieldName("routineStep", "why")}
        value={v.why}
        onText={(why) => {
          t.change({ why });
        }}
      />
      <Button kind="main" type="submit" disabled={!isReady}>
        {say("save")}
      </Button>
    </Form>
  );
}

/** Deciding approves a routine and puts it in force; the one before it is then replaced. */
function Deciding(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const state = stateOf(d);
  const team = all("careTeam").find((one) => one.doc === teamOf(d.scope));

  async function inForce(): Promise<void> {
    const before = routineInForce(d.scope);
    if (!(await toState(d, "inForce"))) return;
    if (before && before.doc !== d.doc && mayMove(before, "replaced")) await toState(before, "replaced");
    if (team && mayWrite("careTeam", "routineId")) {
      await write({ scope: team.scope, doc: team.doc, type: team.type, changes: { routineId: set(d.doc) } });
    }
  }

  if (!mayCreate("routine")) return null;
  return (
    <Card title={say("tmWhatNow")}>
      {state === "draft" && !mayMove(d, "approved") && <p class="note">{say("tmManagerApproves")}</p>}
      {state === "draft" && stepsOf(d).length > 0 && (
        <Go of={d} to="approved" button={say("tmApproveRoutine")} kind="main" />
      )}
      {mayMove(d, "inForce") && (
        <Button kind="main" onClick={inForce}>
          {say("tmPutInForce")}
        </Button>
      )}
      {state === "approved" && <Go of={d} to="draft" button={say("tmBackToDraft")} />}
      {state === "inForce" && (
        <Button
          onClick={() => {
            go("new-routine", teamOf(d.scope));
          }}
        >
          {say("tmChangeRoutine")}
        </Button>
      )}
      <p class="note">{say("tmMeetingsKeepTheirs")}</p>
    </Card>
  );
}

/** NewRoutine begins the next routine, #/new-routine/team: as a copy of the one in force, which stays until the new one is approved. */
export function NewRoutine(p: { readonly at: readonly string[] }): JSX.Element {
  const [team = ""] = p.at;
  const scope = all("teamRoster").find((d) => teamOf(d.scope) === team)?.scope ?? "";
  const before = routineInForce(scope);
  const t = useTyped("newroutine/" + team, { name: "" });
  const name = t.value.value.name.trim() || text(before, "name");
  if (scope === "" || !mayCreate("routine")) return <Page title={say("notHere")} back={href("team")} children={null} />;

  async function begin(): Promise<void> {
    if (name === "") return;
    const id = phone().newId();
    const ids: string[] = [];
    for (const [i, step] of stepsOf(before).entries()) {
      const doc = phone().newId();
      const changes = { routineId: set(id), order: set(i + 1), ...stepChanges(stepValues(step)) };
      if (!(await write({ scope, doc, type: "routineStep", create: true, changes }))) return;
      ids.push(doc);
    }
    const purpose = text(before, "purpose");
    const done = await write({
      scope,
      doc: id,
      type: "routine",
      create: true,
      changes: {
        state: set("draft"),
        name: set(name),
        stepIds: set(ids),
        ...(purpose !== "" && { purpose: set(purpose) }),
        ...(before && { replacesRoutineId: set(before.doc) }),
      },
    });
    if (!done) return;
    await t.done();
    go("routine", scope, id);
  }

  return (
    <Page title={say(before ? "tmChangeRoutine" : "tmNewRoutine")} lead={teamName(scope)} back={href("team")}>
      <p>{say(before ? "tmCopyIsMade" : "tmFirstRoutine")}</p>
      <Form onSubmit={begin}>
        <Line
          label={fieldName("routine", "name")}
          value={t.value.value.name}
          {...(before ? { hint: say("tmSameNameIfEmpty") } : {})}
          onText={(next) => {
            t.change({ name: next });
          }}
        />
        <Button kind="main" type="submit" disabled={name === ""}>
          {say("tmBeginRoutine")}
        </Button>
      </Form>
    </Page>
  );
}
