import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { canonicalDocument, type Document } from "./index.js";
import { isSorted } from "./sorted.js";

const text = readFileSync(new URL("../../../vectors/checksums.json", import.meta.url), "utf8");
const all = (JSON.parse(text) as { doc: string }[]).map((c) => c.doc);

/** The same value with the members of every object the other way round. */
function turned(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(turned);
  if (typeof v !== "object" || v === null) return v;
  const back = Object.entries(v).reverse();
  return Object.fromEntries(back.map(([name, member]) => [name, turned(member)]));
}

it("a document has one form, in whatever order its members come", () => {
  for (const doc of all) {
    const came = JSON.parse(doc) as Document;
    const other = turned(came) as Document;
    expect([isSorted(came), isSorted(other)]).toEqual([true, false]);
    expect([canonicalDocument(came), canonicalDocument(other)]).toEqual([doc, doc]);
  }
});

it("what is empty, false or unknown is not in it", () => {
  const [first = ""] = all;
  const d = JSON.parse(first) as Document;
  const edit = Object.keys(d.origins ?? {})[0] ?? "";
  const origin = d.origins?.[edit];
  const spoilt: unknown[] = [
    { cold: false, ...d },
    { ...d, zz: 1 },
    { ...d, origins: { ...d.origins, [edit]: { after: "", ahead: false, ...origin } } },
    { ...d, origins: { ...d.origins, [edit]: { ...origin, zz: 1 } } },
  ];
  for (const one of spoilt) {
    expect(isSorted(one as Document)).toBe(false);
  }
  const bare = { created: "A", fields: {}, id: "d", origins: {}, scope: "a/b/c/d", seq: 1, type: "t" };
  expect(canonicalDocument(bare)).toBe('{"created":"A","id":"d","scope":"a/b/c/d","seq":1,"type":"t"}');
  const cells = { a: { c: [], i: {}, s: [] }, b: { c: [{ a: false, e: "A", v: { b: 1, a: "" } }] } };
  expect(canonicalDocument({ ...bare, fields: cells })).toBe(
    '{"created":"A","fields":{"a":{},"b":{"c":[{"e":"A","v":{"a":"","b":1}}]}},"id":"d","scope":"a/b/c/d","seq":1,"type":"t"}',
  );
});
