import type { Cursor, Edit, Op, Verdict } from "../../core/index.js";
import { Replica } from "../replica.js";
import type { Options } from "../shapes.js";
import type { Ask, CommitFrame } from "../frames.js";
import { Model, type Frame } from "./model.js";
import { noteType, rules } from "./rules.js";

export const worldScopes = ["citizen/c1/card/ekby", "citizen/c2/health/ekby"] as const;

/** Dice gives numbers from 0 to n-1. */
export type Dice = (n: number) => number;

/** Phone is a replica with a disk, at the end of a bad line. */
export interface Phone {
  readonly name: string;
  r: Replica;
  disk: Map<string, string>;
  online: boolean;
  down: Frame[];
  granted: Set<string>;
  now: number;
}

/** World is two phones, the model server and all that was written. */
export class World {
  readonly m = new Model();
  readonly phones: Phone[];
  /** Edit id → the phone that still has to see it through. */
  readonly wrote = new Map<string, Phone>();
  private readonly purged = new Set<string>();
  private ids = 0;

  constructor(private readonly dice: Dice) {
    this.phones = ["ana", "bo"].map((name) => ({
      name,
      r: Replica.create(this.options(name)),
      disk: new Map<string, string>(),
      online: false,
      down: [],
      granted: new Set<string>(worldScopes),
      now: 1000,
    }));
  }

  options(name: string): Options {
    const newId = (): string => "01" + String(++this.ids).padStart(24, "0");
    return { replica: "r" + name, author: name, role: "nurse", schema: rules, newId, signs: false };
  }

  /** step lets one thing happen; what happens often in a day happens often here. */
  step(): void {
    const n = this.dice(32);
    if (n < 6) this.edit();
    else if (n < 11) this.send();
    else if (n < 21) this.deliver();
    else if (n < 24) this.flip();
    else if (n < 26) this.connect(this.phone());
    else if (n < 28) this.crash();
    else if (n === 28) this.assign();
    else if (n === 29) this.purge();
    else if (n === 30) this.fanOut(this.m.cool(this.scope(), this.doc()));
    else if (this.dice(2) === 0) this.m.save();
    else this.restoreServer();
  }

  private pick<T>(of: readonly T[]): T {
    const one = of[this.dice(of.length)];
    if (one === undefined) throw new Error("nothing to pick");
    return one;
  }

  private phone(): Phone {
    return this.pick(this.phones);
  }

  private scope(): string {
    return this.pick(worldScopes);
  }

  private doc(): string {
    return this.pick(["d1", "d2", "d3", "d4"]);
  }

  private edit(): void {
    const p = this.phone();
    p.now += this.dice(100) - 5;
    const scope = this.scope();
    const doc = this.doc();
    const value = p.name + String(this.ids);
    const changes: Record<string, Op>[] = [
      { title: { set: value } },
      { notes: { add: { ["n" + String(this.ids)]: value } } },
      { tags: { add: { t1: value } } },
      { tags: { remove: ["t1"] } },
      { where: { set: value } },
    ];
    if (p.r.status(scope)?.revoked) return;
    const create = p.r.show(scope, doc) === undefined;
    const e = p.r.edit(p.now, { scope, doc, type: noteType, create, changes: this.pick(changes) });
    this.wrote.set(e.id, p);
  }

  /** send hands the outbox in; each edit, and each verdict, may be lost. */
  private send(): void {
    const p = this.phone();
    if (p.online) this.handIn(p, 1 + this.dice(4), () => this.dice(8) === 0);
  }

  handIn(p: Phone, edits: number, lost: () => boolean): void {
    save(p);
    for (const e of p.r.outbox(edits, 0)) {
      if (lost()) continue;
      const { verdict, commit } = this.m.submit(p.name, p.r.id, e);
      this.fanOut(commit);
      if (commit && this.dice(16) === 0) this.split(p, e, verdict);
      else if (!lost()) p.down.push({ is: "verdicts", verdicts: [verdict] });
    }
  }

  /** split has a phone hear that an edit that was accepted was refused: another node judged it too, and it hears both or only that. */
  private split(p: Phone, e: Edit, yes: Verdict): void {
    const no: Verdict = { edit: e.id, verdict: "refused", code: "not-allowed", scope: "", seq: 0 };
    const answers = this.dice(2) === 0 ? [no] : this.dice(2) === 0 ? [yes, no] : [no, yes];
    for (const v of answers) p.down.push({ is: "verdicts", verdicts: [v] });
  }

  private fanOut(commit: CommitFrame | undefined): void {
    if (!commit) return;
    for (const p of this.phones) if (p.online && p.granted.has(commit.scope)) p.down.push({ is: "commit", commit });
  }

