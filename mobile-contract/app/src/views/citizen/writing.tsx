import type { JSX } from "preact";
import { all, scopesOf, text, type Doc } from "../../lib/docs.js";
import { href } from "../../lib/route.js";
import { Card, Link } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { isOpen, mayCreate, mayWrite } from "../care/data.js";
import { AddLine } from "./addline.js";

/** Writing is what can be written about her, one tap each. */
export function Writing(p: { readonly citizen: string; readonly card: Doc | undefined }): JSX.Element {
  const may = (type: string): boolean => mayCreate(type) && scopesOf(type, p.citizen).length > 0;
  return (
    <Card title={say("write")}>
      {may("visitNote") && (
        <Link class="button main" href={href("note", p.citizen)}>
          {say("writeNote")}
        </Link>
      )}
      {may("goalFollowUp") &&
        all("goal", p.citizen)
          .filter(isOpen)
          .map((g) => (
            <Link key={g.doc} class="button" href={href("goal", g.scope, g.doc)}>
              {say("talkedAboutGoal")}
              <small>{text(g, "citizenWords")}</small>
            </Link>
          ))}
      {may("medicationQuestion") && (
        <Link class="button" href={href("new-medicine", p.citizen)}>
          {say("medicineQuestion")}
        </Link>
      )}
      {may("aidQuestion") && (
        <Link class="button" href={href("new-aid", p.citizen)}>
          {say("aidQuestion")}
        </Link>
      )}
      {p.card && mayWrite("citizen") && (
        <>
          <AddLine of={p.card} field="safetyAlerts" label={say("addAlert")} hint={say("alertText")} />
          <AddLine
            of={p.card}
            field="strengths"
            label={say("strengths") + ": " + say("addStrength").toLowerCase()}
            hint=""
          />
        </>
      )}
    </Card>
  );
}
