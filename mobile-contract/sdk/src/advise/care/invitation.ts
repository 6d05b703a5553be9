import { member } from "../../core/merge/ownkey.js";
import { whole } from "../held.js";
import { fine, type Guard, items, numberOf } from "./world.js";

/** The citizen is told that a visit was moved after she answered. */
export const answeredInTime: Guard = (t, before, after) => {
  const was = new Map(items(t, before, "citizenStance").map((item) => [item.id, item.edit]));
  const now = numberOf(t, after, "sequence");
  const isLate = items(t, after, "citizenStance").some(
    (item) => was.get(item.id) !== item.edit && whole(member(item.value, "respondedToSequence")) < now,
  );
  return isLate ? { note: "stale-answer" } : fine;
};
