import type { Schema } from "../../src/core/index.js";
import { open } from "../../src/index.js";
import type { SetTimer } from "../../src/net/line.js";
import { openSocket, postFetch, type OpenWire, type Post } from "../../src/net/wire.js";
import { indexedDBStorage } from "../../src/storage/indexeddb.js";
import type { OpenStorage } from "../../src/storage/storage.js";
import { trouble } from "../../src/trouble.js";
import { noteIn, type Replicas } from "./replicas.js";
import type { Kind } from "./shelf.js";

/** Cuttable is a socket that can be lost without a word, as in a lift. */
export type Cuttable = ReturnType<OpenWire> & { cut(): void };

/**
 * Body is what one run of an app has for itself: the SDK, and what it takes of the browser. It may have it from another page than this
 * one: what is told apart by its class has the classes of that page.
 */
export interface Body {
  readonly open: typeof open;
  readonly openSocket: (...args: Parameters<OpenWire>) => Cuttable;
  readonly post: Post;
  readonly storage: OpenStorage;
  readonly setTimer: SetTimer;
  readonly trouble: typeof trouble;
  /** end takes it all away; nothing of it runs afterwards. */
  end(): void;
}

/** Host is where phones live. */
export interface Host {
  /** Where they save. */
  readonly kind: Kind;
  readonly schema: Schema;
  readonly replicas: Replicas;
  /** makeBody begins a run, whose replicas are noted. */
  makeBody(): Promise<Body>;
  /** address is where a phone finds a server. */
  address(node: string): string;
  /** later runs something when what runs now is over, promises and all. */
  readonly later: (f: () => void) => void;
}

/** What a page has loaded of a body: all but what ends it. */
export type Loaded = Omit<Body, "openSocket" | "end"> & { readonly openSocket: OpenWire };

/** embody makes a body of the SDK as it is loaded here. */
export function embody(replicas: Replicas): Loaded {
  noteIn(replicas);
  return {
    open,
    openSocket,
    post: postFetch,
    storage: indexedDBStorage,
    setTimer: (millis, f) => {
      const timer = setTimeout(f, millis);
      return () => {
        clearTimeout(timer);
      };
    },
    trouble,
  };
}
