import type { Document, Edit, Type } from "../../core/index.js";
import { mayBeDisclosed } from "./disclose.js";
import { answeredInTime } from "./invitation.js";
import { assessmentGate, floorFirst, voiceFirst } from "./item.js";
import { citizenFirst } from "./jointvisit.js";
import { ownFact, withdrawnByRaiser } from "./owner.js";
import { confirmedBeforeClosed } from "./question.js";
import { cancelledStays, roomAudience } from "./room.js";
import { loweredBy } from "./urgency.js";
import { fine, type Guard, type Judged, type World } from "./world.js";

/** The rules that a phone can tell, by the names that types give. openedNow asks when an edit arrives: a phone has nothing to say. */
const guards = new Map<string, Guard>([
  ["roomAudience", roomAudience],
  ["assessmentGate", assessmentGate],
  ["citizenFirst", citizenFirst],
  ["confirmedBeforeClosed", confirmedBeforeClosed],
  ["answersVisit", answeredInTime],
  ["discloseCopy", mayBeDisclosed],
  ["nurseLowersUrgency", loweredBy("nurse")],
  ["ownerLowersUrgency", loweredBy("occupationalTherapist", "physiotherapist")],
  ["floorFirst", floorFirst],
  ["ownFact", ownFact],
  ["cancelledStays", cancelledStays],
  ["voiceFirst", voiceFirst],
  ["withdrawnByRaiser", withdrawnByRaiser],
]);

/** guard judges what an edit made of a document, by the rules of its type and by nothing else: Go's care.Guard. */
export function guard(t: Type, before: Document | undefined, after: Document, e: Edit, w: World): Judged {
  let note: string | undefined;
  for (const name of t.rules ?? []) {
    const said = guards.get(name)?.(t, before, after, e, w) ?? fine;
    if (said.code) return said;
    note = said.note ?? note;
  }
  return note ? { note } : fine;
}
