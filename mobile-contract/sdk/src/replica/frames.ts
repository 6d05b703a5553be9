import type { Base, Change, Cursor, Document, Scope } from "../core/index.js";

/**
 * Page is the frame "documents": a part of a scope, by ascending seq. cursor, checksum and safeSeq are those of the head the
 * catch-up goes to; they count when done.
 */
export interface Page {
  readonly scope: Scope;
  /** Forget what is held of the scope: a new epoch, or a reload. */
  readonly reset: boolean;
  readonly documents: readonly Document[];
  readonly done: boolean;
  readonly cursor: Cursor;
  /** 16 hex digits. */
  readonly checksum: string;
  /** What no restore will lose any more. */
  readonly safeSeq: number;
  readonly parent?: Base;
}

/** CommitFrame is the frame "commit": one commit's changes, live. */
export interface CommitFrame {
  readonly scope: Scope;
  readonly cursor: Cursor;
  /** 16 hex digits. */
  readonly checksum: string;
  readonly safeSeq: number;
  readonly changes: readonly Change[];
}

/** Ask is the frame "catchup" the phone owes the server now. Without a cursor the scope is reloaded from nothing. */
export interface Ask {
  readonly scope: Scope;
  readonly cursor?: Cursor;
}
