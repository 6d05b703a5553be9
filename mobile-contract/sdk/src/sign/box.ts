import { base64, bigEndian, concat, fromBase64, utf8, type Bytes } from "./bytes.js";
import { SigningError } from "./key.js";

/** Address is whose outbox a box holds, in clear: the server must know whose signature to expect. */
export interface Address {
  readonly author: string;
  /** staff, citizen or representative */
  readonly kind: string;
  readonly replica: string;
}

/** Box is an outbox that only the server can read. enc and box are standard base64. */
export interface Box extends Address {
  /** The sender's one-time key. */
  readonly enc: string;
  /** The ciphertext, 16 bytes longer than the text. */
  readonly box: string;
}

// HPKE, base mode (RFC 9180): DHKEM X25519 with HKDF-SHA256, HKDF-SHA256, AES-256-GCM. One message a box, so its number is 0 and
// its nonce the base nonce.
const sealedName = utf8("samsyn-sealed-1");
const version = utf8("HPKE-v1");
const kemSuite = concat(utf8("KEM"), bigEndian(0x20, 2));
const suite = concat(utf8("HPKE"), bigEndian(0x20, 2), bigEndian(1, 2), bigEndian(2, 2));
const none = new Uint8Array();

/**
 * seal closes a text to the server, whose public key (X25519, standard base64) the welcome brings. It throws SigningError when
 * that is no key, or WebCrypto has no X25519 (Chromium before 133, Firefox before 130, Safari before 17).
 */
export async function seal(to: string, address: Address, text: string): Promise<Box> {
  const receiver = fromBase64(to);
  if (receiver?.length !== 32 || receiver.every((b) => b === 0)) throw new SigningError("no key to seal to");
  try {
    const pair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    if (!("privateKey" in pair)) throw new SigningError("no X25519");
    const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const peer = await crypto.subtle.importKey("raw", receiver, { name: "X25519" }, false, []);
    const { key, nonce } = await schedule(await exchange(pair.privateKey, peer, enc, receiver), "encrypt");
    const box = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: bound(address) },
      key,
      utf8(text),
    );
    return {
      author: address.author,
      kind: address.kind,
      replica: address.replica,
      enc: base64(enc),
      box: base64(new Uint8Array(box)),
    };
  } catch (cause) {
    throw new SigningError("no X25519", { cause });
  }
}

/** bound is what the box cannot be opened without: a box under another name is no box. Ids hold no line feed. */
export const bound = (a: Address): Bytes => utf8(a.kind + "\n" + a.author + "\n" + a.replica);

/** exchange is the shared secret of two keys, one of them the sender's one-time key; enc and receiver are the public halves. */
export async function exchange(own: CryptoKey, peer: CryptoKey, enc: Uint8Array, receiver: Uint8Array): Promise<Bytes> {
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, own, 256));
  return expand(await extract(kemSuite, none, "eae_prk", dh), kemSuite, "shared_secret", concat(enc, receiver), 32);
}

/** schedule gives the AES key and the nonce of a box. */
export async function schedule(
  secret: Uint8Array,
  use: "encrypt" | "decrypt",
): Promise<{ key: CryptoKey; nonce: Bytes }> {
  const context = concat(
    none,
    Uint8Array.of(0), // base mode
    await extract(suite, none, "psk_id_hash", none),
    await extract(suite, none, "info_hash", sealedName),
  );
  const prk = await extract(suite, secret, "secret", none);
  const raw = await expand(prk, suite, "key", context, 32);
  const key = await crypto.subtle.importKey("raw", raw, { name: "AES-GCM" }, false, [use]);
  return { key, nonce: await expand(prk, suite, "base_nonce", context, 12) };
}

const extract = (of: Uint8Array, salt: Uint8Array, label: string, input: Uint8Array): Promise<Bytes> =>
  hmac(salt, concat(version, of, utf8(label), input));

/** expand gives up to 32 bytes, which is one block. */
async function expand(prk: Uint8Array, of: Uint8Array, label: string, info: Uint8Array, bytes: number): Promise<Bytes> {
  return (await hmac(prk, concat(bigEndian(bytes, 2), version, of, utf8(label), info, Uint8Array.of(1)))).slice(
    0,
    bytes,
  );
}

async function hmac(key: Uint8Array, data: Bytes): Promise<Bytes> {
  const padded = concat(key, new Uint8Array(Math.max(0, 32 - key.length))); // WebCrypto takes no empty key; zeros are the same
  const k = await crypto.subtle.importKey("raw", padded, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", k, data));
}
