import { expect } from "vitest";

import type { Dict, Edit, Op, Verdict } from "../../core/index.js";
import type { CommitFrame, Page } from "../frames.js";
import { Replica } from "../replica.js";
import type { Options } from "../shapes.js";
import { headOf, Model } from "./model.js";
import { noteType, rules } from "./rules.js";

export const card = "citizen/c1/card/ekby";

export const title = (text: string): Dict<Op> => ({ title: { set: text } });

/** Bench is a phone and the model server, with a perfect line that the test holds in its hands. */
export class Bench {
  readonly m = new Model();
  ids = 0;
  r: Replica;

  constructor(signs = false) {
    this.r = Replica.create(this.options(signs));
    this.r.welcome([card], 7);
  }

  options(signs = false): Options {
    const newId = (): string => "01" + String(++this.ids).padStart(24, "0");
    return { replica: "r1", author: "ana", role: "nurse", schema: rules, newId, signs };
  }

  /** restart makes the phone of what is stored. */
  restart(stored: Iterable<readonly [string, string]> = this.r.snapshot(), signs = false): void {
    this.r = Replica.restore(this.options(signs), stored);
  }

  /** write puts a title in the phone's outbox. */
  write(doc: string, text: string): Edit {
    const create = this.r.show(card, doc) === undefined;
    return this.r.edit(1000, { scope: card, doc, type: noteType, create, changes: title(text) });
  }

  /** other writes a title from another phone, straight into the log. */
  other(doc: string, text: string): CommitFrame {
    this.ids++;
    const h = this.m.history(card);
    const { commit } = this.m.submit("bo", "bo", {
      id: "02" + String(this.ids).padStart(24, "0"),
      scope: card,
      doc,
      type: noteType,
      stamp: (1000 + this.ids).toString(16).padStart(16, "0") + "-bo",
      changes: title(text),
      create: !h.docs.has(doc),
      base: { epoch: h.epoch, seq: 2 ** 40 },
    });
    if (!commit) throw new Error("bench: refused");
    return commit;
  }

  submit(e: Edit): Verdict {
    return this.m.submit("ana", "r1", e).verdict;
  }

  /** pages are what a catch-up from the phone's cursor, or from nothing, sends: two documents each. */
  pages(fromNothing = false): Page[] {
    const frames = this.m.catchUp([card], fromNothing ? {} : this.r.cursors(), 0);
    return frames.flatMap((f) => (f.is === "page" ? [f.page] : []));
  }

  catchUp(): void {
    for (const p of this.pages()) expect(this.r.documents(p)).toBeUndefined();
  }

  /** shows gives a document's title as the screen shows it. */
  shows(doc: string): unknown {
    return this.r.show(card, doc)?.fields["title"]?.value;
  }

  seq(): number {
    return headOf(this.m.history(card)).seq;
  }

  holds(edit: string): boolean {
    return this.r.snapshot().has("edit/" + edit);
  }

  outbox(): string[] {
    return this.r.outbox(0, 0).map((e) => e.id);
  }
}

/** at gives an element that must be there. */
export function at<T>(list: readonly T[], i: number): T {
  const one = list[i];
  if (one === undefined) throw new Error(`nothing at ${i}`);
  return one;
}
