/*
 * The door of src/replica. To come with the same shapes:
 *
 *   newReplica(options: Options): Replica
 *   restore(options: Options, stored: Iterable<readonly [key: string, value: string]>): Replica   throws Foreign, Unreadable
 *   class Invalid extends Error { code: string; field: string }
 */
export type { Ask, CommitFrame, Page } from "./frames.js";
export type { Draft, Options, Piece, Put, Replica, Sealable, SetAside, Shown, Status, Unsigned } from "./replica.js";
