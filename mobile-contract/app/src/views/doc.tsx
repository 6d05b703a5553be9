import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { draftId } from "../forms/editor.js";
import { writerOf } from "../forms/form.js";
import { me } from "../forms/me.js";
import { mayVoid } from "../forms/rights.js";
import { titleOf, wroteWhen } from "../forms/say.js";
import { citizenOf, find, madeBy, text, type Doc } from "../lib/docs.js";
import { begun } from "../lib/drafts.js";
import { citizenName } from "../lib/people.js";
import { schema } from "../lib/phone.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { Page, Tag } from "../ui/kit.js";
import { language, pick, say } from "../words/index.js";
import { placeLabel } from "../words/schema.js";
import { Fields } from "./doc/fields.js";
import { Moves } from "./doc/moves.js";
import { Void } from "./doc/void.js";
import "../styles/desk.css";

/** DocView shows a document of any type: what stands in each field, who wrote it, and what can be done with it. */
export function DocView({ at }: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = "", ...opened] = at;
  const d = find(scope, id);
  useRead(d);
  const typed = useBegun(scope, id);
  if (!d) return <Page title={say("notHere")}>{null}</Page>;
  const t = schema.value.types[d.type];
  if (!t) return <Page title={say("notHere")} lead={say("dutyUpgrade")} children={null} />;
  const citizen = citizenOf(scope);
  const made = madeBy(d);
  const label = pick(t.label);
  const title = titleOf(d);
  return (
    <Page
      title={title === "" ? label : title}
      lead={[
        title === label ? "" : label,
        citizen ? citizenName(citizen) : "",
        placeLabel(schema.value, scope, language.value),
      ]
        .filter((one) => one !== "")
        .join(" · ")}
      back={href("list", d.type, ...(citizen ? [citizen] : []))}
    >
      <Standing d={d} />
      {made && made.role !== "server" && (
        <p class="desk-by">
          {say("byWhom")} {wroteWhen(made)}
        </p>
      )}
      <Fields d={d} opened={[...opened, ...typed]} />
      <Moves d={d} />
      {mayVoid(t, me().role) && d.view.voided === "" && <Void d={d} />}
    </Page>
  );
}

/** Standing is where a document stands, whether it is sent, and who else writes there now. */
function Standing({ d }: { readonly d: Doc }): JSX.Element {
  const state = text(d, "state");
  const writer = writerOf(d.scope, d.doc, me().actor);
  return (
    <div class="desk-tags">
      {state !== "" && <Tag>{pick(schema.value.types[d.type]?.states?.labels[state], state)}</Tag>}
      {d.waiting > 0 && <Tag tone="warn">{say("unsent")}</Tag>}
      {d.view.voided !== "" && (
        <Tag tone="bad">
          {say("voidedDoc")}: {d.view.voided}
        </Tag>
      )}
      {writer !== "" && (
        <Tag tone="warn">
          {writer} {say("writingHere")}
        </Tag>
      )}
    </div>
  );
}

/** useBegun are the fields in which something stands typed that was not handed in: they are open, so that nobody has to look for it. */
function useBegun(scope: string, doc: string): readonly string[] {
  const [fields, setFields] = useState<readonly string[]>([]);
  useEffect(() => {
    const mine = draftId(scope, doc, "");
    void begun().then((ids) => {
      setFields(ids.filter((one) => one.startsWith(mine)).flatMap((one) => one.slice(mine.length).split("+")));
    });
  }, [scope, doc]);
  return fields;
}
