import { base64, concat, fromBase64, fromHex, type Bytes } from "../bytes.js";
import { bound, exchange, schedule, type Box } from "../box.js";
import type { Key } from "../key.js";

const nothing = new Uint8Array();

/** keyOf makes the key of a seed of 32 equal bytes, or of these 32: known to a test and to nobody else's login. */
export async function keyOf(seed: number | Uint8Array): Promise<Key> {
  const bytes = typeof seed === "number" ? new Uint8Array(32).fill(seed) : seed;
  const pkcs8 = concat(fromHex("302e020100300506032b657004220420", 16) ?? nothing, bytes);
  const own = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "Ed25519" }, true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", own);
  return { private: own, public: base64(fromUrl(x)) };
}

const fromUrl = (text: string): Bytes => fromBase64(text.replaceAll("-", "+").replaceAll("_", "/") + "=") ?? nothing;

/** Opener is the server's half of a box. */
export interface Opener {
  /** What boxes are sealed to. */
  readonly public: string;
  open(box: Box): Promise<string>;
}

/** opener draws a server's key, or takes the 32 bytes of one (X25519). */
export async function opener(raw?: Uint8Array): Promise<Opener> {
  const own = raw ? await imported(raw) : await drawn();
  const { x = "" } = await crypto.subtle.exportKey("jwk", own);
  const receiver = fromUrl(x);
  return {
    public: base64(receiver),
    open: async (box) => {
      const enc = fromBase64(box.enc) ?? nothing;
      const peer = await crypto.subtle.importKey("raw", enc, { name: "X25519" }, false, []);
      const { key, nonce } = await schedule(await exchange(own, peer, enc, receiver), "decrypt");
      const bytes = fromBase64(box.box) ?? nothing;
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: bound(box) }, key, bytes);
      return new TextDecoder().decode(text);
    },
  };
}

async function drawn(): Promise<CryptoKey> {
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, true, ["deriveBits"]);
  if (!("privateKey" in pair)) throw new Error("no pair");
  return pair.privateKey;
}

const imported = (raw: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    "pkcs8",
    concat(fromHex("302e020100300506032b656e04220420", 16) ?? nothing, raw),
    { name: "X25519" },
    true,
    ["deriveBits"],
  );
