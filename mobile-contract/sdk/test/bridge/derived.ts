import { derive, type Derivable } from "../../src/advise/index.js";
import { type Json, own, type Schema } from "../../src/core/index.js";
import type { Replica } from "../../src/replica/index.js";

/** derived are the fields that nobody writes, of all that a phone shows, by scope, document and field. The Go end has the same. */
export function derived(replica: Replica, schema: Schema): object {
  const shown = new Map<string, Derivable[]>();
  for (const scope of replica.scopes()) {
    for (const s of replica.showAll(scope)) {
      const others = shown.get(s.type);
      if (s.unknown) continue;
      if (others) others.push({ scope, ...s });
      else shown.set(s.type, [{ scope, ...s }]);
    }
  }
  const out: Record<string, Record<string, Record<string, Json>>> = {};
  for (const d of [...shown.values()].flat()) {
    const rules = Object.entries(own(schema.types, d.type)?.fields ?? {});
    for (const [field] of rules.filter(([, rule]) => rule.policy === "derived")) {
      const value = derive(schema, field, d, (type) => shown.get(type) ?? []);
      if (value !== undefined) ((out[d.scope] ??= {})[d.doc] ??= {})[field] = value;
    }
  }
  return out;
}
