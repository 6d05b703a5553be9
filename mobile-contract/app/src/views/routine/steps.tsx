import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { text, type Doc } from "../../lib/docs.js";
import { phone } from "../../lib/phone.js";
import { set, write } from "../../lib/write.js";
import { Button, Empty } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { stepsOf } from "../team/meeting.js";
import { roleName } from "../team/show.js";
import { phaseWords, type Phase } from "./phases.js";
import { stepChanges, StepForm, stepValues } from "./step.js";

/** Steps are those of one phase, in their order; of a draft each can be changed. */
export function Steps(p: { readonly of: Doc; readonly phase: Phase; readonly isDraft: boolean }): JSX.Element {
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

/** NewStep adds one to a draft. */
export function NewStep(p: { readonly of: Doc }): JSX.Element {
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
