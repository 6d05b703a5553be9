import type { Happening } from "../net/events.js";
import { asTrouble, trouble } from "../trouble.js";
import type { Desk, Question } from "./desk.js";
import type { Channel, TabLocks } from "./locks.js";
import { flat, flatten, isMessage, unflat, unflatten, type Message } from "./message.js";

/** Hosted is the phone, in the tab that has it. */
export interface Hosted {
  readonly desk: Desk;
  close(): Promise<void>;
}

export interface TabsOptions {
  /** Of the storage: tabs with the same name share one phone. */
  readonly name: string;
  /** undefined: there is one tab. */
  readonly locks: TabLocks | undefined;
  /** Opens the phone, in the tab that got the lock. */
  readonly host: (tell: (h: Happening) => void) => Promise<Hosted>;
  readonly tell: (h: Happening) => void;
  /** Another tab, or this one, has the phone now: what it must know is said before anything is asked again. */
  readonly led: (ask: Ask) => Promise<void>;
  /** Names this tab. */
  readonly tab: string;
}

/** Ask puts a question to the tab that has the phone. */
export type Ask = <Q extends Question>(question: Q, ...args: Parameters<Desk[Q]>) => ReturnType<Desk[Q]>;

interface Open {
  readonly question: Question;
  readonly args: readonly unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (e: Error) => void;
}

/**
 * Tabs gives all tabs of a browser one phone. Whoever gets the lock opens it; the others ask that tab, and hear what happens. When
 * the tab dies the browser gives the lock to the next, which says so, and questions that nobody has answered are asked again.
 *
 *     waiting for the lock ── lock ──► opening ──► leading ── closed or dead ──► (the next)
 *            │                           │
 *            └── asks over the channel   └── could not open: every question fails with why
 */
export class Tabs {
  private hosted: Hosted | undefined;
  private channel: Channel | undefined;
  private readonly open = new Map<number, Open>();
  private lastId = 0;
  /** Holds questions until somebody leads and knows what it must. */
  private gate: Promise<void>;
  private opened: () => void = () => undefined;
  private broken: Error | undefined;
  /** The tab that has the phone, as far as is known. */
  private leader = "";
  private readonly stopping = new AbortController();
  private leaving: () => void = () => undefined;
  private held: Promise<void> = Promise.resolve();

  constructor(private readonly o: TabsOptions) {
    this.gate = this.closedGate();
  }

  /** begin resolves when a tab has the phone; it rejects when this one got the lock and could not open it. */
  async begin(): Promise<void> {
    const { locks, name } = this.o;
    if (!locks) {
      await this.lead();
    } else {
      this.channel = locks.channel("samsyn/" + name, (m) => {
        if (isMessage(m)) this.hear(m);
      });
      this.held = locks
        .hold("samsyn/" + name, this.stopping.signal, () => this.lead())
        .catch((cause: unknown) => {
          this.fail(asTrouble(cause, "not-answered"));
        });
      this.post({ kind: "who" });
    }
    await this.gate;
    if (this.broken) throw this.broken;
  }

  /** ask resolves with what the phone answers, whichever tab has it. */
  readonly ask: Ask = (question, ...args) => {
    const answer = this.gate.then(() => this.put(question, args));
    return answer as ReturnType<Desk[typeof question]>; // the desk's own types say what it answers
  };

  /** close leaves; when this tab has the phone it is closed first, and the next tab gets it. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.leaving();
    await this.held;
    if (!this.o.locks) await this.hosted?.close();
    this.hosted = undefined;
    this.channel?.close();
    this.fail(trouble("not-answered"));
  }

  private async lead(): Promise<void> {
    try {
      this.hosted = await this.o.host((h) => {
        this.o.tell(h);
        this.post({ kind: "happening", happening: flat(h) });
      });
    } catch (cause) {
      this.fail(asTrouble(cause, "storage-unavailable"));
      return;
    }
    this.post({ kind: "lead", tab: this.o.tab });
    await this.follow(this.o.tab);
    if (!this.o.locks) return;
    await new Promise<void>((resolve) => {
      this.leaving = resolve;
      if (this.stopping.signal.aborted) resolve();
    });
    await this.hosted.close();
  }

  /** follow says to whoever leads what it must know, and asks again what was not answered. */
  private async follow(tab: string): Promise<void> {
    if (tab === this.leader) return;
    if (this.leader !== "") this.gate = this.closedGate();
    this.leader = tab;
    const direct = ((question, ...args) => this.put(question, args)) as Ask;
    await this.o.led(direct).catch(() => undefined); // who needs to be logged in is told when asking
    for (const [id, q] of this.open) this.send(id, q);
    this.opened();
  }

  private put(question: Question, args: readonly unknown[]): Promise<unknown> {
    if (this.broken) return Promise.reject(this.broken);
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      const q = { question, args, resolve, reject };
      this.open.set(id, q);
      this.send(id, q);
    });
  }

  private send(id: number, q: Open): void {
    if (!this.hosted) {
      this.post({ kind: "ask", tab: this.o.tab, id, question: q.question, args: q.args });
      return;
    }
    void answer(this.hosted.desk, q.question, q.args).then(
      (value) => {
        this.open.delete(id);
        q.resolve(value);
      },
      (e: unknown) => {
        this.open.delete(id);
        q.reject(e instanceof Error ? e : trouble("not-answered", e));
      },
    );
  }

  private hear(m: Message): void {
    switch (m.kind) {
      case "lead":
        if (!this.hosted) void this.follow(m.tab);
        break;
      case "who":
        if (this.hosted) this.post({ kind: "lead", tab: this.o.tab });
        break;
      case "ask":
        if (this.hosted) void this.reply(this.hosted, m);
        break;
      case "answer":
        if (m.tab === this.o.tab) this.answered(m);
        break;
      case "happening":
        if (!this.hosted) this.o.tell(unflat(m.happening));
        break;
    }
  }

  private async reply(hosted: Hosted, m: Extract<Message, { kind: "ask" }>): Promise<void> {
    const back = { kind: "answer", tab: m.tab, id: m.id } as const;
    try {
      this.post({ ...back, value: await answer(hosted.desk, m.question, m.args) });
    } catch (cause) {
      this.post({ ...back, error: flatten(cause) });
    }
  }

  private answered(m: Extract<Message, { kind: "answer" }>): void {
    const q = this.open.get(m.id);
    this.open.delete(m.id);
    if (m.error) q?.reject(unflatten(m.error));
    else q?.resolve(m.value);
  }

  private fail(e: Error): void {
    this.broken = e;
    for (const q of this.open.values()) q.reject(e);
    this.open.clear();
    this.opened();
  }

  private post(m: Message): void {
    this.channel?.post(m);
  }

  private closedGate(): Promise<void> {
    return new Promise((resolve) => {
      this.opened = resolve;
    });
  }
}

/** answer asks the phone. Args are as the asker's types made them, in this tab or another with the same SDK. */
async function answer(desk: Desk, question: Question, args: readonly unknown[]): Promise<unknown> {
  const asked = desk as unknown as Record<Question, (...args: unknown[]) => Promise<unknown>>;
  return asked[question](...args);
}
