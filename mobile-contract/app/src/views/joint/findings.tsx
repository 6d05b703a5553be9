import type { JSX } from "preact";
import { all, citizenOf, text, type Doc } from "../../lib/docs.js";
import { Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { mayCreate, stateOf } from "../team/rights.js";
import { Fact, Journal, named, State } from "../team/show.js";
import { findingScope, NewFinding, type } from "./finding.js";
import { past } from "./guests.js";

/** Findings are what each profession saw, each in a document of its own. */
export function Findings(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const citizen = citizenOf(d.scope);
  const found = all(type, citizen).filter((f) => text(f, "jointVisitId") === d.doc);
  const isTime = past.has(stateOf(d)) || stateOf(d) === "underway";
  return (
    <section>
      <h2>{say("tmFindings")}</h2>
      {found.map((f) => (
        <Card key={f.doc} title={named(type, "byRole", text(f, "byRole"))}>
          <Fact of={f} field="citizenWords" strong />
          <Fact of={f} field="lifeArea" />
          <Journal of={f} field="observation" />
          <Journal of={f} field="suggestion" />
          <State of={f} />
        </Card>
      ))}
      {found.length === 0 && <p class="note">{say("tmNoFindings")}</p>}
      {isTime && mayCreate(type) && findingScope(citizen) && <NewFinding of={d} />}
    </section>
  );
}
