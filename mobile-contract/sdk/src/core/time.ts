// Date is used for arithmetic only: it never tells what time it is.

const form = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d)))?$/;

/** Milliseconds since 1970 as RFC 3339 in UTC, the form that times have in documents and that sorts as text. */
export function timeText(millis: number): string {
  return new Date(millis).toISOString();
}

/** Reads such a text, or a date; undefined for anything else. It takes what Go's time package takes. */
export function timeMillis(text: string): number | undefined {
  const found = form.exec(text);
  if (found === null) return undefined;
  const part = (i: number): number => Number(found[i] ?? 0);
  if (part(4) > 23 || part(5) > 59 || part(6) > 59 || part(9) > 24 || part(10) > 60) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(part(1), part(2) - 1, part(3));
  if (at.getUTCMonth() !== part(2) - 1 || at.getUTCDate() !== part(3)) return undefined; // 31 February
  at.setUTCHours(part(4), part(5), part(6), Number((found[7] ?? "").padEnd(3, "0").slice(0, 3)));
  const east = (found[8] === "-" ? -1 : 1) * (part(9) * 60 + part(10));
  return at.getTime() - east * 60_000;
}
