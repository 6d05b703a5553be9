import type { Happening } from "../net/events.js";

type Changed = Extract<Happening, { kind: "changed" }>;

/** What is looked at: a scope, or one document of it. */
export interface Sight {
  readonly scope: string;
  readonly doc?: string;
}

/** guarded calls what the app gave. What it throws is the app's own, and shows as that; it is not taken for the server's fault. */
export function guarded<T>(f: (of: T) => void, of: T): void {
  try {
    f(of);
  } catch (cause) {
    if (typeof reportError === "function") reportError(cause);
    else void Promise.reject(cause instanceof Error ? cause : new Error(String(cause))); // Node
  }
}

/** Watches looks again at what is on this tab's screen whenever it may have changed. */
export class Watches {
  private readonly all = new Set<(h: Changed) => void>();

  hear(h: Changed): void {
    for (const w of [...this.all]) w(h);
  }

  /**
   * follow calls f with what look gives, now and when it may be another: never with the same object twice in a row, and with the
   * latest last, however long a look takes. What cannot be looked at just now is left as it was. It gives what ends that.
   */
  follow<T>(at: Sight, look: () => Promise<T>, f: (of: T) => void): () => void {
    let busy = false;
    let again = false;
    let ended = false;
    let last: { readonly of: T } | undefined;
    const run = async (): Promise<void> => {
      again = true;
      if (busy) return;
      busy = true;
      while (mayGoOn()) {
        again = false;
        const seen = await look().then(
          (of) => ({ of }),
          () => undefined,
        );
        if (!seen || ended || (last && last.of === seen.of)) continue;
        last = seen;
        guarded(f, seen.of);
      }
      busy = false;
    };
    const mayGoOn = (): boolean => again && !ended;
    const watch = (h: Changed): void => {
      if (concerns(h, at)) void run();
    };
    this.all.add(watch);
    void run();
    return () => {
      ended = true;
      this.all.delete(watch);
    };
  }
}

const concerns = (h: Changed, at: Sight): boolean =>
  h.scope === undefined ||
  (h.scope === at.scope && (at.doc === undefined || h.docs === undefined || h.docs.includes(at.doc)));
