import type { JSX } from "preact";
import { me } from "../forms/me.js";
import { mayCreate } from "../forms/rights.js";
import { all } from "../lib/docs.js";
import { schema } from "../lib/phone.js";
import { href } from "../lib/route.js";
import { Link, Page } from "../ui/kit.js";
import { language, pick, say } from "../words/index.js";
import { word } from "../words/schema.js";
import { homesOf } from "./desk/homes.js";
import "../styles/desk.css";

/** What has a place of its own, or is only the machinery's. */
const elsewhere = new Set(["notice", "conflict", "chainLink", "reaching", "visitDay", "supportStatus"]);
const order = ["citizen", "team", "unit", "staff", "representative", "tenant", "*"];

/** Kinds lists every type that somebody may see, by whom it is about: also one that was made after this app. */
export function Kinds(): JSX.Element {
  const groups = new Map<string, { readonly type: string; readonly label: string; readonly count: number }[]>();
  for (const [type, t] of Object.entries(schema.value.types)) {
    if (elsewhere.has(type)) continue;
    const count = all(type).length;
    if (count === 0 && !(mayCreate(t, me().role) && homesOf(type).length > 0)) continue;
    const kind = (t.scopes[0] ?? "").split("/")[0] ?? "";
    groups.set(kind, [...(groups.get(kind) ?? []), { type, label: pick(t.label, type), count }]);
  }
  return (
    <Page title={say("allKinds")} lead={say("kindsLead")} back={href("more")}>
      {order
        .filter((kind) => groups.has(kind))
        .map((kind) => (
          <section key={kind}>
            <h2>{word(schema.value, "kinds", kind, language.value)}</h2>
            {[...(groups.get(kind) ?? [])]
              .sort((a, b) => a.label.localeCompare(b.label, language.value))
              .map((one) => (
                <Link key={one.type} class="row" href={href("list", one.type)}>
                  <b>{one.label}</b>
                  <small>{one.count}</small>
                </Link>
              ))}
          </section>
        ))}
    </Page>
  );
}
