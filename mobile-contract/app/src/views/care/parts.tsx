import type { ComponentChildren, JSX } from "preact";
import { clockOf } from "../../forms/say.js";
import {
  citizenOf,
  inScope,
  items,
  madeBy,
  member,
  originOf,
  text,
  value,
  writtenAt,
  type Doc,
} from "../../lib/docs.js";
import { citizenName, staffName } from "../../lib/people.js";
import { schema } from "../../lib/phone.js";
import { href } from "../../lib/route.js";
import { now, set, write } from "../../lib/write.js";
import { Button, Card, Link, Tag } from "../../ui/kit.js";
import { clock, day, language, say, shortly } from "../../words/index.js";
import { word } from "../../words/schema.js";
import { authorName, cardOf, fieldName, happenedAt, me, named, textsOf, typeName } from "./data.js";
import { doorTo } from "../desk/door.js";
import { Correct } from "./correct.js";

/** Unsent marks what is written and not yet with the server. */
export const Unsent = (p: { readonly of: Doc | undefined }): JSX.Element | null =>
  p.of !== undefined && p.of.waiting > 0 ? <Tag tone="warn">{say("notSentMark")}</Tag> : null;

/** Quote is what somebody said, as they said it. */
export const Quote = (p: { readonly children: ComponentChildren; readonly by?: string }): JSX.Element => (
  <blockquote class="quote">
    <p>{p.children}</p>
    {p.by !== undefined && p.by !== "" && <footer>{p.by}</footer>}
  </blockquote>
);

