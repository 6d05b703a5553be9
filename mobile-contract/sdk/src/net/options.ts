import type { Schema } from "../core/index.js";
import type { Storage } from "../storage/storage.js";
import type { Happening } from "./events.js";
import type { SetTimer } from "./line.js";
import type { OpenWire, Post } from "./wire.js";

/** What a phone is made of. */
export interface PhoneOptions {
  readonly url: string;
  readonly schema: Schema;
  /** An id of the device, for the bell and the log; "" is none. */
  readonly device: string;
  readonly storage: Storage;
  /** Opens the storage again, after the browser took it away. */
  readonly reopen: () => Promise<Storage>;
  readonly openWire: OpenWire;
  readonly post: Post;
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: () => number;
  readonly setTimer: SetTimer;
  readonly tell: (h: Happening) => void;
  /** Where it is written down, outside the storage, which replicas have a store here. */
  readonly witness: Witness;
}

/** Witness remembers a text outside the storage, so that a storage that the browser took away is missed. */
export interface Witness {
  get(): string;
  set(text: string): void;
}
