import { endOf, follow, type Batch, type Mark, type Read } from "../reads/index.js";
import { keyRead, keySelf, touch, type State } from "./state.js";

/** How many reads a batch may hold. */
const maxBatch = 500;

/** opened notes that a document was opened on the screen, see Replica.opened. */
export function opened(s: State, now: number, scope: string, doc: string, action: string, online: boolean): void {
  const one: Read = {
    n: s.reads.last.upTo + 1,
    at: now,
    scope,
    ...(doc === "" ? {} : { doc }),
    action,
    ...(online ? { online } : {}),
  };
  s.reads.last = follow(s.reads.last, one);
  s.reads.waiting.push(one);
  touch(s, keyRead(one.n));
}

/**
 * readsAt is the number of the last read, for hello. It is 0 when none waits: a server that has fewer would otherwise wait for
 * what the phone no longer has.
 */
export const readsAt = (s: State): number => (s.reads.waiting.length === 0 ? 0 : s.reads.last.upTo);

/** reads gives the reads to hand in now: the same, or more, until they are taken. */
export function reads(s: State, max: number): Batch | undefined {
  const { waiting, taken } = s.reads;
  return from(taken, waiting, max > 0 ? max : maxBatch);
}

/** from gives the first of these reads, in a row, which follow on a mark. */
function from(mark: Mark, waiting: readonly Read[], max: number): Batch | undefined {
  const most = Math.min(max, maxBatch, waiting.length);
  const first = waiting[0];
  if (!first) return undefined;
  let n = 1;
  while (n < most && waiting[n]?.n === first.n + n) n++;
  return { from: first.n, prev: mark.link, events: waiting.slice(0, n) };
}

/** allReads are all that wait, batch by batch. */
export function allReads(mark: Mark, waiting: readonly Read[]): Batch[] {
  const b = from(mark, waiting, maxBatch);
  return b ? [b, ...allReads(endOf(b), waiting.slice(b.events.length))] : [];
}

/** readsTaken says that the server has the reads up to a number. Those that the phone does not have any more are of no use. */
export function readsTaken(s: State, upTo: number): void {
  const left = s.reads.waiting.filter((one) => one.n > upTo);
  for (const one of s.reads.waiting) {
    if (one.n > upTo) break;
    touch(s, keyRead(one.n));
    touch(s, keySelf);
    s.reads.taken = follow(s.reads.taken, one);
  }
  s.reads.waiting = left;
}
