/** The first ceiling of a wait, and the highest, in milliseconds (protocol.md, Back-off and jitter). */
const firstCeiling = 1000;
const highestCeiling = 60_000;

/**
 * Backoff draws how long to wait before the next attempt: evenly between 0 and a ceiling that doubles with each attempt, so that
 * thousands of phones do not come back in one second. reset begins anew, after a caughtUp.
 */
export class Backoff {
  private attempts = 0;

  constructor(private readonly random: () => number) {}

  /** next is the wait in milliseconds; what the server said counts, and is kept to. */
  next(said?: number): number {
    const ceiling = Math.min(highestCeiling, firstCeiling * 2 ** Math.min(this.attempts++, 16));
    return said ?? Math.floor(this.random() * ceiling);
  }

  reset(): void {
    this.attempts = 0;
  }
}
