import type { Base, Json } from "@samsyn/sdk";
import type { JSX } from "preact";
import { inWords } from "../../forms/say.js";
import { reading, text, typeOf, value, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { phone } from "../../lib/phone.js";
import { now, set, write } from "../../lib/write.js";
import { Button, Card, Field, Link, Tag } from "../../ui/kit.js";
import { say, shortly } from "../../words/index.js";
import { Area } from "../../ui/inputs.js";
import { authorName, fieldName, isStaff, me, named, role, roleName } from "./data.js";
import { Check } from "./finishing.js";
import { conflictsOf, Decides, placeOf } from "./parts.js";
import { authorsOf, proposalsOf, type Proposal } from "./proposals.js";

/** mayAgree: the citizen, and whoever may write down what she said. */
export function mayAgree(d: Doc): boolean {
  const rights = typeOf(d)?.rights;
  if (!rights) return false;
  if (rights.agree?.includes(role()) === true) return true;
  const takesPart = role() === "" || rights.write.includes(role()) || rights.propose?.includes(role()) === true;
  return isStaff() && takesPart && rights.agree?.includes("citizen") === true;
}

export const mayPropose = (d: Doc): boolean =>
  role() === "" || typeOf(d)?.rights.propose?.includes(role()) === true || mayAgree(d);

/** shownOf is what people read of a field's value; an object by its description. */
export function shownOf(d: Doc, field: string, v: Json | undefined): string {
  if (typeof v === "object" && v !== null && "description" in v && typeof v["description"] === "string")
    return v["description"];
  return named(d.type, field, v);
}

/** Waiting are the proposals for a field, side by side with their authors. */
export function Waiting(p: { readonly of: Doc; readonly field: string }): JSX.Element | null {
  const all = proposalsOf(p.of, p.field);
  if (all.length === 0) return null;
  const count = authorsOf(all);
  const word = all.length === 1 ? "oneProposal" : count === 2 ? "twoProposals" : "moreProposals";
  return (
    <Card tone="warn" title={fieldName(p.of.type, p.field)}>
      <p>
        <b>{say(word)}</b>
      </p>
      {conflictsOf(p.of, p.field).map((c) => (
        <p key={c.doc}>
          <Decides of={c} />
          <br />
          <Link href={placeOf(c.type, c.scope, c.doc)}>{say("compare")}</Link>
        </p>
      ))}
      <div class="proposals">
        {all.map((one) => (
          <One key={one.edit} of={p.of} field={p.field} one={one} />
        ))}
      </div>
    </Card>
  );
}

function One(p: { readonly of: Doc; readonly field: string; readonly one: Proposal }): JSX.Element {
  const { one } = p;
  const from = [one.author === "" ? "" : authorName(one.author), roleName(one.role), shortly(one.at), one.clock];
  return (
    <div class="proposal">
      <p>{shownOf(p.of, p.field, one.value)}</p>
      <small>{from.filter((t) => t !== "").join(", ")}</small>
      {one.outdated && <Tag tone="warn">{say("wordsChangedSince")}</Tag>}
      {mayAgree(p.of) && (
        <Agree of={p.of} field={p.field} from={one.edit} value={one.value} label={say("goalAgreeThis")} />
      )}
    </div>
  );
}

interface Typing {
  readonly text: string;
  readonly how: string;
  readonly yes: boolean;
  /** What was on the screen when she began: what comes later she has not read aloud. */
  readonly seen: Base | undefined;
}

/** Agree is to agree with the citizen on a value. Words can be changed while they talk; a choice is taken as it is. */
export function Agree(p: {
  readonly of: Doc;
  readonly field: string;
  readonly from: string;
  readonly value: Json | undefined;
  readonly label: string;
}): JSX.Element {
  const { of: d, field } = p;
  const isText = typeOf(d)?.fields[field]?.schema?.type === "string";
  const initial: Typing = {
    text: isText && typeof p.value === "string" ? p.value : "",
    how: "",
    yes: false,
    seen: undefined,
  };
  const typed = useTyped<Typing>("agree/" + d.doc + "/" + field + "/" + p.from, initial);
  const t = typed.value.value;
  const agreed: Json | undefined = isText ? t.text.trim() : p.value;
  const has = (name: string): boolean => typeOf(d)?.fields[name] !== undefined;
  const state = text(d, "state");

  async function begin(): Promise<void> {
    if (typed.value.peek().seen === undefined) typed.change({ seen: await phone().base(d.scope, d.doc) });
  }

  async function save(): Promise<void> {
    if (agreed === undefined || agreed === "") return;
    const done = await write({
      scope: d.scope,
      doc: d.doc,
      type: d.type,
      ...(isStaff() ? { onBehalfOf: "citizen" } : {}),
      ...(t.seen ? { seen: t.seen } : {}),
      changes: {
        [field]: { agree: agreed },
        ...(has("agreedAt") ? { agreedAt: set(now()) } : {}),
        ...(has("agreedByStaffId") && isStaff() ? { agreedByStaffId: set(me()) } : {}),
        ...(has("agreedHow") ? { agreedHow: set(t.how.trim()) } : {}), // what was said of the last one is not true of this
        ...(d.type === "goal" && (state === "voiced" || state === "drafted" || state === "")
          ? { state: set("agreed") }
          : {}),
      },
    });
    if (done) await typed.done();
  }

  return (
    <details onToggle={(e) => void (e.currentTarget.open ? begin() : undefined)}>
      <summary>{p.label}</summary>
      {isText && (
        <Area
          label={fieldName(d.type, field)}
          value={t.text}
          at={d}
          onText={(said) => {
            typed.change({ text: said });
          }}
        />
      )}
      {has("agreedHow") && (
        <Field label={say("agreedHow")}>
          {(id) => (
            <input
              id={id}
              maxLength={200}
              value={t.how}
              onInput={(e) => {
                typed.change({ how: e.currentTarget.value });
              }}
            />
          )}
        </Field>
      )}
      <Check
        label={isStaff() ? say("saidYes") : say("iSayYes")}
        on={t.yes}
        onChange={(yes) => {
          typed.change({ yes });
        }}
      />
      <Button kind="main" disabled={!t.yes || agreed === undefined || agreed === ""} onClick={save}>
        {say("goalAgreeNow")}
      </Button>
    </details>
  );
}

/** Propose is to write another wording; it waits beside what is in force. */
export function Propose(p: { readonly of: Doc; readonly field: string }): JSX.Element | null {
  const { of: d, field } = p;
  const typed = useTyped("propose/" + d.doc + "/" + field, { text: "" });
  const said = typed.value.value.text;
  if (!mayPropose(d)) return null;
  const current = text(d, field);
  async function save(): Promise<void> {
    const { scope, doc, type } = d;
    if (await write({ scope, doc, type, changes: { [field]: set(said.trim()) } })) await typed.done();
  }
  return (
    <details open={said !== ""}>
      <summary>{say("proposeWording")}</summary>
      {current !== "" && said === "" && (
        <Button
          onClick={() => {
            typed.change({ text: current });
          }}
        >
          {say("startFromCurrent")}
        </Button>
      )}
      <Area
        label={say("proposal")}
        value={said}
        at={d}
        onText={(next) => {
          typed.change({ text: next });
        }}
      />
      <Button disabled={said.trim() === "" || said.trim() === current} onClick={save}>
        {say("proposeIt")}
      </Button>
    </details>
  );
}

/** beside are values that others wrote without knowing of the one shown, each with its author. */
export function Beside(p: { readonly of: Doc; readonly field: string }): JSX.Element | null {
  const others = reading(p.of, p.field)?.beside ?? [];
  if (others.length === 0) return null;
  return (
    <>
      {others.map((c) => {
        const by = p.of.origins[c.e]?.author ?? "";
        return (
          <p key={c.e} class="note">
            {by === "" ? "" : authorName(by)} {say("wroteToo")} {inWords(p.of.type, p.field, c.v)}
          </p>
        );
      })}
    </>
  );
}

export const agreedNumber = (d: Doc): number => {
  const n = value(d, "agreedVersion");
  return typeof n === "number" ? n : 0;
};