/** Alerts are the warnings about somebody, each in a line. */
export function Alerts(p: { readonly of: readonly string[] }): JSX.Element | null {
  if (p.of.length === 0) return null;
  return (
    <section class="card urgent">
      <h2>
        <span aria-hidden="true">⚠ </span>
        {say("watchOut")}
      </h2>
      <ul class="plain">
        {p.of.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  );
}

/** Matters is what matters to the citizen, first of all. */
export function Matters(p: { readonly citizen: string }): JSX.Element {
  const card = cardOf(p.citizen);
  const words = text(card, "whatMattersToMe");
  const also = [...textsOf(card, "communicationSupport"), ...textsOf(card, "languageNeeds")];
  return (
    <section class="card matters">
      <h2>{say("mattersTo")}</h2>
      {words === "" ? (
        <p class="empty">
          {say("mattersUnknown")} {citizenName(p.citizen)}.
        </p>
      ) : (
        <p class="big">{words}</p>
      )}
      {also.map((one) => (
        <p key={one}>{one}</p>
      ))}
      {text(card, "preferredInformingWay") !== "" && (
        <p>
          {fieldName("citizen", "preferredInformingWay")}: {text(card, "preferredInformingWay")}
        </p>
      )}
    </section>
  );
}

/** Fact is a name and what stands there; nothing when nothing does. */
export function Fact(p: { readonly name: string; readonly children: string }): JSX.Element | null {
  if (p.children === "") return null;
  return (
    <div class="said">
      <dt>{p.name}</dt>
      <dd>{p.children}</dd>
    </div>
  );
}

/** Entries are what was written one after the other, each with who and when. */
export function Entries(p: { readonly of: Doc; readonly field: string }): JSX.Element {
  return (
    <>
      {items(p.of, p.field).map((i) => {
        const origin = originOf(p.of, i.edit);
        const at = member(i.value, "at") || writtenAt(origin);
        return (
          <div key={i.id} class="entry">
            <p>
              {member(i.value, "corrects") !== "" && <b>{say("correction")}: </b>}
              {member(i.value, "text")}
            </p>
            <small>
              {[origin ? authorName(origin.author) : "", shortly(at), clockOf(origin)]
                .filter((t) => t !== "")
                .join(", ")}
            </small>
          </div>
        );
      })}
    </>
  );
}

/** Note is one note with its author. */
export function Note(p: { readonly of: Doc }): JSX.Element {
  const to = items(p.of, "forProfessions").map((i) => named("visitNote", "forProfessions", i.value));
  return (
    <li class="note-item">
      <Entries of={p.of} field="text" />
      {value(p.of, "needsAction") === true && <Tag tone="warn">{[say("needsAction"), ...to].join(" · ")}</Tag>}
      <Unsent of={p.of} />
      {madeBy(p.of)?.author === me() && <Correct of={p.of} field="text" corrects={items(p.of, "text")[0]?.id ?? ""} />}
    </li>
  );
}

/** Urgent is a notice that cannot wait, with one tap to say that it was read. */
export function Urgent(p: { readonly of: Doc }): JSX.Element {
  const scope = text(p.of, "causeScope");
  const citizen = citizenOf(scope);
  return (
    <Card tone="urgent" title={say("urgentNow")}>
      <p class="big">
        {word(schema.value, "notices", text(p.of, "code"), language.value)}
        {citizen !== "" && <> – {citizenName(citizen)}</>}
      </p>
      <p>{shortly(text(p.of, "changedAt") || text(p.of, "createdAt"))}</p>
      <Link class="button main" href={placeOf(text(p.of, "causeType"), scope, text(p.of, "causeDoc"))}>
        {say("open")}
      </Link>
      <Button onClick={() => acknowledge(p.of)}>{say("haveRead")}</Button>
    </Card>
  );
}

/** acknowledge says that a notice was read, up to the change that was on the screen. */
export async function acknowledge(n: Doc): Promise<void> {
  const seq = value(n, "causeSeq");
  await write({
    scope: n.scope,
    doc: n.doc,
    type: "notice",
    changes: {
      ...(text(n, "state") === "acknowledged" ? {} : { state: set("acknowledged") }),
      acknowledgedAt: set(now()),
      ...(seq === undefined ? {} : { acknowledgedSeq: set(seq) }),
    },
  });
}

/** confirmAnswer says that this person has read the newest answer to a question about medicines. */
export async function confirmAnswer(question: Doc, answer: string): Promise<void> {
  await write({
    scope: question.scope,
    doc: question.doc,
    type: question.type,
    changes: { confirmations: { add: { [me()]: { answerId: answer, at: now() } } } },
  });
}

/** placeOf is where a document is shown best. */
export const placeOf = (type: string, scope: string, doc: string): string =>
  type === "citizen" || type === "citizenIdentity" ? href("citizen", citizenOf(scope)) : doorTo(type, scope, doc);

/** conflictsOf are those that people are to decide of a document, or of one field of it. */
export const conflictsOf = (d: Doc, field: string): readonly Doc[] =>
  inScope(d.scope, "conflict").filter(
    (c) => text(c, "doc") === d.doc && text(c, "field") === field && text(c, "state") !== "resolved",
  );

/** Decides is who decides a conflict, and by when. */
export function Decides(p: { readonly of: Doc }): JSX.Element {
  const { of: c } = p;
  const owner = text(c, "ownerStaffId");
  const due = text(c, "dueBy");
  return (
    <>
      {say("decides")} {owner === "" ? named(c.type, "ownerRole", value(c, "ownerRole")) : staffName(owner)}
      {due !== "" && (
        <>
          {" "}
          {say("latest")} {day(due)} {clock(due)}
        </>
      )}
    </>
  );
}

/** Visited is a visit that was, as the next person needs it. */
export function Visited(p: { readonly of: Doc; readonly notes: readonly Doc[] }): JSX.Element {
  const r = p.of;
  const outcome = text(r, "outcome");
  const words = text(r, "citizenWords");
  return (
    <li class="visited">
      <p>
        <b>{shortly(happenedAt(r))}</b> {whoOf(r)}
        {outcome !== "" && outcome !== "performed" && <Tag tone="warn">{named(r.type, "outcome", outcome)}</Tag>}
        <Unsent of={r} />
      </p>
      {words !== "" && <Quote>{words}</Quote>}
      <Entries of={r} field="corrections" />
      {p.notes.length > 0 && (
        <ul class="plain">
          {p.notes.map((n) => (
            <Note key={n.doc} of={n} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** whoOf are those who were there: whoever wrote it, and whom she names. */
export function whoOf(r: Doc): string {
  const by = originOf(r, r.created)?.author ?? "";
  const also = items(r, "presentStaffIds").map((i) => (typeof i.value === "string" ? i.value : ""));
  return [...new Set([by, ...also])]
    .filter((id) => id !== "")
    .map(authorName)
    .filter((name) => name !== "")
    .join(", ");
}

/** Row is a document in a list: what it is, and a line of it. */
export function Row(p: { readonly of: Doc; readonly line: string; readonly tag?: string }): JSX.Element {
  return (
    <Link class="row" href={placeOf(p.of.type, p.of.scope, p.of.doc)}>
      <span class="grow">{p.line || typeName(p.of.type)}</span>
      {p.tag !== undefined && p.tag !== "" && <Tag>{p.tag}</Tag>}
      <Unsent of={p.of} />
    </Link>
  );
}
