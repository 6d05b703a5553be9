import type { JSX } from "preact";
import { text, value } from "../lib/docs.js";
import { citizenName } from "../lib/people.js";
import { useRead } from "../lib/reads.js";
import { href } from "../lib/route.js";
import { Page, Tag } from "../ui/kit.js";
import { say } from "../words/index.js";
import { alertsOf, cardOf, fieldName, identityOf, isComplete, named } from "./care/data.js";
import { Alerts, Matters, Unsent } from "./care/parts.js";
import { Conflicts, Goals, Next } from "./citizen/ahead.js";
import { Contact, Strengths } from "./citizen/facts.js";
import { Last, Loose, Plans, Questions } from "./citizen/lists.js";
import { Others } from "./citizen/others.js";
import { Writing } from "./citizen/writing.js";
import "../styles/care.css";

/** Citizen is all about one person, what matters to her first. */
export function Citizen(p: { readonly at: readonly string[] }): JSX.Element {
  const [id = ""] = p.at;
  const [card, identity] = [cardOf(id), identityOf(id)];
  useRead(card, identity);
  if (!card && !identity)
    return (
      <Page title={say("notHere")} back={href("citizens")}>
        {null}
      </Page>
    );
  const preferred = text(identity, "preferredName");
  const state = text(card, "state");
  return (
    <Page
      title={citizenName(id)}
      back={href("citizens")}
      {...(preferred === "" ? {} : { lead: fieldName("citizenIdentity", "preferredName") + ": " + preferred })}
    >
      <p class="tags">
        <Tag tone={isComplete(id) ? "good" : "warn"}>{isComplete(id) ? say("complete") : say("fetching")}</Tag>
        {value(identity, "protectedIdentity") === true && <Tag tone="bad">{say("protectedPerson")}</Tag>}
        {state !== "" && state !== "active" && <Tag tone="warn">{named("citizen", "state", state)}</Tag>}
        <Unsent of={card} />
      </p>
      <Matters citizen={id} />
      <Alerts of={alertsOf(id)} />
      <Conflicts citizen={id} />
      <Next citizen={id} />
      <Goals citizen={id} />
      <Writing citizen={id} card={card} />
      <Plans citizen={id} />
      <Questions citizen={id} />
      <Last citizen={id} />
      <Loose citizen={id} />
      <Strengths card={card} />
      <Contact citizen={id} />
      <Others citizen={id} />
    </Page>
  );
}
