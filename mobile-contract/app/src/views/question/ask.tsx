import type { JSX } from "preact";
import type { Dict, Op } from "@samsyn/sdk";
import { beforeSaving } from "@samsyn/sdk/advise";
import { scopesOf } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { citizenName } from "../../lib/people.js";
import { phone } from "../../lib/phone.js";
import { fromHere, href } from "../../lib/route.js";
import { add, now, set, write } from "../../lib/write.js";
import "../../styles/team.css";
import { Area, Form, Line } from "../../ui/inputs.js";
import { Button, Choice, Page } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { Lacks } from "../team/parts.js";
import { mayCreate, me, role } from "../team/rights.js";
import { RingPage } from "./ringpage.js";
import { fieldName, named } from "../team/show.js";
import { aid, medicine, type Asked } from "./asked.js";

/** What is typed, by field; rung is whether somebody answered the telephone: "yes", "no", or "" when nobody was to be phoned. */
type Typing = Readonly<Record<string, string>>;

const blank: Typing = { urgency: "", rung: "" };

const said = (v: Typing, field: string): string => (v[field] ?? "").trim();

/** Ask is the form of a new question. Whatever is urgent is said by telephone first, by the rule of what a phone says by itself. */
function Ask(p: { readonly kind: Asked; readonly citizen: string }): JSX.Element {
  const { kind, citizen } = p;
  const { type } = kind;
  const scope = scopesOf(type, citizen)[0];
  const t = useTyped(kind.view + "/" + citizen, blank);
  const v = t.value.value;
  const needed = ["urgency", kind.fields[0]?.name ?? ""];
  const isReady = needed.every((field) => said(v, field) !== "");
  const draft = { scope: scope ?? "", doc: "new", type, create: true, changes: changesOf(kind, v) };
  const mustRing = said(v, "rung") === "" && beforeSaving({ actor: me(), role: role() }, draft).length > 0;

  async function hand(): Promise<void> {
    const on = fromHere();
    if (!scope || !isReady || mustRing) return;
    const doc = phone().newId();
    if (!(await write({ ...draft, doc }))) return;
    await t.done();
    on(kind.view, scope, doc);
  }

  if (!scope || !mayCreate(type))
    return <Page title={say("notHere")} back={href("citizen", citizen)} children={null} />;
  if (mustRing)
    return (
      <RingPage
        citizen={citizen}
        onRung={(isAnswered) => {
          t.change({ rung: isAnswered ? "yes" : "no" });
        }}
        onBack={() => {
          t.change({ urgency: "" });
        }}
      />
    );
  return (
    <Page title={say(kind.title)} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <Form onSubmit={hand}>
        <HowUrgent kind={kind} typed={v} onPick={t.change} />
        {kind.fields.map((f) => {
          const Control = f.isLong ? Area : Line;
          return (
            <Control
              key={f.name}
              label={fieldName(type, f.name)}
              hint={f.hint && say(f.hint)}
              value={v[f.name] ?? ""}
              onText={(text) => {
                t.change({ [f.name]: text });
              }}
            />
          );
        })}
        <Lacks all={needed.map((field) => [said(v, field) === "", fieldName(type, field)])} />
        <Button kind="main" type="submit" disabled={!isReady}>
          {say(kind.send)}
        </Button>
      </Form>
    </Page>
  );
}

/** HowUrgent asks how urgent it is, and says what came of the call. */
function HowUrgent(p: {
  readonly kind: Asked;
  readonly typed: Typing;
  readonly onPick: (typed: Typing) => void;
}): JSX.Element {
  const { kind } = p;
  const rung = said(p.typed, "rung");
  return (
    <>
      <div class="big-choice">
        <Choice
          label={fieldName(kind.type, "urgency")}
          value={said(p.typed, "urgency")}
          options={kind.urgencies.map((one) => ({ value: one, label: named(kind.type, "urgency", one) }))}
          onPick={(urgency) => {
            p.onPick({ urgency, rung: "" });
          }}
        />
      </div>
      {rung !== "" && (
        <p class={rung === "yes" ? "said good" : "said bad"}>
          {say(rung === "yes" ? "tmYouHaveRung" : "tmNobodyAnswered")}
        </p>
      )}
    </>
  );
}

/** changesOf is what a question is made of. */
function changesOf(kind: Asked, v: Typing): Dict<Op> {
  const fields = kind.fields.filter((f) => said(v, f.name) !== "");
  return {
    state: set("raised"),
    ...Object.fromEntries(fields.map((f) => [f.name, f.isList ? add(said(v, f.name)) : set(said(v, f.name))])),
    urgency: set(said(v, "urgency")),
    occurredAt: set(now()),
    ...(said(v, "rung") !== "" && { alreadyPhoned: set(said(v, "rung") === "yes") }),
  };
}

/** NewMedicine asks a nurse about medicines, #/new-medicine/citizen. */
export const NewMedicine = (p: { readonly at: readonly string[] }): JSX.Element => (
  <Ask kind={medicine} citizen={p.at[0] ?? ""} />
);

/** NewAid asks about an aid, #/new-aid/citizen. */
export const NewAid = (p: { readonly at: readonly string[] }): JSX.Element => (
  <Ask kind={aid} citizen={p.at[0] ?? ""} />
);
