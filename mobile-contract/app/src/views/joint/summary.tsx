import type { JSX } from "preact";
import { text, value, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { set, write } from "../../lib/write.js";
import { Area, Form } from "../../ui/inputs.js";
import { Button, Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { put } from "../team/put.js";
import { mayMove } from "../team/rights.js";
import { Fact, fieldName } from "../team/show.js";

/** Summary is what the visit came to, and whether the citizen has been told. */
export function Summary(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const t = useTyped("summary/" + d.doc, { text: "" });
  const typed = t.value.value.text.trim();
  const isTold = value(d, "citizenSummaryGiven") === true;

  async function hand(): Promise<void> {
    if (typed === "") return;
    const state = mayMove(d, "summarised") ? { state: set("summarised") } : {};
    const changes = { outcomeSummary: set(typed), ...state };
    if (await write({ scope: d.scope, doc: d.doc, type: d.type, changes })) await t.done();
  }

  return (
    <Card title={fieldName(d.type, "outcomeSummary")}>
      <Fact of={d} field="outcomeSummary" />
      <Form onSubmit={hand}>
        <Area
          label={say(text(d, "outcomeSummary") === "" ? "tmWriteSummary" : "tmNewSummary")}
          value={t.value.value.text}
          at={{ scope: d.scope, doc: d.doc }}
          onText={(text) => {
            t.change({ text });
          }}
        />
        <Button kind="main" type="submit" disabled={typed === ""}>
          {say("save")}
        </Button>
      </Form>
      {text(d, "outcomeSummary") !== "" && (
        <Button pressed={isTold} onClick={() => put(d, { citizenSummaryGiven: set(!isTold) })}>
          {fieldName(d.type, "citizenSummaryGiven")}
        </Button>
      )}
    </Card>
  );
}
