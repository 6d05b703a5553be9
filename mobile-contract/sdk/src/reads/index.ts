import type { Scope } from "../core/index.js";

/** Read is one document that was open on a screen, or another thing somebody saw; action says which. */
export interface Read {
  readonly n: number;
  /** The phone's clock, milliseconds. */
  readonly at: number;
  readonly scope: Scope;
  readonly doc?: string;
  /** read, search, openedOutside or emergency */
  readonly action: string;
  readonly online?: boolean;
}

/** Batch is what a phone hands in: reads in a row, the link before the first, and the login's signature of the last, if it has a key. */
export interface Batch {
  readonly from: number;
  readonly prev: string;
  readonly events: readonly Read[];
  readonly sig?: string;
}
