/** TabLocks is what tabs of one browser have in common: one lock a name, and a channel. A browser's own, unless a test has others. */
export interface TabLocks {
  /** Runs f while it has the lock; whoever asks later waits. It rejects when the signal is aborted before. */
  hold(name: string, signal: AbortSignal, f: () => Promise<void>): Promise<void>;
  /** A channel to the other tabs. What is posted comes to all others, in order. */
  channel(name: string, heard: (message: unknown) => void): Channel;
}

export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** browserLocks is Web Locks and BroadcastChannel; undefined where there are none, as in Node: then there is one tab. */
export function browserLocks(): TabLocks | undefined {
  if (typeof navigator === "undefined" || !("locks" in navigator) || typeof BroadcastChannel === "undefined")
    return undefined;
  const { locks } = navigator;
  return {
    async hold(name, signal, f) {
      await locks.request(name, { signal }, f);
    },
    channel(name, heard) {
      const channel = new BroadcastChannel(name);
      channel.onmessage = (m: MessageEvent<unknown>) => {
        heard(m.data);
      };
      return {
        post(message) {
          channel.postMessage(message);
        },
        close() {
          channel.close();
        },
      };
    },
  };
}
