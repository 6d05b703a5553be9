import { asTrouble, SamsynError, trouble } from "../trouble.js";
import { newStoreKey } from "./crypt.js";
import { Journal, type Put, type Range } from "./journal.js";
import { loginSlip, type Login } from "./logins.js";
import type { Slip, Storage } from "./storage.js";

/**
 * Safe is what one login keeps, in two journals with a key each: own, what the person wrote and read, and copy, what the server
 * can send again. When the phone is full the copy makes room for the own; when the lease is over only the copy's key goes.
 *
 * How far both journals go is written down with each write, in the same transaction, so that half a database is known at open.
 * One call at a time.
 */
export class Safe {
  private own: Journal;
  private copy: Journal;
  /** The phone was full: documents are kept in memory only, until the next open. */
  private cramped = false;

  private constructor(
    private readonly storage: Storage,
    private login: Login,
  ) {
    this.own = new Journal(storage, "own", login.replica, login.own);
    this.copy = new Journal(storage, "copy", login.replica, login.copy ?? login.own);
  }

  /**
   * open gives what was kept. damaged says that a part could not be read: of the own the rest is given, of the copy nothing, for
   * the server has it all.
   */
  static async open(
    storage: Storage,
    login: Login,
  ): Promise<{ safe: Safe; entries: Map<string, string>; damaged: boolean }> {
    const kept = login.copy ? login : { ...login, copy: await newStoreKey() };
    const safe = new Safe(storage, kept);
    if (kept !== login) await storage.write([...(await safe.copy.clear()), loginSlip(kept)]);
    const mark = await safe.mark();
    const own = await safe.own.open(mark?.own);
    const copy = await safe.copy.open(kept === login ? mark?.copy : undefined);
    if (!own.whole) await safe.rewrite(own.entries);
    if (!copy.whole) await safe.dropCopies();
    const entries = copy.whole ? new Map([...own.entries, ...copy.entries]) : own.entries;
    return { safe, entries, damaged: !own.whole || !copy.whole };
  }

  /**
   * save writes puts in their order, all at once. It says "own" when only what the person wrote and read found room; documents
   * that did not are fetched again after a restart. It rejects with storage-full when not even the own did.
   */
  async save(puts: readonly Put[]): Promise<"all" | "own"> {
    const mine = puts.filter((p) => !isCopy(p.key));
    if (!this.cramped) {
      try {
        await this.write(
          mine,
          puts.filter((p) => isCopy(p.key)),
        );
        return "all";
      } catch (cause) {
        if (!(cause instanceof SamsynError) || cause.code !== "storage-full")
          throw asTrouble(cause, "storage-unavailable");
      }
      await this.makeRoom();
    }
    await this.write(mine, []);
    return "own";
  }

  /** dropCopies forgets the key of the copy and all that was written with it; what comes next gets another. */
  async dropCopies(): Promise<void> {
    const gone = await this.copy.clear();
    const login: Login = { ...this.login, copy: await newStoreKey() };
    const fresh = new Journal(this.storage, "copy", login.replica, login.copy ?? login.own);
    await this.storage.write([...gone, loginSlip(login), this.markSlip({ own: this.own.range, copy: fresh.range })]);
    this.login = login;
    this.copy = fresh;
  }

  /** wipe takes all of the login out: keys, journals and mark. Boxes stay. */
  async wipe(): Promise<void> {
    const replica = this.login.replica;
    const of = async (drawer: "logins" | "own" | "copy"): Promise<Slip[]> =>
      (await this.storage.read(drawer, replica + "/")).map((s) => ({ ...s, value: undefined }));
    await this.storage.write([...(await of("logins")), ...(await of("own")), ...(await of("copy"))]);
  }

  private async write(mine: readonly Put[], copies: readonly Put[]): Promise<void> {
    const own = mine.length > 0 ? await this.own.prepare(mine) : undefined;
    const copy = copies.length > 0 ? await this.copy.prepare(copies) : undefined;
    const ranges = { own: own?.range ?? this.own.range, copy: copy?.range ?? this.copy.range };
    const slips = [...(own?.slips ?? []), ...(copy?.slips ?? [])];
    if (slips.length === 0) return;
    await this.storage.write([...slips, this.markSlip(ranges)]);
    own?.done();
    copy?.done();
  }

  private async makeRoom(): Promise<void> {
    this.cramped = true;
    try {
      await this.dropCopies();
    } catch (cause) {
      throw trouble("storage-full", cause);
    }
  }

  /** rewrite writes what could be read of a damaged own anew, so that it is told once. */
  private async rewrite(entries: ReadonlyMap<string, string>): Promise<void> {
    const fresh = new Journal(this.storage, "own", this.login.replica, this.login.own, this.own.range.last + 1);
    const prepared = await fresh.prepare([...entries].map(([key, value]) => ({ key, value })));
    const mark = this.markSlip({ own: prepared.range, copy: this.copy.range });
    await this.storage.write([...(await this.own.clear()), ...prepared.slips, mark]);
    prepared.done();
    this.own = fresh;
  }

  private markSlip(ranges: { own: Range; copy: Range }): Slip {
    return { drawer: "logins", key: this.login.replica + "/mark", value: ranges };
  }

  private async mark(): Promise<{ own: Range; copy: Range } | undefined> {
    const [slip] = await this.storage.read("logins", this.login.replica + "/mark");
    return isMark(slip?.value) ? slip.value : undefined;
  }
}

/** isCopy tells documents and cursors, which the server sends again, from what only this phone has. */
const isCopy = (key: string): boolean => key.startsWith("doc/") || key.startsWith("scope/");

function isMark(v: unknown): v is { own: Range; copy: Range } {
  return typeof v === "object" && v !== null && isRange(Reflect.get(v, "own")) && isRange(Reflect.get(v, "copy"));
}

function isRange(v: unknown): v is Range {
  if (typeof v !== "object" || v === null) return false;
  return Number.isSafeInteger(Reflect.get(v, "first")) && Number.isSafeInteger(Reflect.get(v, "last"));
}
