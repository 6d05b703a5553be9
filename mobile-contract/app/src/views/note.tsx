import type { JSX } from "preact";
import { all, text } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { citizenName } from "../lib/people.js";
import { phone } from "../lib/phone.js";
import { fromHere, href } from "../lib/route.js";
import { add, now, set, write } from "../lib/write.js";
import { Button, Choice, Field, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { alertsOf, choices, socialScope } from "./care/data.js";
import { Asks } from "./care/finishing.js";
import { Alerts } from "./care/parts.js";
import "../styles/care.css";

interface Typing {
  readonly text: string;
  readonly category: string;
  readonly needs: boolean;
  readonly to: readonly string[];
}

const empty: Typing = { text: "", category: "", needs: false, to: [] };

/** NewNote is a note about somebody that belongs to no visit. */
export function NewNote(p: { readonly at: readonly string[] }): JSX.Element {
  const [citizen = ""] = p.at;
  const typed = useTyped<Typing>("note/" + citizen, empty);
  const t = typed.value.value;

  async function save(): Promise<void> {
    const on = fromHere();
    const at = now();
    const domains = new Set(all("planActivity", citizen).map((a) => text(a, "legalDomain")));
    const [domain = ""] = domains.size === 1 ? [...domains] : [];
    const done = await write({
      scope: socialScope(citizen),
      doc: phone().newId(),
      type: "visitNote",
      create: true,
      changes: {
        text: add({ at, text: t.text.trim() }),
        occurredAt: set(at),
        ...(t.category === "" ? {} : { category: set(t.category) }),
        ...(domain === "" ? {} : { legalDomain: set(domain) }),
        ...(t.needs ? { needsAction: set(true) } : {}),
        ...(t.needs && t.to.length > 0
          ? { forProfessions: { add: Object.fromEntries(t.to.map((r) => [phone().newId(), r])) } }
          : {}),
      },
    });
    if (!done) return;
    await typed.done();
    on("citizen", citizen);
  }

  return (
    <Page title={say("writeNote")} lead={citizenName(citizen)} back={href("citizen", citizen)}>
      <Alerts of={alertsOf(citizen)} />
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        <Field label={say("noteText")} hint={say("noteHint")}>
          {(id, by) => (
            <textarea
              id={id}
              aria-describedby={by}
              value={t.text}
              onInput={(e) => {
                typed.change({ text: e.currentTarget.value });
              }}
            />
          )}
        </Field>
        <Choice
          label={say("noteAbout")}
          value={t.category}
          options={choices("visitNote", "category")}
          onPick={(category) => {
            typed.change({ category });
          }}
        />
        <Asks
          needs={t.needs}
          to={t.to}
          onChange={(needs, to) => {
            typed.change({ needs, to });
          }}
        />
        <Button kind="main" type="submit" disabled={t.text.trim() === ""}>
          {say("save")}
        </Button>
      </form>
    </Page>
  );
}
