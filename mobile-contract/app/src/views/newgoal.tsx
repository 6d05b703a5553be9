import type { JSX } from "preact";
import { scopesOf } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { citizenName } from "../lib/people.js";
import { phone } from "../lib/phone.js";
import { fromHere, href } from "../lib/route.js";
import { set, write } from "../lib/write.js";
import { Button, Field, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { isStaff } from "./care/data.js";
import "../styles/care.css";

/** NewGoal begins with what somebody wants, in her own words; the rest is agreed on afterwards. */
export function NewGoal(p: { readonly at: readonly string[] }): JSX.Element {
  const [citizen = ""] = p.at;
  const typed = useTyped("new-goal/" + citizen, { text: "" });
  const said = typed.value.value.text;
  const back = isStaff() ? href("citizen", citizen) : href("today");

  async function save(): Promise<void> {
    const on = fromHere();
    const scope = scopesOf("goal", citizen)[0] ?? "";
    const doc = phone().newId();
    const made = await write({
      scope,
      doc,
      type: "goal",
      create: true,
      ...(isStaff() ? { onBehalfOf: "citizen" } : {}),
      changes: { citizenWords: set(said.trim()), expressedBy: set("citizen"), state: set("voiced") },
    });
    if (!made) return;
    await typed.done();
    on("goal", scope, doc);
  }

  return (
    <Page title={say("newGoal")} lead={citizenName(citizen)} back={back}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        <Field
          label={isStaff() ? say("goalOwnWords") : say("goalMyWords")}
          {...(isStaff() ? { hint: say("askFirst") } : {})}
        >
          {(id, by) => (
            <textarea
              id={id}
              aria-describedby={by}
              value={said}
              onInput={(e) => {
                typed.change({ text: e.currentTarget.value });
              }}
            />
          )}
        </Field>
        <Button kind="main" type="submit" disabled={said.trim() === ""}>
          {say("save")}
        </Button>
      </form>
    </Page>
  );
}
