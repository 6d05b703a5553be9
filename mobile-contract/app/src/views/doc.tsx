import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Control } from "../forms/control.js";
import { draftId } from "../forms/editor.js";
import { useForm, writerOf } from "../forms/form.js";
import { me } from "../forms/me.js";
import { setOp } from "../forms/ops.js";
import { isTechnical, partOf, type Part } from "../forms/plan.js";
import { isNamedIn, mayVoid, movesOf, type Move } from "../forms/rights.js";
import { authorOf, fieldLabel, timeOf, titleOf } from "../forms/say.js";
import { inVoice, send } from "../forms/send.js";
import { blank, typedOf, type Typed } from "../forms/typed.js";
import { wrongWords } from "../forms/wrong.js";
import { citizenOf, find, madeBy, reading, text, value, type Doc } from "../lib/docs.js";
import { begun } from "../lib/drafts.js";
import { citizenName } from "../lib/people.js";
import { schema } from "../lib/phone.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { Button, Field, Page, Tag } from "../ui/kit.js";
import { language, pick, say, when } from "../words/index.js";
import { placeLabel } from "../words/schema.js";
import { FieldGroup } from "./desk/field.js";
import { groupsOf, isNothing, partsOf } from "./desk/parts.js";
import "../styles/desk.css";

/** DocView shows a document of any type: what stands in each field, who wrote it, and what can be done with it. */
export function DocView({ at }: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = "", ...opened] = at;
  const d = find(scope, id);
  useRead(d);
  const typed = useBegun(scope, id);
  if (!d) return <Page title={say("notHere")}>{null}</Page>;
  const t = schema.value.types[d.type];
  if (!t) return <Page title={say("notHere")} lead={say("dutyUpgrade")} children={null} />;
  const citizen = citizenOf(scope);
  const made = madeBy(d);
  const label = pick(t.label);
  const title = titleOf(d);
  const writer = writerOf(scope, id, me().actor);
  return (
    <Page
      title={title === "" ? label : title}
      lead={[
        title === label ? "" : label,
        citizen ? citizenName(citizen) : "",
        placeLabel(schema.value, scope, language.value),
      ]
        .filter((one) => one !== "")
        .join(" · ")}
      back={href("list", d.type, ...(citizen ? [citizen] : []))}
    >
      <div class="desk-tags">
        {text(d, "state") !== "" && <Tag>{pick(t.states?.labels[text(d, "state")], text(d, "state"))}</Tag>}
        {d.waiting > 0 && <Tag tone="warn">{say("unsent")}</Tag>}
        {d.view.voided !== "" && (
          <Tag tone="bad">
            {say("voidedDoc")}: {d.view.voided}
          </Tag>
        )}
        {writer !== "" && (
          <Tag tone="warn">
            {writer} {say("writingHere")}
          </Tag>
        )}
      </div>
      {made && made.role !== "server" && (
        <p class="desk-by">
          {say("byWhom")} {authorOf(made)}, {when(timeOf(made))}
        </p>
      )}
      <Fields d={d} opened={[...opened, ...typed]} />
      <Moves d={d} />
      {mayVoid(t, me().role) && d.view.voided === "" && <Void d={d} />}
    </Page>
  );
}

/** useBegun are the fields in which something stands typed that was not handed in: they are open, so that nobody has to look for it. */
function useBegun(scope: string, doc: string): readonly string[] {
  const [fields, setFields] = useState<readonly string[]>([]);
  useEffect(() => {
    const mine = draftId(scope, doc, "");
    void begun().then((ids) => {
      setFields(ids.filter((one) => one.startsWith(mine)).flatMap((one) => one.slice(mine.length).split("+")));
    });
  }, [scope, doc]);
  return fields;
}

