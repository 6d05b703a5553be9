import type { Base, Cursor, Document, Edit, Verdict } from "../core/index.js";
import { isID } from "../core/scope.js";
import type { Read } from "../reads/index.js";
import type { Proof } from "../sign/index.js";
import type { SetAside } from "./shapes.js";
import type { Header, Self, ShelfHeader, StoredEntry } from "./snapshot.js";

// What was read back from a storage is not what was written until somebody looked.

type Look = (x: unknown) => boolean;

const isText: Look = (x) => typeof x === "string";
const isTruth: Look = (x) => typeof x === "boolean";
const isNumber: Look = (x) => Number.isSafeInteger(x);
const isCount: Look = (x) => typeof x === "number" && Number.isSafeInteger(x) && x >= 0;
const isAny: Look = (x) => x !== undefined;

const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === "object" && x !== null && !Array.isArray(x);

const maybe =
  (look: Look): Look =>
  (x) =>
    x === undefined || look(x);
const listOf =
  (look: Look): Look =>
  (x) =>
    Array.isArray(x) && x.every(look);
const dictOf =
  (look: Look): Look =>
  (x) =>
    isObject(x) && Object.values(x).every(look);
const like =
  (members: Readonly<Record<string, Look>>): Look =>
  (x) =>
    isObject(x) && Object.entries(members).every(([name, look]) => look(Object.hasOwn(x, name) ? x[name] : undefined));

const base = like({ epoch: maybe(isText), seq: isCount });
const cursor = like({ epoch: isText, seq: isCount, chain: isText });
const op = like({ set: maybe(isAny), agree: maybe(isAny), add: maybe(dictOf(isAny)), remove: maybe(listOf(isText)) });
const edit = like({
  id: isText,
  scope: isText,
  doc: isText,
  type: isText,
  base,
  stamp: isText,
  after: maybe(isText),
  create: maybe(isTruth),
  onBehalfOf: maybe(isText),
  void: maybe(isText),
  changes: maybe(dictOf(op)),
});
const verdict = like({
  edit: isText,
  verdict: isText,
  code: maybe(isText),
  field: maybe(isText),
  scope: isText,
  seq: isCount,
});
const proof = like({ link: isText, sig: isText });
const entry = like({ edit, verdict: maybe(verdict), epoch: maybe(isText), at: maybe(isNumber), proof: maybe(proof) });
const aside = like({ edit, verdict, proof: maybe(proof) });
const read = like({
  n: isCount,
  at: isNumber,
  scope: isText,
  doc: maybe(isText),
  action: isText,
  online: maybe(isTruth),
});
const self = like({
  replica: isText,
  author: isText,
  last: maybe(isText),
  keepMillis: isCount,
  mismatches: maybe(isCount),
  reads: maybe(like({ upTo: isCount, link: isText })),
  lease: maybe(isCount),
  heard: maybe(isNumber),
  link: maybe(isText),
  sealKey: maybe(isText),
});
const shelf = like({ shelf: isCount, cursor, resume: maybe(isCount), parent: maybe(base), sum: maybe(isText) });
const header = like({
  revoked: maybe(isTruth),
  reload: maybe(isTruth),
  safe: maybe(isCount),
  shelves: maybe(isCount),
  shown: shelf,
  fresh: maybe(shelf),
});
const cell = {
  c: maybe(listOf(like({ a: maybe(isTruth), e: isText, v: isAny }))),
  s: maybe(listOf(like({ after: maybe(isText), replica: isText, stamp: isText }))),
};
const origin = like({
  author: isText,
  role: isText,
  onBehalfOf: maybe(isText),
  replica: isText,
  stamp: isText,
  after: maybe(isText),
  seq: isCount,
  at: isNumber,
  late: maybe(isTruth),
  ahead: maybe(isTruth),
});
const document = like({
  id: (x) => typeof x === "string" && isID(x),
  type: isText,
  scope: isText,
  seq: isCount,
  created: isText,
  cold: maybe(isTruth),
  origins: maybe(dictOf(origin)),
  fields: maybe(dictOf(like({ ...cell, i: maybe(dictOf(like(cell))) }))),
});

export const isBase = (x: unknown): x is Base => base(x);
export const isCursor = (x: unknown): x is Cursor => cursor(x);
export const isEdit = (x: unknown): x is Edit => edit(x);
export const isVerdict = (x: unknown): x is Verdict => verdict(x);
export const isProof = (x: unknown): x is Proof => proof(x);
export const isDocument = (x: unknown): x is Document => document(x);
export const isRead = (x: unknown): x is Read => read(x);
export const isEntry = (x: unknown): x is StoredEntry => entry(x);
export const isSetAside = (x: unknown): x is SetAside => aside(x);
export const isSelf = (x: unknown): x is Self => self(x);
export const isHeader = (x: unknown): x is Header => header(x);
export const isShelfHeader = (x: unknown): x is ShelfHeader => shelf(x);