  /** deliver takes frames from near the front of the line, and may drop or double them. Pages keep their order. */
  private deliver(): void {
    const p = this.phone();
    for (let n = 1 + this.dice(4); n > 0 && p.down.length > 0; n--) {
      let i = this.dice(Math.min(3, p.down.length));
      if (p.down[i]?.is === "page") i = p.down.findIndex((f) => f.is === "page");
      const f = p.down[i];
      if (!f) continue;
      const fate = f.is === "page" ? 15 : this.dice(16);
      if (fate < 2 || fate >= 5) p.down.splice(i, 1);
      if (fate >= 2) this.hand(p, f); // 2 to 4: it comes again
    }
  }

  hand(p: Phone, f: Frame): void {
    let ask: Ask | undefined;
    if (f.is === "page") ask = p.r.documents(f.page);
    else if (f.is === "commit") ask = p.r.commit(f.commit);
    else p.r.verdicts(p.now, f.verdicts);
    if (ask && p.granted.has(ask.scope)) this.queue(p, [ask.scope], ask.cursor ? { [ask.scope]: ask.cursor } : {});
  }

  private queue(p: Phone, granted: readonly string[], cursors: Record<string, Cursor>): void {
    p.down.push(...this.m.catchUp(granted, cursors, this.dice(4)));
  }

  connect(p: Phone): void {
    p.online = true;
    p.down = [];
    p.r.welcome([...p.granted], 7);
    this.queue(p, [...p.granted], p.r.cursors());
  }

  private flip(): void {
    const p = this.phone();
    if (p.online) cut(p);
    else this.connect(p);
  }

  /** crash kills the phone after any part of what was unsaved was written. What the person was not told is saved may be gone. */
  private crash(): void {
    const p = this.phone();
    save(p, this.dice(24));
    p.r = Replica.restore(this.options(p.name), p.disk);
    if (this.dice(2) === 0) p.r.prove(); // or at the next hello
    cut(p);
    for (const id of this.missing()) if (this.wrote.get(id) === p) this.wrote.delete(id);
  }

  /** assign takes a scope away from Bo, or gives it back. */
  private assign(): void {
    const p = this.pick(this.phones.slice(1));
    const name = worldScopes[1];
    if (p.granted.delete(name)) {
      if (!p.online) return;
      p.down = p.down.filter((f) => f.is === "verdicts" || (f.is === "page" ? f.page : f.commit).scope !== name);
      p.r.revoke([name]);
      return;
    }
    p.granted.add(name);
    if (!p.online) return;
    p.r.grant([name]);
    this.queue(p, [name], {});
  }

  purge(): void {
    for (const p of this.phones) {
      for (const name of p.r.purgeable()) {
        if (p.r.outbox(0, 0).some((e) => e.scope === name))
          throw new Error(`${name} is purgeable, and an edit of it waits`);
        for (const e of kept(p, name)) this.purged.add(e);
        this.excuse(p, name);
        p.r.purged(name);
      }
    }
  }

  /** restoreServer goes back to the backup: connections break, and what is not in the backup is gone. */
  private restoreServer(): void {
    this.phones.forEach(cut);
    this.m.restore();
    for (const p of this.phones) {
      const held = p.r.scopes();
      for (const name of worldScopes) if (!held.includes(name)) this.excuse(p, name);
    }
    for (const id of this.purged) if (!this.m.known.has(id)) this.wrote.delete(id);
  }

  /** excuse: what was acknowledged and then purged is not given back after a restore. */
  private excuse(p: Phone, name: string): void {
    const waiting = new Set(p.r.outbox(0, 0).map((e) => e.id));
    for (const id of kept(p, name)) if (!waiting.has(id) && !this.m.known.has(id)) this.wrote.delete(id);
  }

  /** missing are edits without an answer that no phone has any more. */
  missing(): string[] {
    const held = new Map(this.phones.map((p) => [p, p.r.snapshot()]));
    const isGone = (id: string, p: Phone): boolean =>
      !this.m.known.has(id) && !held.get(p)?.has("edit/" + id) && !held.get(p)?.has("aside/" + id);
    return [...this.wrote].flatMap(([id, p]) => (isGone(id, p) ? [id] : []));
  }
}

function cut(p: Phone): void {
  p.online = false;
  p.down = [];
}

/** save writes the first n unsaved puts, or all. */
function save(p: Phone, n = Infinity): void {
  const puts = p.r.unsaved().slice(0, n);
  for (const put of puts) {
    if (put.value === undefined) p.disk.delete(put.key);
    else p.disk.set(put.key, put.value);
  }
  p.r.saved(puts);
}

/** kept are the ids of the edits of a scope that the phone has. */
function kept(p: Phone, scope: string): string[] {
  const out: string[] = [];
  for (const [key, text] of p.r.snapshot()) {
    if (!key.startsWith("edit/")) continue;
    const { edit } = JSON.parse(text) as { edit: Edit };
    if (edit.scope === scope) out.push(edit.id);
  }
  return out;
}
