import { member, text, values, type Doc } from "../../lib/docs.js";
import { staffName } from "../../lib/people.js";
import { stateOf } from "../team/rights.js";
import { roleName } from "../team/show.js";

/** Guest is a professional who comes to a joint visit. */
export interface Guest {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** guests are the professionals who come. */
export const guests = (d: Doc): readonly Guest[] =>
  values(d, "participants").map((one) => {
    const id = member(one, "staffId");
    return { id, name: staffName(id), role: roleName(member(one, "role")) };
  });

/** standing is where the visit stands; the invitation tells the citizen. */
export const standing = (d: Doc): string => (d.type === "visitInvitation" ? text(d, "visitState") : stateOf(d));

export const booked: ReadonlySet<string> = new Set(["scheduled", "confirmed"]);

export const past: ReadonlySet<string> = new Set(["held", "summarised"]);
