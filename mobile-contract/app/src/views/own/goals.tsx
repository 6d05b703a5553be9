import type { Json } from "@samsyn/sdk";
import type { JSX } from "preact";
import { fieldLabel, inWords, titleOf } from "../../forms/say.js";
import { send } from "../../forms/send.js";
import { useTyped } from "../../lib/drafts.js";
import { all, reading, text, value, type Doc } from "../../lib/docs.js";
import { phone, schema } from "../../lib/phone.js";
import { now } from "../../lib/write.js";
import { Button, Card, Choice, Empty, Tag } from "../../ui/kit.js";
import { day, pick, say, type Word } from "../../words/index.js";
import { FieldGroup } from "../desk/field.js";
import { Moves } from "../doc/moves.js";

const over = new Set(["withdrawnByCitizen", "enteredInError", "changed", "achieved", "maintained", "notAchieved"]);
/** What a citizen reads of a goal besides her own words; more when somebody has a proposal. */
const shown = ["citizenWords", "importance", "professionalWording"];

/** Goals are the citizen's, in her own words, with what others propose and how it has gone. */
export function Goals(p: { readonly citizen: string }): JSX.Element {
  const goals = all("goal", p.citizen).filter((d) => !over.has(text(d, "state")));
  return (
    <section>
      <h2>{say("myGoals")}</h2>
      {goals.length === 0 && <Empty>{say("noGoalsYet")}</Empty>}
      {goals.map((d) => (
        <Goal key={d.doc} d={d} />
      ))}
    </section>
  );
}

function Goal(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const t = schema.value.types["goal"];
  const state = text(d, "state");
  const proposed = Object.keys(t?.fields ?? {}).filter(
    (name) => !shown.includes(name) && (reading(d, name)?.waiting?.length ?? 0) > 0,
  );
  return (
    <Card title={titleOf(d)}>
      {state !== "" && <Tag>{pick(t?.states?.labels[state], state)}</Tag>}
      {d.waiting > 0 && <Tag tone="warn">{say("unsent")}</Tag>}
      {[...shown, ...proposed].map((name) => (
        <FieldGroup key={name} d={d} names={[name]} />
      ))}
      <FollowUps goal={d} />
      <Rate goal={d} />
      <Moves d={d} isNamed />
    </Card>
  );
}

const shownFollowUps = 3;

function FollowUps(p: { readonly goal: Doc }): JSX.Element | null {
  const latest = all("goalFollowUp", p.goal.scope.split("/")[1])
    .filter((d) => text(d, "goalId") === p.goal.doc)
    .sort((a, b) => text(b, "occurredAt").localeCompare(text(a, "occurredAt")))
    .slice(0, shownFollowUps);
  if (latest.length === 0) return null;
  return (
    <section class="desk-field">
      <h3>{say("followUps")}</h3>
      <ul class="desk-items">
        {latest.map((d) => (
          <li key={d.doc}>
            <span class="desk-by">{day(text(d, "occurredAt"))}</span>
            {text(d, "citizenWords") !== "" && <p class="desk-quote">{text(d, "citizenWords")}</p>}
            {value(d, "citizenRating") !== undefined && (
              <p>
                <b>
                  {say("myView")}: {ratingWords(value(d, "citizenRating"))}
                </b>
              </p>
            )}
            {["observation", "next", "supportGiven"]
              .filter((name) => value(d, name) !== undefined)
              .map((name) => (
                <p key={name}>
                  {fieldLabel("goalFollowUp", name)}: {inWords("goalFollowUp", name, value(d, name))}
                </p>
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

const ratings: readonly Word[] = ["rate0", "rate1", "rate2", "rate3"];

function ratingWords(v: Json | undefined): string {
  const word = typeof v === "number" ? ratings[v] : undefined;
  return word ? say(word) : "";
}

/** Rate is the citizen's own view of how it goes: a follow-up of her own. */
function Rate(p: { readonly goal: Doc }): JSX.Element {
  const { goal } = p;
  const typed = useTyped<{ rating: string }>("rate|" + goal.doc, { rating: "" });
  const options = ratings.map((word, n) => ({ value: String(n), label: say(word) }));
  const { rating } = typed.value.value;
  async function save(): Promise<void> {
    const agreed = value(goal, "agreedVersion");
    const set = (v: Json) => ({ set: v });
    const refused = await send({
      scope: goal.scope,
      doc: phone().newId(),
      type: "goalFollowUp",
      create: true,
      changes: {
        goalId: set(goal.doc),
        goalAgreedVersion: set(typeof agreed === "number" ? agreed : 0),
        occurredAt: set(now()),
        citizenRating: set(Number(rating)),
      },
    });
    if (!refused) await typed.done();
  }
  return (
    <section class="desk-field">
      <Choice
        label={say("rateNow")}
        value={rating}
        options={options}
        onPick={(next) => {
          typed.change({ rating: next });
        }}
      />
      {rating !== "" && (
        <Button kind="main" onClick={save}>
          {say("save")}
        </Button>
      )}
    </section>
  );
}
