export { SigningError, newKey, type Key } from "./key.js";
export { seal, type Address, type Box } from "./box.js";
export type { Link, Proof } from "./chain.js";
