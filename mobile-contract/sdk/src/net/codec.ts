import type {
  Base,
  Candidate,
  Cell,
  Change,
  Cursor,
  Document,
  Field,
  Note,
  Origin,
  Seen,
  Verdict,
} from "../core/index.js";
import { trouble } from "../trouble.js";
import type {
  Board,
  BoardEntry,
  CommitOf,
  Documents,
  Failure,
  Lock,
  Locks,
  SealedVerdicts,
  ServerFrame,
  Welcome,
} from "./frames.js";
import {
  dictOf,
  isCount,
  isFlag,
  isHex16,
  isRecord,
  isText,
  isValue,
  isWhole,
  list,
  maybe,
  shape,
  type Check,
} from "./shape.js";

/** What a phone reads of one frame or answer at most. The server's own limit is far below. */
const maxChars = 64 * 1024 * 1024;

/**
 * decode reads a frame of the server. undefined is a frame of a kind this phone does not know: a later contract may have more, and
 * they may be ignored. Whatever else does not fit protocol.md throws server-frame; nothing of it has been used then.
 */
export function decode(text: string): ServerFrame | undefined {
  return check(parse(text));
}

/** decodeAnswer reads what POST /v1/sync answered: its frames, in order. */
export function decodeAnswer(text: string): ServerFrame[] {
  const answer = parse(text);
  const frames: unknown = isRecord(answer) ? answer["frames"] : undefined;
  if (!Array.isArray(frames)) throw trouble("server-frame");
  return frames.map(check).filter((f) => f !== undefined);
}

function parse(text: string): unknown {
  if (text.length > maxChars) throw trouble("server-frame");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw trouble("server-frame", cause);
  }
}

function check(v: unknown): ServerFrame | undefined {
  if (!isRecord(v) || typeof v["frame"] !== "string") throw trouble("server-frame");
  if (!Object.hasOwn(kinds, v["frame"])) return undefined;
  if (!isFrame(v)) throw trouble("server-frame");
  return v;
}

function isFrame(v: Record<string, unknown>): v is Record<string, unknown> & ServerFrame {
  const one = kinds[v["frame"] as keyof typeof kinds]; // that it is one of them was asked before
  return one(v);
}

const isDuty: Check = (v) => typeof v === "string" && ["fix", "retry", "refresh", "resync", "upgrade"].includes(v);
const frame = isText; // which one is known already
const scopes = list(isText);

const isCursor = shape<Cursor>({ epoch: isText, seq: isCount, chain: isText });
const isBase = shape<Base>({ epoch: maybe(isText), seq: isCount });
const isOrigin = shape<Origin>({
  author: isText,
  role: isText,
  onBehalfOf: maybe(isText),
  replica: isText,
  stamp: isText,
  after: maybe(isText),
  seq: isCount,
  at: isWhole,
  late: maybe(isFlag),
  ahead: maybe(isFlag),
});
const isCandidate = shape<Candidate>({ a: maybe(isFlag), e: isText, v: isValue });
const isSeen = shape<Seen>({ after: maybe(isText), replica: isText, stamp: isText });
const cell = { c: maybe(list(isCandidate)), s: maybe(list(isSeen)) };
const isField = shape<Field>({ ...cell, i: maybe(dictOf(shape<Cell>(cell))) });
const isDocument = shape<Document>({
  id: isText,
  type: isText,
  scope: isText,
  seq: isCount,
  created: isText,
  cold: maybe(isFlag),
  origins: maybe(dictOf(isOrigin)),
  fields: maybe(dictOf(isField)),
});
const isChange = shape<Change>({ prev: isCount, whole: maybe(isFlag), doc: isDocument });
const isNote = shape<Note>({
  field: isText,
  item: maybe(isText),
  policy: isText,
  shown: maybe(isText),
  overruled: maybe(list(isText)),
  waiting: maybe(list(isText)),
});
const isVerdict = shape<Verdict>({
  edit: isText,
  verdict: isText, // also one that a later server has: a person looks at it
  code: maybe(isText),
  field: maybe(isText),
  scope: isText,
  seq: isCount,
  again: maybe(isFlag),
  late: maybe(isFlag),
  notes: maybe(list(isNote)),
});
const failure = shape<Failure>({
  frame,
  code: isText,
  duty: isDuty,
  message: maybe(shape<{ sv: string; en: string }>({ sv: isText, en: isText })),
  retryMillis: maybe(isCount),
  index: maybe(isCount),
});

/** readFailure gives the error frame that is the body of a refused request, if it is one. */
export function readFailure(text: string): Failure | undefined {
  const f = parse(text);
  return failure(f) ? f : undefined;
}

const kinds = {
  welcome: shape<Welcome>({
    frame,
    contract: isCount,
    now: isCount,
    actor: isText,
    roles: scopes,
    scopes,
    limits: shape<Welcome["limits"]>({ frameBytes: isCount, batchEdits: isCount, editsPerMinute: isCount }),
    keepDays: isCount,
    leaseHours: maybe(isCount),
    sealKey: maybe(isText),
    push: maybe(isText),
  }),
  documents: shape<Documents>({
    frame,
    scope: isText,
    reset: isFlag,
    documents: list(isDocument),
    done: isFlag,
    cursor: isCursor,
    checksum: isHex16,
    safeSeq: isCount,
    parent: maybe(isBase),
  }),
  commit: shape<CommitOf>({
    frame,
    scope: isText,
    cursor: isCursor,
    checksum: isHex16,
    safeSeq: isCount,
    changes: list(isChange),
  }),
  verdicts: shape<{ frame: string; verdicts: unknown }>({ frame, verdicts: list(isVerdict) }),
  caughtUp: shape<{ frame: string }>({ frame }),
  grant: shape<{ frame: string; scopes: unknown }>({ frame, scopes }),
  revoke: shape<{ frame: string; scopes: unknown }>({ frame, scopes }),
  error: failure,
  bye: failure,
  readsTaken: shape<{ frame: string; upTo: number }>({ frame, upTo: isCount }),
  readsWanted: shape<{ frame: string; from: number }>({ frame, from: isCount }),
  sealedVerdicts: shape<SealedVerdicts>({
    frame,
    replica: isText,
    code: maybe(isText),
    duty: maybe(isText),
    verdicts: list(shape<SealedVerdicts["verdicts"][number]>({ edit: isText, verdict: isText, code: maybe(isText) })),
  }),
  board: shape<Board>({
    frame,
    team: isText,
    unknown: maybe(isFlag),
    entries: maybe(
      list(
        shape<BoardEntry>({
          staffId: isText,
          state: isText,
          lastSyncAt: maybe(isCount),
          pendingCount: maybe(isCount),
          offlineSince: maybe(isCount),
        }),
      ),
    ),
  }),
  locks: shape<Locks>({
    frame,
    scope: isText,
    unknown: maybe(isFlag),
    locks: maybe(list(shape<Lock>({ doc: isText, staffId: isText, replica: isText, until: isCount }))),
  }),
} satisfies Record<ServerFrame["frame"], (v: unknown) => boolean>;
