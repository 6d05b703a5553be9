import type { JSX } from "preact";
import { text } from "../lib/docs.js";
import { useTyped } from "../lib/drafts.js";
import { phone } from "../lib/phone.js";
import { fromHere, href } from "../lib/route.js";
import { set, write } from "../lib/write.js";
import "../styles/team.css";
import { Button, Page } from "../ui/kit.js";
import { say } from "../words/index.js";
import { Form, Line, Moment, Pick } from "../ui/inputs.js";
import { Lacks } from "./team/parts.js";
import { routineInForce, seats, teamName, whole } from "./team/meeting.js";
import { mayCreate } from "./team/rights.js";
import { allParts, partScope } from "./team/scopes.js";
import { fieldName, roleName } from "./team/show.js";

const type = "teamMeeting";
const blank = { start: "", end: "", place: "", cutoff: "", chair: "", secretary: "" };

/** NewMeeting calls a team, #/new-meeting/scope: the meeting and its three rooms. */
export function NewMeeting(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = ""] = p.at;
  const t = useTyped("meeting/" + scope, blank);
  const v = t.value.value;
  const isReady = v.start !== "" && v.end > v.start && v.chair !== "";
  const people = seats(scope).map((s) => ({ value: s.id, label: s.name + ", " + roleName(s.role).toLowerCase() }));
  if (!mayCreate(type)) return <Page title={say("notHere")} back={href("team")} children={null} />;

  async function call(): Promise<void> {
    const on = fromHere();
    if (!isReady) return;
    const id = phone().newId();
    const routine = routineInForce(scope);
    const version = whole(routine, "version");
    const done = await write({
      scope,
      doc: id,
      type,
      create: true,
      changes: {
        state: set("called"),
        start: set(v.start),
        end: set(v.end),
        ...(v.place.trim() !== "" && { place: set(v.place.trim()) }),
        ...(v.cutoff !== "" && { cutoffAt: set(v.cutoff) }),
        chairId: set(v.chair),
        ...(v.secretary !== "" && { secretaryId: set(v.secretary) }),
        ...(routine && { routineId: set(routine.doc) }),
        ...(routine && version > 0 && { routineVersion: set(version) }),
      },
    });
    if (!done) return;
    for (const part of allParts) {
      const changes = { meetingId: set(id), part: set(part) };
      await write({ scope: partScope(scope, part), doc: phone().newId(), type: "meetingPart", create: true, changes });
    }
    await t.done();
    on("meeting", scope, id);
  }

  return (
    <Page title={say("tmNewMeeting")} lead={teamName(scope)} back={href("team")}>
      <Form onSubmit={call}>
        <Moment
          label={say("tmBegins")}
          value={v.start}
          onTime={(start) => {
            t.change({ start });
          }}
        />
        <Moment
          label={say("tmEnds")}
          value={v.end}
          {...(v.end !== "" && v.end <= v.start ? { hint: say("tmEndsTooEarly") } : {})}
          onTime={(end) => {
            t.change({ end });
          }}
        />
        <Line
          label={fieldName(type, "place")}
          value={v.place}
          onText={(place) => {
            t.change({ place });
          }}
        />
        <Moment
          label={fieldName(type, "cutoffAt")}
          value={v.cutoff}
          onTime={(cutoff) => {
            t.change({ cutoff });
          }}
        />
        <Pick
          label={fieldName(type, "chairId")}
          value={v.chair}
          options={people}
          onPick={(chair) => {
            t.change({ chair });
          }}
        />
        <Pick
          label={fieldName(type, "secretaryId")}
          value={v.secretary}
          options={people}
          onPick={(secretary) => {
            t.change({ secretary });
          }}
        />
        <p class="note">{text(routineInForce(scope), "name")}</p>
        <Lacks
          all={[
            [v.start === "", say("tmBegins")],
            [v.end === "", say("tmEnds")],
            [v.chair === "", fieldName(type, "chairId")],
          ]}
        />
        <Button kind="main" type="submit" disabled={!isReady}>
          {say("tmCallTeam")}
        </Button>
      </Form>
    </Page>
  );
}
