import type { Candidate, Cell, Document, Field, Origin } from "../document.js";
import type { Edit, Note, Op, Verdict } from "../edit.js";
import { type Dict, own } from "../json.js";
import type { FieldRule, Machine, Type } from "../schema.js";

/** What the server, or the phone for its own screen, knows about an edit when it comes. */
export interface Arrival {
  readonly author: string;
  readonly role: string;
  readonly replica: string;
  /** The edit's base as a seq of the scope's present epoch; 0 when nothing of it counts. */
  readonly base: number;
  /** Of the commit; 0 on a phone. */
  readonly seq: number;
  /** Server time, milliseconds. */
  readonly at: number;
  /** When it was written by the corrected clock; 0 on a phone: nobody asks whether the author was online. */
  readonly written?: number;
  /** The author's assignment had ended. */
  readonly late?: boolean;
  /** The stamp runs ahead of the server and loses every tie. */
  readonly ahead?: boolean;
  /** The edit carries out what people decided in a conflict. */
  readonly decides?: boolean;
}

/** What one edit did to one document. */
export interface Outcome {
  /** After the edit; the very same object when nothing changed. */
  readonly doc: Document | undefined;
  /** The fields whose state changed, sorted. */
  readonly fields: readonly string[];
  /** Its scope and seq are for the log to fill in. */
  readonly verdict: Verdict;
  /** Recorded, not shown: its own successor came first, or it was there already. */
  readonly hidden: boolean;
}

/** The document that an edit makes: a copy, so it may be written to. */
export interface Draft {
  readonly id: string;
  readonly type: string;
  readonly scope: string;
  seq: number;
  created: string;
  cold?: boolean;
  readonly origins: Record<string, Origin>;
  readonly fields: Record<string, Field>;
}

/** The work on one edit. */
export interface Step {
  readonly t: Type;
  readonly prev: Document | undefined;
  readonly next: Draft;
  readonly e: Edit;
  readonly in: Arrival;
  /** Of the edit. */
  readonly from: Origin;
  /** Edits that lost a candidate. */
  readonly gone: string[];
  readonly fields: string[];
  readonly notes: Note[];
  /** Bundles whose sequence the edit has raised. */
  readonly counted: string[];
  /** The edit has a candidate. */
  held: boolean;
  /** Some part of the edit took effect. */
  shown: boolean;
  /** Of the verdict so far: a place in `kinds`. */
  rank: number;
  /** Of a verdict that is no refusal. */
  code: string;
  /** The field a refusal is about, when it is another than the one that refused. */
  about: string;
}

/** What a policy reads: the candidates of one cell, where they came from, and the field's rule. */
export interface Candidates {
  readonly rule: FieldRule;
  readonly states: Machine | undefined;
  /** Of lists: the item's id. */
  readonly item: string;
  readonly c: readonly Candidate[];
  readonly origins: Dict<Origin>;
}

/** A candidate with its origin; edit is "" for a removal. */
export interface Entry {
  readonly edit: string;
  readonly agreed: boolean | undefined;
  readonly origin: Origin;
}

/** How one cell merges: a field of one value, or an item of a list. What is absent never happens. */
export interface PolicyRule {
  /** Which of one or more candidates is shown, or -1 when none is in force. */
  readonly read: (set: Candidates) => number;
  /** Refuses an edit with a code, before it has touched the cell; "" lets it through. */
  readonly guard?: (s: Step, set: Candidates, op: Op) => string;
  /**
   * What an edit leaves standing though its author had seen it. The same rule tells which of a replica's edits make an
   * earlier one that comes late superfluous: those that would not have spared it.
   */
  readonly spares: (by: Entry, it: Entry) => boolean;
  /** Items of the list may be taken out. */
  readonly removes?: boolean;
  /** The candidate is not in force until somebody decides. */
  readonly waits?: (set: Candidates, c: Candidate) => boolean;
  /** People must decide. */
  readonly disputed?: (set: Candidates) => boolean;
}

/** One cell of the document, with its rule and policy. */
export interface Spot {
  readonly name: string;
  readonly item: string;
  readonly rule: FieldRule;
  readonly policy: PolicyRule;
}

const nowhere: Origin = { author: "", role: "", replica: "", stamp: "", seq: 0, at: 0 };

/** Where an edit came from. */
export function originOf(origins: Dict<Origin> | undefined, edit: string): Origin {
  return own(origins, edit) ?? nowhere;
}

/** What a policy reads of a cell while an edit is made. */
export function setOf(s: Step, at: Spot, cell: Cell): Candidates {
  return { rule: at.rule, states: s.t.states, item: at.item, c: cell.c ?? [], origins: s.next.origins };
}

/** The candidate that counts and that no other of these beats, as an index; -1 when none counts. */
export function bestOf(
  set: Candidates,
  counts: (c: Candidate) => boolean,
  beats: (a: Candidate, b: Candidate) => boolean,
): number {
  let at = -1;
  let champion: Candidate | undefined;
  set.c.forEach((c, i) => {
    if (!counts(c) || (champion && !beats(c, champion))) return;
    champion = c;
    at = i;
  });
  return at;
}

/** The candidate that no other beats, as an index. */
export function best(set: Candidates, beats: (a: Candidate, b: Candidate) => boolean): number {
  return bestOf(set, () => true, beats);
}

/** A tie: a stamp ahead of the server's clock loses, then the later stamp wins, then the greater edit id. */
export function wins(a: Candidate, b: Candidate, origins: Dict<Origin>): boolean {
  const x = originOf(origins, a.e);
  const y = originOf(origins, b.e);
  if (!x.ahead !== !y.ahead) return !x.ahead;
  return x.stamp === y.stamp ? a.e > b.e : x.stamp > y.stamp;
}
