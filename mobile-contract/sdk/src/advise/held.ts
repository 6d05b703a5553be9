import { type Item, type Json, own, type Scope, timeMillis, type View } from "../core/index.js";
import { member } from "../core/merge/ownkey.js";

/** Whose phone it is, and as what. */
export interface Me {
  readonly actor: string;
  readonly role: string;
}

/** A document as this phone shows it, with its own edits on top: a Shown of list or watchAll, with its scope. */
export interface Held {
  readonly scope: Scope;
  readonly doc: string;
  readonly type: string;
  readonly view: View;
}

/** isLive: it is there for people, created and not voided. */
export const isLive = (h: Held): boolean => h.view.voided === "" && !h.view.incomplete;

export const valueOf = (v: View, field: string): Json | undefined => own(v.fields, field)?.value;

export const itemsOf = (v: View, field: string): readonly Item[] => own(v.fields, field)?.items ?? [];

export const itemOf = (v: View, field: string, id: string): Item | undefined =>
  itemsOf(v, field).find((item) => item.id === id);

/** text is a value that is one, or "". */
export const text = (v: Json | undefined): string => (typeof v === "string" ? v : "");

/** whole is a value that is a whole number, or 0. */
export const whole = (v: Json | undefined): number => (typeof v === "number" && Number.isInteger(v) ? v : 0);

/** textIn is a text among the members of a value, or "". */
export const textIn = (v: Json | undefined, name: string): string => text(member(v, name));

/** moment is a time in milliseconds, or undefined. */
export const moment = (v: Json | undefined): number | undefined => timeMillis(text(v));

/** order sorts by the first of some keys that differs. */
export function order<T>(...keys: readonly ((of: T) => string | number)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const key of keys) {
      const x = key(a);
      const y = key(b);
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
}
