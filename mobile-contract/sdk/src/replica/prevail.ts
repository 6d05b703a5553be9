import { wallMillis } from "../core/hlc.js";
import { own, type Cell, type Document, type Edit, type Verdict } from "../core/index.js";
import { newEntry } from "./log.js";
import { chain } from "./pieces.js";
import type { SetAside } from "./shapes.js";
import type { State } from "./state.js";
import { accept, putAside, setAside } from "./verdicts.js";

// Two nodes can judge one edit at once, when a phone sends it to one, loses it and sends it to the other: one accepts it in its
// scope, the other refuses it in the author's own. Whichever is heard of first, the accepted one prevails. A person who was asked
// to look at the refused text must not write it a second time.

/**
 * trace says where a document shows that it has an edit of this replica's author: the seq of its commit, or, when it was overruled
 * since, the document's; undefined when it does not. A mark of the edit's stamp is enough; its id alone could be another edit's.
 */
export function trace(author: string, d: Document, e: Edit): number | undefined {
  const origin = own(d.origins, e.id);
  if (origin) return origin.author === author && origin.stamp === e.stamp ? origin.seq : undefined;
  const overruled = (c: Cell): boolean =>
    c.s?.some((seen) => seen.stamp === e.stamp && seen.replica.startsWith(author + "/")) ?? false;
  const here = Object.keys(e.changes ?? {}).some((name) => {
    const f = own(d.fields, name);
    return f !== undefined && (overruled(f) || Object.values(f.i ?? {}).some(overruled));
  });
  return here ? d.seq : undefined;
}

/** prevailing is the verdict that counts: a refusal of an edit that the latest history has is not believed. */
export function prevailing(s: State, e: Edit, v: Verdict): Verdict {
  const d = s.scopes.get(e.scope)?.target().docs.get(e.doc)?.doc;
  if (!d || v.verdict !== "refused" || v.code === "id-taken") return v;
  const seq = trace(s.o.author, d, e);
  return seq === undefined ? v : { edit: e.id, verdict: "applied", scope: e.scope, seq };
}

/** reconsider takes back what was refused and turned up in a document. */
export function reconsider(s: State, scope: string, doc: string): void {
  if (s.aside.size === 0) return;
  for (const a of setAside(s)) {
    if (a.edit.scope !== scope || a.edit.doc !== doc) continue;
    const v = prevailing(s, a.edit, a.verdict);
    if (v.verdict !== a.verdict.verdict) takeBack(s, Math.max(wallMillis(s.last), s.lease.heard), a, v);
  }
}

/** takeBack makes a refused edit an acknowledged one, which is submitted again if a restore loses it. */
function takeBack(s: State, now: number, a: SetAside, v: Verdict): void {
  let e = s.log.byId.get(a.edit.id); // a crash can leave it in both
  if (!e) {
    e = newEntry(a.edit);
    e.proof = a.proof;
    s.log.insert(e);
    if (!e.proof) chain(s, e);
  }
  if (!e.verdict) accept(s, now, e, v);
  putAside(s, e, v);
}

/** otherAnswer takes a verdict of an edit that is not in the log: one that was refused may have been accepted elsewhere. */
export function otherAnswer(s: State, now: number, v: Verdict): void {
  const a = s.aside.get(v.edit);
  if (a?.verdict.verdict === "refused" && v.verdict !== "refused") takeBack(s, now, a, v);
}
