import type { JSX } from "preact";
import { items, member, type Doc } from "../../lib/docs.js";
import { now } from "../../lib/write.js";
import { staffName } from "../../lib/people.js";
import { Button, Card } from "../../ui/kit.js";
import { say, shortly } from "../../words/index.js";
import { raiserOf } from "../team/author.js";
import { put } from "../team/put.js";
import { readersOf, waitsFor } from "../team/read.js";
import { me, role } from "../team/rights.js";
import { fieldName, Journal } from "../team/show.js";

/** ReadAnswer asks who must to say that she has read the newest answer: before the visit, not after. */
export function ReadAnswer(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const newest = items(d, "answer").at(-1);
  const mine = items(d, "confirmations").find((i) => i.id === me());
  const isAsked = items(d, "mustConfirmIds").some((i) => i.value === me()) || raiserOf(d) === me();
  if (!newest || !isAsked || role() === "nurse" || member(mine?.value, "answerId") === newest.id) return null;
  return (
    <section class="card urgent">
      <h2>{say("tmReadTheAnswer")}</h2>
      <p class="fact-text big">{member(newest.value, "text")}</p>
      <Journal of={d} field="instructionToStaff" />
      <Button
        kind="main"
        onClick={() => put(d, { confirmations: { add: { [me()]: { at: now(), answerId: newest.id } } } })}
      >
        {say("tmIHaveRead")}
      </Button>
    </section>
  );
}

/** Answers are what nurses said, and who has read it. */
export function Answers(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const newest = items(d, "answer").at(-1);
  if (!newest) return null;
  const read = readersOf(d);
  const waits = waitsFor(d);
  return (
    <Card title={fieldName(d.type, "answer")}>
      <Journal of={d} field="answer" title="" />
      <Journal of={d} field="instructionToStaff" />
      <Journal of={d} field="physicianContacted" />
      {read.map((i) => (
        <p key={i.id} class="said good">
          ✓ {staffName(i.id)} {say("tmHasRead")} {shortly(member(i.value, "at"))}
        </p>
      ))}
      {waits.map((id) => (
        <p key={id} class="said bad">
          {staffName(id)} {say("tmHasNotRead")}
        </p>
      ))}
    </Card>
  );
}
