import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { items, member, text, type Doc } from "../../lib/docs.js";
import { movedOf } from "../../lib/appointments.js";
import { write } from "../../lib/write.js";
import { Button } from "../../ui/kit.js";
import { say, type Word } from "../../words/index.js";
import { whole } from "./meeting.js";
import { put } from "./put.js";
import { me, role, stateOf } from "./rights.js";
import { span } from "./show.js";

export type Response = "yes" | "maybe" | "no";

const said: Readonly<Record<string, Word>> = { yes: "tmYouSaidYes", maybe: "tmYouSaidMaybe", no: "tmYouSaidNo" };
const was: Readonly<Record<string, Word>> = {
  yes: "tmYourYesWasOld",
  maybe: "tmYourMaybeWasOld",
  no: "tmYourNoWasOld",
};

/** answerOf is what somebody has answered, and whether it is to the time that stands. */
export function answerOf(
  d: Doc,
  field: string,
  staff: string,
): { readonly response: string; readonly counts: boolean } {
  const item = items(d, field).find((i) => i.id === staff);
  const to = Number(member(item?.value, "respondedToSequence"));
  return {
    response: member(item?.value, "response"),
    counts: item !== undefined && !item.stale && to >= whole(d, "sequence"),
  };
}

/** Time is when and where; when it moved, the old time is struck through beside the new. */
export function Time(p: { readonly of: Doc }): JSX.Element {
  const moved = movedOf(p.of.scope, p.of.doc);
  const [start, end, place] = [text(p.of, "start"), text(p.of, "end"), text(p.of, "place")];
  const from = moved?.from === undefined ? "" : new Date(moved.from).toISOString();
  return (
    <div class={moved ? "time moved" : "time"}>
      {moved && <p class="time-moved">{say("tmTimeChanged")}</p>}
      {from !== "" && (
        <p>
          <span class="hidden">{say("tmOldTime")} </span>
          <del>{span(from, "")}</del>
        </p>
      )}
      <p class="time-now">
        {from === "" ? (
          span(start, end)
        ) : (
          <>
            <span class="hidden">{say("tmNewTime")} </span>
            <ins>{span(start, end)}</ins>
          </>
        )}
      </p>
      {place !== "" && <p>{place}</p>}
    </div>
  );
}

/** Answer asks whether the person comes: an answer belongs to a time, and one to an earlier time is asked for again. */
export function Answer(p: {
  readonly of: Doc;
  readonly field: "attendance" | "responses";
  readonly parts?: readonly number[];
}): JSX.Element {
  const { response, counts } = answerOf(p.of, p.field, me());
  const parts = p.parts ?? [];
  const [some, setSome] = useState<readonly number[]>(parts);
  const note = said[response];
  const old = was[response];

  async function answer(now: Response): Promise<void> {
    const isSome = now !== "no" && some.length > 0 && some.length < parts.length;
    await write({
      scope: p.of.scope,
      doc: p.of.doc,
      type: p.of.type,
      changes: {
        [p.field]: {
          add: {
            [me()]: {
              staffId: me(),
              response: now,
              respondedToSequence: whole(p.of, "sequence"),
              ...(isSome && { parts: [...some] }),
            },
          },
        },
      },
    });
  }

  return (
    <section class={counts ? "card" : "card warn"}>
      <h2>{counts ? say("tmYourAnswer") : say("tmDoYouCome")}</h2>
      {note && counts && <p class="answered">{say(note)}</p>}
      {old && !counts && <p class="answered">{say(old)}</p>}
      <div class="three">
        {(["yes", "maybe", "no"] as const).map((one) => (
          <Button key={one} pressed={counts && response === one} onClick={() => answer(one)}>
            {say(one === "yes" ? "tmICome" : one === "maybe" ? "tmIMayCome" : "tmICannot")}
          </Button>
        ))}
      </div>
      {parts.length > 1 && (
        <details class="more">
          <summary>{say("tmOnlySomeParts")}</summary>
          <fieldset class="choice">
            <legend>{say("tmWhichParts")}</legend>
            {parts.map((part) => (
              <label key={part} class={some.includes(part) ? "picked" : ""}>
                <input
                  type="checkbox"
                  checked={some.includes(part)}
                  onChange={() => {
                    setSome(some.includes(part) ? some.filter((one) => one !== part) : [...some, part].sort());
                  }}
                />
                <span>
                  {say("tmPart")} {part}
                </span>
              </label>
            ))}
          </fieldset>
        </details>
      )}
    </section>
  );
}

/** Answers are who comes, who does not, and who has not answered to the time that stands. */
export function Answers(p: {
  readonly of: Doc;
  readonly field: "attendance" | "responses";
  readonly who: readonly { readonly id: string; readonly name: string; readonly role: string }[];
}): JSX.Element {
  const words: Readonly<Record<string, Word>> = { yes: "tmComes", maybe: "tmMayCome", no: "tmDoesNotCome" };
  const mayAnswerFor = role() === "coordinator" && isAsked.has(stateOf(p.of));
  return (
    <ul class="people">
      {p.who.map((one) => {
        const { response, counts } = answerOf(p.of, p.field, one.id);
        const word = counts ? words[response] : undefined;
        return (
          <li key={one.id}>
            <span>
              <b>{one.name}</b> <small>{one.role}</small>
            </span>
            <span class={"is " + (counts ? response : "none")}>{say(word ?? "tmNotAnswered")}</span>
            {mayAnswerFor && !counts && one.id !== me() && <AnswerFor of={p.of} field={p.field} staff={one} />}
          </li>
        );
      })}
    </ul>
  );
}

const isAsked: ReadonlySet<string> = new Set(["called", "prepared", "scheduled", "confirmed"]);

/** AnswerFor records what somebody said to the coordinator on the telephone. */
function AnswerFor(p: {
  readonly of: Doc;
  readonly field: string;
  readonly staff: { readonly id: string; readonly name: string };
}): JSX.Element {
  const answer = (response: Response): Promise<void> =>
    put(p.of, {
      [p.field]: {
        add: { [p.staff.id]: { staffId: p.staff.id, response, respondedToSequence: whole(p.of, "sequence") } },
      },
    });
  return (
    <details class="more">
      <summary>
        {say("tmAnswerFor")} {p.staff.name}
      </summary>
      <Button onClick={() => answer("yes")}>{say("tmComes")}</Button>
      <Button onClick={() => answer("no")}>{say("tmDoesNotCome")}</Button>
    </details>
  );
}
