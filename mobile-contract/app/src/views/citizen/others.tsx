import type { JSX } from "preact";
import { all, scopesOf } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { href } from "../../lib/route.js";
import { Card, Link } from "../../ui/kit.js";
import { pick, say } from "../../words/index.js";
import { mayCreate } from "../care/data.js";

const shownElsewhere = new Set(["citizen", "citizenIdentity", "goal", "visitDay", "conflict"]);

/** Others leads to everything else about her, by what it is called. */
export function Others(p: { readonly citizen: string }): JSX.Element | null {
  const types = Object.values(schema.value.types)
    .filter((t) => !shownElsewhere.has(t.type) && t.scopes.some((s) => s.startsWith("citizen/")))
    .map((t) => ({ type: t.type, label: pick(t.label, t.type), count: all(t.type, p.citizen).length }))
    .filter((t) => t.count > 0 || (mayCreate(t.type) && scopesOf(t.type, p.citizen).length > 0))
    .sort((a, b) => a.label.localeCompare(b.label, "sv"));
  if (types.length === 0) return null;
  return (
    <Card>
      <details>
        <summary>{say("everythingElse")}</summary>
        {types.map((t) => (
          <Link key={t.type} class="row" href={href("list", t.type, p.citizen)}>
            <span class="grow">{t.label}</span>
            {t.count > 0 && <span>{t.count}</span>}
          </Link>
        ))}
      </details>
    </Card>
  );
}
