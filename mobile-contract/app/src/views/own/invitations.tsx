import type { JSX } from "preact";
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

/** Invitations are joint visits that somebody wants to make; the citizen answers for each who would come. */
export function Invitations(p: { readonly citizen: string }): JSX.Element | null {
  const open = all("visitInvitation", p.citizen).filter((d) => !over.has(text(d, "visitState")));
  if (open.length === 0) return null;
  return (
    <section>
      <h2>{say("invites")}</h2>
      {open.map((d) => (
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
  return (
    <Card {...(purpose === "" ? {} : { title: purpose })} tone="warn">
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
  const sequence = value(d, "sequence");
  const asked = typeof sequence === "number" ? sequence : 0;
  const given = items(d, "citizenStance").find((i) => i.id === id)?.value;
  const answer = member(given, "answer");
  const isOld = answer !== "" && Number(member(given, "respondedToSequence")) < asked;
  const role = p.role === "" ? "" : inWords("conflict", "ownerRole", p.role);
  const known = nameOf(id);
  const name = known === say("nobodyNamed") && role !== "" ? role : known + (role === "" ? "" : ", " + role);
  const mayAnswer = schema.value.types["visitInvitation"]?.fields["citizenStance"]?.write?.includes(me().role) === true;

  async function say_(next: string): Promise<void> {
    const words = typed.value.value.words.trim();
    const item = {
      answer: next,
      respondedToSequence: asked,
      at: now(),
      staffId: id,
      ...(words === "" ? {} : { words }),
    };
    const changes = { citizenStance: { add: { [id]: item } } };
    if (!(await send({ scope: d.scope, doc: d.doc, type: d.type, changes }))) await typed.done();
  }

  return (
    <fieldset class="desk-group">
      <legend>{name}</legend>
      <p>{say("mayCome")}</p>
      {isOld && <Tag tone="warn">{say("answerAgain")}</Tag>}
      <div class="desk-buttons">
        {answers.map(([value, word]) => (
          <Button
            key={value}
            disabled={!mayAnswer}
            pressed={answer === value && !isOld}
            label={name + ": " + say(word)}
            onClick={() => say_(value)}
          >
            {say(word)}
          </Button>
        ))}
      </div>
      {member(given, "words") !== "" && <p class="desk-quote">{member(given, "words")}</p>}
      {mayAnswer && (
        <Field label={say("myRatingWords")}>
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
      )}
    </fieldset>
  );
}
