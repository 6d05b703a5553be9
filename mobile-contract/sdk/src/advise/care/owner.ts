import { type Document, keys, type Origin, own } from "../../core/index.js";
import { fine, type Guard, setTo, textOf } from "./world.js";

/** creatorOf is the origin of the edit that made the document; undefined while that is to come. */
const creatorOf = (d: Document | undefined): Origin | undefined => (d?.created ? own(d.origins, d.created) : undefined);

/**
 * Whoever was there says what happened, and takes it back, or the unit manager does. What others know better they write as a
 * correction.
 */
export const ownFact: Guard = (t, before, _, e, { me }) => {
  if (!before?.created || creatorOf(before)?.author === me.actor) return fine;
  const field = keys(e.changes).find((name) => own(t.fields, name)?.policy === "immutable");
  if (field !== undefined) return { code: "not-yours", field };
  return e.void && me.role !== "unitManager" ? { code: "not-yours" } : fine;
};

/** Who raised an item withdraws it. What the server raised is the coordinator's or the manager's to withdraw. */
export const withdrawnByRaiser: Guard = (t, before, after, e, { me }) => {
  const withdrawn = "withdrawnByRaiser";
  if (setTo(e, "state") !== withdrawn || !before?.created || textOf(t, after, "state") !== withdrawn) return fine;
  const raiser = creatorOf(before);
  const isManagers = raiser?.role === "server" && ["coordinator", "unitManager"].includes(me.role);
  return raiser?.author === me.actor || isManagers ? fine : { code: "not-allowed", field: "state" };
};
