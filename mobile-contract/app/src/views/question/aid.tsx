import type { JSX } from "preact";
import { find, items, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { useRead } from "../../lib/reads.js";
import { href } from "../../lib/route.js";
import { set, write } from "../../lib/write.js";
import { Form, Line } from "../../ui/inputs.js";
import { Button, Card, Page } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { Go, WithReason } from "../team/lead.js";
import { mayMove, mayWrite, me, stateOf } from "../team/rights.js";
import { Fact, fieldName, Journal } from "../team/show.js";
import { Append } from "../team/write.js";
import { aid } from "./asked.js";
import { Shown } from "./shown.js";

/** Aid is a question about an aid and what came of it, #/aid/scope/id. */
export function Aid(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  useRead(d);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  return (
    <Shown kind={aid} of={d}>
      <Card title={say("tmWhatCame")}>
        <Journal of={d} field="assessment" />
        <Journal of={d} field="prescribed" />
        <Fact of={d} field="delivery" />
        <Fact of={d} field="trialPeriod" />
        <Journal of={d} field="result" />
        {!items(d, "assessment").length && !items(d, "result").length && <p class="note">{say("tmNothingYet")}</p>}
      </Card>
      <Doing of={d} />
    </Shown>
  );
}

/** Doing is the therapist's steps, and what everybody may add. */
function Doing(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const state = stateOf(d);
  return (
    <Card title={say("tmWhatNow")}>
      {mayMove(d, "acknowledged") && (
        <Button
          kind="main"
          onClick={async () => {
            const changes = { state: set("acknowledged"), ownerId: set(me()) };
            await write({ scope: d.scope, doc: d.doc, type: d.type, changes });
          }}
        >
          {say("tmITakeIt")}
        </Button>
      )}
      <Append of={d} field="assessment" to="assessing" button={say("tmBeginAssessment")} />
      {state === "assessing" && <Append of={d} field="assessment" button={say("tmAddAssessment")} />}
      <Append of={d} field="prescribed" to="prescribed" button={say("tmAidPrescribed")} />
      {mayWrite(d.type, "delivery") && <Delivered of={d} />}
      <Go of={d} to="fitted" button={say("tmAidFitted")} kind="main" />
      <Append of={d} field="result" to="evaluated" button={say("tmAidEvaluated")} />
      <WithReason of={d} to="notNeeded" button={say("tmAidNotNeeded")} ask={say("tmWhyNotNeeded")} />
      <Append of={d} field="additions" button={say("tmAddToQuestion")} />
      {["delivered", "fitted"].includes(state) && <Append of={d} field="result" button={say("tmHowItWorks")} />}
      <Go of={d} to="declinedByCitizen" button={say("tmCitizenDeclinesAid")} kind="danger" forCitizen />
      <Go of={d} to="closed" button={say("tmCloseQuestion")} />
    </Card>
  );
}

/** Delivered says that the aid is there, and how it was handed over. */
function Delivered(p: { readonly of: Doc }): JSX.Element | null {
  const d = p.of;
  const t = useTyped("delivery/" + d.doc, { text: "" });
  const typed = t.value.value.text.trim();
  if (!mayMove(d, "delivered")) return null;
  return (
    <Form
      onSubmit={async () => {
        const changes = { state: set("delivered"), ...(typed !== "" && { delivery: set(typed) }) };
        if (await write({ scope: d.scope, doc: d.doc, type: d.type, changes })) await t.done();
      }}
    >
      <Line
        label={fieldName(d.type, "delivery")}
        value={t.value.value.text}
        at={{ scope: d.scope, doc: d.doc }}
        onText={(text) => {
          t.change({ text });
        }}
      />
      <Button kind="main" type="submit">
        {say("tmAidDelivered")}
      </Button>
    </Form>
  );
}
