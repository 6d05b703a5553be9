import { scopeParts } from "../../core/index.js";
import { fine, type Guard, isTrue, numberOf, setTo, textOf, touches } from "./world.js";

/** Part 3 takes no question that needs a new assessment: it is raised in part 2, where the needs assessor is. */
export const assessmentGate: Guard = (t, _, after, e) => {
  if (numberOf(t, after, "part") !== 3 || !isTrue(t, after, "requiresNewAssessment")) return fine;
  const isHers = setTo(e, "requiresNewAssessment") === true || touches(e, "part");
  return isHers ? { code: "needs-assessment", field: "requiresNewAssessment" } : fine;
};

/** No item about a citizen is discussed without the citizen's voice. An anonymous item has nobody to ask. */
export const voiceFirst: Guard = (t, before, after, e) => {
  const to = setTo(e, "state");
  const isAbout = to === "discussed" || to === "decided";
  const isMove = textOf(t, after, "state") === to && textOf(t, before, "state") !== to;
  if (scopeParts(after.scope).kind !== "citizen" || !isAbout || !isMove || isTrue(t, after, "anonymous")) return fine;
  const isSilent = /^\p{White_Space}*$/u.test(textOf(t, after, "citizenVoice"));
  return isSilent ? { code: "voice-missing", field: "citizenVoice" } : fine;
};

/** A test takes no granted support away: that is confirmed before it starts. */
export const floorFirst: Guard = (t, before, after, e) => {
  const running = "running";
  const starts = setTo(e, "state") === running && textOf(t, before, "state") !== running;
  const isConfirmed = isTrue(t, after, "supportFloorConfirmed");
  return starts && !isConfirmed ? { code: "reason-missing", field: "supportFloorConfirmed" } : fine;
};
