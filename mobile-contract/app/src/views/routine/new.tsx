import type { JSX } from "preact";
import { all, text, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { phone } from "../../lib/phone.js";
import { fromHere, href } from "../../lib/route.js";
import { set, write } from "../../lib/write.js";
import "../../styles/team.css";
import { Form, Line } from "../../ui/inputs.js";
import { Button, Page } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { routineInForce, stepsOf, teamName } from "../team/meeting.js";
import { mayCreate } from "../team/rights.js";
import { teamOf } from "../team/scopes.js";
import { fieldName } from "../team/show.js";
import { stepChanges, stepValues } from "./step.js";

/** copied makes a draft with the steps of the routine before it, and gives its id. */
async function copied(scope: string, before: Doc | undefined, name: string): Promise<string | undefined> {
  const id = phone().newId();
  const ids: string[] = [];
  for (const [i, step] of stepsOf(before).entries()) {
    const doc = phone().newId();
    const changes = { routineId: set(id), order: set(i + 1), ...stepChanges(stepValues(step)) };
    if (!(await write({ scope, doc, type: "routineStep", create: true, changes }))) return undefined;
    ids.push(doc);
  }
  const purpose = text(before, "purpose");
  const changes = {
    state: set("draft"),
    name: set(name),
    stepIds: set(ids),
    ...(purpose !== "" && { purpose: set(purpose) }),
    ...(before && { replacesRoutineId: set(before.doc) }),
  };
  return (await write({ scope, doc: id, type: "routine", create: true, changes })) && id;
}

/** NewRoutine begins the next routine, #/new-routine/team: as a copy of the one in force, which stays until the new one is approved. */
export function NewRoutine(p: { readonly at: readonly string[] }): JSX.Element {
  const [team = ""] = p.at;
  const scope = all("teamRoster").find((d) => teamOf(d.scope) === team)?.scope ?? "";
  const before = routineInForce(scope);
  const t = useTyped("newroutine/" + team, { name: "" });
  const name = t.value.value.name.trim() || text(before, "name");
  if (scope === "" || !mayCreate("routine")) return <Page title={say("notHere")} back={href("team")} children={null} />;

  async function begin(): Promise<void> {
    const on = fromHere();
    const id = name === "" ? undefined : await copied(scope, before, name);
    if (id === undefined) return;
    await t.done();
    on("routine", scope, id);
  }

  return (
    <Page title={say(before ? "tmChangeRoutine" : "tmNewRoutine")} lead={teamName(scope)} back={href("team")}>
      <p>{say(before ? "tmCopyIsMade" : "tmFirstRoutine")}</p>
      <Form onSubmit={begin}>
        <Line
          label={fieldName("routine", "name")}
          value={t.value.value.name}
          {...(before ? { hint: say("tmSameNameIfEmpty") } : {})}
          onText={(next) => {
            t.change({ name: next });
          }}
        />
        <Button kind="main" type="submit" disabled={name === ""}>
          {say("tmBeginRoutine")}
        </Button>
      </Form>
    </Page>
  );
}
