import type { FieldRule, Item, Op } from "@samsyn/sdk";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { removeOps } from "../../forms/ops.js";
import { partOf, type Part } from "../../forms/plan.js";
import type { Voice } from "../../forms/rights.js";
import { inWords, nameOf, wroteWhen } from "../../forms/say.js";
import { inVoice, making, send } from "../../forms/send.js";
import { originOf, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { Area } from "../../ui/inputs.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { Beside } from "./beside.js";
import { voiceTo } from "./parts.js";

/** Items are those of a list, each with its author, and a way to take it out for whoever may. */
export function Items(p: {
  readonly d: Doc;
  readonly name: string;
  readonly rule: FieldRule;
  readonly items: readonly Item[];
}): JSX.Element | null {
  const { d, name, rule } = p;
  if (rule.policy === "counter") return null;
  const removes = rule.policy === "addWins" || rule.policy === "restrictive" ? voiceTo(d, rule, "remove") : undefined;
  return (
    <ul class="desk-items">
      {p.items.map((item) => (
        <li key={item.id}>
          {rule.keyed && <b>{nameOf(item.id)} </b>}
          <span class="desk-said">{inWords(d.type, name, item.value)}</span>
          <p class="desk-by">{wroteWhen(originOf(d, item.edit))}</p>
          <Beside d={d} name={name} of={item.beside} />
          {removes && d.view.voided === "" && <Remove d={d} name={name} item={item} voice={removes} />}
        </li>
      ))}
    </ul>
  );
}

/** Remove takes an item out; a restriction only with a reason. */
function Remove(p: {
  readonly d: Doc;
  readonly name: string;
  readonly item: Item;
  readonly voice: Voice;
}): JSX.Element | null {
  const { d, name } = p;
  const [asked, setAsked] = useState(false);
  const [why, setWhy] = useState("");
  const part = partOf(schema.value, d.type, name, p.voice);
  if (!part) return null;
  const label = say("takeAway") + ": " + inWords(d.type, name, p.item.value);
  const needs = part.rule.reason !== undefined;
  async function remove(one: Part): Promise<void> {
    const changes: Readonly<Record<string, Op>> = removeOps(
      one,
      p.item.id,
      why,
      making(() => 0),
    );
    await send({ scope: d.scope, doc: d.doc, type: d.type, ...inVoice(changes, p.voice) });
    setAsked(false);
  }
  if (!asked) {
    return (
      <Button
        label={label}
        onClick={() => {
          setAsked(true);
        }}
      >
        {say("takeAway")}
      </Button>
    );
  }
  return (
    <div class="desk-editor">
      {needs && <Area label={say("reasonWhy")} hint={say("reasonHint")} value={why} onText={setWhy} />}
      <Button kind="danger" label={label} disabled={needs && why.trim() === ""} onClick={() => remove(part)}>
        {say("takeAway")}
      </Button>
      <Button
        onClick={() => {
          setAsked(false);
        }}
      >
        {say("cancel")}
      </Button>
    </div>
  );
}
