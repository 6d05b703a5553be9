export type { Dict, Json } from "./json.js";
export { dict, keys, own } from "./json.js";
export type { Candidate, Cell, Change, Document, Field, Origin, Scope, Seen, Stamp } from "./document.js";
export { voidField } from "./document.js";
export type { Base, Edit, Kind, Note, Op, Verb, Verdict } from "./edit.js";
export type { Checksum, Cursor } from "./commit.js";
export type { Code } from "./codes.js";
export { codes } from "./codes.js";
export type { Item, Reading, View } from "./view.js";
export type {
  FieldRule,
  HumanChoice,
  Labels,
  Machine,
  Policy,
  Rights,
  Schema,
  Transition,
  Type,
  ValueSchema,
  Words,
} from "./schema.js";
export { isList } from "./schema.js";
export { addSums, checksumText, documentSum, parseChecksum } from "./checksum.js";
export { applyChange, candidatesOf, isVoided } from "./change.js";
export { canonical, canonicalDocument } from "./canonical.js";
export { isStamp, newStamp, nextStamp, replicaOf, skewLimitMillis, wallMillis } from "./hlc.js";
export type { ScopeParts } from "./scope.js";
export { directory, isID, isScope, ownScope, scopeParts } from "./scope.js";
export { sha256 } from "./sha256.js";
export { editBytes, editDigest, editSum } from "./sum.js";
export { checkValue } from "./value.js";
export { timeMillis, timeText } from "./time.js";
export type { Arrival, Outcome } from "./merge/step.js";
export { apply } from "./merge/apply.js";
export { read, readField } from "./merge/read.js";
