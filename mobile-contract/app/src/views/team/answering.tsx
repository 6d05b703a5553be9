import type { JSX } from "preact";
import { all, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { phone } from "../../lib/phone.js";
import { add, now, set, write } from "../../lib/write.js";
import { Button, Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { teams } from "../../lib/people.js";
import { Area, Checks, Form } from "../../ui/inputs.js";
import { Folded } from "./parts.js";
import { seats, type Seat } from "./meeting.js";
import { put } from "./put.js";
import { mayMove, me, stateOf } from "./rights.js";
import { raiserOf } from "./author.js";
import { fieldName, roleName } from "./show.js";
import { Append } from "./write.js";

const blank = { answer: "", instruction: "", who: undefined as readonly string[] | undefined };

/** readers are those of the teams who may read about health, and so can confirm an answer. */
function readers(): readonly Seat[] {
  const mine = new Set(teams().map((t) => t.id));
  const found = new Map<string, Seat>();
  for (const roster of all("teamRoster").filter((d) => mine.has(d.scope.split("/")[1] ?? "")))
    for (const s of seats(roster.scope)) if (s.parts.includes(3) && s.id !== me()) found.set(s.id, s);
  return [...found.values()].filter((s) => s.role !== "coordinator" && s.role !== "unitManager");
}

/** Answering is the nurse's: she takes the question, answers it, and says who is to have read the answer. Nothing is filled in. */
export function Answering(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const state = stateOf(d);
  const isAnswered = ["answered", "confirmedByStaff", "closed"].includes(state);
  const t = useTyped("answer/" + d.doc, blank);
  const v = t.value.value;
  const raiser = raiserOf(d);
  const who = v.who ?? (raiser === me() || raiser === "" ? [] : [raiser]);

  async function take(): Promise<void> {
    const changes = { state: set("received"), nurseId: set(me()) };
    await write({ scope: d.scope, doc: d.doc, type: d.type, changes });
  }

  async function answer(): Promise<void> {
    if (v.answer.trim() === "") return;
    const must = Object.fromEntries(who.map((id) => [phone().newId(), id]));
    const done = await write({
      scope: d.scope,
      doc: d.doc,
      type: d.type,
      changes: {
        answer: add({ text: v.answer.trim(), at: now() }),
        ...(v.instruction.trim() !== "" && { instructionToStaff: add({ text: v.instruction.trim(), at: now() }) }),
        ...(mayMove(d, "answered") && { state: set("answered") }),
        ...(who.length > 0 && { mustConfirmIds: { add: must } }),
      },
    });
    if (done) await t.done();
  }

  return (
    <Card title={say("tmForTheNurse")}>
      {state === "raised" && (
        <Button kind="main" onClick={take}>
          {say("tmITakeIt")}
        </Button>
      )}
      {mayMove(d, "assessing") && (
        <Button onClick={() => put(d, { state: set("assessing") })}>{say("tmILookIntoIt")}</Button>
      )}
      <Append of={d} field="physicianContacted" to="awaitingPhysician" button={say("tmIWaitForPhysician")} />
      <Folded title={say("tmNewAnswer")} isFolded={isAnswered && v.answer === ""}>
        <Form onSubmit={answer}>
          <Area
            label={say("tmYourAnswerToStaff")}
            value={v.answer}
            at={{ scope: d.scope, doc: d.doc }}
            onText={(text) => {
              t.change({ answer: text });
            }}
          />
          <Area
            label={fieldName(d.type, "instructionToStaff")}
            value={v.instruction}
            onText={(instruction) => {
              t.change({ instruction });
            }}
          />
          <Checks
            label={say("tmWhoMustRead")}
            value={who}
            options={readers().map((s) => ({ value: s.id, label: s.name + ", " + roleName(s.role).toLowerCase() }))}
            onChange={(next) => {
              t.change({ who: next });
            }}
          />
          <Button kind="main" type="submit" disabled={v.answer.trim() === ""}>
            {say("tmSendAnswer")}
          </Button>
        </Form>
      </Folded>
    </Card>
  );
}
