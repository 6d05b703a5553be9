export type { Ask, CommitFrame, Page } from "./frames.js";
export type { Draft, Options, Piece, Put, Sealable, SetAside, Shown, Status, Unsigned } from "./shapes.js";
export { Invalid } from "./check.js";
export { Replica } from "./replica.js";
export { Foreign, Unreadable } from "./restore.js";
