import { effect, signal } from "@preact/signals";
import { all, list, text, type Doc } from "../../lib/docs.js";
import { keep, kept } from "../../lib/drafts.js";
import { person } from "../../lib/session.js";

/**
 * The old time of what has moved. A notice names no values and a document holds only what applies now, so the times that were on this
 * phone before are kept on it, encrypted, by document.
 */
interface Times {
  readonly start: string;
  readonly end: string;
  readonly was?: { readonly start: string; readonly end: string };
}

export const wasId = "times";
const known = signal<{ readonly of: string; readonly all: Readonly<Record<string, Times>> } | undefined>(undefined);
const keyOf = (d: Doc): string => d.scope + "#" + d.doc;

/** wasAt is when something was to be, before it was moved last. */
export const wasAt = (d: Doc): Times["was"] => known.value?.all[keyOf(d)]?.was;

/** Of the visits staff keep their own only; a citizen's phone has hers. */
const mine = (d: Doc, me: string): boolean =>
  d.type !== "visitPlan" || person.value?.kind !== "staff" || list(d, "staffIds").includes(me);

effect(() => {
  const who = person.value?.actor;
  known.value = undefined;
  if (who === undefined) return;
  void kept(wasId).then((old) => {
    if (person.peek()?.actor !== who) return;
    const found = (old as { readonly all?: Readonly<Record<string, Times>> } | undefined)?.all;
    known.value = { of: who, all: found ?? {} };
  });
});

effect(() => {
  const who = person.value?.actor;
  if (who === undefined || known.value?.of !== who) return;
  const docs = ["visitPlan", "teamMeeting", "jointVisit"].flatMap((type) => all(type)).filter((d) => mine(d, who));
  if (docs.length === 0) return; // still opening: nothing is forgotten
  const was = known.value.all;
  const next = Object.fromEntries(
    docs.filter((d) => text(d, "start") !== "").map((d) => [keyOf(d), timesOf(d, was[keyOf(d)])]),
  );
  if (JSON.stringify(next) === JSON.stringify(was)) return;
  known.value = { of: who, all: next };
  void keep(wasId, { all: next });
});

function timesOf(d: Doc, old: Times | undefined): Times {
  const start = text(d, "start");
  const end = text(d, "end");
  if (!old) return { start, end };
  if (old.start === start && old.end === end) return old;
  return { start, end, was: { start: old.start, end: old.end } };
}
