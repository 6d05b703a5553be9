import type { Scope, Stamp } from "./document.js";
import type { Dict, Json } from "./json.js";

/** How much of a scope's log the author of an edit had seen. */
export interface Base {
  readonly epoch?: string;
  readonly seq: number;
}

/** What one replica did to one document. It is not accepted until it has a verdict. */
export interface Edit {
  /** ULID, made by the phone. */
  readonly id: string;
  readonly scope: Scope;
  readonly doc: string;
  readonly type: string;
  readonly base: Base;
  readonly stamp: Stamp;
  /** The stamp of the replica's previous edit of any document; absent for its first. */
  readonly after?: Stamp;
  readonly create?: boolean;
  /** "citizen" when staff record the citizen's own statement. */
  readonly onBehalfOf?: string;
  /** The reason to void the document. */
  readonly void?: string;
  readonly changes?: Dict<Op>;
}

/** What an edit does to one field: one member, except that add and remove may come together. */
export interface Op {
  readonly set?: Json;
  /** Of proposal fields: this value is in force from now. */
  readonly agree?: Json;
  /** Of list fields: item id → item. */
  readonly add?: Dict<Json>;
  readonly remove?: readonly string[];
}

/** The four ways an op changes a field. */
export type Verb = "set" | "agree" | "add" | "remove";

/** The five answers, from "everybody sees it" to "kept, and not shown". */
export type Kind = "applied" | "merged" | "proposed" | "parked" | "refused";

/** The answer to one edit. It holds codes and references, never values. */
export interface Verdict {
  readonly edit: string;
  readonly verdict: Kind;
  /** One of codes.ts, or one that a later server has. */
  readonly code?: string;
  /** The field a refusal is about. */
  readonly field?: string;
  /** Where it is committed: the edit's scope, or the author's own when refused. */
  readonly scope: Scope;
  readonly seq: number;
  /** It had been answered before. */
  readonly again?: boolean;
  readonly late?: boolean;
  readonly notes?: readonly Note[];
}

/** A field was merged: which edit is shown and which are not. */
export interface Note {
  readonly field: string;
  readonly item?: string;
  readonly policy: string;
  readonly shown?: string;
  readonly overruled?: readonly string[];
  readonly waiting?: readonly string[];
}
