import type { Json } from "@samsyn/sdk";
import type { JSX } from "preact";
import { fieldLabel, inWords, nameOf, titleOf } from "../../forms/say.js";
import { inVoice, send } from "../../forms/send.js";
import type { Voice } from "../../forms/rights.js";
import { isNumbered, numbered } from "../../lib/agreed.js";
import { useTyped } from "../../lib/drafts.js";
import { citizenOf, find, member, reading, text, type Doc } from "../../lib/docs.js";
import { citizenName } from "../../lib/people.js";
import { schema } from "../../lib/phone.js";
import { beenIn } from "../../lib/visits.js";
import { Button, Card, Field, Link, Tag } from "../../ui/kit.js";
import { pick, say, when, type Word } from "../../words/index.js";
import { agreedNumber } from "../care/agreeing.js";
import { outcomeOf } from "../care/became.js";
import { roleName } from "../care/data.js";
import { chosen, isLooked, isProposal, isSettled, optionsOf, voiceIn, type Option } from "./conflicts.js";
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

  /** take chooses one: an agreement is made in the document itself, which settles this, and has a number of its own. */
  async function take(o: Option, as: Voice): Promise<void> {
    if (!about || o.value === undefined || !isProposal(d) || !isNumbered(type))
      return settle({ kind: "chosen", edit: o.edit }, as);
    const how = note.value.value.note.trim();
    const changes = { [field]: { agree: o.value }, ...(how === "" ? {} : { agreedHow: { set: how } }) };
    const draft = numbered({ scope: d.scope, doc: about.doc, type, ...inVoice(changes, as) });
    if (!(await send(draft))) await note.done();
  }

  return (
    <Card {...(isSettled(d) ? {} : { tone: voice ? ("warn" as const) : ("calm" as const) })}>
      <p class="desk-big">
        {[citizen === "" ? "" : citizenName(citizen), pick(schema.value.types[type]?.label), fieldLabel(type, field)]
          .filter((one) => one !== "")
          .join(" · ")}
      </p>
      {about && about.type !== "visitDay" && <p class="desk-by">{titleOf(about)}</p>}
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
          isTaken={isSettled(d) && isChosen(d, about, o)}
          onTake={voice && !isLooked(d) ? () => take(o, voice) : undefined}
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

/** isChosen: it was this that was chosen, or that was agreed on and still is in force. */
function isChosen(d: Doc, about: Doc | undefined, o: Option): boolean {
  if (chosen(d) !== "") return chosen(d) === o.edit;
  const r = about && reading(about, text(d, "field"));
  return r?.edit === text(d, "effectiveNow") && JSON.stringify(r.value) === JSON.stringify(o.value);
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
      <Agreement of={about} />
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
        {writerOf(o)}, {when(o.at)}
      </p>
      {isNow && <Agreement of={find(d.scope, text(d, "doc"))} />}
      {p.isTaken && <Tag tone="good">{say("takeThis")}</Tag>}
      {p.onTake && (
        <Button kind="main" label={say("takeThis") + ": " + said} onClick={p.onTake}>
          {say("takeThis")}
        </Button>
      )}
    </div>
  );
}

/** Agreement is the number of what was agreed on last, where such are counted. */
const Agreement = (p: { readonly of: Doc | undefined }): JSX.Element | null =>
  p.of === undefined || agreedNumber(p.of) === 0 ? null : (
    <p class="desk-by">
      {say("agreement")} {agreedNumber(p.of)}
    </p>
  );

/** writerOf is who wrote it, and as what. */
const writerOf = (o: Option): string =>
  o.role === "server" ? say("app") : [nameOf(o.author), roleName(o.role)].filter((one) => one !== "").join(", ");

/** spoken is what was written: a value of the field, or a document that is named. */
function spoken(d: Doc, o: Option): string {
  if (o.value === undefined) return "";
  const type = text(d, "docType");
  const field = text(d, "field");
  if (type === "visitDay") return outcomeOf(beenIn(o.value));
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
