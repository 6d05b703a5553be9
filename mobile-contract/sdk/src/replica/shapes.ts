import type { Base, Cursor, Dict, Edit, Field, Op, Origin, Schema, Scope, Verdict, View } from "../core/index.js";
import type { Batch } from "../reads/index.js";
import type { Address, Proof } from "../sign/index.js";

/** Options say whose replica it is. A replica id belongs to one login's store on one device and is never used again. */
export interface Options {
  /** Letters, digits and '_', 1 to 64. */
  readonly replica: string;
  /** Actor id. */
  readonly author: string;
  /** What the author acts as, for what the screen shows; the server decides on its own. */
  readonly role: string;
  readonly schema: Schema;
  /** A new ULID each time. */
  readonly newId: () => string;
  /**
   * Whether the login has a key. Then every edit gets its place in the chain at once, and waits for its signature (unsigned,
   * signed) before it is sent. Without one nothing is signed, and a server that knows the replica's key takes nothing.
   */
  readonly signs: boolean;
}

/** Draft is what a person wrote in one document. */
export interface Draft {
  readonly scope: Scope;
  readonly doc: string;
  readonly type: string;
  /** The document is new; doc is an id made here. */
  readonly create?: boolean;
  /** "citizen" when staff records the citizen's own statement. */
  readonly onBehalfOf?: string;
  /** Reason to void the document. */
  readonly void?: string;
  readonly changes?: Dict<Op>;
  /** What base gave when the person began to write, if that was long ago; absent means now. */
  readonly seen?: Base;
}

/** Shown is a document as the screen shows it: confirmed, with this phone's edits on top that are not confirmed yet. */
export interface Shown {
  readonly doc: string;
  readonly type: string;
  /** Of the confirmed document; 0 when only this phone has it. */
  readonly seq: number;
  /** Edits of it without a verdict. */
  readonly waiting: number;
  /** The phone's schema does not know the type: the app is too old, and the view is empty. */
  readonly unknown: boolean;
  readonly view: View;
  /** The edit that made it; "" while that is to come. */
  readonly created: string;
  /** Who wrote what is in it, and when, by the edit that a Reading, an Item or a Candidate names. */
  readonly origins: Dict<Origin>;
  /** What the view is read from: with created and origins the document itself, which @samsyn/sdk/advise judges drafts by. */
  readonly fields: Dict<Field>;
}

/** SetAside is an edit a person must look at: refused (not in any document), or parked (waiting for people's choice). */
export interface SetAside {
  readonly edit: Edit;
  readonly verdict: Verdict;
  /** Should it turn out to be accepted, and be lost in a restore. */
  readonly proof?: Proof;
}

/** Status is how far a scope is. */
export interface Status {
  /** The last complete head. */
  readonly cursor: Cursor;
  /** Of the hot documents held, 16 hex digits. */
  readonly checksum: string;
  /** Hot documents held. */
  readonly documents: number;
  /** A catch-up has begun and is not complete. */
  readonly loading: boolean;
  readonly revoked: boolean;
}

/** Put is one thing to write into the phone's storage, a map from key to JSON text. Without a value the key is deleted. */
export interface Put {
  readonly key: string;
  readonly value: string | undefined;
  readonly version: number;
}

/** Unsigned is an edit that waits for its signature: signLink(key, link) of ../sign. */
export interface Unsigned {
  readonly edit: string;
  /** The link after the edit, 64 hex digits. */
  readonly link: string;
}

/** Piece is a row of edits to hand in with one proof, in a frame of its own. No proof when the replica does not sign. */
export interface Piece {
  readonly edits: readonly Edit[];
  readonly proof?: Proof;
}

/** SealableText is what a box will hold, and how many edits that is. */
export interface SealableText {
  readonly text: string;
  readonly edits: number;
}

/** Sealable is what a login leaves on a device when it is closed: seal(key, to, text) of ../sign makes a box of each text. */
export interface Sealable {
  readonly key: string;
  readonly to: Address;
  readonly texts: readonly SealableText[];
  /** To be signed, for a box each: its text is {"frames":[],"reads":[batch]}. */
  readonly reads: readonly Batch[];
}
