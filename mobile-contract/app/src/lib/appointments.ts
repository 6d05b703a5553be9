import { computed, effect, signal } from "@preact/signals";
import { appointments, type Known, type Moved } from "@samsyn/sdk/advise";
import { all, type Doc } from "./docs.js";
import { keep, kept } from "./drafts.js";
import { person } from "./session.js";

/**
 * The meetings and joint visits of whoever is logged in: which have moved since she took their time in, and what the phone may ring
 * for. What she has taken in is kept on this device, encrypted, so that the old time can be shown beside the new one.
 */
const id = "appointments";
const known = signal<{ readonly of: string; readonly all: readonly Known[] } | undefined>(undefined);

const plan = computed(() => {
  const who = person.value;
  if (who?.kind !== "staff" || known.value?.of !== who.actor) return undefined;
  const me = { actor: who.actor, role: who.role };
  return appointments(Date.now(), me, meetings(), known.value.all);
});

/** meetings are all appointments that are held. */
export const meetings = (): readonly Doc[] => [...all("teamMeeting"), ...all("jointVisit")];

/** takenIn are the times that she knows of. */
export const takenIn = computed<readonly Known[]>(() => known.value?.all ?? []);

export const alarms = computed(() => plan.value?.alarms ?? []);

/** movedOf is how an appointment moved since its person knew of it, if it did. */
export const movedOf = (scope: string, doc: string): Moved | undefined =>
  plan.value?.moved.find((m) => m.scope === scope && m.doc === doc);

export const moved = computed(() => plan.value?.moved ?? []);

effect(() => {
  const who = person.value?.kind === "staff" ? person.value.actor : undefined;
  known.value = undefined;
  if (who === undefined) return;
  void kept(id).then((old) => {
    if (person.peek()?.actor !== who) return;
    const found = (old as { readonly all?: unknown } | undefined)?.all;
    known.value = { of: who, all: Array.isArray(found) ? (found as readonly Known[]) : [] };
  });
});

effect(() => {
  const next = plan.value?.known;
  const was = known.peek();
  if (!next || !was || JSON.stringify(next) === JSON.stringify(was.all)) return;
  known.value = { of: was.of, all: next };
  void keep(id, { all: next });
});
