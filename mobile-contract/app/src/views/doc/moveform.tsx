import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Control } from "../../forms/control.js";
import { draftId } from "../../forms/editor.js";
import { useForm } from "../../forms/form.js";
import { me } from "../../forms/me.js";
import { setOp } from "../../forms/ops.js";
import { partOf, type Part } from "../../forms/plan.js";
import type { Move } from "../../forms/rights.js";
import { fieldLabel } from "../../forms/say.js";
import { inVoice, send } from "../../forms/send.js";
import { blank, typedOf, type Typed } from "../../forms/typed.js";
import { wrongWords } from "../../forms/wrong.js";
import { citizenOf, value, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { Button } from "../../ui/kit.js";
import { pick, say, type Word } from "../../words/index.js";

const hers: Readonly<Record<string, Word>> = { withdrawnByCitizen: "notAnyMore", withdrawn: "takeBackMyYes" };

/** moveLabel is what a step is called; to the citizen herself as she would say it. */
export function moveLabel(d: Doc, to: string): string {
  const word = me().role === "citizen" ? hers[to] : undefined;
  return word ? say(word) : pick(schema.value.types[d.type]?.states?.labels[to], to);
}

/** moved is the draft that takes a step, with what goes with it. */
export const moved = (d: Doc, move: Move, changes: NonNullable<Parameters<typeof inVoice>[0]>) => ({
  scope: d.scope,
  doc: d.doc,
  type: d.type,
  ...inVoice({ ...changes, state: { set: move.to } }, move.voice),
});

/** MoveForm asks for what goes with a step. */
export function MoveForm(p: { readonly d: Doc; readonly move: Move; readonly onClose: () => void }): JSX.Element {
  const { d, move } = p;
  const parts = move.needs.flatMap((name): readonly Part[] => {
    const part = partOf(schema.value, d.type, name, move.voice, true);
    return part ? [part] : [];
  });
  const before = Object.fromEntries(parts.map((one) => [one.name, typedOf(one.widget, value(d, one.name))]));
  const form = useForm(draftId(d.scope, d.doc, "state-" + move.to), before, d.scope, d.doc);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const typedIn = (part: Part): Typed => form.fields[part.name] ?? blank(part.widget);

  async function save(): Promise<void> {
    const wrong: Record<string, string> = {};
    const changes: Record<string, NonNullable<ReturnType<typeof setOp>["op"]>> = {};
    for (const part of parts) {
      const got = setOp(part, typedIn(part), blank(part.widget));
      if (got.wrong) wrong[part.name] = wrongWords(d.type, part.name, got.wrong);
      else if (got.op) changes[part.name] = got.op;
    }
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const refused = await send(moved(d, move, changes));
    if (refused) {
      setErrors({ [refused.field]: refused.words });
      return;
    }
    await form.done();
    p.onClose();
  }

  return (
    <form
      class="desk-editor"
      onSubmit={(e) => {
        e.preventDefault();
        void save();
      }}
    >
      <h2>{moveLabel(d, move.to)}</h2>
      {move.voice === "citizen" && (
        <p class="desk-voice">
          <b>{say("saidByCitizen")}</b> {say("saidByCitizenHint")}
        </p>
      )}
      {parts.length === 0 && move.voice === "own" && <p>{say("sure")}</p>}
      {parts.map((part) => (
        <Control
          key={part.name}
          type={d.type}
          place={part.name}
          label={fieldLabel(d.type, part.name)}
          widget={part.widget}
          typed={typedIn(part)}
          citizen={citizenOf(d.scope)}
          error={errors[part.name]}
          onType={(next) => {
            form.type(part.name, next);
          }}
        />
      ))}
      {errors[""] && <p class="desk-wrong">{errors[""]}</p>}
      <Button kind="main" type="submit">
        {moveLabel(d, move.to)}
      </Button>
      <Button
        onClick={async () => {
          await form.done();
          p.onClose();
        }}
      >
        {say("cancel")}
      </Button>
    </form>
  );
}
