import { own, type Scope, scopeParts, type View } from "../core/index.js";
import type { Draft } from "../replica/index.js";
import { type Held, isLive, itemOf, itemsOf, type Me, order, text, textIn, valueOf, whole } from "./held.js";

/**
 * What the person must confirm before the phone goes on. It is shown by the words of its code; what she confirms is the app's to write
 * (of an answer: her item of confirmations; of a notice: its acknowledgement), and then it is not demanded any more. What
 * call-nurse-now asks is confirmed by the person alone, in the form.
 */
export interface Demand {
  readonly code: "call-nurse-now" | "read-answer" | "read-urgent";
  /** What it is about: the question with the answer, the cause of a notice, the document that is to be saved. */
  readonly scope: Scope;
  readonly doc: string;
  /** The answer that is to be confirmed. */
  readonly item?: string;
  /** The notice to be acknowledged, in the person's inbox. */
  readonly notice?: string;
}

/** A question about medicines. */
const questionType = "medicationQuestion";

/**
 * beforeSaving says what must be confirmed before a draft is saved; before is the document as the phone shows it, if it does. A question
 * that becomes urgent now waits for a call, not for a phone that has no network: whoever is no nurse is told to ring one first. That
 * she has phoned already is for the nurse to read and settles nothing here.
 */
export function beforeSaving(me: Me, draft: Draft, before?: View): readonly Demand[] {
  const isUrgent = text(own(draft.changes, "urgency")?.set) === "now";
  const was = before && text(valueOf(before, "urgency"));
  if (draft.type !== questionType || !isUrgent || me.role === "nurse" || was === "now") return [];
  return [{ code: "call-nurse-now", scope: draft.scope, doc: draft.doc }];
}

/**
 * beforeOpening says what must be confirmed before a visit to a citizen is opened: the newest answer to a question about her medicines
 * that this person is to have read, and urgent notices about her. visit is the scope of what is opened; held is everything of that
 * citizen and of the person's inbox. Nothing is demanded of what is about no citizen.
 */
export function beforeOpening(me: Me, held: readonly Held[], visit: Scope): readonly Demand[] {
  const { kind, subject } = scopeParts(visit);
  if (kind !== "citizen") return [];
  const isAbout = (scope: Scope): boolean => {
    const of = scopeParts(scope);
    return of.kind === "citizen" && of.subject === subject;
  };
  const urgent = held.flatMap((h) => urgentNotice(me, h)).filter((d) => isAbout(d.scope));
  const answered = held.filter(
    (h) => h.type === questionType && isLive(h) && isAbout(h.scope) && itemsOf(h.view, "answer").length > 0,
  );
  const isSame = (h: Held, d: Demand): boolean => h.scope === d.scope && h.doc === d.doc;
  const unread = answered
    .filter((h) => urgent.some((d) => isSame(h, d)) || mustConfirm(me, h))
    .flatMap((h) => unreadAnswer(me, h));
  const others = urgent.filter((d) => !answered.some((h) => isSame(h, d))); // an answer is what is to be read, not that there is one
  return [...unread, ...others].sort(
    order(
      (d) => d.code,
      (d) => d.scope,
      (d) => d.doc,
      (d) => d.notice ?? "",
    ),
  );
}

function unreadAnswer(me: Me, { scope, doc, view }: Held): Demand[] {
  const newest = itemsOf(view, "answer").at(-1)?.id ?? "";
  const confirmed = textIn(itemOf(view, "confirmations", me.actor)?.value, "answerId");
  return confirmed === newest ? [] : [{ code: "read-answer", scope, doc, item: newest }];
}

const mustConfirm = (me: Me, h: Held): boolean =>
  itemsOf(h.view, "mustConfirmIds").some((item) => text(item.value) === me.actor);

/** urgentNotice is the demand of a notice of hers that is not acknowledged, up to the change that it tells of now. */
function urgentNotice(me: Me, h: Held): Demand[] {
  const { kind, subject } = scopeParts(h.scope);
  const of = (field: string): string => text(valueOf(h.view, field));
  const isHers = h.type === "notice" && isLive(h) && kind === "staff" && subject === me.actor;
  if (!isHers || of("class") !== "urgent" || isAcknowledged(h)) return [];
  return [{ code: "read-urgent", scope: of("causeScope"), doc: of("causeDoc"), notice: h.doc }];
}

/** An acknowledgement belongs to a change. Of a notice that counts no changes the state tells. */
function isAcknowledged({ view }: Held): boolean {
  const seq = valueOf(view, "causeSeq");
  if (typeof seq === "number") return whole(valueOf(view, "acknowledgedSeq")) >= whole(seq);
  return text(valueOf(view, "state")) === "acknowledged";
}
