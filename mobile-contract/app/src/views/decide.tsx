import type { JSX } from "preact";
import { citizenOf, find, text } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { phone } from "../lib/phone.js";
import { fromHere, href } from "../lib/route.js";
import { set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Choice, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Area, Checks, Form, Line, Moment, Pick } from "../ui/inputs.js";
import { Lacks } from "./team/parts.js";
import { seats } from "./team/meeting.js";
import { partOf } from "./team/scopes.js";
import { fieldName, named, roleName } from "./team/show.js";

const type = "meetingDecision";
const kinds = ["task", "jointVisit", "newAssessmentRequested", "goalChange", "referral", "sipNeeded", "noAction"];
const blank = { kind: "", text: "", responsible: "", due: "", told: "", condition: "", who: [] as readonly string[] };

/** Decide writes down what the meeting came to, #/decide/scope/item: somebody is responsible, and until when. */
export function Decide(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = ""] = p.at;
  const item = find(scope, id);
  const t = useTyped("decide/" + id, blank);
  const v = t.value.value;
  const people = seats(scope).filter((s) => s.parts.includes(partOf(scope)));
  const isVisit = v.kind === "jointVisit";
  const isReady =
    v.kind !== "" && v.text.trim() !== "" && v.responsible !== "" && v.due !== "" && (!isVisit || v.who.length > 0);

  async function decide(): Promise<void> {
    const on = fromHere();
    if (!item || !isReady) return;
    const meeting = text(item, "meetingId");
    const done = await write({
      scope,
      doc: phone().newId(),
      type,
      create: true,
      changes: {
        itemId: set(id),
        ...(meeting !== "" && { meetingId: set(meeting) }),
        kind: set(v.kind),
        text: set(v.text.trim()),
        responsibleId: set(v.responsible),
        due: set(v.due),
        ...(v.told.trim() !== "" && { howCitizenIsTold: set(v.told.trim()) }),
        ...(v.condition.trim() !== "" && { condition: set(v.condition.trim()) }),
        ...(isVisit && {
          participants: set(
            people.filter((s) => v.who.includes(s.id)).map((s) => ({ staffId: s.id, role: s.role, mandatory: true })),
          ),
        }),
      },
    });
    if (!done) return;
    await t.done();
    on("item", scope, id);
  }

  return (
    <Page title={say("tmNewDecision")} lead={text(item, "question")} back={href("item", scope, id)}>
      <Form onSubmit={decide}>
        <Choice
          label={fieldName(type, "kind")}
          value={v.kind}
          options={kinds
            .filter((kind) => kind !== "jointVisit" || citizenOf(scope) !== "")
            .map((value) => ({ value, label: named(type, "kind", value) }))}
          onPick={(kind) => {
            t.change({ kind });
          }}
        />
        <Area
          label={say("tmWhatDecided")}
          value={v.text}
          onText={(next) => {
            t.change({ text: next });
          }}
        />
        {isVisit && (
          <>
            <Checks
              label={say("tmWhoVisits")}
              value={v.who}
              options={people.map((s) => ({ value: s.id, label: s.name + ", " + roleName(s.role).toLowerCase() }))}
              onChange={(who) => {
                t.change({ who });
              }}
            />
            <p class="note">{say("tmAskedFirst")}</p>
          </>
        )}
        <Pick
          label={fieldName(type, "responsibleId")}
          value={v.responsible}
          options={people.map((s) => ({ value: s.id, label: s.name + ", " + roleName(s.role).toLowerCase() }))}
          onPick={(responsible) => {
            t.change({ responsible });
          }}
        />
        <Moment
          label={fieldName(type, "due")}
          value={v.due}
          onTime={(due) => {
            t.change({ due });
          }}
        />
        {citizenOf(scope) !== "" && (
          <Line
            label={fieldName(type, "howCitizenIsTold")}
            value={v.told}
            onText={(told) => {
              t.change({ told });
            }}
          />
        )}
        <Line
          label={fieldName(type, "condition")}
          value={v.condition}
          onText={(condition) => {
            t.change({ condition });
          }}
        />
        <Lacks
          all={[
            [v.kind === "", fieldName(type, "kind")],
            [v.text.trim() === "", say("tmWhatDecided")],
            [isVisit && v.who.length === 0, say("tmWhoVisits")],
            [v.responsible === "", fieldName(type, "responsibleId")],
            [v.due === "", fieldName(type, "due")],
          ]}
        />
        <Button kind="main" type="submit" disabled={!isReady}>
          {say("tmSaveDecision")}
        </Button>
      </Form>
    </Page>
  );
}
