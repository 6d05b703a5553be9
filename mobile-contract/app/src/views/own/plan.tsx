import type { JSX } from "preact";
import { inWords, titleOf } from "../../forms/say.js";
import { all, reading, text, value, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { Card, Empty, Tag } from "../../ui/kit.js";
import { day, pick, say } from "../../words/index.js";
import { FieldGroup } from "../desk/field.js";
import { Moves } from "../doc/moves.js";

const over = new Set(["ended", "refused", "concluded", "withdrawnByCitizen"]);

/** Plan is what is done, by whom and how much; and the plan that it is part of, to be approved. */
export function Plan(p: { readonly citizen: string }): JSX.Element {
  const plans = all("rehabPlan", p.citizen).filter((d) => !over.has(text(d, "state")));
  const activities = all("planActivity", p.citizen).filter((d) => !over.has(text(d, "state")));
  return (
    <section>
      <h2>{say("myPlan")}</h2>
      {plans.length + activities.length === 0 && <Empty>{say("noPlan")}</Empty>}
      {plans.map((d) => (
        <Card key={d.doc}>
          <Tag>{pick(schema.value.types["rehabPlan"]?.states?.labels[text(d, "state")])}</Tag>
          {text(d, "reviewDate") !== "" && (
            <p>
              {pick(schema.value.types["rehabPlan"]?.fields["reviewDate"]?.label)}: {day(text(d, "reviewDate"))}
            </p>
          )}
          <Moves d={d} isNamed />
        </Card>
      ))}
      {activities.length > 0 && (
        <Card title={say("planHelp")}>
          {activities.map((d) => (
            <Activity key={d.doc} d={d} />
          ))}
        </Card>
      )}
    </section>
  );
}

const told = ["how", "frequency", "timeOfDay", "supportLevel", "citizenDoesSelf", "staffDoes", "stateReason"];

function Activity(p: { readonly d: Doc }): JSX.Element {
  const { d } = p;
  const t = schema.value.types["planActivity"];
  const proposed = Object.keys(t?.fields ?? {}).filter((name) => (reading(d, name)?.waiting?.length ?? 0) > 0);
  return (
    <section class="desk-field">
      <h3>{titleOf(d)}</h3>
      {told
        .map((name) => [name, inWords("planActivity", name, value(d, name))] as const)
        .filter(([, said]) => said !== "")
        .map(([name, said]) => (
          <p key={name}>
            {pick(t?.fields[name]?.label)}: {said}
          </p>
        ))}
      {proposed.map((name) => (
        <FieldGroup key={name} d={d} names={[name]} />
      ))}
    </section>
  );
}
