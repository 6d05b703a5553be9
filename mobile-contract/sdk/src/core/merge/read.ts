import type { Candidate, Document, Field } from "../document.js";
import { voidField } from "../document.js";
import { wallMillis } from "../hlc.js";
import { dict, own, trim } from "../json.js";
import { isList, type FieldRule, type Type } from "../schema.js";
import { timeMillis } from "../time.js";
import type { Item, Reading, View } from "../view.js";
import { sum } from "./counter.js";
import { member, sequenceIn, sequenceNow } from "./ownkey.js";
import { policyOf } from "./policy.js";
import { text } from "./safeside.js";
import { type Candidates, originOf, type PolicyRule } from "./step.js";
import { firstWriter, told } from "./ties.js";

/** Derives what people see. Fields of unknown rules are left out; they stay in the document. */
export function read(t: Type, d: Document): View {
  const fields = dict<Reading>();
  for (const [name, f] of Object.entries(d.fields ?? {})) {
    const rule = own(t.fields, name);
    if (rule) fields[name] = readField(t, rule, d, f);
  }
  return { voided: reasonOf(d), incomplete: !d.created, fields };
}

/** Why the document was voided, or "". */
function reasonOf(d: Document): string {
  const c = own(d.fields, voidField)?.c ?? [];
  const rule = { label: { sv: "", en: "" }, policy: "immutable" } as const;
  const set = { rule, states: undefined, item: "", c, origins: d.origins ?? {} };
  return text(c[firstWriter(set)]?.v);
}

/** Derives what people see of one field. */
export function readField(t: Type, rule: FieldRule, d: Document, f: Field): Reading {
  const policy = policyOf(rule.policy);
  if (!policy) return {};
  if (isList(rule)) return readList(rule, policy, d, f);
  const set = { rule, states: t.states, item: "", c: f.c ?? [], origins: d.origins ?? {} };
  const at = policy.read(set);
  const shown = set.c[at];
  const waiting = set.c.filter((c) => policy.waits?.(set, c));
  const disputed = policy.disputed?.(set) || undefined;
  return trim<Reading>({
    value: shown?.v,
    edit: shown?.e,
    waiting: waiting.length ? waiting : undefined,
    beside: besideOf(policy, set, at),
    disputed,
    candidates: disputed && (policy.waits ? waiting : set.c),
    told: rule.policy === "lastWriterNotice" ? told(set) : undefined,
  });
}

/** The candidates that neither are shown nor wait. */
function besideOf(policy: PolicyRule, set: Candidates, at: number): Candidate[] | undefined {
  const beside = set.c.filter((c, i) => i !== at && !policy.waits?.(set, c));
  return beside.length ? beside : undefined;
}

function readList(rule: FieldRule, policy: PolicyRule, d: Document, f: Field): Reading {
  const items = readItems(rule, policy, d, f);
  const { answers } = rule;
  if (rule.policy === "counter") return { items, value: sum(items) };
  if (rule.policy !== "ownKey" || !answers) return { items };
  const now = sequenceNow(d, answers);
  return { items: items.map((item) => ((sequenceIn(item.value) ?? 0) < now ? { ...item, stale: true } : item)) };
}

/** Journals and what people add in the order of happening, what has one item for each person or replica by id. */
function readItems(rule: FieldRule, policy: PolicyRule, d: Document, f: Field): Item[] {
  const byID = !!rule.keyed || rule.policy === "ownKey" || rule.policy === "counter";
  const all: { item: Item; at: number }[] = [];
  for (const [id, cell] of Object.entries(f.i ?? {})) {
    const set = { rule, states: undefined, item: id, c: cell.c ?? [], origins: d.origins ?? {} };
    const at = policy.read(set);
    const c = set.c[at];
    if (!c) continue;
    all.push({
      item: trim<Item>({ id, value: c.v, edit: c.e, beside: besideOf(policy, set, at) }),
      at: byID ? 0 : happened(c, d),
    });
  }
  all.sort((a, b) => (a.at === b.at ? (a.item.id < b.item.id ? -1 : 1) : a.at - b.at));
  return all.map(({ item }) => item);
}

/** Orders a journal: by the entry's own "at" (RFC 3339) or else by when it was written, in milliseconds. */
function happened(c: Candidate, d: Document): number {
  const at = member(c.v, "at");
  return (typeof at === "string" ? timeMillis(at) : undefined) ?? wallMillis(originOf(d.origins, c.e).stamp);
}
