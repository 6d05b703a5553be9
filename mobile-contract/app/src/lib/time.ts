/** What a datetime-local control holds and what values hold: 2026-11-24T14:00 here, 2026-11-24T13:00:00Z there. */
export function toLocal(time: string): string {
  const at = new Date(time);
  if (time === "" || Number.isNaN(at.getTime())) return "";
  const two = (n: number): string => String(n).padStart(2, "0");
  const date = [String(at.getFullYear()), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** fromLocal gives "" for what is no time. */
export function fromLocal(local: string): string {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? "" : at.toISOString().replace(/\.\d+Z$/, "Z");
}

const hourMillis = 3_600_000;

/**
 * lastClock gives the last moment, not after another, at which a clock showed a time such as "23:50"; "" for what is no such time. Of an
 * hour that comes twice, when clocks are put back, it gives the one that is nearer to near.
 */
export function lastClock(latest: number, clock: string, near = latest): string {
  if (!/^\d{2}:\d{2}$/.test(clock)) return "";
  const d = new Date(latest);
  d.setHours(Number(clock.slice(0, 2)), Number(clock.slice(3)), 0, 0);
  if (d.getTime() > latest) d.setDate(d.getDate() - 1);
  const again = new Date(d.getTime() + hourMillis);
  const isNearer = Math.abs(again.getTime() - near) < Math.abs(d.getTime() - near);
  const its = isNearer && again.getTime() <= latest && again.getHours() === d.getHours() ? again : d;
  return its.toISOString().replace(/\.\d+Z$/, "Z");
}
