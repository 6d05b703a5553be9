import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { citizenOf, find, text, type Doc } from "../../lib/docs.js";
import type { Typed } from "../../lib/drafts.js";
import { phone } from "../../lib/phone.js";
import { now, toast, write } from "../../lib/write.js";
import { Button, Choice, Field } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { activitiesOf, choices, mayCreate, me, named, socialScope } from "./data.js";
import { asksActivities, asPlanned, nothingSaid, noteOf, recordOf, wordsOf, type Act, type Going } from "./finish.js";

interface Props {
  readonly plan: Doc;
  readonly going: Typed<Going>;
}

/** Finish says how a visit went: all as planned by one tap, and what was not by exceptions. */
export function Finish(p: Props): JSX.Element {
  const { plan, going } = p;
  const g = going.value.value;
  const acts = activitiesOf(plan);
  const [isBusy, setBusy] = useState(false);
  const planned = acts.map((a) => ({ id: a.doc, support: text(a, "supportLevel") }));
  return (
    <form
      class="quick"
      onSubmit={(e) => {
        e.preventDefault();
        if (isBusy) return; // a cold finger taps twice
        setBusy(true);
        void finish(p).finally(() => {
          setBusy(false);
        });
      }}
    >
      <Button
        kind={g.mode === "plan" ? "main" : "plain"}
        pressed={g.mode === "plan"}
        onClick={() => {
          going.change({ mode: "plan", outcome: "performed", acts: asPlanned(planned) });
        }}
      >
        {say("wentAsPlanned")}
      </Button>
      <Button
        pressed={g.mode === "other"}
        onClick={() => {
          going.change({
            mode: "other",
            outcome: g.mode === "other" ? g.outcome : "",
            acts: g.mode === "other" ? g.acts : {},
          });
        }}
      >
        {say("wentOtherwise")}
      </Button>
      {g.mode === "other" && (
        <Choice
          label={say("howWasIt")}
          value={g.outcome}
          options={choices("visitRecord", "outcome")}
          onPick={(outcome) => {
            going.change({ outcome });
          }}
        />
      )}
      {g.mode !== "" &&
        asksActivities(g.outcome) &&
        acts.map((a) => (
          <How
            key={a.doc}
            of={a}
            act={g.acts[a.doc] ?? nothingSaid}
            open={g.mode === "other"}
            onChange={(act) => {
              going.change({ acts: { ...going.value.peek().acts, [a.doc]: act } });
            }}
          />
        ))}
      {g.mode !== "" && <Rest {...p} />}
      <button type="submit" class="button main huge" disabled={g.outcome === ""}>
        {say("finishVisit")}
      </button>
      {g.mode === "" && (
        <details>
          <summary>{say("forgetStart")}</summary>
          <Button
            kind="danger"
            onClick={async () => {
              await going.done();
              presence("online");
            }}
          >
            {say("forgetStart")}
          </Button>
        </details>
      )}
    </form>
  );
}

