import { text } from "../held.js";
import { fine, type Guard, mayBe, numberOf, reading, textOf, touches } from "./world.js";

/** The part that needs a nurse: medicines and aids. */
const nursePart = 3;

/** A part cannot open while a person outside its audience is marked present. Part 3 without a nurse is a note, not a refusal. */
export const roomAudience: Guard = (t, _, after, e, { members }) => {
  const part = numberOf(t, after, "openPart");
  if (!touches(e, "openPart", "presentIds") || part === 0 || !members) return fine;
  const { value } = reading(t, after, "presentIds");
  const present = Array.isArray(value) ? value.map(text).map((id) => members.get(id)) : [];
  if (present.some((m) => m && !m.parts.includes(part))) return { code: "wrong-audience", field: "presentIds" };
  const hasNurse = present.some((m) => mayBe(m, "nurse"));
  return part === nursePart && !hasNurse ? { note: "no-quorum" } : fine;
};

/** Nobody moves what is cancelled, nor opens a part of a meeting that is not held any more. */
export const cancelledStays: Guard = (t, before, after, e) => {
  const was = textOf(t, before, "state");
  if (was === "cancelled" && touches(e, "start", "end", "place")) return { code: "stale", field: "start" };
  const isOver = ["cancelled", "closed", "confirmed"].includes(was);
  const opens = touches(e, "openPart") && numberOf(t, after, "openPart") > 0;
  return isOver && opens ? { code: "no-transition", field: "openPart" } : fine;
};
