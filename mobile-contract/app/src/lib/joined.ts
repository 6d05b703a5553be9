/**
 * Statuses of a planned visit, strongest first (domain.md 3.2): what was done beats what somebody thought, whenever it was written.
 * The server keeps it nowhere: each phone joins what was done and what people thought of it over the plan (sync/care).
 */
const strongest = [
  "performed",
  "partly",
  "interrupted",
  "alreadyVisited",
  "declinedByCitizen",
  "notAdmitted",
  "notHome",
  "replacementSent",
  "confirmedMissed",
  "suspectedMissed",
  "cancelled",
  "planned",
] as const;

/** Said is what somebody, or the server, thought of a visit. */
export interface Said {
  readonly kind: string;
  readonly at: string;
}

/** joined is how a visit went: its own state, what was done, and what was said of it. */
export function joined(
  plan: { readonly state: string; readonly end: string },
  outcomes: readonly string[],
  said: readonly Said[],
  isOver: boolean,
): string {
  const place = (status: string): number => strongest.findIndex((one) => one === status);
  const counted = said.filter((one) => one.kind !== "suspectedMissed" || isStillSuspected(one, said, plan.end));
  const candidates = [
    plan.state === "cancelled" ? "cancelled" : "planned",
    ...outcomes,
    ...counted.map((one) => one.kind),
  ];
  const best = Math.min(...candidates.map(place).filter((at) => at >= 0));
  if (best > place("notHome") && isOver) return "cancelled";
  return strongest[best] ?? "planned";
}

/** A suspicion is about the time that the plan has, and ends when somebody has heard that all is well. */
function isStillSuspected(one: Said, said: readonly Said[], end: string): boolean {
  const at = Date.parse(one.at);
  if (Number.isNaN(at)) return true;
  if (end !== "" && at < Date.parse(end)) return false;
  return !said.some((other) => other.kind === "allWell" && Date.parse(other.at) >= at);
}
