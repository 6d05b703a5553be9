import { memoryStorage } from "../../src/storage/memory.js";
import type { OpenStorage } from "../../src/storage/storage.js";
import { say } from "./lines.js";

/** Shelf is a device: a store that the logins on it share. */
export class Shelf {
  private readonly memory = memoryStorage();

  constructor(private readonly n: number) {}

  /** storage is the device's, for one login; wrote is called after each write. */
  storage(wrote: () => void): OpenStorage {
    return async (name, lost) => {
      const inner = await this.memory(name, lost);
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
