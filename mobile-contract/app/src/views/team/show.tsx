import type { Json } from "@samsyn/sdk";
import type { ComponentChildren, JSX } from "preact";
import { items, member, reading, text, typeOf, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { staffName } from "../../lib/people.js";
import { Tag } from "../../ui/kit.js";
import { clock, day, language, pick, say, shortly } from "../../words/index.js";
import { label } from "../../words/schema.js";
import { authorOf } from "./author.js";
import { isUnread } from "./read.js";
import { stateOf } from "./rights.js";

/** named is what people read of a field's value: what was written, or the word for it. */
export const named = (type: string, field: string, value: Json | undefined): string =>
  label(schema.value, type, field, value, language.value);

/** fieldName is what a field is called. */
export const fieldName = (type: string, field: string): string =>
  pick(schema.value.types[type]?.fields[field]?.label, field);

/** roleName is what a role is called. */
export const roleName = (role: string): string => (role === "" ? "" : pick(schema.value.words?.values[role], role));

export const stateName = (d: Doc): string => pick(typeOf(d)?.states?.labels[stateOf(d)], stateOf(d));

const tones: Readonly<Record<string, "good" | "warn" | "bad">> = {
  running: "good",
  scheduled: "good",
  confirmed: "good",
  held: "good",
  done: "good",
  answered: "good",
  inForce: "good",
  cancelled: "bad",
  declinedByCitizen: "bad",
  withdrawnByCitizen: "bad",
  notHeld: "bad",
  raised: "warn",
  suggested: "warn",
  open: "warn",
  handedOver: "warn",
  postponed: "warn",
};

/** State is where a document stands, with the mark of what is not sent yet. */
export function State(p: { readonly of: Doc }): JSX.Element {
  const isStill = isUnread(p.of); // "Besvarad" is said when the answer has been read
  const tone = isStill ? "warn" : tones[stateOf(p.of)];
  return (
    <>
      <Tag {...(tone ? { tone } : {})}>{isStill ? say("tmAnswerUnread") : stateName(p.of)}</Tag>
      {p.of.waiting > 0 && <Tag tone="warn">{say("tmNotSentYet")}</Tag>}
    </>
  );
}

/** Fact is a field with its name, when there is something in it; with what others wrote meanwhile. */
export function Fact(p: { readonly of: Doc; readonly field: string; readonly strong?: boolean }): JSX.Element | null {
  const one = reading(p.of, p.field);
  const shown = named(p.of.type, p.field, one?.value);
  const others = [...(one?.beside ?? []), ...(one?.waiting ?? [])];
  if (shown === "" && others.length === 0) return null;
  return (
    <div class={"fact" + (p.strong ? " strong" : "")}>
      <p class="fact-name">{fieldName(p.of.type, p.field)}</p>
      <p class="fact-text">{shown}</p>
      {others.map((c) => (
        <p key={c.e} class="beside">
          {say("tmAlsoWrote")} {staffName(authorOf(p.of, c.e).who)}: {named(p.of.type, p.field, c.v)}
        </p>
      ))}
      {one?.disputed && <p class="beside">{say("tmMustBeChosen")}</p>}
    </div>
  );
}

/** Journal is what people wrote one after the other, each with who and when. */
export function Journal(p: { readonly of: Doc; readonly field: string; readonly title?: string }): JSX.Element | null {
  const all = items(p.of, p.field);
  if (all.length === 0) return null;
  return (
    <div class="fact">
      <p class="fact-name">{p.title ?? fieldName(p.of.type, p.field)}</p>
      <ul class="journal">
        {all.map((i) => (
          <li key={i.id}>
            <span class="fact-text">{member(i.value, "text") || named(p.of.type, p.field, i.value)}</span>
            <small>{byLine(p.of, p.field, i.id, member(i.value, "at"))}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** byLine is "Petra Nyholm, tisdag 24 november 13:05". */
export function byLine(d: Doc, field: string, item: string, at: string): string {
  const edit = reading(d, field)?.items?.find((one) => one.id === item)?.edit;
  const from = authorOf(d, edit);
  const time = at || from.at;
  return [from.who === "" ? "" : staffName(from.who), shortly(time), from.clock].filter((t) => t !== "").join(", ");
}

/** span is "tisdag 24 november 13:00–14:30". */
export function span(start: string, end: string): string {
  if (start === "") return say("tmNoTimeYet");
  const glue = "\u2060–\u2060"; // the times stay on one line
  return day(start) + " " + clock(start) + (end === "" ? "" : glue + clock(end));
}

/** Aside is a remark in its own line. */
export const Aside = (p: { readonly children: ComponentChildren }): JSX.Element => <p class="note">{p.children}</p>;

/** titleOf is the first line of a text, to name something by. */
export const titleOf = (d: Doc, field: string): string => text(d, field).split("\n")[0] ?? "";
