import type { Verdict } from "../core/index.js";
import { byStamp, type Entry } from "./log.js";
import { chain } from "./pieces.js";
import { otherAnswer, prevailing } from "./prevail.js";
import type { SetAside } from "./shapes.js";
import { changed, drop, keyAside, keyEdit, touch, type State } from "./state.js";

/**
 * verdicts takes answers. A verdict of an edit that is not waiting is ignored.
 *
 * An accepted edit leaves the outbox. It is shown on top until the scope's cursor reaches it, and kept to be submitted again until
 * no restore can lose it (tidy). A refused or parked one is set aside with its text. An edit whose id was taken gets a new id and
 * waits again. Of a refusal and an acceptance of one edit the latter counts, whichever is heard of first.
 */
export function verdicts(s: State, now: number, all: readonly Verdict[]): void {
  const refused = new Set<Entry>();
  for (const told of all) {
    const e = s.log.byId.get(told.edit);
    if (!e) {
      otherAnswer(s, now, told);
      continue;
    }
    const v = prevailing(s, e.edit, told);
    const no = v.verdict === "refused";
    if (e.verdict || (refused.has(e) && no)) continue;
    if (no && v.code === "id-taken") {
      rename(s, e);
      continue;
    }
    if (no) refused.add(e);
    else {
      refused.delete(e);
      accept(s, now, e, v);
    }
    putAside(s, e, v);
  }
  if (refused.size > 0) drop(s, (e) => refused.has(e));
  tidy(s, now);
}

/** accept makes an edit an acknowledged one. */
export function accept(s: State, now: number, e: Entry, told: Verdict): void {
  const v: { -readonly [M in keyof Verdict]: Verdict[M] } = { ...told };
  delete v.again; // true of this answer, not of the edit
  e.verdict = v;
  e.at = now;
  e.epoch = s.scopes.get(e.edit.scope)?.target().cursor.epoch ?? ""; // the history the server answers in, as far as we know
  changed(s, e);
}

/**
 * putAside keeps what a person must look at. A kind this phone does not know is looked at too. An edit submitted again to a
 * restored server may be accepted this time.
 */
export function putAside(s: State, e: Entry, v: Verdict): void {
  const id = e.edit.id;
  switch (v.verdict) {
    case "applied":
    case "merged":
    case "proposed":
      if (!s.aside.delete(id)) return;
      break;
    default:
      s.aside.set(id, { edit: e.edit, verdict: v, ...(e.proof ? { proof: e.proof } : {}) });
  }
  touch(s, keyAside(id));
}

function rename(s: State, e: Entry): void {
  touch(s, keyEdit(e.edit.id));
  s.log.byId.delete(e.edit.id);
  e.edit = { ...e.edit, id: s.o.newId() };
  e.bytes = 0;
  s.log.byId.set(e.edit.id, e);
  chain(s, e); // it is another edit now, the latest of the chain
  changed(s, e);
}

/** setAside lists the refused and parked edits nobody has handled, in the order they were written. */
export const setAside = (s: State): SetAside[] => [...s.aside.values()].sort(byStamp);

/** handled lets go of a text that was set aside. */
export function handled(s: State, edit: string): boolean {
  if (!s.aside.delete(edit)) return false;
  touch(s, keyAside(edit));
  return true;
}

/**
 * tidy lets go of acknowledged edits that nobody needs again: no restore can lose them (safeSeq), they are confirmed here, and
 * they are keepDays old.
 */
export function tidy(s: State, now: number): void {
  drop(s, (e) => {
    if (!e.verdict || now - e.at < s.keepMillis) return false;
    const sc = s.scopes.get(e.edit.scope);
    if (!sc) return true; // not held: no news of its history will come
    const seq = e.verdict.seq;
    return e.epoch === sc.shown.cursor.epoch && seq <= sc.safe && seq <= sc.shown.cursor.seq;
  });
}
