import {
  addSums,
  applyChange,
  checksumText,
  documentSum,
  keys,
  own,
  ownScope,
  apply,
  sha256,
} from "../../core/index.js";
import type { Base, Change, Cursor, Dict, Document, Edit, Field, Origin, Verdict } from "../../core/index.js";
import { hex } from "../../sign/bytes.js";
import type { CommitFrame, Page } from "../frames.js";
import { noChain } from "../shelf.js";
import { rules } from "./rules.js";

/** Frame is what the model server sends. */
export type Frame =
  | { readonly is: "page"; readonly page: Page }
  | { readonly is: "commit"; readonly commit: CommitFrame }
  | { readonly is: "verdicts"; readonly verdicts: readonly Verdict[] };

/** History is one scope. It is never changed in place, so that a backup is a copy of the map. */
export interface History {
  readonly epoch: string;
  readonly parent: Base | undefined;
  readonly commits: readonly CommitFrame[];
  readonly docs: ReadonlyMap<string, Document>;
  readonly sum: bigint;
}

const empty: History = { epoch: "", parent: undefined, commits: [], docs: new Map(), sum: 0n };

/** headOf is the end of a history. */
export function headOf(h: History): Cursor {
  const last = h.commits.at(-1)?.cursor ?? { epoch: "", seq: 0, chain: "" };
  return { ...last, epoch: h.epoch };
}

/** Model is a server small enough to be seen through: a log and documents for each scope, verdicts by edit, one backup. */
export class Model {
  scopes = new Map<string, History>();
  known = new Map<string, Verdict>();
  private backup: { scopes: Map<string, History>; known: Map<string, Verdict> } | undefined;
  private epochs = 0;

  history(scope: string): History {
    return this.scopes.get(scope) ?? empty;
  }

  private safe(scope: string): number {
    return headOf(this.backup?.scopes.get(scope) ?? empty).seq;
  }

  /** submit answers one edit, once. */
  submit(author: string, replica: string, e: Edit): { verdict: Verdict; commit: CommitFrame | undefined } {
    const before = this.known.get(e.id);
    if (before) return { verdict: { ...before, again: true }, commit: undefined };
    let h = this.history(e.scope);
    if (h.epoch === "") h = { ...h, epoch: `epoch${++this.epochs}` };
    const seq = headOf(h).seq + 1;
    const type = own(rules.types, e.type);
    if (!type) throw new Error("model: type");
    const prev = h.docs.get(e.doc);
    const arrival = { author, role: "nurse", replica, base: resolve(h, e.base), seq, at: seq };
    const out = apply(type, prev, e, arrival);
    if (out.verdict.verdict === "refused") {
      const verdict = { ...out.verdict, scope: ownScope("staff", author, "ekby"), seq };
      this.known.set(e.id, verdict);
      return { verdict, commit: undefined };
    }
    const verdict = { ...out.verdict, scope: e.scope, seq };
    this.known.set(e.id, verdict);
    const changes = out.doc && out.doc !== prev ? [delta(prev, hot(out.doc), out.fields)] : [];
    return { verdict, commit: this.commit(e.scope, h, changes) };
  }

  /** cool takes a document out of the hot set. */
  cool(scope: string, id: string): CommitFrame | undefined {
    const h = this.history(scope);
    const d = h.docs.get(id);
    if (!d || d.cold) return undefined;
    return this.commit(scope, h, [delta(d, { ...d, seq: headOf(h).seq + 1, cold: true }, [])]);
  }

  commit(scope: string, h: History, changes: readonly Change[]): CommitFrame {
    const docs = new Map(h.docs);
    let sum = h.sum;
    for (const c of changes) {
      const old = docs.get(c.doc.id);
      const next = applyChange(c, old);
      if (!next) throw new Error("model: a change does not fit");
      sum = addSums(sum, documentSum(next) - (old ? documentSum(old) : 0n));
      docs.set(c.doc.id, next);
    }
    const at = headOf(h);
    const hash = sha256(new TextEncoder().encode(`${at.chain} ${h.epoch} ${at.seq} ${sum.toString(16)}`));
    const cursor = { epoch: h.epoch, seq: at.seq + 1, chain: hex(hash.slice(0, 8)) };
    const f = { scope, cursor, checksum: checksumText(sum), safeSeq: this.safe(scope), changes };
    this.scopes.set(scope, { ...h, docs, sum, commits: [...h.commits, f] });
    return f;
  }

  /** save makes the backup; restore goes back to it, in a new epoch. */
  save(): void {
    this.backup = { scopes: new Map(this.scopes), known: new Map(this.known) };
  }

