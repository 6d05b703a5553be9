// Times stand in forms as the clock on the wall shows them, and in values in UTC.

const two = (n: number): string => String(n).padStart(2, "0");

/** localText is a time of a value as a field of a form holds it: "2026-11-24T14:00", with seconds where it has some. */
export function localText(utc: string): string {
  const d = new Date(utc);
  if (Number.isNaN(d.getTime())) return "";
  const day = `${String(d.getFullYear()).padStart(4, "0")}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  const ms = d.getMilliseconds();
  const rest = ms > 0 ? `:${two(d.getSeconds())}.${String(ms).padStart(3, "0")}` : seconds(d.getSeconds());
  return `${day}T${two(d.getHours())}:${two(d.getMinutes())}${rest}`;
}

const seconds = (n: number): string => (n > 0 ? ":" + two(n) : "");

/** momentOf is the time that was meant, in UTC; undefined for what is no time. */
export function momentOf(local: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(local)) return undefined;
  const d = new Date(local);
  if (Number.isNaN(d.getTime())) return undefined;
  const text = d.toISOString();
  return /^\d{4}-/.test(text) ? text.replace(/\.000Z$/, "Z") : undefined;
}
