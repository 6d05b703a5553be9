import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { inWords, nameOf, timesOf } from "../../forms/say.js";
import { send } from "../../forms/send.js";
import { useTyped } from "../../lib/drafts.js";
import { all, items, member, text, value, values, type Doc } from "../../lib/docs.js";
import { me } from "../../forms/me.js";
import { schema } from "../../lib/phone.js";
import { now } from "../../lib/write.js";
import { Button, Card, Field, Tag } from "../../ui/kit.js";
import { pick, say, type Word } from "../../words/index.js";

const answers = [
  ["yes", "comeYes"],
  ["no", "comeNo"],
  ["laterDate", "comeLater"],
  ["onlyWith", "comeWith"],
] as const satisfies readonly (readonly [string, Word])[];

const over = new Set(["held", "summarised", "cancelled", "notHeld"]);

/** invitationsOf are the joint visits that are asked about; those that wait for an answer apart. */
function invitationsOf(citizen: string): { readonly open: readonly Doc[]; readonly answered: readonly Doc[] } {
  const every = all("visitInvitation", citizen).filter((d) => !over.has(text(d, "visitState")));
  const open = every.filter((d) => values(d, "participants").some((who) => answerOf(d, member(who, "staffId")).isOpen));
  return { open, answered: every.filter((d) => !open.includes(d)) };
}

/** answerOf is what the citizen said about one who would come; an answer to an earlier time is none. */
function answerOf(
  d: Doc,
  id: string,
): { readonly answer: string; readonly words: string; readonly isOpen: boolean; readonly isOld: boolean } {
  const given = items(d, "citizenStance").find((i) => i.id === id)?.value;
  const answer = member(given, "answer");
  const isOld = answer !== "" && Number(member(given, "respondedToSequence")) < sequenceOf(d);
  return { answer, words: member(given, "words"), isOld, isOpen: answer === "" || isOld };
}

function sequenceOf(d: Doc): number {
  const sequence = value(d, "sequence");
  return typeof sequence === "number" ? sequence : 0;
}

/** Invitations are joint visits that somebody wants to make; the citizen answers for each who would come. */
export function Invitations(p: { readonly citizen: string; readonly isAnswered: boolean }): JSX.Element | null {
  const { open, answered } = invitationsOf(p.citizen);
  const shown = p.isAnswered ? answered : open;
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>{say("invites")}</h2>
      {shown.map((d) => (
        <Invitation key={d.doc} d={d} />
      ))}
    </section>
  );
}

function Invitation(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const time = timesOf(text(d, "start"), text(d, "end"));
  const state = text(d, "visitState");
  const purpose = text(d, "purpose");
  const isOpen = values(d, "participants").some((who) => answerOf(d, member(who, "staffId")).isOpen);
  return (
    <Card {...(purpose === "" ? {} : { title: purpose })} tone={isOpen ? "warn" : "calm"}>
      {time !== "" && <p class="desk-big">{time}</p>}
      {text(d, "place") !== "" && <p>{text(d, "place")}</p>}
      {state !== "" && <Tag>{pick(schema.value.types["jointVisit"]?.states?.labels[state], state)}</Tag>}
      {d.waiting > 0 && <Tag tone="warn">{say("unsent")}</Tag>}
      {values(d, "participants").map((who) => (
        <Participant key={member(who, "staffId")} d={d} id={member(who, "staffId")} role={member(who, "role")} />
      ))}
    </Card>
  );
}

/** Participant is one who would come: may they? */
function Participant(p: { readonly d: Doc; readonly id: string; readonly role: string }): JSX.Element {
  const { d, id } = p;
  const typed = useTyped("answer|" + d.doc + "|" + id, { words: "" });
  const [isChanging, setChanging] = useState(false);
  const given = answerOf(d, id);
  const role = p.role === "" ? "" : inWords("conflict", "ownerRole", p.role);
  const known = nameOf(id);
  const name = known === say("nobodyNamed") && role !== "" ? role : known + (role === "" ? "" : ", " + role);
  const mayAnswer = schema.value.types["visitInvitation"]?.fields["citizenStance"]?.write?.includes(me().role) === true;

  async function reply(next: string): Promise<void> {
    const words = typed.value.value.words.trim();
    const item = {
      answer: next,
      respondedToSequence: sequenceOf(d),
      at: now(),
      staffId: id,
      ...(words === "" ? {} : { words }),
    };
    const changes = { citizenStance: { add: { [id]: item } } };
    if (await send({ scope: d.scope, doc: d.doc, type: d.type, changes })) return;
    await typed.done();
    setChanging(false);
  }

  const word = answers.find(([one]) => one === given.answer)?.[1];
  return (
    <fieldset class="desk-group">
      <legend>{name}</legend>
      {given.isOld && <Tag tone="warn">{say("answerAgain")}</Tag>}
      {!given.isOpen && word && (
        <p>
          {say("yourAnswer")}: <b>{say(word)}</b>
        </p>
      )}
      {given.words !== "" && <p class="desk-quote">{given.words}</p>}
      {mayAnswer && !given.isOpen && !isChanging && (
        <Button
          label={say("change") + ": " + name}
          onClick={() => {
            setChanging(true);
          }}
        >
          {say("change")}
        </Button>
      )}
      {mayAnswer && (given.isOpen || isChanging) && (
        <>
          <Field label={say("sayMore")}>
            {(field) => (
              <input
                id={field}
                type="text"
                value={typed.value.value.words}
                onInput={(e) => {
                  typed.change({ words: e.currentTarget.value });
                }}
              />
            )}
          </Field>
          <p>
            <b>{say("mayCome")}</b>
          </p>
          <div class="desk-buttons">
            {answers.map(([one, text]) => (
              <Button key={one} label={name + ": " + say(text)} onClick={() => reply(one)}>
                {say(text)}
              </Button>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
