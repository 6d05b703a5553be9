import { trouble } from "../../src/trouble.js";
import { say } from "./lines.js";

/** Tokens that are asked for while a phone comes online, before it counts as turned away. */
const most = 5;

interface Waiter {
  resolve(token: string): void;
  reject(why: Error): void;
}

let lastAsk = 0;

/** Tokens asks the day for the tokens of one phone's person. */
export class Tokens {
  /** The last that was given: an app keeps it to open its store without network. */
  last = "";
  private tries = 0;
  private kept: string | undefined;
  private readonly asked = new Map<number, Waiter>();

  constructor(
    private readonly phone: number,
    /** Resolves when there is network. */
    private readonly there: () => Promise<void>,
    private readonly failed: (why: string) => void,
  ) {}

  /** begin counts anew: the phone comes online, or was let in. */
  begin(): void {
    this.tries = 0;
  }

  /** ahead gets a token and keeps it for whoever asks next. */
  async ahead(): Promise<string> {
    return (this.kept = await this.get());
  }

  readonly get = async (): Promise<string> => {
    const kept = this.kept;
    this.kept = undefined;
    if (kept !== undefined) return kept;
    await this.there();
    if (++this.tries > most) {
      this.failed("is told that its token is over");
      throw trouble("no-login");
    }
    return (this.last = await this.ask());
  };

  /** gives answers a question. */
  gives(ask: number, token: string | undefined, error: string | undefined): void {
    const one = this.asked.get(ask);
    this.asked.delete(ask);
    if (token !== undefined) {
      one?.resolve(token);
      return;
    }
    this.failed(error ?? "no token");
    one?.reject(new Error(error));
  }

  private ask(): Promise<string> {
    return new Promise((resolve, reject) => {
      const ask = ++lastAsk;
      this.asked.set(ask, { resolve, reject });
      say({ phone: this.phone, token: ask });
    });
  }
}
