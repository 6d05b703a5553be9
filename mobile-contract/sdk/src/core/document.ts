import type { Dict, Json } from "./json.js";

/** "citizen/c17/health/ekby", "tenant/directory": see scope.ts. */
export type Scope = string;

/** "0193a1b2c3d40000-r1", compared as text; "" is before all others. See hlc.ts. */
export type Stamp = string;

/** The field that holds why a document was voided. Nothing is ever deleted. */
export const voidField = "_void";

/**
 * One thing people work on, as of seq: for each field the candidates that nobody has overruled. What people see is read
 * from it by `read`. Members are those of the wire, so a document that came is a document; never changed in place.
 */
export interface Document {
  readonly id: string;
  readonly type: string;
  readonly scope: Scope;
  /** The commit that changed it last; 0 while it exists only on this phone. */
  readonly seq: number;
  /** The edit that created it; "" while that edit is still to come. */
  readonly created: string;
  /** It left the hot set. */
  readonly cold?: boolean;
  /** By edit id. */
  readonly origins?: Dict<Origin>;
  readonly fields?: Dict<Field>;
}

/** Where a value came from. */
export interface Origin {
  readonly author: string;
  /** The role at that moment. */
  readonly role: string;
  readonly onBehalfOf?: string;
  readonly replica: string;
  readonly stamp: Stamp;
  readonly after?: Stamp;
  readonly seq: number;
  /** When the server got it, milliseconds. */
  readonly at: number;
  /** Handed in after the assignment had ended. */
  readonly late?: boolean;
  /** The stamp ran ahead of the server: it loses every tie. */
  readonly ahead?: boolean;
}

/** The candidates not yet overruled, and what is needed to know a straggler by. */
export interface Cell {
  /** Sorted by edit id. */
  readonly c?: readonly Candidate[];
  /** Sorted by replica; only of replicas whose candidate is gone. */
  readonly s?: readonly Seen[];
}

/** A cell, or of list fields one cell for each item. */
export interface Field extends Cell {
  readonly i?: Dict<Cell>;
}

/** A value somebody wrote. */
export interface Candidate {
  /** In force: of proposal fields. */
  readonly a?: boolean;
  /** The edit's id. */
  readonly e: string;
  readonly v: Json;
}

/** A replica's latest overruled edit of a cell. */
export interface Seen {
  readonly after?: Stamp;
  /** author/replica: a replica id alone could be anybody's. */
  readonly replica: string;
  readonly stamp: Stamp;
}

/** What a commit does to one document: the fields that changed with their whole state, or the document whole. */
export interface Change {
  /** The document's seq before; 0 when it was not there. */
  readonly prev: number;
  readonly whole?: boolean;
  readonly doc: Document;
}
