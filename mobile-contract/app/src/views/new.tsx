import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Control } from "../forms/control.js";
import { hiddenIn } from "../forms/editor.js";
import { useForm } from "../forms/form.js";
import { me } from "../forms/me.js";
import { madeOf } from "../forms/ops.js";
import { createParts, initialState, type Part } from "../forms/plan.js";
import { mayCreate } from "../forms/rights.js";
import { fieldLabel } from "../forms/say.js";
import { making, send } from "../forms/send.js";
import { blank, type Typed } from "../forms/typed.js";
import { wrongWords } from "../forms/wrong.js";
import { citizenOf } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { phone, schema } from "../lib/phone.js";
import { fromHere, href } from "../lib/route.js";
import { toast } from "../lib/write.js";
import { Button, Card, Choice, Empty, Page } from "../ui/kit.js";
import { language, pick, say } from "../words/index.js";
import { placeLabel } from "../words/schema.js";
import { homeLabel, homesOf } from "./desk/homes.js";
import "../styles/desk.css";

/** New is the form of a new document of any type; where there are several rooms for it, it asks which. */
export function New({ at }: { readonly at: readonly string[] }): JSX.Element {
  const [type = "", of = ""] = at;
  const [picked, setPicked] = useState("");
  const t = schema.value.types[type];
  const homes = homesOf(type, of);
  const scope = homes.length === 1 ? (homes[0] ?? "") : picked;
  const title = say("newOne") + ": " + pick(t?.label);
  const back = href("list", type, ...(of ? [of] : []));
  if (!t || !mayCreate(t, me().role) || homes.length === 0) {
    return (
      <Page title={title} back={back}>
        <Empty>{say("mayNotMake")}</Empty>
      </Page>
    );
  }
  const citizen = citizenOf(scope);
  return (
    <Page
      title={title}
      back={back}
      {...(scope
        ? { lead: (citizen ? citizenName(citizen) + " · " : "") + placeLabel(schema.value, scope, language.value) }
        : {})}
    >
      {homes.length > 1 && (
        <>
          <Choice
            label={say("whereTo")}
            value={scope}
            options={homes.map((one) => ({ value: one, label: homeLabel(one, of === "") }))}
            onPick={setPicked}
          />
          <p class="note">{say("whereToHint")}</p>
        </>
      )}
      {scope !== "" && <NewForm key={scope} type={type} scope={scope} />}
    </Page>
  );
}

const manyFields = 6;

function NewForm(p: { readonly type: string; readonly scope: string }): JSX.Element {
  const { type, scope } = p;
  const t = schema.value.types[type];
  const parts = createParts(schema.value, type, me(), scope);
  const form = useForm(["new", type, scope].join("|"), {});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const id = useMemo(() => phone().newId(), []);
  const own = parts.filter((one) => one.voice === "own");
  const hers = parts.filter((one) => one.voice === "citizen");
  const first = own.filter((one, i) => one.required || i < manyFields);
  const rest = own.filter((one) => !first.includes(one));
  const typedIn = (part: Part): Typed => form.fields[part.name] ?? (part.isList ? [] : blank(part.widget));

  async function save(): Promise<void> {
    const on = fromHere();
    const make = making(() => 0);
    const mine = madeOf(own, form.fields, make);
    const said = madeOf(hers, form.fields, make);
    const wrong = { ...mine.wrong, ...said.wrong };
    setErrors(Object.fromEntries(Object.entries(wrong).map(([name, one]) => [name, wrongWords(type, name, one)])));
    if (Object.keys(wrong).length > 0) {
      toast.value = { text: say("mustFix"), kind: "bad" };
      return;
    }
    const state = t && initialState(t);
    const changes = { ...mine.changes, ...(state === undefined ? {} : { state: { set: state } }) };
    const at = { scope, doc: id, type };
    const names = parts.map((one) => one.name);
    const refused =
      (await send({ ...at, create: true, changes }, names)) ??
      (Object.keys(said.changes).length > 0
        ? await send({ ...at, changes: said.changes, onBehalfOf: "citizen" }, names)
        : undefined);
    if (refused) {
      setErrors({ [refused.field]: refused.words });
      return;
    }
    await form.done();
    on("doc", scope, id);
  }

  const control = (part: Part): JSX.Element => (
    <NewControl
      key={part.name}
      type={type}
      scope={scope}
      part={part}
      typed={typedIn(part)}
      error={errors[part.name]}
      onType={(next) => {
        form.type(part.name, next);
      }}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        void save();
      }}
    >
      {first.map(control)}
      {hers.length > 0 && (
        <Card title={say("ownWords")}>
          <p class="note">{say("ownWordsHint")}</p>
          {hers.map(control)}
        </Card>
      )}
      {rest.length > 0 && (
        <details class="desk-more" open={rest.some((one) => errors[one.name] !== undefined)}>
          <summary>{say("otherFields")}</summary>
          {rest.map(control)}
        </details>
      )}
      {errors[""] && <p class="desk-wrong">{errors[""]}</p>}
      <Button kind="main" type="submit">
        {say("save")}
      </Button>
      {Object.keys(form.fields).length > 0 && <Button onClick={() => form.done()}>{say("startOver")}</Button>}
    </form>
  );
}

function NewControl(p: {
  readonly type: string;
  readonly scope: string;
  readonly part: Part;
  readonly typed: Typed;
  readonly error: string | undefined;
  readonly onType: (typed: Typed) => void;
}): JSX.Element {
  const { part } = p;
  const isOne = part.isList && (part.rule.policy === "journal" || part.required);
  const rows: readonly Typed[] = Array.isArray(p.typed) ? (p.typed as readonly Typed[]) : [];
  const same = {
    type: p.type,
    place: part.name,
    label: fieldLabel(p.type, part.name) + (part.required ? "" : " (" + say("optional") + ")"),
    citizen: citizenOf(p.scope),
    error: p.error,
    hidden: hiddenIn(part),
  };
  if (isOne) {
    return (
      <Control
        {...same}
        widget={part.widget}
        typed={rows[0] ?? blank(part.widget)}
        onType={(next) => {
          p.onType([next]);
        }}
      />
    );
  }
  return (
    <Control
      {...same}
      widget={part.isList ? { kind: "rows", of: part.widget, min: 0, max: 50, unique: false } : part.widget}
      typed={p.typed}
      onType={p.onType}
    />
  );
}
