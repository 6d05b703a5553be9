/** over lays what was typed over what stood there: where both are groups of fields, field by field. Pure. */
export function over<T extends object>(below: T, above: Partial<T>): T {
  const out = { ...below } as Record<string, unknown>;
  for (const [name, value] of Object.entries(above)) {
    const under = out[name];
    out[name] = isGroup(value) && isGroup(under) ? { ...under, ...value } : value;
  }
  return out as T;
}

const isGroup = (v: unknown): v is Readonly<Record<string, unknown>> =>
  typeof v === "object" && v !== null && !Array.isArray(v);
