import { type Document, type Json, own, type Type } from "../../core/index.js";
import { textIn, text } from "../held.js";
import { fine, type Guard, items, type Judged, reading, setTo, textOf, touches } from "./world.js";

/** The states of a joint visit that nobody may bring about before the citizen said yes. */
const afterYes: readonly string[] = ["scheduled", "confirmed", "underway", "held", "summarised"];
const everybody = "all";

/** isFact: these states say that it happened. */
const isFact = (state: string): boolean => state === "held" || state === "summarised";

/**
 * No visit is booked without the citizen's yes to each who comes. A move that does not show, because the no was there first, is history
 * and is let through; so is a visit that was held, when there is a record of it.
 */
export const citizenFirst: Guard = (t, before, after, e) => {
  const state = reading(t, after, "state");
  const shown = text(state.value);
  if (!afterYes.includes(shown)) return fine;
  const was = textOf(t, before, "state");
  if (touches(e, "state") && was !== shown && setTo(e, "state") === shown) {
    if (isFact(shown) && (state.disputed || hasFact(t, after) || isFact(was))) return fine;
    return answered(stanceOf(t, after), "state", participants(t, after));
  }
  if (!touches(e, "participants")) return fine;
  const there = participants(t, before);
  const added = participants(t, after).filter((id) => !there.includes(id));
  return added.length > 0 && !isFact(shown) ? answered(stanceOf(t, after), "participants", added) : fine;
};

const hasFact = (t: Type, d: Document): boolean =>
  items(t, d, "findingIds").length + items(t, d, "visitRecordIds").length > 0;

/**
 * stanceOf is what the citizen said about each who comes. A yes has to be the citizen's own, or recorded as such; a no is heeded
 * whoever writes it.
 */
function stanceOf(t: Type, d: Document): ReadonlyMap<string, string> {
  const stance = new Map<string, string>();
  for (const { id, value, edit } of items(t, d, "citizenStance")) {
    const o = own(d.origins, edit);
    const isCitizens = o?.role === "citizen" || o?.role === "representative" || o?.onBehalfOf === "citizen";
    const answer = textIn(value, "answer");
    if (answer !== "yes" || isCitizens) stance.set(id, answer);
  }
  return stance;
}

function answered(stance: ReadonlyMap<string, string>, field: string, who: readonly string[]): Judged {
  const about = (who.length > 0 ? who : [everybody]).map((id) => stance.get(id) || stance.get(everybody));
  if (about.includes("no")) return { code: "citizen-said-no", field };
  return about.every((answer) => answer === "yes") ? fine : { code: "citizen-not-asked", field };
}

/** participants are the staff ids of those who come, whichever way the type keeps them. */
function participants(t: Type, d: Document | undefined): readonly string[] {
  const { value, items: listed = [] } = reading(t, d, "participants");
  const ids = listed.map((item) => staffId(item.value) || item.id);
  const all: readonly Json[] = Array.isArray(value) ? value : [];
  return [...ids, ...all.map(staffId).filter((id) => id !== "")];
}

const staffId = (v: Json): string => text(v) || textIn(v, "staffId");
