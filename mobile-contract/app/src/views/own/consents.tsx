import type { JSX } from "preact";
import { fieldLabel, inWords, titleOf } from "../../forms/say.js";
import { all, text, value } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { href } from "../../lib/route.js";
import { Card, Empty, Link, Tag } from "../../ui/kit.js";
import { pick, say, when } from "../../words/index.js";
import { Moves } from "../doc/moves.js";

/** Consents is what the citizen has said yes to, with the way to take it back. */
export function Consents(p: { readonly citizen: string }): JSX.Element {
  const consents = all("consent", p.citizen);
  return (
    <section>
      <h2>{say("myConsents")}</h2>
      {consents.length === 0 && <Empty>{say("noConsents")}</Empty>}
      {consents.map((d) => {
        const state = text(d, "state");
        const covers = inWords("consent", "covers", value(d, "covers"));
        return (
          <Card key={d.doc} title={covers === "" ? titleOf(d) : covers}>
            {state !== "" && <Tag>{pick(schema.value.types["consent"]?.states?.labels[state], state)}</Tag>}
            {["compartments", "recipients"].map((name) => (
              <p key={name}>
                {fieldLabel("consent", name)}: {inWords("consent", name, value(d, name))}
              </p>
            ))}
            {text(d, "givenAt") !== "" && <p class="desk-by">{when(text(d, "givenAt"))}</p>}
            <Moves d={d} isNamed />
            <Link href={href("doc", d.scope, d.doc)}>{say("openCause")}</Link>
          </Card>
        );
      })}
    </section>
  );
}
