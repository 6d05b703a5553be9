import { readFileSync } from "node:fs";
import type { OpenOptions, Schema, Status, SamsynError, Verdict } from "../src/index.js";
import { memoryStorage, open, type Samsyn } from "../src/index.js";
import { Net } from "./net.js";
import type { Server } from "./server.js";

export const schema = JSON.parse(readFileSync(new URL("../src/schema.json", import.meta.url), "utf8")) as Schema;

/** TestPhone is an SDK phone of somebody, with what it told. */
export class TestPhone {
  readonly errors: SamsynError[] = [];
  readonly verdicts: Verdict[] = [];
  status: Status | undefined;
  private readonly looks = new Set<() => void>();

  private constructor(
    readonly samsyn: Samsyn,
    readonly net: Net,
  ) {
    samsyn.on("error", (e) => void this.errors.push(e));
    samsyn.on("verdict", (v) => {
      this.verdicts.push(v.verdict);
      this.look();
    });
    samsyn.on("status", (s) => {
      this.status = s;
      this.look();
    });
  }

  static async open(server: Server, o: Partial<OpenOptions> = {}): Promise<TestPhone> {
    const net = new Net();
    const witness = { get: () => "", set: () => undefined };
    const samsyn = await open({
      url: server.url,
      schema,
      tabs: false,
      storage: memoryStorage(),
      openWire: net.open,
      witness,
      ...o,
    });
    return new TestPhone(samsyn, net);
  }

  offline(): void {
    this.net.off();
  }

  async online(): Promise<void> {
    this.net.on();
    await this.samsyn.nudge();
    await this.settled();
  }

  /** settled waits until the server is there and nothing waits. */
  settled(): Promise<void> {
    return this.until((s) => s.online && s.waiting === 0, "settles");
  }

  /** until waits for a claim about the status. */
  until(claim: (s: Status) => boolean, what: string): Promise<void> {
    return new Promise((done, fail) => {
      const look = (): void => {
        if (!this.status || !claim(this.status)) return;
        clearTimeout(deadline);
        this.looks.delete(look);
        done();
      };
      const deadline = setTimeout(() => {
        this.looks.delete(look);
        fail(new Error(`does not: ${what}; ${JSON.stringify(this.status)}; ${this.errors.map(String).join(", ")}`));
      }, 100_000);
      this.looks.add(look);
      look();
    });
  }

  private look(): void {
    for (const look of [...this.looks]) look();
  }
}
