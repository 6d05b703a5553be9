import { appointments, type Alarm, type Held, type Known, type Me } from "@samsyn/sdk/advise";

/**
 * What is kept, encrypted, of the alarms of somebody's meetings and joint visits, so that one whose time came while nothing of the app
 * ran is told of as soon as something does.
 */
export interface Rings {
  /** Those that are set, and those of the last day. */
  readonly set: readonly Alarm[];
  /** Told on the lock screen, by name. */
  readonly rung: readonly string[];
  /** Seen in the app and waved away, by name. */
  readonly seen: readonly string[];
}

export const noRings: Rings = { set: [], rung: [], seen: [] };

/** The id under which they are sealed. */
export const ringsId = "ringing";

/** Longer ago it is no use to be told. */
const dayMillis = 86_400_000;

/** nameOf is an alarm's name: of one time of one appointment. */
export const nameOf = (a: Alarm): string => [a.scope, a.doc, a.sequence, a.at].join("#");

const isSame = (a: Alarm, b: Alarm): boolean => nameOf(a) === nameOf(b);

/** isRings reports whether something that was unsealed is what is kept here. */
export function isRings(kept: unknown): kept is Rings {
  const has = (name: string): boolean =>
    typeof kept === "object" && kept !== null && Array.isArray(Reflect.get(kept, name));
  return has("set") && has("rung") && has("seen");
}

/**
 * setNow is what is set from now on: the plan's alarms, those of the last day, and those of appointments that have not been loaded. One
 * of an appointment that is there, and that the plan does not name any more, is taken away.
 */
export function setNow(now: number, old: Rings, plan: readonly Alarm[], held: readonly Held[]): Rings {
  const isThere = (a: Alarm): boolean => held.some((h) => h.scope === a.scope && h.doc === a.doc);
  const kept = old.set.filter((a) => a.at > now - dayMillis && (a.at <= now || !isThere(a)));
  const set = [...kept, ...plan.filter((a) => !kept.some((k) => isSame(k, a)))];
  const names = new Set(set.map(nameOf));
  return { set, rung: old.rung.filter((n) => names.has(n)), seen: old.seen.filter((n) => names.has(n)) };
}

/** due are the alarms whose time has come and stands: the appointment is to be then, and she has not said no to it. */
export function due(
  now: number,
  me: Me,
  rings: Rings,
  held: readonly Held[],
  known: readonly Known[],
): readonly Alarm[] {
  const come = rings.set.filter((a) => a.at <= now && a.at > now - dayMillis);
  return come.filter((a) => appointments(a.at - 1, me, held, known).alarms.some((one) => isSame(one, a)));
}

/** What the lock screen says: the same for every appointment of a type, so that it says nothing of anybody. */
const texts: Readonly<Record<string, string>> = {
  teamMeeting: "Samsyn: ett möte börjar",
  jointVisit: "Samsyn: ett besök börjar",
};

/** tell shows on the lock screen that an appointment begins. */
export async function tell(worker: ServiceWorkerRegistration, type: string): Promise<void> {
  const again = { renotify: true }; // not in every browser's types
  await worker.showNotification(texts[type] ?? "Samsyn: ny händelse", {
    tag: "begins-" + type,
    lang: "sv",
    icon: "/app/icon-192.png",
    ...again,
  });
}
