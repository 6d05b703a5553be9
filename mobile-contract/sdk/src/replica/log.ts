import type { Edit, Verdict } from "../core/index.js";
import type { Proof } from "../sign/index.js";

/** Entry is an edit of this replica: waiting while it has no verdict, then kept. */
export interface Entry {
  edit: Edit;
  verdict: Verdict | undefined;
  /** The scope's when the verdict came. */
  epoch: string;
  /** When the verdict came, milliseconds. */
  at: number;
  /** Of this edit alone; undefined where nothing is signed, without a signature while it is being made. */
  proof: Proof | undefined;
  /** The link after it, "" when not worked out yet. */
  end: string;
  /** Of the edit's JSON, 0 when not counted yet. */
  bytes: number;
}

/** newEntry is an edit that nobody has answered. */
export const newEntry = (edit: Edit): Entry => ({
  edit,
  verdict: undefined,
  epoch: "",
  at: 0,
  proof: undefined,
  end: "",
  bytes: 0,
});

/** Log is the replica's edits in the order they were written, which is the order of their stamps. */
export class Log {
  edits: Entry[] = [];
  readonly byId = new Map<string, Entry>();
  private readonly byDoc = new Map<string, Map<string, Entry[]>>();

  add(e: Entry): void {
    this.edits.push(e);
    this.byId.set(e.edit.id, e);
    const docs = this.byDoc.get(e.edit.scope) ?? new Map<string, Entry[]>();
    this.byDoc.set(e.edit.scope, docs);
    const list = docs.get(e.edit.doc);
    if (list) list.push(e);
    else docs.set(e.edit.doc, [e]);
  }

  /** insert puts an entry where its stamp belongs. */
  insert(e: Entry): void {
    this.add(e);
    this.edits.sort(byStamp);
    this.byDoc.get(e.edit.scope)?.get(e.edit.doc)?.sort(byStamp);
  }

  /** docs lists the documents of a scope that have edits here. */
  docs(scope: string): Iterable<string> {
    return this.byDoc.get(scope)?.keys() ?? [];
  }

  /** of gives a document's edits. */
  of(scope: string, doc: string): readonly Entry[] {
    return this.byDoc.get(scope)?.get(doc) ?? [];
  }

  /** remove takes out the entries that gone names, and gives them. */
  remove(gone: (e: Entry) => boolean): Entry[] {
    const out: Entry[] = [];
    const left: Entry[] = [];
    for (const e of this.edits) (gone(e) ? out : left).push(e);
    if (out.length === 0) return out;
    this.edits = left;
    for (const e of out) {
      this.byId.delete(e.edit.id);
      const docs = this.byDoc.get(e.edit.scope);
      const others = (docs?.get(e.edit.doc) ?? []).filter((o) => o !== e);
      if (others.length > 0) docs?.set(e.edit.doc, others);
      else docs?.delete(e.edit.doc);
      if (docs?.size === 0) this.byDoc.delete(e.edit.scope);
    }
    return out;
  }
}

/** byStamp is the order in which edits were written. */
export const byStamp = (a: { edit: Edit }, b: { edit: Edit }): number =>
  compare(a.edit.stamp, b.edit.stamp) || compare(a.edit.id, b.edit.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