  restore(): void {
    if (!this.backup) return;
    this.scopes = new Map();
    this.known = new Map(this.backup.known);
    for (const [name, h] of this.backup.scopes) {
      const parent = { epoch: h.epoch, seq: headOf(h).seq };
      this.scopes.set(name, { ...h, parent, epoch: `epoch${++this.epochs}` });
    }
    this.save();
  }

  /**
   * catchUp is what hello is answered with: pages of few documents, so that they can be cut off anywhere. The head was read late
   * commits ago: the documents go beyond it, and those commits follow.
   */
  catchUp(granted: readonly string[], cursors: Dict<Cursor>, late: number): Frame[] {
    const frames: Frame[] = [];
    const after: CommitFrame[] = [];
    for (const name of [...granted].sort()) {
      const h = this.history(name);
      const from = own(cursors, name);
      let head = before(h, late);
      if (from?.epoch === h.epoch && from.seq > head.cursor.seq) head = before(h, 0); // never read before what was sent
      after.push(...head.later);
      const step = plan(h, from, head.cursor);
      if (!step) continue;
      const docs = [...h.docs.values()].filter((d) => d.seq > step.from).sort((a, b) => a.seq - b.seq);
      frames.push(...pagesOf(name, h, docs, step.reset, head, this.safe(name)));
    }
    return [...frames, ...after.map((commit) => ({ is: "commit", commit }) as const)];
  }
}

/** resolve gives an edit's base as a seq of the history: 0 when nothing of it counts. */
function resolve(h: History, base: Base): number {
  if ((base.epoch ?? "") === h.epoch) return base.seq;
  return h.parent && h.parent.epoch === base.epoch ? Math.min(base.seq, h.parent.seq) : 0;
}

/** hot is a document that was written again: it returns to the hot set. */
function hot(d: Document): Document {
  const { id, type, scope, seq, created, origins = {}, fields = {} } = d;
  return { id, type, scope, seq, created, origins, fields };
}

function delta(prev: Document | undefined, next: Document, fields: readonly string[]): Change {
  if (!prev || (prev.cold && !next.cold)) return { prev: prev?.seq ?? 0, whole: true, doc: next };
  const part: Record<string, Field> = {};
  const origins: Record<string, Origin> = {};
  const keep = (edit: string): void => {
    const o = own(next.origins, edit);
    if (o) origins[edit] = o;
  };
  for (const name of fields) {
    const f = own(next.fields, name) ?? {};
    part[name] = f;
    for (const cell of [f, ...Object.values(f.i ?? {})]) for (const c of cell.c ?? []) keep(c.e);
  }
  if (prev.created !== next.created) keep(next.created);
  return { prev: prev.seq, doc: { ...next, fields: part, origins } };
}

interface Head {
  readonly cursor: Cursor;
  readonly checksum: string;
  readonly later: readonly CommitFrame[];
}

/** before is the history's head late commits ago, in the same epoch, and those commits. */
function before(h: History, late: number): Head {
  let n = h.commits.length;
  for (; late > 0 && n > 1 && h.commits[n - 2]?.cursor.epoch === h.epoch; late--) n--;
  const last = h.commits[n - 1];
  const later = h.commits.slice(n);
  if (last && later.length > 0) return { cursor: last.cursor, checksum: last.checksum, later };
  return { cursor: headOf(h), checksum: checksumText(h.sum), later };
}

/** plan says what to send of a scope; undefined when the phone has it all. */
function plan(h: History, from: Cursor | undefined, head: Cursor): { from: number; reset: boolean } | undefined {
  const anew = { from: 0, reset: true };
  if (!from) return head.seq === 0 ? undefined : anew;
  if (from.seq === 0 || from.epoch !== head.epoch || from.seq > head.seq) return anew;
  if (from.chain === noChain) return { from: from.seq, reset: false };
  if (from.seq === head.seq) return from.chain === head.chain ? undefined : anew;
  return from.chain === h.commits[from.seq - 1]?.cursor.chain ? { from: from.seq, reset: false } : anew;
}

const pageSize = 2;

function pagesOf(
  scope: string,
  h: History,
  docs: readonly Document[],
  reset: boolean,
  head: Head,
  safeSeq: number,
): Frame[] {
  const out: Frame[] = [];
  for (let i = 0; i === 0 || i < docs.length; i += pageSize) {
    const page: Page = {
      scope,
      reset: reset && i === 0,
      documents: docs.slice(i, i + pageSize),
      done: i + pageSize >= docs.length,
      cursor: head.cursor,
      checksum: head.checksum,
      safeSeq,
      ...(h.parent ? { parent: h.parent } : {}),
    };
    out.push({ is: "page", page });
  }
  return out;
}

/** linesOf is a scope's hot documents by id, as a replica's snapshot would hold them. */
export const linesOf = (docs: ReadonlyMap<string, Document>): string[] =>
  keys(Object.fromEntries(docs)).filter((id) => docs.get(id)?.cold !== true);
