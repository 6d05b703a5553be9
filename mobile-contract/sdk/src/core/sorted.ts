import type { Cell, Document, Field, Origin } from "./document.js";
import type { Dict, Json } from "./json.js";

// Most documents came in canonical bytes and keep their members' order, so that the engine's own JSON.stringify writes them
// back: looking whether it will is several times faster than writing them by hand.

const forms = {
  document: /^(cold,)?created,(fields,)?id,(origins,)?scope,seq,type$/,
  origin: /^(after,)?(ahead,)?at,author,(late,)?(onBehalfOf,)?replica,role,seq,stamp$/,
  field: /^(c|c,i|c,i,s|c,s|i|i,s|s)?$/,
  candidate: /^(a,)?e,v$/,
  seen: /^(after,)?replica,stamp$/,
};

/** Whether a document's members stand in canonical order, and none of them is empty or unknown. */
export function isSorted(d: Document): boolean {
  return (
    has(d, forms.document) &&
    d.cold !== false &&
    (!d.origins || every(d.origins, isOrigin, 1)) &&
    (!d.fields || every(d.fields, isField, 1))
  );
}

function isOrigin(o: Origin): boolean {
  return has(o, forms.origin) && o.ahead !== false && o.late !== false && o.after !== "" && o.onBehalfOf !== "";
}

function isField(f: Field): boolean {
  return isCell(f) && (!f.i || every(f.i, isCell, 1));
}

function isCell(f: Cell): boolean {
  const { c, s } = f;
  return (
    has(f, forms.field) &&
    (!c || (c.length > 0 && c.every((one) => has(one, forms.candidate) && one.a !== false && isValue(one.v)))) &&
    (!s || (s.length > 0 && s.every((one) => has(one, forms.seen) && one.after !== "")))
  );
}

function has(o: object, form: RegExp): boolean {
  return form.test(Object.keys(o).join());
}

/** Whether there are so many members at least, in order, and each is as it should be. */
function every<T>(of: Dict<T>, is: (one: T) => boolean, atLeast: number): boolean {
  let last = "";
  let n = 0;
  for (const name in of) {
    const one = of[name];
    if ((n++ && name <= last) || one === undefined || !is(one)) return false;
    last = name;
  }
  return n >= atLeast;
}

function isValue(v: Json): boolean {
  if (typeof v !== "object" || v === null) return true;
  return Array.isArray(v) ? v.every(isValue) : every(v as Dict<Json>, isValue, 0);
}
