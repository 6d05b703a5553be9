import { wallMillis } from "../core/hlc.js";
import { own, type Cursor, type Document, type Edit, type View } from "../core/index.js";
import { apply } from "../core/merge/apply.js";
import { read } from "../core/merge/read.js";
import type { Arrival } from "../core/merge/step.js";
import type { Entry } from "./log.js";
import type { Shown } from "./shapes.js";
import { Scope } from "./scope.js";
import type { State } from "./state.js";

const nothing: View = { voided: "", incomplete: false, fields: {} };

/** show gives one document as people see it, see Replica.show. */
export function show(s: State, scope: string, doc: string): View | undefined {
  const one = showOne(s, scope, doc);
  return one && !one.unknown ? one.view : undefined;
}

/** showAll gives every document of a scope, by id. */
export function showAll(s: State, scope: string): Shown[] {
  const ids = new Set([...(s.scopes.get(scope)?.shown.docs.keys() ?? []), ...s.log.docs(scope)]);
  return [...ids]
    .sort()
    .map((id) => showOne(s, scope, id))
    .filter((one) => one !== undefined);
}

/** showOne reads through the cache, which every change of the document, of its edits or of the cursor over them clears. */
function showOne(s: State, scope: string, doc: string): Shown | undefined {
  const sc = s.scopes.get(scope);
  if (!sc) return replay(s, new Scope(scope), doc); // written before the scope was granted, or into one this phone may not read
  if (sc.revoked) return undefined;
  const cached = sc.views.get(doc);
  if (cached) return cached;
  const one = replay(s, sc, doc);
  if (one) sc.views.set(doc, one);
  return one;
}

function replay(s: State, sc: Scope, id: string): Shown | undefined {
  const { doc, ...one } = stack(s, sc, id);
  const type = own(s.o.schema.types, one.type);
  const made = { created: doc?.created ?? "", origins: doc?.origins ?? {}, fields: doc?.fields ?? {} };
  if (!type) return doc || one.waiting > 0 ? { doc: id, ...one, unknown: true, view: nothing, ...made } : undefined;
  return doc ? { doc: id, ...one, unknown: false, view: read(type, doc), ...made } : undefined;
}

/** stack puts this phone's edits on the confirmed document. */
function stack(
  s: State,
  sc: Scope,
  id: string,
): { doc: Document | undefined; type: string; seq: number; waiting: number } {
  let doc = sc.shown.doc(id);
  let type = doc?.type ?? "";
  let waiting = 0;
  const held = sc.shown.seq(id);
  const seq = doc?.seq ?? 0;
  for (const e of s.log.of(sc.name, id)) {
    if (!e.verdict) waiting++;
    else if (!isAhead(e, sc.shown.cursor, held)) continue;
    if (type === "") type = e.edit.type;
    doc = applied(s, sc, doc, e.edit);
  }
  return { doc, type, seq, waiting };
}

/**
 * isAhead reports whether an acknowledged edit is not among the confirmed documents yet. The seq of another history says nothing;
 * replaying an edit that is there changes nothing.
 */
const isAhead = (e: Entry, at: Cursor, doc: number): boolean =>
  e.epoch !== at.epoch || (e.verdict?.seq ?? 0) > Math.max(at.seq, doc);

/** applied is the document with one edit on top. What the merge refuses here is not shown, and waits for the server's word. */
function applied(s: State, sc: Scope, doc: Document | undefined, e: Edit): Document | undefined {
  const type = own(s.o.schema.types, e.type);
  return type ? apply(type, doc, e, arrival(s, sc, e)).doc : doc;
}

const arrival = (s: State, sc: Scope, e: Edit): Arrival => ({
  author: s.o.author,
  role: s.o.role,
  replica: s.o.replica,
  base: sc.shown.resolve(e.base),
  seq: 0,
  at: wallMillis(e.stamp),
});
