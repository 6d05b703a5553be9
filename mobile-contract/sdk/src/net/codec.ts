import type { Change } from "../core/index.js";
import { isBase, isCursor, isDocument, isVerdict } from "../replica/guards.js";
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
import { isCount, isFlag, isCode, isHex16, isRecord, isText, list, maybe, shape, type Check } from "../core/shape.js";

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

const isChange = shape<Change>({ prev: isCount, whole: maybe(isFlag), doc: isDocument });
const failure = shape<Failure>({
  frame,
  code: isCode,
  duty: isDuty,
  message: maybe(shape<{ sv: string; en: string }>({ sv: isText, en: isText })),
  retryMillis: maybe(isCount),
  about: maybe(isText),
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
