/** Frames that may come twice, at once; and of those the ones that may also come again later: what they say is never unsaid. */
const twice = ["commit", "verdicts", "documents", "caughtUp", "grant"];
const late = ["commit", "verdicts"];
/** How many frames are kept to come late. */
const most = 8;

/** Echo is a network that gives some frames twice, and some again when others have come since. The same seed does the same. */
export class Echo {
  private state: number;
  private kept: string[] = [];

  constructor(seed: number) {
    this.state = seed >>> 0 || 1;
  }

  /** begin: a connection gives nothing that came on another. */
  begin(): void {
    this.kept = [];
  }

  /** after says what comes again once a frame has come. */
  after(text: string): string[] {
    const kind = /^\{"frame":"(\w+)"/.exec(text)?.[1] ?? "";
    const again = twice.includes(kind) && this.draw(3) === 0 ? [text] : [];
    if (this.kept.length > 0 && this.draw(4) === 0) again.push(...this.kept.splice(this.draw(this.kept.length), 1));
    if (late.includes(kind) && this.draw(2) === 0) this.kept = [...this.kept, text].slice(-most);
    return again;
  }

  /** draw is a number below n (xorshift). */
  private draw(n: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % n;
  }
}
