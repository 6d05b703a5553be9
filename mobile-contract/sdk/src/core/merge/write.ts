import type { Candidate, Cell, Field } from "../document.js";
import type { Op } from "../edit.js";
import { dict, type Json, keys, own, trim } from "../json.js";
import { isList, type FieldRule } from "../schema.js";
import { isID } from "../scope.js";
import { count } from "./bundle.js";
import { enter, isBehind } from "./cell.js";
import { isFrozen } from "./frozen.js";
import { policyOf } from "./policy.js";
import { type PolicyRule, setOf, type Spot, type Step } from "./step.js";
import { tell } from "./tell.js";

/** Bounds a list field. */
export const maxItems = 500;
/** Removed items that a list remembers. */
const maxTombstones = 32;

/** Makes the edit's op on one field; gives the code of a refusal, or "". */
export function writeField(s: Step, name: string, rule: FieldRule, op: Op): string {
  const policy = policyOf(rule.policy);
  if (rule.policy === "derived") return "derived";
  if (!policy) return "bad-edit";
  return isList(rule) ? writeList(s, name, rule, policy, op) : writeValue(s, name, rule, policy, op);
}

function writeValue(s: Step, name: string, rule: FieldRule, policy: PolicyRule, op: Op): string {
  const agreed = op.agree !== undefined;
  const v = agreed ? op.agree : op.set;
  const proposes = rule.policy === "proposal";
  if (v === undefined || size(op) || (agreed && (op.set !== undefined || !proposes))) return "bad-edit";
  const cand = newCandidate(s, v, agreed || (proposes && s.e.create));
  const cell = writeCell(s, { name, item: "", rule, policy }, own(s.next.fields, name) ?? {}, cand, op);
  if (typeof cell === "string") return cell;
  if (cell !== undefined) {
    took(s, name, cell);
    if (rule.bundle) count(s, rule.bundle);
  }
  return "";
}

function size(op: Op): number {
  return keys(op.add).length + (op.remove?.length ?? 0);
}

function newCandidate(s: Step, v: Json, agreed?: boolean): Candidate {
  return trim<Candidate>({ a: agreed || undefined, e: s.e.id, v });
}

/**
 * Lets the edit take its place in one cell; without a candidate it removes. Undefined: it came too late for that. A text is
 * the code of a refusal.
 */
function writeCell(s: Step, at: Spot, cell: Cell, cand: Candidate | undefined, op: Op): Cell | string | undefined {
  const { guard, spares } = at.policy;
  if (isBehind(s, cell, cand, spares)) {
    tell(s, at, cell, cand, true);
    return undefined;
  }
  if (isFrozen(s, at.rule)) return "frozen";
  const code = guard?.(s, setOf(s, at, cell), op);
  if (code) return code;
  // A late entry may add, and change nothing that is there.
  if (s.in.late && at.item && isThere(cell)) return "too-late";
  const next = enter(s, cell, cand, spares);
  tell(s, at, next, cand, false);
  return next;
}

/** Stores a field's new state. */
export function took(s: Step, name: string, f: Field): void {
  s.shown = true;
  s.next.fields[name] = f;
  s.fields.push(name);
}

/** Makes the edit's op on a list field. Each item is a cell of its own; nothing is addressed by index. */
function writeList(s: Step, name: string, rule: FieldRule, policy: PolicyRule, op: Op): string {
  const removes = op.remove ?? [];
  if (op.set !== undefined || op.agree !== undefined || !size(op)) return "bad-edit";
  if (removes.length && !policy.removes) return "bad-edit";
  const items = dict(own(s.next.fields, name)?.i);
  const entered: string[] = [];
  const write = (id: string, cand: Candidate | undefined): string => {
    const cell = writeCell(s, { name, item: id, rule, policy }, own(items, id) ?? {}, cand, op);
    if (typeof cell === "string") return cell;
    if (cell !== undefined) {
      items[id] = cell;
      entered.push(id);
    }
    return "";
  };
  for (const id of keys(op.add)) {
    if (!isID(id) || removes.includes(id)) return "bad-edit";
    const code = write(id, newCandidate(s, own(op.add, id) ?? null));
    if (code) return code;
  }
  for (const id of removes) {
    const code = isID(id) ? write(id, undefined) : "bad-edit";
    if (code) return code;
  }
  if (Object.values(items).filter(isThere).length > maxItems) return "too-large";
  dropTombstones(items);
  if (entered.length) took(s, name, { i: items });
  return "";
}

function isThere(cell: Cell): boolean {
  return (cell.c?.length ?? 0) > 0;
}

/** Keeps the newest removed items only. */
function dropTombstones(items: Record<string, Cell>): void {
  const gone = Object.entries(items).filter(([, cell]) => !isThere(cell));
  if (gone.length <= maxTombstones) return;
  const latest = gone.map(([id, cell]) => ({
    id,
    at: (cell.s ?? []).reduce((a, h) => (h.stamp > a ? h.stamp : a), "") + id,
  }));
  latest.sort((a, b) => (a.at < b.at ? -1 : 1));
  for (const { id } of latest.slice(0, latest.length - maxTombstones)) Reflect.deleteProperty(items, id);
}
