import { memoryStorage } from "../../src/storage/memory.js";
import type { OpenStorage } from "../../src/storage/storage.js";
import { say } from "./lines.js";

/** Where phones save: in a database as a browser has it, or in memory. */
export type Kind = "indexeddb" | "memory";

const memory = memoryStorage();

/** Shelf is a device: a store that the logins on it share. */
export class Shelf {
  /** Of the store: devices share what makes them. */
  readonly name: string;

  constructor(
    private readonly n: number,
    private readonly kind: Kind,
  ) {
    this.name = `day-${n}`;
  }

  /** storage is the device's, for one login, by that browser; wrote is called after each write. */
  storage(browser: OpenStorage, wrote: () => void): OpenStorage {
    return async (name, lost) => {
      const inner = await (this.kind === "memory" ? memory : browser)(name, lost);
      return {
        read: (drawer, prefix) => inner.read(drawer, prefix),
        async write(slips) {
          await inner.write(slips);
          wrote();
        },
        close() {
          inner.close();
        },
      };
    };
  }

  /** carried says what the device was told of what it carried. */
  carried(verdicts: readonly unknown[]): void {
    say({ device: this.n, carried: verdicts });
  }
}
