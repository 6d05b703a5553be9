import { own } from "../../core/index.js";
import { fine, type Guard, mayBe, textOf, touches } from "./world.js";

/**
 * What is urgent may be called less so by some roles only. Anybody raises it. What is judged is what people see, before and after: an
 * edit that says less beside somebody's more lowers nothing.
 */
export const loweredBy =
  (...roles: readonly string[]): Guard =>
  (t, before, after, e, { me, members }) => {
    const urgency = "urgency";
    if (!before || !touches(e, urgency) || me.role === "server") return fine;
    const order = own(t.fields, urgency)?.order ?? [];
    const was = order.indexOf(textOf(t, before, urgency));
    const is = order.indexOf(textOf(t, after, urgency));
    const mayLower = roles.includes(me.role) || (members && mayBe(members.get(me.actor), ...roles));
    return is >= was || mayLower ? fine : { code: "not-allowed", field: urgency };
  };
