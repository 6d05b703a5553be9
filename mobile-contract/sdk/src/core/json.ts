/** A value as JSON.parse gives it. Nobody changes one in place. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Names to things, as on the wire. Names come from others: read with `own`, build with `dict` (json names like "__proto__"). */
export type Dict<T> = Readonly<Record<string, T>>;

/** The member of that name, of the object itself only: "constructor" is nobody's item. */
export function own<T>(of: Dict<T> | undefined, name: string): T | undefined {
  return of && Object.hasOwn(of, name) ? of[name] : undefined;
}

/** A copy that any name may be set in. */
export function dict<T>(from?: Dict<T>): Record<string, T> {
  const to: unknown = Object.create(null); // no prototype, so that "__proto__" is a name like others
  return Object.assign(to as Record<string, T>, from);
}

/** Without its members that are undefined: on the wire what is empty is absent. */
export function trim<T extends object>(o: { readonly [K in keyof T]: T[K] | undefined }): T {
  const out: Partial<T> = {};
  for (const name in o) if (o[name] !== undefined) out[name] = o[name];
  return out as T; // what was undefined was optional
}

/** The names, sorted. Ids and names of fields are ASCII, so this is the order of bytes too. */
export function keys(of: object = {}): string[] {
  const names = Object.keys(of);
  for (let i = 1; i < names.length; i++) {
    if ((names[i - 1] ?? "") > (names[i] ?? "")) return names.sort(); // most came in canonical form
  }
  return names;
}
