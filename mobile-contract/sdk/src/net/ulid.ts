const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** newUlid makes an id of 26 letters: 48 bits of time in milliseconds, then 80 random ones. */
export function newUlid(now: number, random: (bytes: number) => Uint8Array): string {
  let out = "";
  let time = now;
  for (let i = 0; i < 10; i++) {
    out = letters.charAt(time % 32) + out;
    time = Math.floor(time / 32);
  }
  for (const b of random(16)) out += letters.charAt(b % 32);
  return out;
}
