import {
  dict,
  keys,
  own,
  type Code,
  type Dict,
  type Json,
  type Op,
  type Schema,
  type Type,
  type Verb,
} from "../core/index.js";
import { isID } from "../core/scope.js";
import { checkValue } from "../core/value.js";
import { copy } from "./limits.js";
import type { Draft } from "./shapes.js";
import { scopeFits } from "./scopefits.js";

/** Changes are an edit's, by field, in memory of their own. */
export type Changes = Dict<Op>;

/**
 * Invalid says why a draft is not taken. code is one of the core's codes, or "revoked": the phone may no longer write in that
 * scope, and the form keeps the text. Its message holds no value, so it may be logged.
 */
export class Invalid extends Error {
  override readonly name = "Invalid";
  readonly code: Code | "revoked";
  /** "" when it is not about one field. */
  readonly field: string;

  constructor(code: Code | "revoked", field: string) {
    super(`draft: ${code}${field === "" ? "" : " in " + field}`);
    this.code = code;
    this.field = field;
  }
}

/** check is what the server's schema check will say, as far as the phone knows; it throws Invalid, or gives the changes. */
export function check(schema: Schema, d: Draft): Changes {
  const t = own(schema.types, d.type);
  if (!t) throw new Invalid("unknown-type", "");
  const changes = d.changes ?? {};
  if (!isID(d.doc) || (Object.keys(changes).length === 0 && !d.void && !d.create)) throw new Invalid("bad-edit", "");
  if (!scopeFits(t, d.scope)) throw new Invalid("bad-scope", "");
  for (const name of t.required ?? []) {
    if (d.create && own(changes, name) === undefined) throw new Invalid("bad-value", name);
  }
  const out = dict<Op>();
  for (const name of keys(changes)) out[name] = checkOp(t, name, own(changes, name) ?? {});
  return out;
}

function checkOp(t: Type, name: string, op: Op): Op {
  if (!own(t.fields, name)) throw new Invalid("unknown-field", name);
  const value = (verb: Verb, v: Json): Json => {
    const { value, bad } = copy(v);
    const code = bad ?? checkValue(t, name, verb, value);
    if (code) throw new Invalid(code, name);
    return value;
  };
  const add = dict<Json>();
  for (const id of keys(op.add ?? {})) {
    if (!isID(id)) throw new Invalid("bad-edit", name);
    add[id] = value("add", own(op.add, id) ?? null);
  }
  return {
    ...(op.set === undefined ? {} : { set: value("set", op.set) }),
    ...(op.agree === undefined ? {} : { agree: value("agree", op.agree) }),
    ...(op.add === undefined ? {} : { add }),
    ...(op.remove === undefined ? {} : { remove: [...op.remove] }),
  };
}
