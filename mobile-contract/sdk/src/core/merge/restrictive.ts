import type { Op } from "../edit.js";
import { keys, own } from "../json.js";
import { spareDecided } from "./authoritative.js";
import { isStale } from "./bundle.js";
import { guardImmutable } from "./immutable.js";
import type { Candidates, Entry, Step } from "./step.js";

/** How old an edit may be when it comes and still count as written online, milliseconds. */
const onlineMillis = 5 * 60 * 1000;

/** RST: adding replaces nothing; a removal takes away what its author had seen, once the server has let it. */
export function spareRestrictions(by: Entry, it: Entry): boolean {
  return by.edit !== "" || spareDecided(by, it);
}

/**
 * Refuses to reword what its author had seen, and lifts nothing that somebody may still count on: only for somebody who had
 * seen all that stands under the id, was online, and says why in the same edit.
 */
export function guardRestriction(s: Step, set: Candidates, op: Op): string {
  if (own(op.add, set.item) !== undefined) return guardImmutable(s, set);
  if (isStale(s, set.c)) return "stale";
  const { written } = s.in;
  if (written && s.in.at - written > onlineMillis) return "must-be-online";
  const { reason } = set.rule;
  if (!reason || keys(own(s.e.changes, reason)?.add).length) return "";
  s.about = reason;
  return "reason-missing";
}
