import type { Status } from "./events.js";
import type { Held } from "./held.js";
import { parseText } from "./login.js";

/** statusOf is what a screen always shows of the login that is open, if one is. */
export function statusOf(held: Held | undefined, now: number): Status {
  const line = held?.line.at ?? "idle";
  return {
    actor: held?.login.actor ?? "",
    replica: held?.login.replica ?? "",
    line,
    online: line === "live",
    waiting: held?.replica.pending() ?? 0,
    carries: held?.carrier.edits ?? 0,
    aside: held?.replica.setAside().length ?? 0,
    lapsed: held?.replica.lapsed(now) ?? false,
    scopes: held?.replica.scopes() ?? [],
    partial: held ? partial(held) : [],
  };
}

/**
 * partial are the scopes of which something is still to come. Of a scope in which nobody has written nothing comes: which those were
 * when everything had come is kept, for when there is no contact.
 */
function partial({ replica, line, keeper, nobodyWrote }: Held): readonly string[] {
  const loading: string[] = [];
  const unwritten: string[] = [];
  for (const scope of replica.scopes()) {
    const at = replica.status(scope);
    if (at?.revoked !== false) continue;
    if (at.loading) loading.push(scope);
    else if (at.cursor.epoch === "") unwritten.push(scope);
  }
  if (line.at !== "live") {
    const known = new Set(parseText(nobodyWrote.text).split(" "));
    return [...loading, ...unwritten.filter((scope) => !known.has(scope))].sort();
  }
  const text = JSON.stringify(unwritten.join(" "));
  if (text !== nobodyWrote.text) keeper.note("empty", (nobodyWrote.text = text));
  return loading;
}
