import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import type { Cursor, Json, Op, Verdict } from "../core/index.js";
import { signLink, type Key } from "../sign/index.js";
import { keyOf } from "../sign/testing/keys.js";
import type { Ask, CommitFrame, Page } from "./frames.js";
import { Replica } from "./replica.js";
import { rules } from "./testing/rules.js";

/** What was done to a Go phone, and what it said, saved and showed after it (sync/replica, trace_test.go). */
interface Trace {
  readonly replica: string;
  readonly author: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly do: string;
  readonly now?: number;
  readonly draft?: {
    scope: string;
    doc: string;
    type: string;
    create: boolean;
    void?: string;
    changes: Record<string, Op>;
  };
  readonly page?: Page;
  readonly commit?: CommitFrame;
  readonly verdicts?: readonly Verdict[];
  readonly scopes?: readonly string[];
  readonly count?: number;
  readonly ids?: readonly string[];
  readonly doc?: string;
  readonly up?: boolean;
  readonly ask?: Ask;
  readonly unsaved: readonly string[];
  readonly outbox: readonly string[];
  readonly aside: readonly string[];
  readonly purge: readonly string[];
  readonly cursors: Record<string, Cursor>;
  readonly shown: Record<string, Json>;
  readonly snapshot?: Record<string, Json>;
}

/** Player does to a replica what was done to the Go phone. */
class Player {
  private readonly disk = new Map<string, string>();
  private ids: string[] = [];
  r: Replica;

  constructor(
    private readonly trace: Trace,
    private readonly key: Key | undefined,
  ) {
    this.r = Replica.create(this.options());
  }

  private options() {
    const { replica, author } = this.trace;
    const newId = (): string => this.ids.shift() ?? "no id was drawn here";
    return { replica, author, role: "nurse", schema: rules, newId, signs: this.key !== undefined };
  }

  async play(s: Step): Promise<Ask | undefined> {
    this.ids = [...(s.ids ?? [])];
    const ask = this.act(s);
    if (this.key) for (const one of this.r.unsigned()) this.r.signed(one, await signLink(this.key, one.link));
    return ask;
  }

  private act(s: Step): Ask | undefined {
    const { now = 0, scopes = [], doc = "" } = s;
    if (["documents", "commit", "verdicts", "welcome"].includes(s.do)) this.r.heard(now);
    switch (s.do) {
      case "documents":
        return s.page && this.r.documents(s.page);
      case "commit":
        return s.commit && this.r.commit(s.commit);
      case "verdicts":
        this.r.verdicts(now, s.verdicts ?? []);
        break;
      case "edit":
        if (s.draft) this.r.edit(now, s.draft);
        break;
      case "welcome":
        this.r.lease(24);
        this.r.welcome(scopes, 7);
        break;
      case "grant":
        this.r.grant(scopes);
        break;
      case "revoke":
        this.r.revoke(scopes);
        break;
      case "purged":
        this.r.purged(scopes[0] ?? "");
        break;
      case "tidy":
        this.r.tidy(now);
        break;
      case "handled":
        this.r.handled(doc);
        break;
      case "opened":
        this.r.opened(now, scopes[0] ?? "", doc, "read", s.up === true);
        break;
      case "readsTaken":
        this.r.readsTaken(s.count ?? 0);
        break;
      case "save":
        this.save(s.count ?? 0);
        break;
      case "restart":
        this.r = Replica.restore(this.options(), this.disk);
        this.r.prove();
        break;
      default:
        throw new Error(`a step that nobody knows: ${s.do}`);
    }
    return undefined;
  }

  private save(count: number): void {
    const puts = this.r.unsaved().slice(0, count);
    for (const p of puts) {
      if (p.value === undefined) this.disk.delete(p.key);
      else this.disk.set(p.key, p.value);
    }
    this.r.saved(puts);
  }

  says(): Omit<Step, "do"> {
    const shown: Record<string, Json> = {};
    for (const scope of ["citizen/c1/card/ekby", "citizen/c2/health/ekby"]) {
      for (const one of this.r.showAll(scope)) {
        const { title, tags } = one.view.fields;
        shown[`${scope}/${one.doc}`] = [one.seq, one.waiting, title?.value ?? null, tags?.items?.length ?? 0];
      }
    }
    return {
      unsaved: this.r.unsaved().map((p) => p.key),
      outbox: this.r.outbox(0, 0).map((e) => e.id),
      aside: this.r.setAside().map((a) => a.edit.id),
      purge: this.r.purgeable(),
      cursors: this.r.cursors(),
      shown,
    };
  }

  holds(): Record<string, Json> {
    return Object.fromEntries([...this.r.snapshot()].map(([key, text]) => [key, JSON.parse(text) as Json]));
  }
}

const file = new URL("../../../vectors/replica.json", import.meta.url);
const traces = JSON.parse(readFileSync(file, "utf8")) as Trace[];

describe("a replica does what the Go phone did", () => {
  test.each(traces.map((t, i) => [`${t.replica} of world ${Math.floor(i / 2)}`, t] as const))(
    "%s",
    async (_, trace) => {
      const player = new Player(trace, trace.seed > 0 ? await keyOf(trace.seed) : undefined);
      for (const [i, step] of trace.steps.entries()) {
        const ask = await player.play(step);
        const at = `step ${i}: ${step.do}`;
        const { unsaved, outbox, aside, purge, cursors, shown } = step;
        expect({ ask, ...player.says() }, at).toEqual({ ask: step.ask, unsaved, outbox, aside, purge, cursors, shown });
        if (step.snapshot) expect(player.holds(), at).toEqual(step.snapshot);
      }
    },
  );
});
