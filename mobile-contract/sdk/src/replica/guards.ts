import type {
  Base,
  Candidate,
  Cell,
  Cursor,
  Document,
  Edit,
  Field,
  Note,
  Op,
  Origin,
  Seen,
  Verdict,
} from "../core/index.js";
import { dictOf, isCount, isFlag, isText, isValue, isWhole, list, maybe, shape } from "../core/shape.js";
import type { Read } from "../reads/index.js";
import type { Proof } from "../sign/index.js";
import type { SetAside } from "./shapes.js";
import type { Header, Self, ShelfHeader, StoredEntry } from "./snapshot.js";

// What was read back from a storage, or came in a frame, is not what it should be until somebody looked.

export const isCursor = shape<Cursor>({ epoch: isText, seq: isCount, chain: isText });
export const isBase = shape<Base>({ epoch: maybe(isText), seq: isCount });

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

export const isDocument = shape<Document>({
  id: isText,
  type: isText,
  scope: isText,
  seq: isCount,
  created: isText,
  cold: maybe(isFlag),
  origins: maybe(dictOf(isOrigin)),
  fields: maybe(dictOf(isField)),
});

const isNote = shape<Note>({
  field: isText,
  item: maybe(isText),
  policy: isText,
  shown: maybe(isText),
  overruled: maybe(list(isText)),
  waiting: maybe(list(isText)),
});

export const isVerdict = shape<Verdict>({
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

const isOp = shape<Op>({
  set: maybe(isValue),
  agree: maybe(isValue),
  add: maybe(dictOf(isValue)),
  remove: maybe(list(isText)),
});
const isEdit = shape<Edit>({
  id: isText,
  scope: isText,
  doc: isText,
  type: isText,
  base: isBase,
  stamp: isText,
  after: maybe(isText),
  create: maybe(isFlag),
  onBehalfOf: maybe(isText),
  void: maybe(isText),
  changes: maybe(dictOf(isOp)),
});
const isProof = shape<Proof>({ link: isText, sig: isText });

export const isEntry = shape<StoredEntry>({
  edit: isEdit,
  verdict: maybe(isVerdict),
  epoch: maybe(isText),
  at: maybe(isWhole),
  proof: maybe(isProof),
});

export const isSetAside = shape<SetAside>({ edit: isEdit, verdict: isVerdict, proof: maybe(isProof) });

export const isRead = shape<Read>({
  n: isCount,
  at: isWhole,
  scope: isText,
  doc: maybe(isText),
  action: isText,
  online: maybe(isFlag),
});

export const isSelf = shape<Self>({
  replica: isText,
  author: isText,
  last: maybe(isText),
  keepMillis: isCount,
  mismatches: maybe(isCount),
  reads: maybe(shape<NonNullable<Self["reads"]>>({ upTo: isCount, link: isText })),
  lease: maybe(isCount),
  heard: maybe(isWhole),
  link: maybe(isText),
  sealKey: maybe(isText),
});

const isShelfHeader = shape<ShelfHeader>({
  shelf: isCount,
  cursor: isCursor,
  resume: maybe(isCount),
  parent: maybe(isBase),
  sum: maybe(isText),
});

export const isHeader = shape<Header>({
  revoked: maybe(isFlag),
  reload: maybe(isFlag),
  safe: maybe(isCount),
  shelves: maybe(isCount),
  shown: isShelfHeader,
  fresh: maybe(isShelfHeader),
});
