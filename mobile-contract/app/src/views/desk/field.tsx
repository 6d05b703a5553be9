import type { FieldRule } from "@samsyn/sdk";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ItemEditor, ValueEditor, hiddenIn } from "../../forms/editor.js";
import { me } from "../../forms/me.js";
import type { Part } from "../../forms/plan.js";
import { fieldLabel, inWords, wroteWhen } from "../../forms/say.js";
import { send } from "../../forms/send.js";
import { typedOf, type Typed } from "../../forms/typed.js";
import { isList } from "../../forms/widget.js";
import { citizenOf, originOf, reading, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { href } from "../../lib/route.js";
import { say } from "../../words/index.js";
import { Button, Link } from "../../ui/kit.js";
import { Beside, Waiting } from "./beside.js";
import { Items } from "./items.js";
import { isNothing, partsOf, voiceTo } from "./parts.js";

/** FieldGroup shows fields with what stands there, and lets them be changed in place. */
export function FieldGroup(p: {
  readonly d: Doc;
  readonly names: readonly string[];
  readonly isOpened?: boolean;
}): JSX.Element {
  const { d, names } = p;
  const [open, setOpen] = useState(p.isOpened === true);
  useEffect(() => {
    if (p.isOpened) setOpen(true);
  }, [p.isOpened]);
  const parts = partsOf(d, names);
  const close = (): void => {
    setOpen(false);
  };
  const name = names[0] ?? "";
  const rule = schema.value.types[d.type]?.fields[name];
  const list = rule !== undefined && isList(rule);
  const part = parts[0];
  const isEmpty = names.every((one) => isNothing(reading(d, one)));
  const agree = rule?.policy === "proposal" ? voiceTo(d, rule, "agree") : undefined;
  return (
    <section class="desk-field">
      {names.map((one) => (
        <OneField key={one} d={d} name={one} isEdited={open && !list && parts.some((part) => part.name === one)} />
      ))}
      {open && part && !list && <ValueEditor d={d} parts={parts} agree={agree} onClose={close} />}
      {open && part && list && <ItemEditor d={d} part={part} own={ownItem(d, part)} onClose={close} />}
      {!open && part && part.rule.policy !== "counter" && (
        <Button
          label={(list ? say("addOne") : isEmpty ? say("fillIn") : say("change")) + ": " + fieldLabel(d.type, name)}
          onClick={() => {
            setOpen(true);
          }}
        >
          {list
            ? part.rule.policy === "ownKey"
              ? say("fillIn")
              : say("addOne")
            : isEmpty
              ? say("fillIn")
              : say("change")}
        </Button>
      )}
      {part?.rule.policy === "counter" && <CountUp d={d} name={name} />}
    </section>
  );
}

/** ownItem is what somebody said there before, to be said anew. */
function ownItem(d: Doc, part: Part): Typed | undefined {
  if (part.rule.policy !== "ownKey") return undefined;
  const id = part.voice === "citizen" ? citizenOf(d.scope) : me().actor;
  const one = reading(d, part.name)?.items?.find((i) => i.id === id)?.value;
  const typed = one === undefined ? undefined : typedOf(part.widget, one);
  if (typeof typed !== "object" || Array.isArray(typed)) return typed;
  const hidden = hiddenIn(part);
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !hidden.has(name)));
}

function OneField(p: { readonly d: Doc; readonly name: string; readonly isEdited: boolean }): JSX.Element {
  const { d, name } = p;
  const rule = schema.value.types[d.type]?.fields[name];
  const r = reading(d, name);
  const said = r?.value !== undefined && !isListOf(rule) ? inWords(d.type, name, r.value) : "";
  return (
    <>
      {!p.isEdited && <h2>{fieldLabel(d.type, name)}</h2>}
      {!p.isEdited && said !== "" && <p class="desk-said">{said}</p>}
      {!p.isEdited && said !== "" && isWorthSaying(d, r?.edit) && (
        <p class="desk-by">{wroteWhen(originOf(d, r?.edit))}</p>
      )}
      {rule && r?.items && r.items.length > 0 && <Items d={d} name={name} rule={rule} items={r.items} />}
      {r?.disputed && (
        <div class="desk-mark">
          {say("isDisputed")} <Link href={href("choices")}>{say("choices")}</Link>
        </div>
      )}
      {rule && r?.waiting?.map((c) => <Waiting key={c.e} d={d} name={name} rule={rule} c={c} />)}
      <Beside d={d} name={name} of={r?.beside} />
    </>
  );
}

const isListOf = (rule: FieldRule | undefined): boolean =>
  rule !== undefined && isList(rule) && rule.policy !== "counter";

/** CountUp adds one to this phone's part of a count. */
function CountUp(p: { readonly d: Doc; readonly name: string }): JSX.Element {
  const { d, name } = p;
  return (
    <Button
      label={say("countUp") + ": " + fieldLabel(d.type, name)}
      onClick={async () => {
        const mine = reading(d, name)?.items?.find((i) => i.id === me().replica)?.value;
        const changes = { [name]: { add: { [me().replica]: (typeof mine === "number" ? mine : 0) + 1 } } };
        await send({ scope: d.scope, doc: d.doc, type: d.type, changes });
      }}
    >
      {say("countUp")}
    </Button>
  );
}

/** isWorthSaying: who wrote it, when it was not who made the document, and no machine. */
function isWorthSaying(d: Doc, edit: string | undefined): boolean {
  const origin = originOf(d, edit);
  return origin !== undefined && edit !== d.created && origin.role !== "server";
}
