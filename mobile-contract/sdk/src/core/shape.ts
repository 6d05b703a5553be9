// Small guards that look at what JSON.parse gave. They read only own members, and no name surprises them ("__proto__").

export type Check = (v: unknown) => boolean;

/** Nesting that is looked at; the server takes no value deeper than 20. Deeper ones could exhaust a browser's stack. */
const maxDepth = 40;

export const isText: Check = (v) => typeof v === "string";
/** A code says something: nobody could act on none. */
export const isCode: Check = (v) => isText(v) && v !== "";
export const isFlag: Check = (v) => typeof v === "boolean";
/** A whole number that JSON carries exactly. */
export const isWhole: Check = (v) => Number.isSafeInteger(v);
export const isCount: Check = (v) => typeof v === "number" && Number.isSafeInteger(v) && v >= 0;
/** A sum or chain: 16 lower-case hex digits. */
export const isHex16: Check = (v) => typeof v === "string" && /^[0-9a-f]{16}$/.test(v);

export const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === "object" && v !== null && !Array.isArray(v);

/** isValue: any value, unless it is nested too deeply. */
export const isValue: Check = (v) => v !== undefined && isShallow(v, maxDepth);

function isShallow(v: unknown, depth: number): boolean {
  if (typeof v !== "object" || v === null) return typeof v !== "number" || Number.isFinite(v);
  if (depth === 0) return false;
  for (const one of Object.values(v)) if (!isShallow(one, depth - 1)) return false;
  return true;
}

export const maybe =
  (check: Check): Check =>
  (v) =>
    v === undefined || check(v);

export const list =
  (check: Check): Check =>
  (v) =>
    Array.isArray(v) && v.every(check);

export const dictOf =
  (check: Check): Check =>
  (v) => {
    if (!isRecord(v)) return false;
    for (const one of Object.values(v)) if (!check(one)) return false;
    return true;
  };

/** shape looks at every member that a T has; those it does not name are ignored, as the contract says. */
export function shape<T>(members: { readonly [K in keyof T]-?: Check }): (v: unknown) => v is T {
  const entries = Object.entries<Check>(members);
  return (v): v is T => {
    if (!isRecord(v)) return false;
    for (const [name, check] of entries) if (!check(Object.hasOwn(v, name) ? v[name] : undefined)) return false;
    return true;
  };
}
