import { lock, unlock } from "./crypt.js";
import type { Slip, Storage } from "./storage.js";

/** One thing to keep: a text (without tabs and line breaks, as JSON has none) under a key. undefined takes it out. */
export interface Put {
  readonly key: string;
  readonly value: string | undefined;
}

/** The numbers of the oldest and the newest segment; last is first - 1 when there is none. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** A write that is ready to be written. done says that it was. */
export interface Prepared {
  readonly slips: readonly Slip[];
  readonly range: Range;
  done(): void;
}

const segmentChars = 256 * 1024;
/** Garbage below this is not worth a thought. */
const slackChars = 128 * 1024;
/** At most so many old segments, and so many characters of them, are cleared by one write. */
const sweepSegments = 8;
const sweepChars = 512 * 1024;

/**
 * Journal keeps a map from key to text as numbered segments, each encrypted whole: what is in it, and under which names, shows in
 * none of them, a batch is one record, and opening thousands of documents takes a few decryptions.
 *
 * A later segment overrules an earlier one. The oldest are swept when more than three quarters are garbage or there are many small
 * ones: what is still true of them is written anew, at the end. What an oldest segment takes out is nowhere before it, so
 * deletions are forgotten there. One prepare at a time, and done or nothing before the next.
 */
export class Journal {
  private last: number;
  /** Where the true value of a key stands. */
  private readonly where = new Map<string, { n: number; size: number }>();
  private readonly sizes = new Map<number, number>();
  private total = 0;
  private live = 0;

  constructor(
    private readonly storage: Storage,
    private readonly drawer: "own" | "copy",
    private readonly login: string,
    private readonly key: CryptoKey,
    /** The number of the first segment that will be written, when there are none. */
    private first = 1,
  ) {
    this.last = first - 1;
  }

  /** open reads it all. whole is false when a segment of the range is missing or does not open: what could be read is given. */
  async open(range: Range | undefined): Promise<{ entries: Map<string, string>; whole: boolean }> {
    const slips = await this.storage.read(this.drawer, this.login + "/");
    const texts = await Promise.all(slips.map((s) => unlock(this.key, this.drawer + "/" + s.key, s.value)));
    const entries = new Map<string, string>();
    let whole = slips.length === (range ? range.last - range.first + 1 : 0);
    slips.forEach((slip, i) => {
      const n = Number(slip.key.slice(this.login.length + 1));
      const text = texts[i];
      if (text === undefined || range === undefined || n < range.first || n > range.last) whole = false;
      this.sizes.set(n, text?.length ?? 0);
      this.total += text?.length ?? 0;
      for (const { key, value } of lines(text ?? "")) {
        if (value === undefined) entries.delete(key);
        else entries.set(key, value);
        this.place(key, n, value);
      }
    });
    const numbers = [...this.sizes.keys()].filter((n) => Number.isSafeInteger(n));
    this.first = Math.min(range?.first ?? (numbers.length > 0 ? Infinity : this.first), ...numbers);
    this.last = Math.max(range?.last ?? this.last, ...numbers);
    return { entries, whole };
  }

  /** prepare encrypts what is to be written now, and what is swept on the way. */
  async prepare(puts: readonly Put[]): Promise<Prepared> {
    const latest = new Map(puts.map((p) => [p.key, p.value]));
    const { moved, upTo } = await this.sweep(latest);
    const batches = cut([...moved, ...puts]);
    const slips: Slip[] = await Promise.all(
      batches.map(async (b, i) => {
        const key = this.slipKey(this.last + 1 + i);
        return { drawer: this.drawer, key, value: await lock(this.key, this.drawer + "/" + key, b.text) };
      }),
    );
    for (let n = this.first; n < upTo; n++) slips.push({ drawer: this.drawer, key: this.slipKey(n), value: undefined });
    const range = { first: upTo, last: this.last + batches.length };
    return {
      slips,
      range,
      done: () => {
        this.done(batches, range);
      },
    };
  }

  private done(batches: readonly Batch[], range: Range): void {
    batches.forEach((b, i) => {
      const n = this.last + 1 + i;
      this.sizes.set(n, b.text.length);
      this.total += b.text.length;
      for (const p of b.puts) this.place(p.key, n, p.value);
    });
    for (let n = this.first; n < range.first; n++) {
      this.total -= this.sizes.get(n) ?? 0;
      this.sizes.delete(n);
    }
    this.first = range.first;
    this.last = range.last;
  }

  /** clear gives what takes the whole journal out of the storage. */
  async clear(): Promise<Slip[]> {
    return (await this.storage.read(this.drawer, this.login + "/")).map((s) => ({ ...s, value: undefined }));
  }

  /** range says which segments there are. */
  get range(): Range {
    return { first: this.first, last: this.last };
  }

  /** sweep finds what is still true of the oldest segments, while there is too much garbage or too many of them. */
  private async sweep(latest: ReadonlyMap<string, unknown>): Promise<{ moved: Put[]; upTo: number }> {
    const moved: Put[] = [];
    let upTo = this.first;
    let total = this.total;
    let chars = 0;
    while (
      upTo < this.last &&
      upTo - this.first < sweepSegments &&
      chars < sweepChars &&
      this.isLoose(total, this.last - upTo)
    ) {
      const [slip] = await this.storage.read(this.drawer, this.slipKey(upTo));
      const text = slip && (await unlock(this.key, this.drawer + "/" + slip.key, slip.value));
      for (const p of lines(text ?? "")) {
        const at = this.where.get(p.key);
        if (p.value === undefined || at?.n !== upTo || latest.has(p.key)) continue;
        moved.push(p);
        chars += p.value.length;
      }
      total -= this.sizes.get(upTo) ?? 0;
      upTo++;
    }
    return { moved: unique(moved), upTo };
  }

  private isLoose(total: number, segments: number): boolean {
    return total > 4 * this.live + slackChars || segments > 32 + this.live / (16 * 1024);
  }

  private place(key: string, n: number, value: string | undefined): void {
    this.live -= this.where.get(key)?.size ?? 0;
    if (value === undefined) {
      this.where.delete(key);
      return;
    }
    const size = key.length + value.length + 2;
    this.where.set(key, { n, size });
    this.live += size;
  }

  /** slipKey sorts by number. */
  private slipKey(n: number): string {
    return this.login + "/" + String(n).padStart(12, "0");
  }
}

interface Batch {
  readonly text: string;
  readonly puts: readonly Put[];
}

/** cut makes segments of about segmentChars; a put is never split. */
function cut(puts: readonly Put[]): Batch[] {
  const batches: Batch[] = [];
  let text = "";
  let some: Put[] = [];
  for (const p of puts) {
    text += p.key + "\t" + (p.value ?? "") + "\n";
    some.push(p);
    if (text.length < segmentChars) continue;
    batches.push({ text, puts: some });
    text = "";
    some = [];
  }
  if (some.length > 0) batches.push({ text, puts: some });
  return batches;
}

/** lines reads a segment. No text that was put is empty: "" is a deletion. */
function* lines(text: string): Generator<Put> {
  for (let at = 0; at < text.length;) {
    const tab = text.indexOf("\t", at);
    const end = text.indexOf("\n", tab);
    if (tab < 0 || end < 0) return;
    const value = text.slice(tab + 1, end);
    yield { key: text.slice(at, tab), value: value === "" ? undefined : value };
    at = end + 1;
  }
}

/** unique keeps the last put of each key: one segment may have had it twice. */
const unique = (puts: readonly Put[]): Put[] => [...new Map(puts.map((p) => [p.key, p])).values()];
