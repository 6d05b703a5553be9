import { nextStamp } from "../core/hlc.js";
import type { Base, Edit } from "../core/index.js";
import { check, Invalid, type Changes } from "./check.js";
import { newEntry } from "./log.js";
import { chain } from "./pieces.js";
import type { Draft } from "./shapes.js";
import { changed, keySelf, touch, type State } from "./state.js";

/** edit puts a draft in the outbox, see Replica.edit. */
export function edit(s: State, now: number, d: Draft): Edit {
  if (s.scopes.get(d.scope)?.revoked) throw new Invalid("revoked", "");
  return write(s, now, d, check(s.o.schema, d));
}

/** write is edit without the schema's check. */
export function write(s: State, now: number, d: Draft, changes: Changes): Edit {
  const e = newEntry(compose(s, s.o.newId(), now, d, changes));
  s.last = e.edit.stamp;
  chain(s, e);
  s.log.add(e);
  changed(s, e);
  touch(s, keySelf);
  return e.edit;
}

/** compose makes the edit that comes after all others. */
export function compose(s: State, id: string, now: number, d: Draft, changes: Changes): Edit {
  return {
    id,
    scope: d.scope,
    doc: d.doc,
    type: d.type,
    base: d.seen ?? base(s, d.scope, d.doc),
    stamp: nextStamp(s.o.replica, s.last, now),
    ...(s.last === "" ? {} : { after: s.last }),
    ...(d.create ? { create: true } : {}),
    ...(d.onBehalfOf ? { onBehalfOf: d.onBehalfOf } : {}),
    ...(d.void ? { void: d.void } : {}),
    ...(Object.keys(changes).length > 0 ? { changes } : {}),
  };
}

/**
 * base is how much of a document's history the phone shows: the last complete head, or the document's own seq when it came with
 * a catch-up that read past the head or was cut off. A document is whole as of its seq, so that much of it was seen.
 */
export function base(s: State, scope: string, doc: string): Base {
  const shelf = s.scopes.get(scope)?.shown;
  if (!shelf) return { seq: 0 };
  const seq = Math.max(shelf.cursor.seq, shelf.seq(doc));
  return shelf.cursor.epoch === "" ? { seq } : { epoch: shelf.cursor.epoch, seq };
}
