import { base64, concat, fromBase64, fromHex, utf8, type Bytes } from "./bytes.js";

/** What a signature is of: a signature made for one thing is never one for another. */
export const outboxName = "samsyn-outbox-1";
export const readsName = "samsyn-reads-1";

/** SigningError says in one sentence why nothing can be signed or sealed here. */
export class SigningError extends Error {
  override name = "SigningError";
}

/**
 * Key is a login's key pair (Ed25519). The private half cannot be read out of it and is never printed; a browser keeps it in
 * IndexedDB as it is. It belongs to one replica id and one login.
 */
export interface Key {
  readonly private: CryptoKey;
  /** Standard base64 of the 32 bytes, as hello says it. */
  readonly public: string;
}

/** newKey draws a key. It throws SigningError where WebCrypto has no Ed25519 (Chromium before 137, Firefox before 129, Safari before 17). */
export async function newKey(): Promise<Key> {
  try {
    const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new SigningError("no Ed25519");
    return {
      private: pair.privateKey,
      public: base64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
    };
  } catch (cause) {
    throw new SigningError("no Ed25519", { cause });
  }
}

/** signLink signs what a replica's unsigned lists: a link of the outbox's chain, 64 hex digits. It gives standard base64. */
export const signLink = (key: Key, link: string): Promise<string> => sign(key, outboxName, link);

/** sign gives the signature of a link (32 bytes, or 64 hex digits) under a name. */
export async function sign(key: Key, name: string, link: string | Uint8Array): Promise<string> {
  const bytes = typeof link === "string" ? fromHex(link, 32) : link;
  if (bytes?.length !== 32) throw new SigningError("no link");
  return base64(new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, key.private, message(name, bytes))));
}

/** isSigned reports whether the owner of the public key (standard base64) signed this link under this name. */
export async function isSigned(publicKey: string, name: string, link: Uint8Array, signature: string): Promise<boolean> {
  const raw = fromBase64(publicKey);
  const sig = fromBase64(signature);
  if (raw?.length !== 32 || sig?.length !== 64) return false;
  const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, sig, message(name, link));
}

const message = (name: string, link: Uint8Array): Bytes => concat(utf8(name), link);
