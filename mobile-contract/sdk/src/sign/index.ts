/*
 * Who wrote what: the chain of a replica's edits, the signatures over it, and the sealed boxes in which somebody else's login may
 * carry an outbox. A port of the Go package sync/sign.
 *
 * Links are worked out at once and signatures by WebCrypto, which promises: src/replica gives each edit its place in the chain when
 * it is written, says what is unsigned and takes the signatures. No library is needed: Node 20 and Chromium from 137 have Ed25519,
 * X25519, HMAC-SHA-256 and AES-256-GCM, of which HPKE (RFC 9180) is made.
 *
 * Nothing here prints a private key, and none can be read out of a Key.
 */
export { SigningError, newKey, signLink, type Key } from "./key.js";
export { fits, next, start, type Link, type Proof } from "./chain.js";
export { seal, type Address, type Box } from "./box.js";
