import type { TabLocks } from "../locks.js";

/** FakeBrowser is what tabs have in common. A tab of it can die: then its lock is free, and it says and hears nothing any more. */
export class FakeBrowser {
  private readonly queues = new Map<string, { tab: object; run: () => void }[]>();
  private readonly holders = new Map<string, object>();
  private readonly channels = new Set<{ tab: object; name: string; heard: (m: unknown) => void }>();
  private readonly dead = new Set<object>();

  /** tab gives what a new tab sees, and what kills it. */
  tab(): { readonly locks: TabLocks; kill(): void } {
    const tab = {};
    return {
      kill: () => {
        this.dead.add(tab);
        for (const [name, holder] of this.holders) if (holder === tab) this.release(name);
      },
      locks: {
        hold: (name, signal, f) => this.hold(tab, name, signal, f),
        channel: (name, heard) => {
          const own = { tab, name, heard };
          this.channels.add(own);
          return {
            post: (message) => {
              if (!this.dead.has(tab)) this.post(own, structuredClone(message));
            },
            close: () => void this.channels.delete(own),
          };
        },
      },
    };
  }

  private post(from: { tab: object; name: string }, message: unknown): void {
    for (const to of this.channels) {
      if (to === from || to.name !== from.name) continue;
      queueMicrotask(() => {
        if (!this.dead.has(to.tab) && this.channels.has(to)) to.heard(structuredClone(message));
      });
    }
  }

  private hold(tab: object, name: string, signal: AbortSignal, f: () => Promise<void>): Promise<void> {
    return new Promise((done, fail) => {
      const run = (): void => {
        this.holders.set(name, tab);
        void f()
          .then(done, fail)
          .finally(() => {
            if (this.holders.get(name) === tab) this.release(name);
          });
      };
      const queue = this.queues.get(name) ?? [];
      this.queues.set(name, queue);
      const waiting = { tab, run };
      signal.addEventListener("abort", () => {
        const at = queue.indexOf(waiting);
        if (at >= 0) queue.splice(at, 1);
        if (at >= 0) fail(new DOMException("aborted", "AbortError"));
      });
      queue.push(waiting);
      this.next(name);
    });
  }

  private release(name: string): void {
    this.holders.delete(name);
    queueMicrotask(() => {
      this.next(name);
    });
  }

  private next(name: string): void {
    const queue = this.queues.get(name) ?? [];
    while (queue[0] && this.dead.has(queue[0].tab)) queue.shift();
    if (!this.holders.has(name)) queue.shift()?.run();
  }
}
