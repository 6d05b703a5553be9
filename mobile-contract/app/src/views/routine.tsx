import type { JSX } from "preact";
import { find, text } from "../lib/docs.js";
import { href } from "../lib/route.js";
import "../styles/team.css";
import { Page, Tag } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Changes } from "./routine/changes.js";
import { Deciding } from "./routine/deciding.js";
import { Naming } from "./routine/naming.js";
import { phases } from "./routine/phases.js";
import { NewStep, Steps } from "./routine/steps.js";
import { teamName, whole } from "./team/meeting.js";
import { Writing } from "./team/parts.js";
import { mayWrite, stateOf } from "./team/rights.js";
import { Fact, State } from "./team/show.js";

/** Routine is how a team does its meetings, #/routine/scope/id: which is in force, what changed, and the next one's draft. */
export function Routine(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const d = find(scope, id);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  const isDraft = stateOf(d) === "draft" && mayWrite("routine", "name");
  const version = whole(d, "version");
  return (
    <Page title={text(d, "name")} lead={teamName(scope)} back={href("team")}>
      <p class="tags">
        <State of={d} />
        {version > 0 && (
          <Tag>
            {say("tmVersion")} {version}
          </Tag>
        )}
      </p>
      <Writing scope={scope} doc={id} />
      {isDraft ? <Naming of={d} /> : <Fact of={d} field="purpose" />}
      <Changes of={d} />
      {phases.map((phase) => (
        <Steps key={phase} of={d} phase={phase} isDraft={isDraft} />
      ))}
      {isDraft && <NewStep of={d} />}
      <Deciding of={d} />
    </Page>
  );
}