/** How is one activity: what was planned in a line, and all choices when it was otherwise. */
function How(p: {
  readonly of: Doc;
  readonly act: Act;
  readonly open: boolean;
  readonly onChange: (act: Act) => void;
}): JSX.Element {
  const { act } = p;
  const type = "visitRecord";
  const said = [
    named(type, "activityOutcomes.outcome", act.outcome),
    named(type, "activityOutcomes.supportGiven", act.support),
  ];
  const wasDone = act.outcome === "done" || act.outcome === "partly";
  const choosing = (
    <>
      <Choice
        label={p.open ? text(p.of, "title") : say("howWasIt")}
        value={act.outcome}
        options={choices(type, "activityOutcomes.outcome")}
        onPick={(outcome) => {
          p.onChange({ ...act, outcome });
        }}
      />
      {wasDone && (
        <Choice
          label={say("howMuchHelp")}
          value={act.support}
          options={choices(type, "activityOutcomes.supportGiven")}
          onPick={(support) => {
            p.onChange({ ...act, support });
          }}
        />
      )}
      {act.outcome !== "" && act.outcome !== "done" && (
        <Field label={say("whyNot")}>
          {(id) => (
            <input
              id={id}
              value={act.reason}
              onInput={(e) => {
                p.onChange({ ...act, reason: e.currentTarget.value });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
  if (p.open) return <div class="activity">{choosing}</div>;
  return (
    <details class="activity">
      <summary>
        <span class="grow">
          {text(p.of, "title")}
          <br />
          <small>{said.filter((t) => t !== "").join(" · ")}</small>
        </span>
        <span aria-hidden="true">{say("changeThis")}</span>
      </summary>
      {choosing}
    </details>
  );
}

const mayAct = ["nurse", "occupationalTherapist", "physiotherapist", "needsAssessor", "coordinator"] as const;

/** Rest is what is said besides: the citizen's words, a note, and whether the citizen knows what comes. */
function Rest(p: Props): JSX.Element {
  const { going } = p;
  const g = going.value.value;
  return (
    <>
      <Choice
        label={say("knowsNext")}
        value={g.told}
        options={[
          { value: "yes", label: say("yes") },
          { value: "no", label: say("no") },
        ]}
        onPick={(told) => {
          going.change({ told });
        }}
      />
      <Field label={say("visitWords")} hint={say("visitWordsHint")}>
        {(id, by) => (
          <textarea
            id={id}
            aria-describedby={by}
            value={g.words}
            onInput={(e) => {
              going.change({ words: e.currentTarget.value });
            }}
          />
        )}
      </Field>
      {mayCreate("visitNote") && (
        <>
          <Field label={say("noteText")} hint={say("noteHint")}>
            {(id, by) => (
              <textarea
                id={id}
                aria-describedby={by}
                value={g.text}
                onInput={(e) => {
                  going.change({ text: e.currentTarget.value });
                }}
              />
            )}
          </Field>
          {g.text !== "" && (
            <Asks
              needs={g.needsAction}
              to={g.to}
              onChange={(needsAction, to) => {
                going.change({ needsAction, to });
              }}
            />
          )}
        </>
      )}
      <Times {...p} />
    </>
  );
}

/** Asks is whether somebody is to do something about a note, and who. */
export function Asks(p: {
  readonly needs: boolean;
  readonly to: readonly string[];
  readonly onChange: (needs: boolean, to: readonly string[]) => void;
}): JSX.Element {
  return (
    <>
      <Check
        label={say("needsAction")}
        on={p.needs}
        onChange={(on) => {
          p.onChange(on, p.to);
        }}
      />
      {p.needs && (
        <fieldset class="choice">
          <legend>{say("toWhom")}</legend>
          {mayAct.map((r) => (
            <label key={r} class={p.to.includes(r) ? "picked" : ""}>
              <input
                type="checkbox"
                checked={p.to.includes(r)}
                onChange={(e) => {
                  p.onChange(true, e.currentTarget.checked ? [...p.to, r] : p.to.filter((one) => one !== r));
                }}
              />
              <span>{named("visitNote", "forProfessions", r)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** Check is a box to tick, with a large target. */
export const Check = (p: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}): JSX.Element => (
  <label class="check">
    <input
      type="checkbox"
      checked={p.on}
      onChange={(e) => {
        p.onChange(e.currentTarget.checked);
      }}
    />
    <span>{p.label}</span>
  </label>
);

/** Times are for whoever forgot to tap when she came. */
function Times(p: Props): JSX.Element {
  const { going } = p;
  const g = going.value.value;
  return (
    <details>
      <summary>{say("times")}</summary>
      <Field label={say("arrived")}>
        {(id) => (
          <input
            id={id}
            type="time"
            value={g.arrived}
            onInput={(e) => {
              going.change({ arrived: e.currentTarget.value });
            }}
          />
        )}
      </Field>
      <Field label={say("left")} hint={say("leftNow")}>
        {(id, by) => (
          <input
            id={id}
            aria-describedby={by}
            type="time"
            value={g.left}
            onInput={(e) => {
              going.change({ left: e.currentTarget.value });
            }}
          />
        )}
      </Field>
    </details>
  );
}

const presence = (state: "online"): void =>
  void phone()
    .presence(state)
    .catch(() => undefined);

/** finish hands in the record, the citizen's words and the note. What is there already, of an earlier try, is not written again. */
async function finish({ plan, going }: Props): Promise<void> {
  const g = going.value.peek();
  if (g.outcome === "") {
    toast.value = { text: say("chooseFirst"), kind: "bad" };
    return;
  }
  const scope = socialScope(citizenOf(plan.scope), plan);
  const domains = new Set(activitiesOf(plan).map((a) => text(a, "legalDomain")));
  const place = {
    scope,
    plan: plan.doc,
    now: now(),
    staff: [me()],
    legalDomain: domains.size === 1 ? ([...domains][0] ?? "") : "",
    newId: () => phone().newId(),
  };
  const before = find(scope, g.record);
  if (!before && !(await write(recordOf(g, place)))) return;
  const words = text(before, "citizenWords") === "" ? wordsOf(g, scope) : undefined;
  if (words && !(await write(words))) return;
  const note = find(scope, g.note) ? undefined : noteOf(g, place);
  if (note && !(await write(note))) return;
  await going.done();
  presence("online");
  toTop();
}

/** toTop begins anew at the top, as in another place: what was tapped is not there any more. */
export function toTop(): void {
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}
