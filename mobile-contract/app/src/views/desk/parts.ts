import type { FieldRule, Reading } from "@samsyn/sdk";
import { me } from "../../forms/me.js";
import { fieldsOf, partOf, type Part } from "../../forms/plan.js";
import { voiceFor, type Voice } from "../../forms/rights.js";
import { isList } from "../../forms/widget.js";
import { text, value, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";

/** isOpen: the state lets the field change. */
function isOpen(d: Doc, rule: FieldRule): boolean {
  return rule.frozenIn?.includes(text(d, "state")) !== true;
}

/** partsOf are the fields of a group that somebody may change now. */
export function partsOf(d: Doc, names: readonly string[]): readonly Part[] {
  const t = schema.value.types[d.type];
  if (!t || d.view.voided !== "") return [];
  return names.flatMap((name) => {
    const rule = t.fields[name];
    if (!rule || !isOpen(d, rule) || rule.policy === "stateMachine") return [];
    if (rule.policy === "immutable" && value(d, name) !== undefined) return [];
    const at = { create: false, scope: d.scope };
    const voice = voiceFor(t, rule, isList(rule) ? "add" : "set", me(), at);
    const part = voice && partOf(schema.value, d.type, name, voice);
    return part ? [part] : [];
  });
}

/** voiceTo is in whose name somebody may agree to a field or take from it. */
export function voiceTo(d: Doc, rule: FieldRule, verb: "agree" | "remove"): Voice | undefined {
  const t = schema.value.types[d.type];
  return t && isOpen(d, rule) ? voiceFor(t, rule, verb, me(), { create: false, scope: d.scope }) : undefined;
}

/** groupsOf puts the fields of a bundle together. */
export function groupsOf(d: Doc): readonly (readonly string[])[] {
  const t = schema.value.types[d.type];
  const groups = new Map<string, string[]>();
  for (const [name, rule] of t ? fieldsOf(t) : []) {
    if (rule.policy === "stateMachine") continue;
    const key = rule.bundle && !rule.sequence ? "bundle " + rule.bundle : name;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

/** isNothing: nobody has written anything there. */
export const isNothing = (r: Reading | undefined): boolean =>
  r === undefined || (r.value === undefined && !r.items?.length && !r.waiting?.length);
