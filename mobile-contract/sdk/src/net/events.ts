import type { Edit, Verdict } from "../core/index.js";
import type { SamsynError } from "../trouble.js";
import type { Board, Locks } from "./frames.js";
import type { LineState } from "./line.js";

/** What a screen shows always: whether there is contact, and how much waits. */
export interface Status {
  /** "" while nobody is logged in. */
  readonly actor: string;
  readonly replica: string;
  readonly line: LineState;
  /** The server is there and everything it had is here. */
  readonly online: boolean;
  /** Edits without a verdict. */
  readonly waiting: number;
  /** Edits of others, sealed on this device, that this login is to hand in. */
  readonly carries: number;
  /** Refused and parked edits that nobody has handled. */
  readonly aside: number;
  /** Nothing is shown: no contact for too long. */
  readonly lapsed: boolean;
  /** The scopes held, sorted. */
  readonly scopes: readonly string[];
  /** Those of which something is still to come: a person is shown as complete when none of hers is here. */
  readonly partial: readonly string[];
}

/** Happening is what the phone tells its screens; all of it but the errors can be sent to another tab as it is. */
export type Happening =
  /** Documents of a scope are to be shown anew; without docs any of them, without scope all. */
  | { readonly kind: "changed"; readonly scope?: string; readonly docs?: readonly string[] }
  /** An edit was answered. edit is left out when another store had written it. */
  | { readonly kind: "verdict"; readonly verdict: Verdict; readonly edit?: Edit }
  | { readonly kind: "status"; readonly status: Status }
  | { readonly kind: "board"; readonly board: Board }
  | { readonly kind: "locks"; readonly locks: Locks }
  /** The server wants another token: whoever can get one hands it in. */
  | { readonly kind: "token" }
  | { readonly kind: "error"; readonly error: SamsynError };
