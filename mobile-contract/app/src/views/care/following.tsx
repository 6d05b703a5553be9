import type { JSX } from "preact";
import { text, value, values, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { phone } from "../../lib/phone.js";
import { now, set, write } from "../../lib/write.js";
import { Button, Choice, Field } from "../../ui/kit.js";
import { say, shortly } from "../../words/index.js";
import { agreedNumber } from "./agreeing.js";
import { authorOf, choices, happenedAt, isStaff, mayCreate, named } from "./data.js";
import { Entries, Quote, Unsent } from "./parts.js";

interface Typing {
  /** The document that it becomes, and the agreement it is measured against: both from when she began. */
  readonly doc: string;
  readonly version: number;
  readonly level: string;
  readonly support: string;
  readonly seen: string;
  readonly next: string;
  readonly words: string;
  readonly rating: string;
}

const empty: Typing = { doc: "", version: 0, level: "", support: "", seen: "", next: "", words: "", rating: "" };

const levels = ["-2", "-1", "0", "1", "2"] as const;
const levelWords = { "-2": "levelM2", "-1": "levelM1", "0": "level0", "1": "levelP1", "2": "levelP2" } as const;
const ratings = ["0", "1", "2", "3"] as const;
const ratingWords = { "0": "rating0", "1": "rating1", "2": "rating2", "3": "rating3" } as const;

/** levelName is a step of the goal's own scale, or of what was agreed on. */
function levelName(goal: Doc, n: string): string {
  const own = values(goal, "gasLevels")[levels.findIndex((one) => one === n)];
  if (typeof own === "string" && own !== "") return own;
  const word = Object.hasOwn(levelWords, n) ? levelWords[n as keyof typeof levelWords] : undefined;
  return word ? say(word) : n;
}

const ratingName = (n: string): string =>
  Object.hasOwn(ratingWords, n) ? say(ratingWords[n as keyof typeof ratingWords]) : n;

/** FollowUp says how it went towards a goal, against the agreement that is on the screen. */
export function FollowUp(p: { readonly of: Doc; readonly visit: string }): JSX.Element | null {
  const { of: goal } = p;
  const typed = useTyped<Typing>("follow/" + goal.doc, empty);
  const t = typed.value.value;
  const version = agreedNumber(goal);
  if (!mayCreate("goalFollowUp")) return null;
  const change = (next: Partial<Typing>): void => {
    const begun = typed.value.peek().doc !== "";
    typed.change({ ...(begun ? {} : { doc: phone().newId(), version }), ...next });
  };
  const field = (label: string, name: "seen" | "next" | "words", hint = ""): JSX.Element => (
    <Field label={label} {...(hint === "" ? {} : { hint })}>
      {(id, by) => (
        <textarea
          id={id}
          aria-describedby={by}
          value={t[name]}
          onInput={(e) => {
            change({ [name]: e.currentTarget.value });
          }}
        />
      )}
    </Field>
  );
  return (
    <details open={t.doc !== "" || p.visit !== ""}>
      <summary>{say("followUp")}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void save(goal, p.visit, t).then((isSaved) => (isSaved ? typed.done() : undefined));
        }}
      >
        {text(goal, "direction") === "maintain" && <p>{say("maintainIsGood")}</p>}
        {t.doc !== "" && t.version !== version && <p role="alert">{say("agreementChanged")}</p>}
        <Choice
          label={say("howFar")}
          value={t.level}
          options={levels.map((n) => ({ value: n, label: levelName(goal, n) }))}
          onPick={(level) => {
            change({ level });
          }}
        />
        <Choice
          label={say("howMuchHelp")}
          value={t.support}
          options={choices("goalFollowUp", "supportGiven")}
          onPick={(support) => {
            change({ support });
          }}
        />
        <Choice
          label={isStaff() ? say("ownRating") : say("citizenMyRating")}
          value={t.rating}
          options={ratings.map((n) => ({ value: n, label: ratingName(n) }))}
          onPick={(rating) => {
            change({ rating });
          }}
        />
        {isStaff() ? field(say("visitWords"), "words", say("visitWordsHint")) : field(say("forMeByMe"), "words")}
        {isStaff() && field(say("whatSeen"), "seen")}
        {field(say("nextStep"), "next")}
        <Button kind="main" type="submit" disabled={t.level === "" && t.seen.trim() === "" && t.words.trim() === ""}>
          {say("save")}
        </Button>
      </form>
    </details>
  );
}

/** save hands in the follow-up, and then what the citizen herself thinks, in her name. */
async function save(goal: Doc, visit: string, t: Typing): Promise<boolean> {
  const { scope } = goal;
  const own = {
    ...(t.rating === "" ? {} : { citizenRating: set(Number(t.rating)) }),
    ...(t.words.trim() === "" ? {} : { citizenWords: set(t.words.trim()) }),
  };
  const made = await write({
    scope,
    doc: t.doc,
    type: "goalFollowUp",
    create: true,
    changes: {
      goalId: set(goal.doc),
      goalAgreedVersion: set(t.version),
      occurredAt: set(now()),
      ...(t.level === "" ? {} : { level: set(Number(t.level)), scale: set("gas") }),
      ...(t.support === "" ? {} : { supportGiven: set(t.support) }),
      ...(t.seen.trim() === "" ? {} : { observation: set(t.seen.trim()) }),
      ...(t.next.trim() === "" ? {} : { next: set(t.next.trim()) }),
      ...(visit === "" ? {} : { visitRecordId: set(visit) }),
      ...(isStaff() ? {} : own),
    },
  });
  if (!made) return false;
  if (!isStaff() || Object.keys(own).length === 0) return true;
  const its = { scope, doc: t.doc, type: "goalFollowUp", onBehalfOf: "citizen", changes: own };
  return (await write(its)) !== undefined;
}

/** Followed is how it went once. */
export function Followed(p: { readonly of: Doc; readonly goal: Doc }): JSX.Element {
  const { of: d } = p;
  const [level, rating] = [text(d, "level"), text(d, "citizenRating")];
  const isGas = text(d, "scale") !== "icf";
  return (
    <li class="visited">
      <p>
        <b>{shortly(happenedAt(d))}</b> {authorOf(d)} <Unsent of={d} />
      </p>
      {level !== "" && (
        <p class="big">{isGas ? levelName(p.goal, level) : named("goal", "target.qualifier", Number(level))}</p>
      )}
      {text(d, "supportGiven") !== "" && (
        <p>
          {say("howMuchHelp")} {named(d.type, "supportGiven", value(d, "supportGiven"))}
        </p>
      )}
      {rating !== "" && (
        <Quote>
          {say("saidAbout")}: {ratingName(rating)}
        </Quote>
      )}
      {text(d, "citizenWords") !== "" && <Quote>{text(d, "citizenWords")}</Quote>}
      <p class="lines">{text(d, "observation")}</p>
      {text(d, "next") !== "" && (
        <p>
          {say("nextStep")}: {text(d, "next")}
        </p>
      )}
      <Entries of={d} field="corrections" />
      <small>
        {say("measuredAgainst")} {text(d, "goalAgreedVersion")}
      </small>
    </li>
  );
}
