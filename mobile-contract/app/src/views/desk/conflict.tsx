import type { Json } from "@samsyn/sdk";
import type { JSX } from "preact";
import { fieldLabel, inWords, nameOf, titleOf } from "../../forms/say.js";
import { inVoice, send } from "../../forms/send.js";
import type { Voice } from "../../forms/rights.js";
import { useTyped } from "../../lib/drafts.js";
import { citizenOf, find, member, reading, text, type Doc } from "../../lib/docs.js";
import { citizenName } from "../../lib/people.js";
import { schema } from "../../lib/phone.js";
import { Button, Card, Field, Link, Tag } from "../../ui/kit.js";
import { pick, say, when, type Word } from "../../words/index.js";
import { chosen, isLooked, isSettled, optionsOf, voiceIn, type Option } from "./conflicts.js";
import { doorTo } from "./door.js";

const stories: Readonly<Record<string, Word>> = {
  possibleDoubleDelivery: "doubleVisit",
  heldAfterDecline: "heldAnyway",
  contradictoryOutcomes: "saidDifferent",
  onlyWith: "wantsWith",
  withdrawnAfterDecision: "tookBack",
};

function storyOf(d: Doc): string {
  const known = stories[text(d, "kind")];
  if (known) return say(known);
  const policy = schema.value.types[text(d, "docType")]?.fields[text(d, "field")]?.policy;
  return say(policy === "proposal" ? "sameSentence" : policy === "stateMachine" ? "sameState" : "sameField");
}

/** Conflict is what somebody must choose, with both texts and one tap for each. */
export function Conflict(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const note = useTyped("conflict|" + d.doc, { note: "" });
  const about = find(d.scope, text(d, "doc"));
  const citizen = citizenOf(d.scope);
  const voice = isSettled(d) ? undefined : voiceIn(d);
  const type = text(d, "docType");
  const field = text(d, "field");

  async function settle(resolution: { readonly kind: string; readonly edit?: string }, as: Voice): Promise<void> {
    const words = note.value.value.note.trim();
    const value: Json = { ...resolution, ...(words === "" ? {} : { note: words }) };
    const changes = { resolution: { set: value } };
    if (!(await send({ scope: d.scope, doc: d.doc, type: d.type, ...inVoice(changes, as) }))) await note.done();
  }

  return (
    <Card {...(isSettled(d) ? {} : { tone: voice ? ("warn" as const) : ("calm" as const) })}>
      <p class="desk-big">
        {[citizen === "" ? "" : citizenName(citizen), pick(schema.value.types[type]?.label), fieldLabel(type, field)]
          .filter((one) => one !== "")
          .join(" · ")}
      </p>
      {about && <p class="desk-by">{titleOf(about)}</p>}
      <p>{storyOf(d)}</p>
      {voice === "citizen" && (
        <p class="desk-voice">
          <b>{say("citizenDecides")}</b>
        </p>
      )}
      <InForce d={d} about={about} />
      {optionsOf(d).map((o) => (
        <Candidate
          key={o.edit}
          d={d}
          o={o}
          isTaken={isSettled(d) && chosen(d) === o.edit}
          onTake={voice && !isLooked(d) ? () => settle({ kind: "chosen", edit: o.edit }, voice) : undefined}
        />
      ))}
      {voice && (
        <Field label={say("decideNote")}>
          {(id) => (
            <input
              id={id}
              type="text"
              value={note.value.value.note}
              onInput={(e) => {
                note.change({ note: e.currentTarget.value });
              }}
            />
          )}
        </Field>
      )}
      {voice && isLooked(d) && (
        <Button kind="main" onClick={() => settle({ kind: "checked" }, voice)}>
          {say("isChecked")}
        </Button>
      )}
      <Ending d={d} />
      {about && (
        <p>
          <Link href={doorTo(about.type, about.scope, about.doc)}>
            {say("openCause")}: {pick(schema.value.types[about.type]?.label)}
          </Link>
        </p>
      )}
    </Card>
  );
}

/** InForce is what applies until somebody has chosen, where it is not among the candidates. */
function InForce(p: { readonly d: Doc; readonly about: Doc | undefined }): JSX.Element | null {
  const { d, about } = p;
  if (isSettled(d) || isLooked(d) || !about) return null;
  const r = reading(about, text(d, "field"));
  const said = inWords(about.type, text(d, "field"), r?.value);
  if (said === "" || optionsOf(d).some((o) => o.edit === r?.edit)) return null;
  return (
    <div class="desk-option now">
      <Tag tone="good">{say("keepsNow")}</Tag>
      <p class="desk-said">{said}</p>
    </div>
  );
}

function Candidate(p: {
  readonly d: Doc;
  readonly o: Option;
  readonly isTaken: boolean;
  readonly onTake: (() => Promise<void>) | undefined;
}): JSX.Element {
  const { d, o } = p;
  const isNow = !isSettled(d) && text(d, "effectiveNow") === o.edit;
  const said = spoken(d, o);
  return (
    <div class={p.isTaken || isNow ? "desk-option now" : "desk-option"}>
      {isNow && <Tag tone="good">{say("keepsNow")}</Tag>}
      {said !== "" && <p class="desk-said">{said}</p>}
      <p class="desk-by">
        {o.role === "server" ? say("app") : nameOf(o.author)}, {when(o.at)}
      </p>
      {p.isTaken && <Tag tone="good">{say("takeThis")}</Tag>}
      {p.onTake && (
        <Button kind="main" label={say("takeThis") + ": " + said} onClick={p.onTake}>
          {say("takeThis")}
        </Button>
      )}
    </div>
  );
}

/** spoken is what was written: a value of the field, or a document that is named. */
function spoken(d: Doc, o: Option): string {
  if (o.value === undefined) return "";
  const type = text(d, "docType");
  const field = text(d, "field");
  return inWords(type, field, o.value) || (typeof o.value === "string" ? o.value : member(o.value, "text"));
}

/** Ending is who decides and until when, or who decided and why. */
function Ending(p: { readonly d: Doc }): JSX.Element | null {
  const { d } = p;
  if (isSettled(d)) {
    const note = member(reading(d, "resolution")?.value, "note");
    return note === "" ? null : <p class="desk-quote">{note}</p>;
  }
  const owner = text(d, "ownerStaffId");
  const role = inWords("conflict", "ownerRole", text(d, "ownerRole"));
  const who = owner === "" ? role : nameOf(owner);
  const due = text(d, "dueBy");
  return (
    <p class="desk-by">
      {who !== "" && say("decidedBy") + " " + who + ". "}
      {due !== "" && say("decideBefore") + " " + when(due)}
    </p>
  );
}
