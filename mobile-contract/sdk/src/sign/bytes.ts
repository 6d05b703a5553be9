/** Bytes over an ordinary buffer, which is what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** utf8 gives the bytes of a text. A lone surrogate becomes U+FFFD; documents hold none. */
export const utf8 = (text: string): Bytes => encoder.encode(text);

/** concat puts pieces behind each other. */
export function concat(...pieces: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of pieces) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}

/** bigEndian gives a whole number from 0 to 2^53 as that many bytes, the highest first. */
export function bigEndian(n: number, bytes: number): Bytes {
  const out = new Uint8Array(bytes);
  for (let i = bytes - 1; i >= 0; i--) {
    out[i] = n % 256;
    n = Math.floor(n / 256);
  }
  return out;
}

/** hex gives two lower-case digits for each byte. */
export const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

/** fromHex reads that many bytes of lower-case digits; undefined for any other text. */
export function fromHex(text: string, bytes: number): Bytes | undefined {
  if (text.length !== 2 * bytes || /[^0-9a-f]/.test(text)) return undefined;
  return Uint8Array.from({ length: bytes }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** How many bytes are made a text at once: a call takes only so many arguments. */
const chunk = 4096;

/** base64 writes standard base64, with its padding. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}

/** fromBase64 reads standard base64 strictly: two texts are never the same bytes. undefined for any other text. */
export function fromBase64(text: string): Bytes | undefined {
  let raw: string;
  try {
    raw = atob(text);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = raw.charCodeAt(i);
  return base64(bytes) === text ? bytes : undefined;
}
