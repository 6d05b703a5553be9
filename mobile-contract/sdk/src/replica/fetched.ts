import { own, type View } from "../core/index.js";
import { timeText } from "../core/time.js";
import { Invalid } from "./check.js";
import { edit } from "./edit.js";
import { showAll } from "./show.js";
import type { State } from "./state.js";

/**
 * fetched writes, of each notice that came and that somebody waits to hear of, that this phone has it: so coordinators see who was
 * not reached. Call it when something came; it writes once for each change, and says how many it wrote.
 */
export function fetched(s: State, now: number): number {
  let written = 0;
  for (const scope of [...s.scopes.keys()].sort()) {
    if (!/^staff\/[^/]+\/inbox\//.test(scope)) continue;
    for (const one of showAll(s, scope)) {
      const seq = one.type === "notice" ? owed(one.view) : undefined;
      if (seq === undefined) continue;
      const changes = { fetchedSeq: { set: seq }, fetchedAt: { set: timeText(now) } };
      try {
        edit(s, now, { scope, doc: one.doc, type: one.type, changes });
        written++;
      } catch (e) {
        if (!(e instanceof Invalid)) throw e; // a scope that was revoked meanwhile is owed nothing
      }
    }
  }
  return written;
}

/** owed gives the change that a notice tells of, if nobody was told yet that it came. */
function owed(v: View): number | undefined {
  const seq = count(v, "causeSeq");
  const asked = v.voided === "" && own(v.fields, "teamId")?.value !== undefined;
  return asked && seq > count(v, "fetchedSeq") ? seq : undefined;
}

function count(v: View, field: string): number {
  const value = own(v.fields, field)?.value;
  return typeof value === "number" ? value : 0;
}
