import type { Op } from "@samsyn/sdk";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { numbered } from "../lib/agreed.js";
import { citizenOf, value, type Doc } from "../lib/docs.js";
import { say } from "../words/index.js";
import { Button } from "../ui/kit.js";
import { Control } from "./control.js";
import { useForm, useLock } from "./form.js";
import { me } from "./me.js";
import { itemOf, setOp } from "./ops.js";
import type { Part } from "./plan.js";
import type { Voice } from "./rights.js";
import { fieldLabel, inWords } from "./say.js";
import { inVoice, making, send } from "./send.js";
import { blank, typedOf, type Typed } from "./typed.js";
import { wrongWords } from "./wrong.js";

type Errors = Readonly<Record<string, string>>;

interface EditorProps {
  readonly d: Doc;
  readonly onClose: () => void;
}

/** draftId is the name under which what is typed about a document's field is kept. */
export const draftId = (scope: string, doc: string, field: string): string => ["form", scope, doc, field].join("|");

/** ValueEditor changes fields that hold one value each: one, or those of a bundle, which belong together. */
export function ValueEditor(
  p: EditorProps & { readonly parts: readonly Part[]; readonly agree: Voice | undefined },
): JSX.Element {
  const { d, parts } = p;
  const before = Object.fromEntries(parts.map((one) => [one.name, typedOf(one.widget, value(d, one.name))]));
  const form = useForm(draftId(d.scope, d.doc, parts.map((one) => one.name).join("+")), before, d.scope, d.doc);
  const [errors, setErrors] = useState<Errors>({});
  const other = useLock(d.scope, d.doc, me().actor);
  const voice = parts[0]?.voice ?? "own";
  const typedIn = (part: Part): Typed => form.fields[part.name] ?? form.before[part.name] ?? blank(part.widget);

  async function save(verb: "set" | "agree", as: Voice): Promise<void> {
    const changes: Record<string, Op> = {};
    const wrong: Record<string, string> = {};
    for (const part of parts) {
      const got = setOp(part, typedIn(part), form.before[part.name] ?? blank(part.widget), verb);
      if (got.wrong) wrong[part.name] = wrongWords(d.type, part.name, got.wrong);
      else if (got.op) changes[part.name] = got.op;
    }
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    if (Object.keys(changes).length > 0) {
      const names = parts.map((one) => one.name);
      const seen = form.seen ? { seen: form.seen } : {};
      const draft = numbered({ scope: d.scope, doc: d.doc, type: d.type, ...inVoice(changes, as), ...seen });
      const refused = await send(draft, names);
      if (refused) {
        setErrors({ [refused.field]: refused.words });
        return;
      }
    }
    await form.done();
    p.onClose();
  }

  /** nowWords is what applies now, where somebody has changed it since this person began to write. */
  const nowWords = (part: Part): string | undefined => {
    const current = value(d, part.name);
    const isSame = JSON.stringify(typedOf(part.widget, current)) === JSON.stringify(form.before[part.name]);
    return isSame ? undefined : say("isChanged") + ": " + inWords(d.type, part.name, current);
  };
  const proposes = parts.some((one) => one.rule.policy === "proposal");
  return (
    <form
      class="desk-editor"
      onSubmit={(e) => {
        e.preventDefault();
        void save("set", voice);
      }}
    >
      {other !== "" && (
        <p class="note">
          {other} {say("writingHere")}
        </p>
      )}
      <Speaks voice={voice} owned={parts.some((one) => one.rule.policy === "citizenOwned")} />
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
          hint={nowWords(part)}
          onType={(next) => {
            form.type(part.name, next);
          }}
        />
      ))}
      {errors[""] && <p class="desk-wrong">{errors[""]}</p>}
      <Button kind="main" type="submit">
        {proposes ? say("propose") : say("save")}
      </Button>
      {proposes && p.agree && (
        <Button onClick={() => save("agree", p.agree ?? "own")}>
          {say("agreeNow")}
          {p.agree === "citizen" && <small>{say("saidByCitizen")}</small>}
        </Button>
      )}
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

/** Speaks says in whose name something is written, where it is not one's own. */
function Speaks(p: { readonly voice: Voice; readonly owned: boolean }): JSX.Element | null {
  if (p.voice !== "citizen") return null;
  return (
    <p class="desk-voice">
      <b>{p.owned ? say("ownWords") : say("saidByCitizen")}</b>{" "}
      {p.owned ? say("ownWordsHint") : say("saidByCitizenHint")}
    </p>
  );
}

/** ItemEditor adds an item to a list, or says one's own anew. */
export function ItemEditor(p: EditorProps & { readonly part: Part; readonly own?: Typed | undefined }): JSX.Element {
  const { d, part } = p;
  const form = useForm(draftId(d.scope, d.doc, part.name), { item: p.own ?? blank(part.widget) }, d.scope, d.doc);
  const [error, setError] = useState("");
  const other = useLock(d.scope, d.doc, me().actor);
  const typed = form.fields["item"] ?? form.before["item"] ?? blank(part.widget);
  const key = typeof form.fields["key"] === "string" ? form.fields["key"] : "";

  async function save(): Promise<void> {
    const make = making((field) => Number(value(d, field) ?? 0));
    const got = itemOf(part, typed, make);
    const id = itemId(part, d, key) ?? make.newId();
    if (got.wrong || id === "") {
      setError(got.wrong ? wrongWords(d.type, part.name, got.wrong) : say("wrongMissing"));
      return;
    }
    const changes = { [part.name]: { add: { [id]: got.value ?? null } } };
    const refused = await send({ scope: d.scope, doc: d.doc, type: d.type, ...inVoice(changes, part.voice) }, [
      part.name,
    ]);
    if (refused) {
      setError(refused.words);
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
      {other !== "" && (
        <p class="note">
          {other} {say("writingHere")}
        </p>
      )}
      <Speaks voice={part.voice} owned={part.rule.policy === "citizenOwned"} />
      {part.rule.keyed && (
        <Control
          type={d.type}
          place={part.name}
          label={say("forWhom")}
          widget={{ kind: "person" }}
          typed={key}
          citizen={citizenOf(d.scope)}
          onType={(next) => {
            form.type("key", next);
          }}
        />
      )}
      <Control
        type={d.type}
        place={part.name}
        label={fieldLabel(d.type, part.name)}
        widget={part.widget}
        typed={typed}
        citizen={citizenOf(d.scope)}
        hidden={hiddenIn(part)}
        error={error === "" ? undefined : error}
        onType={(next) => {
          form.type("item", next);
        }}
      />
      <Button kind="main" type="submit">
        {say("save")}
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

/** hiddenIn are the members of an item that are filled in by themselves; of an answer about somebody, who it is about. */
export const hiddenIn = (part: Part): ReadonlySet<string> =>
  new Set([...Object.keys(part.auto), ...(part.rule.keyed ? ["staffId", "asked"] : [])]);

/** itemId is the id an item must have: one's own, the citizen's, or that of who it is about; undefined for any. */
function itemId(part: Part, d: Doc, key: string): string | undefined {
  if (part.rule.keyed) return key;
  if (part.rule.policy !== "ownKey") return undefined;
  return part.voice === "citizen" ? citizenOf(d.scope) : me().actor;
}
