import {
  apply,
  type Document,
  type Edit,
  isVoided,
  type Json,
  newStamp,
  own,
  read,
  type Schema,
} from "../core/index.js";
import { trim } from "../core/json.js";
import { member } from "../core/merge/ownkey.js";
import type { Draft, Shown } from "../replica/index.js";
import { guard } from "./care/guard.js";
import type { Member, World } from "./care/world.js";
import { type Me, textIn } from "./held.js";

/** What the server will say of a draft, as far as a phone can tell. Without a code it is nothing. */
export interface Said {
  /** One of core's codes. */
  readonly code?: string;
  readonly field?: string;
  /** Else it is a note that goes with it, such as no-quorum. */
  readonly refused?: boolean;
}

/** A document of the draft's scope, as list and watchAll give it. */
export type Written = Pick<Shown, "doc" | "type" | "seq" | "created" | "origins" | "fields">;

/** A draft is judged as another replica's than any there is, to whom everything that is shown came with a commit. */
const adviser = "advice";

/**
 * judge tells at once, offline too, what merging and the rules of care say of a draft: that the citizen has said no, that a question
 * is not confirmed, that nobody in the room is a nurse. shown is everything that the phone shows of the draft's scope.
 * The draft's values have passed the schema (checkValue; edit rejects others), and rights are not judged. It is advice: the phone may
 * hold an old truth, so a draft is taken all the same, and the server decides.
 */
export function judge(now: number, me: Me, schema: Schema, shown: readonly Written[], draft: Draft): Said {
  const t = own(schema.types, draft.type);
  if (!t) return { code: "unknown-type", refused: true };
  const documents = shown.map(({ doc, ...of }) => ({ id: doc, scope: draft.scope, ...of }));
  const found = documents.find((d) => d.id === draft.doc);
  const before = found && confirmed(found);
  const { scope, doc, type, create, onBehalfOf, changes } = draft;
  const seq = draft.seen?.seq || seen(before);
  const e = trim<Edit>({
    id: adviser,
    scope,
    doc,
    type,
    base: { seq },
    stamp: newStamp(now, 0, adviser),
    after: undefined,
    create: create || undefined,
    onBehalfOf: onBehalfOf || undefined,
    void: draft.void || undefined,
    changes: changes && Object.keys(changes).length > 0 ? changes : undefined,
  });
  const at = { author: me.actor, role: me.role, replica: adviser, base: seq, seq: 0, at: now };
  const { doc: after, verdict } = apply(t, before, e, at);
  if (verdict.verdict === "refused" || !after) {
    return trim<Said>({ code: verdict.code, field: verdict.field || undefined, refused: true });
  }
  const said = guard(t, before, after, e, world(me, schema, documents));
  if (said.code) return trim<Said>({ code: said.code, field: said.field || undefined, refused: true });
  const note = said.note ?? (verdict.code === "stale-answer" ? verdict.code : undefined);
  return note ? { code: note } : {};
}

/** A document as if all that is shown of it had come with a commit: the person has seen her own unsent edits, too. */
function confirmed(d: Document): Document {
  const origins = Object.entries(d.origins ?? {}).map(
    ([edit, o]) => [edit, { ...o, seq: Math.max(o.seq, 1) }] as const,
  );
  return { ...d, origins: Object.fromEntries(origins) };
}

/** The base of a draft whose author has seen all. */
function seen(before: Document | undefined): number {
  return Object.values(before?.origins ?? {}).reduce((all, o) => Math.max(all, o.seq), before?.seq ?? 0);
}

/**
 * The world as a phone knows it. Who may sit in which part, and who is a nurse, stands in the team's roster, if it holds that; of
 * whom it does not name, or whose role it does not say, nothing is said.
 */
function world(me: Me, schema: Schema, documents: readonly Document[]): World {
  return { me, schema, documents, members: roster(schema, documents) };
}

/** roster is who the team's roster names, by id; undefined when it is not held. */
function roster(schema: Schema, documents: readonly Document[]): ReadonlyMap<string, Member> | undefined {
  const t = own(schema.types, "teamRoster");
  const d = documents.find((one) => one.type === "teamRoster" && !isVoided(one));
  if (!t || !d) return undefined;
  const value = own(read(t, d).fields, "members")?.value;
  const all: readonly Json[] = Array.isArray(value) ? value : [];
  const members = new Map<string, Member>();
  for (const one of all) {
    const parts = member(one, "parts");
    members.set(textIn(one, "staffId"), { role: textIn(one, "role"), parts: Array.isArray(parts) ? parts : [] });
  }
  return members;
}
