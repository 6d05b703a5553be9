import { own } from "../json.js";
import type { FieldRule } from "../schema.js";
import { isSuccessor } from "./ancestry.js";
import { place } from "./safeside.js";
import { strongestState } from "./statemachine.js";
import { originOf, type Step } from "./step.js";

/** The one field whose values are the states of the type's machine. */
export const stateField = "state";

/**
 * Whether the document shows a state in which the field no longer changes: what the citizen confirmed, or a meeting
 * discussed, stands. An edit that comes after the state did is refused, though its author had not seen it; one that the same
 * replica wrote before it was only overtaken.
 */
export function isFrozen(s: Step, rule: FieldRule): boolean {
  const c = own(s.prev?.fields, stateField)?.c ?? [];
  if (!rule.frozenIn || !s.t.states) return false;
  const set = { rule, states: s.t.states, item: "", c, origins: s.prev?.origins ?? {} };
  const shown = c[strongestState(set)];
  return shown !== undefined && place(rule.frozenIn, shown.v) >= 0 && !isSuccessor(s, originOf(set.origins, shown.e));
}
