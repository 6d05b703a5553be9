import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { beforeSaving } from "@samsyn/sdk/advise";
import { citizenOf, find, text, type Doc } from "../../lib/docs.js";
import { useRead } from "../../lib/reads.js";
import { href } from "../../lib/route.js";
import { set, write } from "../../lib/write.js";
import { Button, Card, Page } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { Answering } from "../team/answering.js";
import { Go } from "../team/lead.js";
import { hasReader, waitsFor } from "../team/read.js";
import { me, role, stateOf } from "../team/rights.js";
import { RingPage } from "./ringpage.js";
import { named } from "../team/show.js";
import { Append } from "../team/write.js";
import { Answers, ReadAnswer } from "./answers.js";
import { medicine } from "./asked.js";
import { Same } from "./same.js";
import { Shown } from "./shown.js";

/** Medicine is a question about medicines and its answer, #/medicine/scope/id. */
export function Medicine(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  const [isRinging, setRinging] = useState(false);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;

  async function raise(to: string, rung?: boolean): Promise<void> {
    if (!d) return;
    const draft = { scope, doc: id, type: d.type, changes: { urgency: set(to) } };
    if (rung === undefined && beforeSaving({ actor: me(), role: role() }, draft, d.view).length > 0) {
      setRinging(true);
      return;
    }
    const phoned = rung === undefined ? {} : { alreadyPhoned: set(rung) };
    if (await write({ ...draft, changes: { ...draft.changes, ...phoned } })) setRinging(false);
  }

  if (isRinging)
    return (
      <RingPage
        citizen={citizenOf(scope)}
        onRung={(isAnswered) => void raise("now", isAnswered)}
        onBack={() => {
          setRinging(false);
        }}
      />
    );
  return (
    <Shown kind={medicine} of={d} first={<ReadAnswer of={d} />}>
      <Answers of={d} />
      <Same of={d} />
      {role() === "nurse" && <Answering of={d} />}
      <Doing of={d} onRaise={raise} />
    </Shown>
  );
}

/** Doing is what everybody may add, how urgent it is now, and the end of the question. */
function Doing(p: { readonly of: Doc; readonly onRaise: (to: string) => Promise<void> }): JSX.Element {
  const d = p.of;
  const urgency = text(d, "urgency");
  const { urgencies } = medicine;
  const isOver = ["answered", "confirmedByStaff", "closed"].includes(stateOf(d));
  return (
    <Card title={say("tmWhatNow")}>
      {isOver ? (
        <Append of={d} field="additions" to="received" button={say("tmSomethingNew")} />
      ) : (
        <Append of={d} field="additions" button={say("tmAddToQuestion")} />
      )}
      {urgency !== "now" && stateOf(d) !== "closed" && (
        <Button onClick={() => p.onRaise("now")}>{say("tmNowUrgent")}</Button>
      )}
      {role() === "nurse" &&
        urgencies.slice(urgencies.indexOf(urgency) + 1).map((one) => (
          <Button key={one} onClick={() => p.onRaise(one)}>
            {say("tmLowerTo")} {named(d.type, "urgency", one).toLowerCase()}
          </Button>
        ))}
      {waitsFor(d).length === 0 && hasReader(d) && (
        <>
          <Go of={d} to="confirmedByStaff" button={say("tmAllHaveRead")} />
          <Go of={d} to="closed" button={say("tmCloseQuestion")} />
        </>
      )}
    </Card>
  );
}
