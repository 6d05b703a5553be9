import type { Base, Change, Cursor, Dict, Document, Edit, Labels, Verdict } from "../core/index.js";
import type { Batch } from "../reads/index.js";
import type { Box, Proof } from "../sign/index.js";
import type { Duty } from "../trouble.js";

// The frames of protocol.md, as TypeScript. Sums and links are hex digits, times milliseconds.

export const contract = 1;

/** What a phone says. */
export type PhoneFrame =
  | Hello
  | { readonly frame: "submit"; readonly edits: readonly Edit[]; readonly proof?: Proof | undefined }
  | { readonly frame: "catchup"; readonly scope: string; readonly cursor?: Cursor | undefined }
  | { readonly frame: "purged"; readonly scope: string }
  | { readonly frame: "renew"; readonly token: string }
  | ({ readonly frame: "reads" } & Batch)
  | ({ readonly frame: "sealed" } & Box)
  | { readonly frame: "presence"; readonly state: Presence; readonly pending: number }
  | { readonly frame: "lock" | "unlock"; readonly scope: string; readonly doc: string }
  | PushToken
  | { readonly frame: "end" };

export type Presence = "online" | "atVisit" | "travelling" | "inMeeting" | "offDuty";

export interface PushToken {
  readonly frame: "pushToken";
  /** "" is: do not ring this login. */
  readonly token: string;
  readonly platform?: Platform | undefined;
}

export type Platform = "android" | "ios" | "web";

export interface Hello {
  readonly frame: "hello";
  readonly contract: number;
  /** Not over HTTP, where it is in a header. */
  readonly token?: string;
  readonly replica: string;
  readonly key?: string;
  readonly device?: string;
  readonly clock: number;
  readonly readsAt?: number;
  readonly cursors: Dict<Cursor>;
}

/** What POST /v1/sync takes. */
export interface Visit extends Hello {
  readonly edits?: readonly Edit[];
  readonly proof?: Proof;
  readonly reads?: Batch;
  readonly purged?: readonly string[];
  readonly pushToken?: PushToken;
  readonly sealed?: readonly ({ readonly frame: "sealed" } & Box)[];
  readonly end?: true;
}

/** What a server says, of the kinds this phone knows. */
export type ServerFrame =
  | Welcome
  | Documents
  | CommitOf
  | { readonly frame: "verdicts"; readonly verdicts: readonly Verdict[] }
  | { readonly frame: "caughtUp" }
  | { readonly frame: "grant" | "revoke"; readonly scopes: readonly string[] }
  | Failure
  | { readonly frame: "readsTaken"; readonly upTo: number }
  | { readonly frame: "readsWanted"; readonly from: number }
  | SealedVerdicts
  | Board
  | Locks;

export interface Welcome {
  readonly frame: "welcome";
  readonly contract: number;
  readonly now: number;
  readonly actor: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly limits: { readonly frameBytes: number; readonly batchEdits: number; readonly editsPerMinute: number };
  readonly keepDays: number;
  readonly leaseHours?: number;
  readonly sealKey?: string;
  readonly push?: string;
}

export interface Documents {
  readonly frame: "documents";
  readonly scope: string;
  readonly reset: boolean;
  readonly documents: readonly Document[];
  readonly done: boolean;
  readonly cursor: Cursor;
  readonly checksum: string;
  readonly safeSeq: number;
  readonly parent?: Base;
}

export interface CommitOf {
  readonly frame: "commit";
  readonly scope: string;
  readonly cursor: Cursor;
  readonly checksum: string;
  readonly safeSeq: number;
  readonly changes: readonly Change[];
}

/** Error leaves the socket open; after bye the server closes it. */
export interface Failure {
  readonly frame: "error" | "bye";
  readonly code: string;
  readonly duty: Duty;
  readonly message?: Labels;
  readonly retryMillis?: number;
  /** The kind of the frame that it answers; without it, it is about the login or the connection. */
  readonly about?: string;
  /** The place in the submit of an edit without a readable id. */
  readonly index?: number;
}

/** All that a carrier learns. */
export interface SealedVerdicts {
  readonly frame: "sealedVerdicts";
  readonly replica: string;
  readonly code?: string;
  readonly duty?: string;
  readonly verdicts: readonly { readonly edit: string; readonly verdict: string; readonly code?: string }[];
}

export interface Board {
  readonly frame: "board";
  readonly team: string;
  /** Nobody can tell just now: do not show the last board. */
  readonly unknown?: boolean;
  readonly entries?: readonly BoardEntry[];
}

export interface BoardEntry {
  readonly staffId: string;
  readonly state: string;
  readonly lastSyncAt?: number;
  readonly pendingCount?: number;
  /** Left out while connected. */
  readonly offlineSince?: number;
}

export interface Locks {
  readonly frame: "locks";
  readonly scope: string;
  readonly unknown?: boolean;
  readonly locks?: readonly Lock[];
}

export interface Lock {
  readonly doc: string;
  readonly staffId: string;
  readonly replica: string;
  /** The server's time. */
  readonly until: number;
}
