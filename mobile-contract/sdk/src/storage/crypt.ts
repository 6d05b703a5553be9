// AES-256-GCM with a key that cannot be read out of the browser: whoever copies the database without the browser's own key store
// has nothing. Deleting the key deletes what was written with it.

const nonceBytes = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** newStoreKey draws a key of this browser's, which no script can read. */
export const newStoreKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** lock encrypts a text, bound to its place: the same bytes elsewhere do not open. Nonce and ciphertext in one. */
export async function lock(key: CryptoKey, place: string, text: string): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: encoder.encode(place) },
    key,
    encoder.encode(text),
  );
  const out = new Uint8Array(nonceBytes + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), nonceBytes);
  return out;
}

/** unlock gives the text, or undefined for what was not locked with this key in this place, as it is now. */
export async function unlock(key: CryptoKey, place: string, bytes: unknown): Promise<string | undefined> {
  if (!(bytes instanceof Uint8Array) || bytes.length < nonceBytes) return undefined;
  const all = new Uint8Array(bytes);
  try {
    const params = { name: "AES-GCM", iv: all.subarray(0, nonceBytes), additionalData: encoder.encode(place) };
    return decoder.decode(await crypto.subtle.decrypt(params, key, all.subarray(nonceBytes)));
  } catch {
    return undefined;
  }
}
