import type { JSX } from "preact";
import { byId, inScope, items, member, text, type Doc } from "../../lib/docs.js";
import { phone } from "../../lib/phone.js";
import { now, set, write } from "../../lib/write.js";
import { Link } from "../../ui/kit.js";
import { href } from "../../lib/route.js";
import { say } from "../../words/index.js";
import { phaseOf, routineOf, stepsOf, whole } from "./meeting.js";
import { me, role } from "./rights.js";

const phases = { before: "tmPhaseBefore", during: "tmPhaseDuring", after: "tmPhaseAfter" } as const;

/** Checklist is what the routine asks of the person's role in the phase that the meeting is in. */
export function Checklist(p: { readonly meeting: Doc }): JSX.Element | null {
  const routine = routineOf(p.meeting);
  if (!routine) return null;
  const phase = phaseOf(p.meeting);
  const mine = stepsOf(routine).filter(
    (d) => text(d, "phase") === phase && (text(d, "role") === "" || text(d, "role") === role()),
  );
  const was = whole(p.meeting, "routineVersion");
  return (
    <section class="card">
      <h2>{say(phases[phase])}</h2>
      {mine.length === 0 && <p class="note">{say("tmNoSteps")}</p>}
      <ul class="ticks">
        {mine.map((step) => (
          <Tick key={step.doc} meeting={p.meeting} step={step} />
        ))}
      </ul>
      {was > 0 && whole(routine, "version") > was && <p class="note">{say("tmRoutineChangedSince")}</p>}
      <Link href={href("routine", routine.scope, routine.doc)}>{say("tmSeeRoutine")}</Link>
    </section>
  );
}

function Tick(p: { readonly meeting: Doc; readonly step: Doc }): JSX.Element {
  const check = checkOf(p.meeting, p.step);
  const isDone = member(items(check, "done").find((i) => i.id === me())?.value, "done") === "true";
  const why = text(p.step, "why");
  const by = text(p.step, "deadlineRule");
  return (
    <li>
      <label class={isDone ? "tick picked" : "tick"}>
        <input type="checkbox" checked={isDone} onChange={() => void tick(p.meeting, p.step, !isDone)} />
        <span>
          {text(p.step, "what")}
          {by !== "" && <small> {by}</small>}
          {why !== "" && <small class="why">{why}</small>}
        </span>
      </label>
    </li>
  );
}

/** checkOf is where the step is ticked off for that meeting, by everybody under her own name. */
const checkOf = (meeting: Doc, step: Doc): Doc | undefined =>
  inScope(meeting.scope, "routineCheck").find(
    (d) => text(d, "meetingId") === meeting.doc && text(d, "stepId") === step.doc,
  );

async function tick(meeting: Doc, step: Doc, done: boolean): Promise<void> {
  const check = checkOf(meeting, step);
  const mine = { add: { [me()]: { at: now(), done } } };
  if (check) {
    await write({ scope: check.scope, doc: check.doc, type: check.type, changes: { done: mine } });
    return;
  }
  const version = whole(meeting, "routineVersion") || whole(byId("routine", text(step, "routineId")), "version");
  await write({
    scope: meeting.scope,
    doc: phone().newId(),
    type: "routineCheck",
    create: true,
    changes: {
      meetingId: set(meeting.doc),
      stepId: set(step.doc),
      ...(version > 0 && { routineVersion: set(version) }),
      done: mine,
    },
  });
}
