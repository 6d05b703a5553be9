import type { JSX } from "preact";
import { find, text } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { isHeld, phone } from "../lib/phone.js";
import { citizens } from "../lib/people.js";
import { fromHere, href } from "../lib/route.js";
import { set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Choice, Page } from "../ui/kit.js";
import { say, when } from "../words/index.js";
import { Area, Form, Pick } from "../ui/inputs.js";
import { Lacks } from "./team/parts.js";
import { myParts } from "./team/meeting.js";
import { caseScope, partScope, type Part } from "./team/scopes.js";
import { fieldName, named } from "./team/show.js";

const blank = { part: "", citizen: "", question: "", background: "", voice: "", informed: "", basis: "", priority: "" };
const nobody = "-";

/** NewItem raises something for a meeting, #/new-item/scope/meeting or …/part: only in parts that are the person's own. */
export function NewItem(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = "", room = ""] = p.at;
  const meeting = find(scope, id);
  const parts = myParts(scope);
  const t = useTyped("item/" + id + "/" + room, { ...blank, part: room });
  const v = t.value.value;
  const part: Part | undefined = parts.find((one) => String(one) === v.part);
  const about = v.citizen === nobody ? "" : v.citizen;
  const isReady = part !== undefined && v.citizen !== "" && v.question.trim() !== "";
  const people = part ? citizens().filter((c) => isHeld(caseScope(scope, part, c.id))) : [];

  async function raise(): Promise<void> {
    const on = fromHere();
    if (!part || !isReady) return;
    const place = {
      scope: about === "" ? partScope(scope, part) : caseScope(scope, part, about),
      doc: phone().newId(),
    };
    const made = await write({
      ...place,
      type: "agendaItem",
      create: true,
      changes: {
        state: set("proposed"),
        part: set(part),
        meetingId: set(id),
        question: set(v.question.trim()),
        ...(v.background.trim() !== "" && { background: set(v.background.trim()) }),
        ...(about === "" && { anonymous: set(true) }),
        ...(v.informed !== "" && about !== "" && { citizenInformed: set(v.informed === "yes") }),
        ...(v.basis !== "" && about !== "" && { disclosureBasis: set(v.basis) }),
        ...(v.priority !== "" && { priority: set(v.priority) }),
      },
    });
    if (!made) return;
    if (v.voice.trim() !== "" && about !== "") {
      const voice = { citizenVoice: set(v.voice.trim()) };
      if (!(await write({ ...place, type: "agendaItem", onBehalfOf: "citizen", changes: voice }))) return;
    }
    await t.done();
    on("item", place.scope, place.doc);
  }

  return (
    <Page
      title={say("tmRaiseItem")}
      lead={meeting ? when(text(meeting, "start")) : ""}
      back={href("meeting", scope, id, room)}
    >
      <Form onSubmit={raise}>
        <Choice
          label={say("tmWhichPart")}
          value={v.part}
          options={parts.map((one) => ({
            value: String(one),
            label: say("tmPart") + " " + String(one) + ": " + say(`tmPart${one}`),
          }))}
          onPick={(next) => {
            t.change({ part: next });
          }}
        />
        {part && (
          <Pick
            label={say("tmAboutWhom")}
            value={v.citizen}
            options={[
              ...people.map((c) => ({ value: c.id, label: c.name })),
              { value: nobody, label: say("tmAboutNobody") },
            ]}
            onPick={(citizen) => {
              t.change({ citizen });
            }}
          />
        )}
        <Area
          label={say("tmWhatQuestion")}
          value={v.question}
          onText={(question) => {
            t.change({ question });
          }}
        />
        {about !== "" && (
          <>
            <Area
              label={fieldName("agendaItem", "citizenVoice")}
              hint={say("tmInTheirWords")}
              value={v.voice}
              onText={(voice) => {
                t.change({ voice });
              }}
            />
            <Choice
              label={fieldName("agendaItem", "citizenInformed")}
              value={v.informed}
              options={[
                { value: "yes", label: say("tmYes") },
                { value: "no", label: say("tmNo") },
              ]}
              onPick={(informed) => {
                t.change({ informed });
              }}
            />
            <Choice
              label={fieldName("agendaItem", "disclosureBasis")}
              value={v.basis}
              options={["consent", "sameBranch", "svod", "harmTest", "emergency"].map((value) => ({
                value,
                label: named("agendaItem", "disclosureBasis", value),
              }))}
              onPick={(basis) => {
                t.change({ basis });
              }}
            />
          </>
        )}
        <Area
          label={fieldName("agendaItem", "background")}
          value={v.background}
          onText={(background) => {
            t.change({ background });
          }}
        />
        <Choice
          label={fieldName("agendaItem", "priority")}
          value={v.priority}
          options={["normal", "high", "urgent"].map((value) => ({
            value,
            label: named("agendaItem", "priority", value),
          }))}
          onPick={(priority) => {
            t.change({ priority });
          }}
        />
        <Lacks
          all={[
            [part === undefined, say("tmWhichPart")],
            [v.citizen === "", say("tmAboutWhom")],
            [v.question.trim() === "", say("tmWhatQuestion")],
          ]}
        />
        <Button kind="main" type="submit" disabled={!isReady}>
          {say("tmRaiseItem")}
        </Button>
      </Form>
    </Page>
  );
}
