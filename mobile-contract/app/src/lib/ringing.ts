import { computed, effect, signal } from "@preact/signals";
import type { Alarm } from "@samsyn/sdk/advise";
import { mayTell } from "./bell/bell.js";
import { alarms, meetings, takenIn } from "./appointments.js";
import { keep, kept } from "./drafts.js";
import { due, isRings, nameOf, noRings, ringsId, setNow, tell, type Rings } from "./due.js";
import { person } from "./session.js";

/**
 * The phone tells when a meeting or a joint visit begins, at the time that stands then. A web app can set no alarm that outlives it: a
 * page that is open tells, and a worker that a push wakes (sw/due.ts); what began while neither ran is shown when the app is opened.
 */
const rings = signal<{ readonly of: string; readonly all: Rings } | undefined>(undefined);
/** The time, as often as it matters. */
const now = signal(Date.now());
/** Since when this page shows this person's day: what began before was not for it to tell. */
let since = 0;

const came = computed<readonly Alarm[]>(() => {
  const who = person.value;
  const all = rings.value;
  if (who?.kind !== "staff" || all?.of !== who.actor) return [];
  return due(now.value, { actor: who.actor, role: who.role }, all.all, meetings(), takenIn.value);
});

/** Begun is an appointment that began, which nobody has waved away. */
export interface Begun extends Alarm {
  /** The phone did not tell: the app was closed, or may not. */
  readonly untold: boolean;
}

export const begun = computed<readonly Begun[]>(() => {
  const { seen = [], rung = [] } = rings.value?.all ?? {};
  return came.value
    .filter((a) => !seen.includes(nameOf(a)))
    .map((a) => ({ ...a, untold: !rung.includes(nameOf(a)) && a.at < since }));
});

/** wave says that it was seen. */
export function wave(a: Alarm): void {
  change((all) => ({ ...all, seen: [...all.seen, nameOf(a)] }));
}

function change(how: (all: Rings) => Rings): void {
  const was = rings.peek();
  if (!was) return;
  const next = how(was.all);
  if (JSON.stringify(next) === JSON.stringify(was.all)) return;
  rings.value = { of: was.of, all: next };
  void keep(ringsId, next);
}

effect(() => {
  const who = person.value?.kind === "staff" ? person.value.actor : undefined;
  rings.value = undefined;
  since = Date.now();
  if (who === undefined) return;
  void kept(ringsId).then((old) => {
    if (person.peek()?.actor === who) rings.value = { of: who, all: isRings(old) ? old : noRings };
  });
});

effect(() => {
  const plan = alarms.value;
  const held = meetings();
  if (rings.value) change((all) => setNow(Date.now(), all, plan, held));
});

effect(() => {
  const fresh = came.value.filter((a) => a.at >= since && !rings.peek()?.all.rung.includes(nameOf(a)));
  for (const a of fresh) void ring(a);
});

/** ring tells on the lock screen, where that is wanted. */
async function ring(a: Alarm): Promise<void> {
  const worker = await mayTell();
  if (!worker) return;
  change((all) => (all.rung.includes(nameOf(a)) ? all : { ...all, rung: [...all.rung, nameOf(a)] }));
  await tell(worker, a.type);
}

/** A browser lets no timer run longer than 24 days. */
const longest = 3_600_000;
let timer: ReturnType<typeof setTimeout> | undefined;

effect(() => {
  const next = Math.min(...(rings.value?.all.set ?? []).map((a) => a.at).filter((at) => at > now.value));
  clearTimeout(timer);
  timer = setTimeout(tick, Math.max(0, Math.min(next - Date.now(), longest)));
});

function tick(): void {
  now.value = Date.now();
}

document.addEventListener("visibilitychange", tick); // timers of a page in the background are late
