import type { Edit, Json, Op, SetAside } from "@samsyn/sdk";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { draftId } from "../../forms/editor.js";
import { fieldLabel, inWords, titleOf } from "../../forms/say.js";
import { typedOf, type Typed } from "../../forms/typed.js";
import { isList, widgetOf } from "../../forms/widget.js";
import { codeWords } from "../../forms/wrong.js";
import { citizenOf, find, value } from "../../lib/docs.js";
import { keep } from "../../lib/drafts.js";
import { citizenName } from "../../lib/people.js";
import { isHeld, phone, schema, status, verdicts } from "../../lib/phone.js";
import { go } from "../../lib/route.js";
import { Button, Card } from "../../ui/kit.js";
import { pick, say, when } from "../../words/index.js";
import { groupsOf, partsOf } from "./parts.js";

/** useSetAside is what this phone's person wrote that was not taken, or waits for people's choice. */
export function useSetAside(): readonly SetAside[] {
  const list = useSignal<readonly SetAside[]>([]);
  const counted = status.value.aside;
  const answered = verdicts.value.length;
  const { actor } = status.value;
  useEffect(() => {
    if (actor === "") return;
    void phone()
      .setAside()
      .then((all) => {
        list.value = all.filter((one) => !isMark(one.edit));
        for (const one of all) if (isMark(one.edit)) void phone().handled(one.edit.id); // nobody wrote it, nobody need look
      })
      .catch(() => undefined); // logged out meanwhile
  }, [actor, counted, answered]);
  return list.value;
}

/** isMark: the phone itself says that a notice came or was seen; nobody wrote it. */
export const isMark = (e: Edit): boolean => e.type === "notice" && e.changes?.["acknowledgedSeq"] === undefined;

/** stampedAt is when an edit was written, by the phone's clock. */
const stampedAt = (e: Edit): string => new Date(Number.parseInt(e.stamp.slice(0, 12), 16)).toISOString();

/** valuesIn are what an op writes, each a value of the field or an item of it. */
function valuesIn(op: Op): readonly Json[] {
  if (op.set !== undefined) return [op.set];
  if (op.agree !== undefined) return [op.agree];
  return Object.values(op.add ?? {});
}

/** Written is what an edit says, field by field, in words. */
export function Written(p: { readonly e: Edit }): JSX.Element {
  const { e } = p;
  return (
    <>
      {Object.entries(e.changes ?? {}).map(([field, op]) => {
        const said = valuesIn(op)
          .map((v) => inWords(e.type, field, v))
          .filter((one) => one !== "");
        return (
          <p key={field}>
            {fieldLabel(e.type, field)}: {said.length === 0 ? say("takeAway") : said.join(" · ")}
          </p>
        );
      })}
      {e.void && (
        <p>
          {say("voidIt")}: {e.void}
        </p>
      )}
    </>
  );
}

/** whatOf is the document that an edit is of: whose it is, and what it is called. */
export function whatOf(e: Edit): string {
  const citizen = citizenOf(e.scope);
  const d = find(e.scope, e.doc);
  const label = pick(schema.value.types[e.type]?.label, say("notHere"));
  const title = d ? titleOf(d) : "";
  return [
    citizen === "" ? "" : isHeld(e.scope) ? citizenName(citizen) : say("notWithYou"),
    title === "" || title === label ? label : label + ": " + title,
  ]
    .filter((one) => one !== "")
    .join(" · ");
}

/** Aside is one such edit: what was written, why it was not taken, and what to do with it. */
export function Aside(p: { readonly of: SetAside }): JSX.Element {
  const { edit, verdict } = p.of;
  const isParked = verdict.verdict === "parked";
  const about = verdict.field && !Object.hasOwn(edit.changes ?? {}, verdict.field) ? verdict.field : "";
  return (
    <Card tone={isParked ? "warn" : "urgent"}>
      <p class="desk-big">{whatOf(edit)}</p>
      <p>{verdict.code ? codeWords(verdict.code) : say(isParked ? "waitsDecision" : "notTaken")}</p>
      {about !== "" && (
        <p>
          <b>{fieldLabel(edit.type, about)}</b>
        </p>
      )}
      <div class="desk-quote">
        <p class="desk-by">
          {say("youWrote")}, {when(stampedAt(edit))}
        </p>
        <Written e={edit} />
      </div>
      {!isParked && <Button onClick={() => again(edit)}>{say("writeAgain")}</Button>}
      <Button
        kind="main"
        onClick={async () => {
          await phone().handled(edit.id);
        }}
      >
        {say("handledNow")}
      </Button>
    </Card>
  );
}

/** again opens the form with what was written in it. */
async function again(e: Edit): Promise<void> {
  const t = schema.value.types[e.type];
  const d = e.create ? undefined : find(e.scope, e.doc);
  if (!t) return;
  if (!d) {
    const fields: Record<string, Typed> = {};
    for (const [name, op] of Object.entries(e.changes ?? {})) {
      const rule = t.fields[name];
      if (!rule || name === "state") continue;
      const w = widgetOf(schema.value, e.type, name, rule);
      const all = valuesIn(op).map((v) => typedOf(w, v));
      fields[name] = isList(rule) ? all : (all[0] ?? "");
    }
    await keep(["new", e.type, e.scope].join("|"), { fields, before: {}, seen: null });
    go("new", e.type, e.scope.split("/")[1] ?? "");
    return;
  }
  const changes = e.changes ?? {};
  for (const group of groupsOf(d)) {
    const parts = partsOf(d, group);
    const written = parts.filter((part) => Object.hasOwn(changes, part.name));
    const [first] = written;
    if (!first) continue;
    const fields: Record<string, Typed> = {};
    for (const part of written) {
      const op = changes[part.name];
      const v = op && valuesIn(op)[0];
      if (v !== undefined) fields[part.isList ? "item" : part.name] = typedOf(part.widget, v);
    }
    const before = Object.fromEntries(parts.map((one) => [one.name, typedOf(one.widget, value(d, one.name))]));
    const id = draftId(d.scope, d.doc, (first.isList ? [first] : parts).map((one) => one.name).join("+"));
    if (Object.keys(fields).length > 0) await keep(id, { fields, before: first.isList ? {} : before, seen: null });
  }
  go("doc", e.scope, e.doc, ...Object.keys(changes));
}
