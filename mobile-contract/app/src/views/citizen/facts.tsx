import type { JSX } from "preact";
import { list, member, text, values, type Doc } from "../../lib/docs.js";
import { staffName } from "../../lib/people.js";
import { Card } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { cardOf, fieldName, identityOf, named, textsOf } from "../care/data.js";
import { Fact } from "../care/parts.js";

/** Strengths are what she can and has. */
export function Strengths(p: { readonly card: Doc | undefined }): JSX.Element | null {
  const its = textsOf(p.card, "strengths");
  if (its.length === 0) return null;
  return (
    <Card title={say("strengths")}>
      <ul>
        {its.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Card>
  );
}

/** Contact is how to reach her, how to get in, and whose she is; nothing when nobody has said. */
export function Contact(p: { readonly citizen: string }): JSX.Element | null {
  const [card, identity] = [cardOf(p.citizen), identityOf(p.citizen)];
  const name = (id: string): string => (id === "" ? "" : staffName(id));
  const tel = text(identity, "phone");
  const facts = [
    ...["address", "homeAccess"].map((f) => ({
      what: fieldName("citizenIdentity", f),
      said: text(identity, f),
    })),
    ...["permanentCareContactId", "responsibleNurseId", "responsibleAssessorId"].map((f) => ({
      what: fieldName("citizen", f),
      said: name(text(card, f)),
    })),
    { what: fieldName("citizen", "rehabContactIds"), said: list(card, "rehabContactIds").map(staffName).join(", ") },
    ...values(card, "representatives").map((r) => ({
      what: named("citizen", "representatives.kind", member(r, "kind")),
      said: [member(r, "name"), member(r, "phone")].filter((t) => t !== "").join(", "),
    })),
  ];
  if (tel === "" && facts.every((f) => f.said === "")) return null;
  return (
    <Card title={say("contact")}>
      {tel !== "" && (
        <p>
          <a class="link" href={"tel:" + tel.replace(/[^+0-9]/g, "")}>
            {tel}
          </a>
        </p>
      )}
      <dl>
        {facts.map(({ what, said }) => (
          <Fact key={what + said} name={what}>
            {said}
          </Fact>
        ))}
      </dl>
    </Card>
  );
}
