import { own } from "../../core/index.js";
import { moment, text, valueOf } from "../held.js";
import { type Rule, writtenAt } from "./screen.js";

/**
 * inTime says whether an agenda item came before its meeting's cut-off: a phone in a stairwell must not cost the citizen a meeting.
 * What counts is when the item was put on this meeting; a clock that runs ahead counts as the arrival.
 */
export const inTime: Rule = (s, of) => {
  const meeting = own(of.view.fields, "meetingId");
  const id = text(meeting?.value);
  const origin = own(of.origins, meeting?.edit ?? "");
  if (id === "" || !origin) return undefined;
  for (const m of s.all("teamMeeting")) {
    if (m.doc !== id) continue;
    const cutoff = moment(valueOf(m.view, "cutoffAt"));
    if (cutoff === undefined) return undefined;
    const written = writtenAt(origin);
    if (Math.max(written, origin.at) <= cutoff) return "onTime";
    return written <= cutoff ? "lateByOffline" : "late";
  }
  return undefined;
};
