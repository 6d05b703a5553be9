import type { SetTimer } from "../../src/net/line.js";
import type { Ends, OpenWire, Post } from "../../src/net/wire.js";
import type { OpenStorage, Storage } from "../../src/storage/storage.js";
import type { Body } from "./body.js";

/**
 * Life is one run of an app, which may be killed at any moment: from then on nothing of it reaches the storage or the network, and
 * nothing it waits for comes, whatever it still believes. What it had written stays.
 */
export class Life {
  /** Resolves when it is over. */
  readonly dead: Promise<void>;
  private over = false;
  private left = Infinity;
  private tellDead: () => void = () => undefined;
  private readonly ends = new Set<() => void>();

  constructor(private readonly body: Body) {
    this.dead = new Promise((resolve) => {
      this.tellDead = resolve;
    });
  }

  get isOver(): boolean {
    return this.over;
  }

  /** diesAt ends it at a moment from now: 0 is before the next write, 1 when that is on the disk and before the app hears of it, and so on. */
  diesAt(moment: number): void {
    this.left = moment;
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    this.body.end();
    for (const end of this.ends) end();
    this.tellDead();
  }

  storage(open: OpenStorage): OpenStorage {
    return async (name, lost) => {
      const inner = await open(name, lost);
      return this.kept(inner);
    };
  }

  private kept(inner: Storage): Storage {
    this.ends.add(() => {
      inner.close();
    });
    return {
      read: (drawer, prefix) => this.while(() => inner.read(drawer, prefix)),
      write: async (slips) => {
        this.pass();
        await this.while(() => inner.write(slips));
        this.pass();
        await this.while(() => Promise.resolve());
      },
      close: () => {
        if (!this.over) inner.close();
      },
    };
  }

  readonly setTimer: SetTimer = (millis, f) => {
    if (this.over) return () => undefined;
    const clear = this.body.setTimer(millis, () => {
      this.ends.delete(cancel);
      f();
    });
    const cancel = (): void => {
      this.ends.delete(cancel);
      clear();
    };
    this.ends.add(cancel);
    return cancel;
  };

  openWire(open: OpenWire): OpenWire {
    return (url, ends) => {
      if (this.over) return { send: () => undefined, close: () => undefined };
      const wire = open(url, this.heard(ends));
      const close = (): void => {
        this.ends.delete(close);
        wire.close();
      };
      this.ends.add(close);
      return {
        send: (text) => {
          if (!this.over) wire.send(text);
        },
        close,
      };
    };
  }

  private heard(ends: Ends): Ends {
    const alive = (f: () => void): void => {
      if (!this.over) f();
    };
    return {
      opened: () => {
        alive(() => {
          ends.opened();
        });
      },
      text: (text) => {
        alive(() => {
          ends.text(text);
        });
      },
      closed: (code) => {
        alive(() => {
          ends.closed(code);
        });
      },
    };
  }

  post(post: Post): Post {
    return (...args) => this.while(() => post(...args));
  }

  /** while does something if it still lives, and tells how it went if it lives then. */
  async while<T>(f: () => Promise<T>): Promise<T> {
    if (this.over) return never();
    try {
      const got = await f();
      return this.isOver ? await never<T>() : got;
    } catch (cause) {
      if (this.isOver) return never();
      throw cause;
    }
  }

  private pass(): void {
    if (this.left-- <= 0) this.end();
  }
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
