import type { Base, Cursor, Dict, Edit, Op, Schema, Scope, Verdict, View } from "../core/index.js";
import type { Batch } from "../reads/index.js";
import type { Address, Proof } from "../sign/index.js";
import type { Ask, CommitFrame, Page } from "./frames.js";

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

/** Unsigned is an edit that waits for its signature: sign(key, outboxName, link) of ../sign, with the link here. */
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

/** Sealable is the text of a box, to be closed by seal(sealKey, to, text) of ../sign. */
export interface Sealable {
  readonly to: Address;
  readonly text: string;
}

/**
 * What a phone holds: the confirmed documents of its scopes, the edits that wait in its outbox, and what the screen shows, which
 * is the first with the second on top. A port of the Go package sync/replica; its doc.go holds here too.
 *
 * Whoever carries frames hands what the server sent to welcome, grant, revoke, documents, commit and verdicts, and sends what
 * cursors, outbox, purgeable and the returned Asks say. People's work enters by edit and is read by show.
 *
 * It promises: an edit stays until its verdict is here, and a refused or parked one until a person handled it; a scope is purged
 * only after its edits were answered; a scope whose bytes do not match the server's checksum is reloaded, alone; what was
 * acknowledged comes again when the server's history was replaced (a new epoch) and lost it.
 *
 * Callers owe: the time in milliseconds since 1970 UTC; frames in the order the server sent them (others are survived, by
 * catching up again); never to change a document, edit or view they got from here; to sign what unsigned lists right after
 * edit, verdicts and restore; and to save in order: write all of unsaved before the screen says "saved" and before outbox or
 * reads are sent. An edit that was sent and then forgotten in a crash would make the next one a fork.
 */
export interface Replica {
  readonly id: string;
  /** How often a scope's bytes were not the server's. */
  readonly mismatches: number;

  // What the server says.
  /**
   * Begins a connection: scopes are all that is granted now, keepDays how long acknowledged edits are kept at least. A scope held
   * but not granted is revoked. What was acknowledged in a scope that hello had no cursor of is submitted again.
   */
  welcome(scopes: readonly Scope[], keepDays: number): void;
  grant(scopes: readonly Scope[]): void;
  /** They are not shown from now on; their edits are still sent. */
  revoke(scopes: readonly Scope[]): void;
  documents(page: Page): Ask | undefined;
  commit(frame: CommitFrame): Ask | undefined;
  verdicts(now: number, verdicts: readonly Verdict[]): void;
  readsTaken(upTo: number): void;
  /** A frame came from the server. */
  heard(now: number): void;
  /** The hours that the welcome says; 0 when it says nothing. */
  lease(hours: number): void;
  /** What outboxes are sealed to, as the welcome says it; "" when the server takes none. */
  sealTo(key: string): void;

  // What the phone says.
  /** For hello: where each scope held is to be caught up from. A scope that is missing is to be loaded from nothing. */
  cursors(): Record<Scope, Cursor>;
  /** The edits to send now, in the order written: at most so many and so many bytes of JSON (0: no limit), but always one. */
  outbox(maxEdits: number, maxBytes: number): readonly Edit[];
  /** Cuts edits of this replica into rows with one proof each, to be sent in this order. */
  pieces(edits: readonly Edit[]): readonly Piece[];
  /** For hello: the number of the last read, 0 when none waits. */
  readsAt(): number;
  /** The reads to hand in now, without a signature (signBatch of ../reads); undefined when there are none. One batch at a time, always with the same max. */
  reads(max: number): Batch | undefined;
  /** Revoked scopes whose edits all have verdicts, sorted. */
  purgeable(): readonly Scope[];
  /** Forgets a revoked scope's documents and acknowledged edits. False, and nothing happens, unless it is purgeable. */
  purged(scope: Scope): boolean;

  // What people do and see.
  /** Puts a draft in the outbox. Throws Invalid when the schema says that the server would refuse it, or the scope was revoked. */
  edit(now: number, draft: Draft): Edit;
  /** How much of a document's history the phone shows, to be kept by a form that is open for long (Draft.seen). */
  base(scope: Scope, doc: string): Base;
  /** One document as people see it; undefined when there is nothing to show. */
  show(scope: Scope, doc: string): View | undefined;
  /** Every document of a scope, by id. */
  showAll(scope: Scope): readonly Shown[];
  /** Notes that something was opened on the screen; before it is shown. doc "" for what has none. */
  opened(now: number, scope: Scope, doc: string, action: string, online: boolean): void;
  /** The refused and parked edits nobody has handled, in the order they were written. */
  setAside(): readonly SetAside[];
  /** The person has dealt with an edit that was set aside. False when there is none. */
  handled(edit: string): boolean;
  /** Writes, of each notice that somebody waits to hear of, that this phone has it; says how many it wrote. */
  fetched(now: number): number;
  /** Whether the phone must show nothing it holds: no contact for too long, or its clock was set back. */
  lapsed(now: number): boolean;
  /** Edits without a verdict. */
  pending(): number;
  /** The scopes held or expected, sorted, with those revoked and not yet purged. */
  scopes(): readonly Scope[];
  status(scope: Scope): Status | undefined;
  /** Lets go of acknowledged edits that nobody needs again. verdicts does it too. */
  tidy(now: number): void;

  // Signing and sealing, which WebCrypto does outside.
  /** What waits for a signature, in the order of the chain. */
  unsigned(): readonly Unsigned[];
  /** Takes a signature; false when the edit is gone or has another place in the chain by now. */
  signed(of: Unsigned, signature: string): boolean;
  /** The texts of the boxes that hold the outbox, and the key to seal them to; undefined when the replica has no key or no server told it one. */
  sealable(kind: string): { readonly key: string; readonly boxes: readonly Sealable[] } | undefined;

  // Storage.
  /** What has changed since it was saved, in the order it must be written; see unsaved.ts. */
  unsaved(): readonly Put[];
  /** These puts are written, surely. */
  saved(puts: readonly Put[]): void;
  /** All that a phone persists, from storage key to JSON text. */
  snapshot(): Map<string, string>;
}
