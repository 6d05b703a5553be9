/** A number in full begins with 0 or a country's code; how long one is: ITU-T E.164, and a Swedish area code with its 0. */
const inFull = /^(?:\+\d{7,15}|0\d{6,11})$/;
const around = /^[^\d+]*(\+?\d[\d\s()/.–-]*\d)[^\d+]*$/u;

/**
 * dial is the number that somebody wrote as the way to reach them, as a telephone takes it; "" where it is not clearly one number in
 * full. A wrong one is worse than none to somebody in a hurry.
 */
export function dial(way: string): string {
  const number = (around.exec(way)?.[1] ?? "").replace(/\(0\)|[^\d+]/gu, "");
  return inFull.test(number) ? number : "";
}
