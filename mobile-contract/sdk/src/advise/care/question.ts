import { type Document, own, type Type } from "../../core/index.js";
import { text, textIn } from "../held.js";
import { fine, type Guard, items, textOf, touches } from "./world.js";

/**
 * A question is over when the newest answer was read: by everybody who was named, and by at least one who did not give it. "Besvarad"
 * must never be shown although the next visitor has not read it.
 */
export const confirmedBeforeClosed: Guard = (t, before, after, e) => {
  const state = textOf(t, after, "state");
  const isSettled = state === "closed" || state === "confirmedByStaff";
  if (!touches(e, "state") || !isSettled || textOf(t, before, "state") === state) return fine;
  const field = unread(t, after);
  return field === "" ? fine : { code: "confirmations-missing", field };
};

/** unread is the field in which something is missing before a question is over, or "". */
function unread(t: Type, d: Document): "" | "answer" | "confirmations" {
  const newest = items(t, d, "answer").at(-1);
  if (!newest) return "answer";
  const author = own(d.origins, newest.edit)?.author;
  const read = items(t, d, "confirmations")
    .filter((c) => textIn(c.value, "answerId") === newest.id && c.id !== author)
    .map((c) => c.id);
  const isMissing = items(t, d, "mustConfirmIds").some((must) => !read.includes(text(must.value)));
  return isMissing || read.length === 0 ? "confirmations" : "";
}
