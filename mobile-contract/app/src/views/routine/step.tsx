import type { JSX } from "preact";
import { text, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { schema } from "../../lib/phone.js";
import { Area, Form, Line, Pick } from "../../ui/inputs.js";
import { Button, Choice } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { fieldName, roleName } from "../team/show.js";
import { phases, phaseWords } from "./phases.js";

/** StepValues is a step as it is typed. */
export interface StepValues {
  readonly phase: string;
  readonly role: string;
  readonly what: string;
  readonly when: string;
  readonly why: string;
}

/** stepValues is a step as it stands, to be changed. */
export const stepValues = (s: Doc): StepValues => ({
  phase: text(s, "phase"),
  role: text(s, "role"),
  what: text(s, "what"),
  when: text(s, "deadlineRule"),
  why: text(s, "why"),
});

/** stepChanges are the ops of what was typed; what was left empty is left as it stands. */
export const stepChanges = (v: StepValues): Record<string, { readonly set: string }> => ({
  phase: { set: v.phase },
  what: { set: v.what.trim() },
  ...(v.role !== "" && { role: { set: v.role } }),
  ...(v.when.trim() !== "" && { deadlineRule: { set: v.when.trim() } }),
  ...(v.why.trim() !== "" && { why: { set: v.why.trim() } }),
});

/** StepForm asks for one step: when, whose, what and why. */
export function StepForm(p: {
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
