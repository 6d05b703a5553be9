import type { Base, Cursor, Edit, Scope, Verdict, View } from "../core/index.js";
import { checksumText } from "../core/checksum.js";
import type { Batch } from "../reads/index.js";
import { commit } from "./commit.js";
import { documents } from "./documents.js";
import { base, edit } from "./edit.js";
import { fetched } from "./fetched.js";
import type { Ask, CommitFrame, Page } from "./frames.js";
import { heard, lapsed, lease } from "./lease.js";
import { outbox, pending } from "./outbox.js";
import { pieces, signed, unsigned } from "./pieces.js";
import { opened, reads, readsAt, readsTaken } from "./reads.js";
import { prove, restore } from "./restore.js";
import { cursors, grant, purgeable, purged, revoke, welcome } from "./scope.js";
import { sealable, sealTo } from "./sealable.js";
import type { Draft, Options, Piece, Put, Sealable, SetAside, Shown, Status, Unsigned } from "./shapes.js";
import { show, showAll } from "./show.js";
import { snapshot } from "./snapshot.js";
import { newState, type State } from "./state.js";
import { saved, unsaved } from "./unsaved.js";
import { handled, setAside, tidy, verdicts } from "./verdicts.js";

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
 * catching up again) and of the right shape (guards.ts); never to change a document, edit or view they got from here; to sign what
 * unsigned lists right after edit, fetched, verdicts and restoring; and to save in order: write all of unsaved before the screen says
 * "saved" and before outbox or reads are sent. An edit that was sent and then forgotten in a crash would make the next one a fork.
 *
 * Edits, and boxes, are sent in their canonical form (core's canonical): a signature covers values in these bytes.
 */
export class Replica {
  readonly #s: State;

  private constructor(s: State) {
    this.#s = s;
  }

  /** An empty replica. */
  static create(options: Options): Replica {
    return new Replica(newState(options));
  }

  /** The replica that is stored, see restore.ts; prove it as soon as the screen stands. Throws Foreign or Unreadable. */
  static restore(options: Options, stored: Iterable<readonly [key: string, value: string]>): Replica {
    return new Replica(restore(options, stored));
  }

  /** Looks whether all that was stored is here, which takes a hash of each document; cursors does it, too. */
  prove(): void {
    prove(this.#s);
  }

  get id(): string {
    return this.#s.o.replica;
  }

  /** How often a scope's bytes were not the server's. */
  get mismatches(): number {
    return this.#s.mismatches;
  }

  /**
   * Begins a connection: scopes are all that is granted now, keepDays how long acknowledged edits are kept at least. A scope held
   * but not granted is revoked: it happened while the phone was away. What was acknowledged in a scope that hello had no cursor of
   * is submitted again: was the scope lost in a restore, no frame would say so.
   */
  welcome(scopes: readonly Scope[], keepDays: number): void {
    welcome(this.#s, scopes, keepDays);
  }

  /** The phone may hold these scopes from now; their documents follow. */
  grant(scopes: readonly Scope[]): void {
    grant(this.#s, scopes);
  }

  /** The phone may no longer hold these scopes. They are not shown from now on; their edits are still sent. */
  revoke(scopes: readonly Scope[]): void {
    revoke(this.#s, scopes);
  }

  /**
   * Takes one page of a catch-up. What to ask the server for: the scope again from nothing when the checksum at the end does not
   * match, or from the cursor when the page belongs to another history.
   */
  documents(page: Page): Ask | undefined {
    return documents(this.#s, page);
  }

  /**
   * Takes one live commit. Commits up to the cursor are skipped; one past the next, or of another epoch, asks for a catch-up; one
   * that does not fit what is held asks for the scope again.
   */
  commit(frame: CommitFrame): Ask | undefined {
    return commit(this.#s, frame);
  }

  /** Takes answers, see verdicts.ts. */
  verdicts(now: number, all: readonly Verdict[]): void {
    verdicts(this.#s, now, all);
  }

  /** The server has the reads up to a number. */
  readsTaken(upTo: number): void {
    readsTaken(this.#s, upTo);
  }

  /** A frame came from the server. */
  heard(now: number): void {
    heard(this.#s, now);
  }

  /** The hours that the welcome says; 0 when it says nothing. */
  lease(hours: number): void {
    lease(this.#s, hours);
  }

  /** What outboxes are sealed to, as the welcome says it; "" when the server takes none. */
  sealTo(key: string): void {
    sealTo(this.#s, key);
  }

  /**
   * For hello: where each scope held is to be caught up from. A scope that is missing is to be loaded from nothing, also one whose
   * bytes were wrong to the last: its cursor would say that all is well.
   */
  cursors(): Record<Scope, Cursor> {
    this.prove();
    return cursors(this.#s);
  }

  /**
   * The edits to send now, in the order they were written: at most maxEdits and maxBytes of JSON (0: no limit), but always one, or
   * an edit too large for a frame would hold up all that follow. Of a replica that signs, none behind one that is unsigned.
   */
  outbox(maxEdits: number, maxBytes: number): readonly Edit[] {
    return outbox(this.#s, maxEdits, maxBytes);
  }

  /** Cuts edits of this replica into rows that follow each other in its chain: most often one. Each goes in a frame of its own, in this order. */
  pieces(edits: readonly Edit[]): readonly Piece[] {
    return pieces(this.#s, edits);
  }

  /** For hello: the number of the last read, 0 when none waits. */
  readsAt(): number {
    return readsAt(this.#s);
  }

  /**
   * The reads to hand in now, at most max (0: 500), to be signed by signBatch; undefined when there are none. They are given again,
   * the same or more, until they are taken. One batch under way at a time, always with the same max.
   */
  reads(max: number): Batch | undefined {
    return reads(this.#s, max);
  }

  /** The revoked scopes whose edits all have verdicts, sorted: outbox first, then purge. */
  purgeable(): readonly Scope[] {
    return purgeable(this.#s);
  }

  /**
   * Forgets a revoked scope's documents and its acknowledged edits: they are the server's now, and secrecy outweighs giving them back
   * after a restore. What was set aside stays with its author. False, and nothing happens, unless the scope is purgeable.
   */
  purged(scope: Scope): boolean {
    return purged(this.#s, scope);
  }

  /**
   * Puts a draft in the outbox. Nothing is stored when the schema says that the server would refuse it, or the scope was revoked: it
   * throws Invalid. Rights and what others wrote meanwhile are for the server to judge: the phone may hold an old truth.
   */
  edit(now: number, draft: Draft): Edit {
    return edit(this.#s, now, draft);
  }

  /** How much of a document's history the phone shows, to be kept by a form that is open for long (Draft.seen). */
  base(scope: Scope, doc: string): Base {
    return base(this.#s, scope, doc);
  }

  /**
   * One document as people see it; undefined when there is nothing to show: not held and not written here, of a type the phone does
   * not know, or in a revoked scope. A document that exists only in the outbox is shown as it was written.
   */
  show(scope: Scope, doc: string): View | undefined {
    return show(this.#s, scope, doc);
  }

  /** Every document of a scope, by id. */
  showAll(scope: Scope): readonly Shown[] {
    return showAll(this.#s, scope);
  }

  /** Something was opened on the screen, see Read; call it before it is shown. doc is "" for what has none. */
  opened(now: number, scope: Scope, doc: string, action: string, online: boolean): void {
    opened(this.#s, now, scope, doc, action, online);
  }

  /** The refused and parked edits nobody has handled, in the order they were written. */
  setAside(): readonly SetAside[] {
    return setAside(this.#s);
  }

  /** The edit of that id that was written here and is not let go of; undefined when there is none. */
  edited(id: string): Edit | undefined {
    return this.#s.log.byId.get(id)?.edit ?? this.#s.aside.get(id)?.edit;
  }

  /** The person has dealt with an edit that was set aside; its text is let go. False when there is none. */
  handled(id: string): boolean {
    return handled(this.#s, id);
  }

  /** Writes, of each notice that somebody waits to hear of, that this phone has it; says how many edits that were. */
  fetched(now: number): number {
    return fetched(this.#s, now);
  }

  /** Whether the phone must show nothing it holds: no contact for too long, or its clock was set back. */
  lapsed(now: number): boolean {
    return lapsed(this.#s, now);
  }

  /** Counts the edits without a verdict. */
  pending(): number {
    return pending(this.#s);
  }

  /** The scopes held or expected, sorted, with those revoked and not yet purged. */
  scopes(): readonly Scope[] {
    return [...this.#s.scopes.keys()].sort();
  }

  /** How far a scope is; undefined when it is not held. */
  status(scope: Scope): Status | undefined {
    const sc = this.#s.scopes.get(scope);
    if (!sc) return undefined;
    const shelf = sc.shown;
    const { cursor, docs, resume } = shelf;
    return {
      cursor,
      get checksum() {
        return checksumText(shelf.sum);
      },
      documents: [...docs.values()].filter((held) => held.doc.cold !== true).length,
      loading: sc.fresh !== undefined || sc.reload || resume > cursor.seq,
      revoked: sc.revoked,
    };
  }

  /** Lets go of acknowledged edits that nobody needs again. Call it now and then; verdicts does. */
  tidy(now: number): void {
    tidy(this.#s, now);
  }

  /** What waits for a signature, in the order it was written. */
  unsigned(): readonly Unsigned[] {
    return unsigned(this.#s);
  }

  /** Takes a signature; false when the edit is gone or has another place in the chain by now. */
  signed(of: Unsigned, signature: string): boolean {
    return signed(this.#s, of, signature);
  }

  /**
   * The texts of the boxes that hold the outbox, what was read and not handed in, and the key to seal them to; undefined when the replica has no key or no server
   * told it one. kind is the author's: staff, citizen or representative.
   */
  sealable(kind: string): Sealable | undefined {
    return sealable(this.#s, kind);
  }

  /** What has changed since it was saved, in the order it must be written, see unsaved.ts. */
  unsaved(): readonly Put[] {
    return unsaved(this.#s);
  }

  /** These puts are written, surely. What changed again meanwhile stays unsaved. */
  saved(puts: readonly Put[]): void {
    saved(this.#s, puts);
  }

  /** All that a phone persists, from storage key to JSON text, sorted by key. */
  snapshot(): Map<string, string> {
    return snapshot(this.#s);
  }
}