function Fields(p: { readonly d: Doc; readonly opened: readonly string[] }): JSX.Element {
  const { d } = p;
  const isOpened = (names: readonly string[]): boolean => names.some((name) => p.opened.includes(name));
  const t = schema.value.types[d.type];
  const all = groupsOf(d);
  const isQuiet = (names: readonly string[]): boolean =>
    names.every((name) => {
      const rule = t?.fields[name];
      return rule !== undefined && isTechnical(name, rule);
    });
  const has = (names: readonly string[]): boolean => names.some((name) => !isNothing(reading(d, name)));
  const shown = all.filter((names) => has(names) && !isQuiet(names));
  const empty = all.filter((names) => !has(names) && !isQuiet(names) && partsOf(d, names).length > 0);
  const quiet = all.filter((names) => has(names) && isQuiet(names));
  return (
    <>
      {shown.map((names) => (
        <FieldGroup
          key={names.join("+")}
          d={d}
          names={names.filter((name) => has([name]) || partsOf(d, [name]).length > 0)}
          isOpened={isOpened(names)}
        />
      ))}
      {empty.length > 0 && (
        <details class="desk-more" open={empty.some(isOpened)}>
          <summary>{say("moreFields")}</summary>
          {empty.map((names) => (
            <FieldGroup key={names.join("+")} d={d} names={names} isOpened={isOpened(names)} />
          ))}
        </details>
      )}
      {quiet.length > 0 && (
        <details class="desk-more">
          <summary>{say("technical")}</summary>
          {quiet.map((names) => (
            <FieldGroup key={names.join("+")} d={d} names={names} isOpened={isOpened(names)} />
          ))}
        </details>
      )}
    </>
  );
}

/** Moves are the steps that somebody may take from here, each a button; with isNamed only those that are this role's in particular. */
export function Moves(p: { readonly d: Doc; readonly isNamed?: boolean }): JSX.Element | null {
  const { d } = p;
  const [chosen, setChosen] = useState<Move | undefined>();
  const t = schema.value.types[d.type];
  if (!t || d.view.voided !== "") return null;
  const { role } = me();
  const moves = movesOf(t, text(d, "state"), me(), d.scope).filter((m) => !p.isNamed || isNamedIn(t, m.to, role));
  if (moves.length === 0) return null;
  if (chosen) {
    return (
      <MoveForm
        d={d}
        move={chosen}
        onClose={() => {
          setChosen(undefined);
        }}
      />
    );
  }
  return (
    <section class="desk-moves">
      <h2>{say("nextSteps")}</h2>
      {moves.map((move) => (
        <Button
          key={move.to}
          onClick={async () => {
            if (move.needs.length > 0 || move.voice === "citizen" || isLast(d, move)) setChosen(move);
            else await send(moved(d, move, {}));
          }}
        >
          {pick(t.states?.labels[move.to], move.to)}
          {move.voice === "citizen" && <small>{say("saidByCitizen")}</small>}
        </Button>
      ))}
    </section>
  );
}

/** isLast: there is no step from there, so one tap is not enough. */
function isLast(d: Doc, move: Move): boolean {
  const machine = schema.value.types[d.type]?.states;
  return machine?.transitions.some((one) => one.from.includes(move.to)) !== true;
}

const moved = (d: Doc, move: Move, changes: NonNullable<Parameters<typeof inVoice>[0]>) => ({
  scope: d.scope,
  doc: d.doc,
  type: d.type,
  ...inVoice({ ...changes, state: { set: move.to } }, move.voice),
});

/** MoveForm asks for what goes with a step. */
function MoveForm(p: { readonly d: Doc; readonly move: Move; readonly onClose: () => void }): JSX.Element {
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
      <h2>{pick(schema.value.types[d.type]?.states?.labels[move.to], move.to)}</h2>
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
        {pick(schema.value.types[d.type]?.states?.labels[move.to], move.to)}
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

/** Void says that a document does not apply, and why. Nothing is deleted. */
function Void(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const [why, setWhy] = useState("");
  return (
    <details class="desk-more">
      <summary>{say("voidIt")}</summary>
      <Field label={say("voidWhy")} hint={say("voidHint")}>
        {(id, by) => (
          <textarea
            id={id}
            {...(by ? { "aria-describedby": by } : {})}
            value={why}
            onInput={(e) => {
              setWhy(e.currentTarget.value);
            }}
          />
        )}
      </Field>
      <Button
        kind="danger"
        disabled={why.trim() === ""}
        onClick={async () => {
          await send({ scope: d.scope, doc: d.doc, type: d.type, void: why.trim() });
        }}
      >
        {say("voidIt")}
      </Button>
    </details>
  );
}
