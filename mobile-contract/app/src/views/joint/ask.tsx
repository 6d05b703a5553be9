import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { now, write } from "../../lib/write.js";
import { Area, Form } from "../../ui/inputs.js";
import { Button, Choice } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { whole } from "../team/meeting.js";
import { named } from "../team/show.js";
import type { Guest } from "./guests.js";
import { isHers } from "./said.js";

/** AboutGuest is one who comes to a visit. */
export interface AboutGuest {
  readonly of: Doc;
  readonly guest: Guest;
}

const answers = ["yes", "no", "laterDate", "onlyWith"] as const;
const blank = { answer: "", words: "" };

/** stance writes what the citizen answers about somebody, by herself or through staff. */
function stance(d: Doc, guest: string, said: typeof blank): ReturnType<typeof write> {
  const words = said.words.trim();
  const item = {
    answer: said.answer,
    at: now(),
    ...(words !== "" && { words }),
    ...(isHers() && { respondedToSequence: whole(d, "sequence") }),
  };
  return write({
    scope: d.scope,
    doc: d.doc,
    type: d.type,
    ...(isHers() ? {} : { onBehalfOf: "citizen" }),
    changes: { citizenStance: { add: { [guest]: item } } },
  });
}

/** Ask is the button to the citizen's answer about somebody, and its form. */
export function Ask(p: AboutGuest): JSX.Element {
  const { of: d, guest } = p;
  const [isOpen, setOpen] = useState(false);
  const t = useTyped("stance/" + d.doc + "/" + guest.id, blank);
  const v = t.value.value;
  if (!isOpen && v.answer === "" && v.words === "")
    return (
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {say(isHers() ? "tmGiveAnswer" : "tmWriteAnswer")}
      </Button>
    );

  async function hand(): Promise<void> {
    if (v.answer === "" || !(await stance(d, guest.id, v))) return;
    await t.done();
    setOpen(false);
  }

  return (
    <Form onSubmit={hand}>
      <Choice
        label={say(isHers() ? "tmMayTheyCome" : "tmWhatTheySay") + " " + guest.name}
        value={v.answer}
        options={answers.map((one) => ({ value: one, label: named(d.type, "citizenStance.answer", one) }))}
        onPick={(answer) => {
          t.change({ answer });
        }}
      />
      <Area
        label={say(isHers() ? "tmOwnWords" : "tmInTheirWords")}
        value={v.words}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(words) => {
          t.change({ words });
        }}
      />
      <Button kind="main" type="submit" disabled={v.answer === ""}>
        {say("save")}
      </Button>
    </Form>
  );
}
