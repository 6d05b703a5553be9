import { expect, test } from "vitest";
import { over } from "./over.js";

const kept = { words: "Yr och blek.", fields: { a: "1", b: "2" }, rows: ["x", "y"], seen: null };

test("what was typed lies on what was kept, field by field", () => {
  expect(over(kept, { fields: { ...kept.fields, b: "3" } })).toEqual({ ...kept, fields: { a: "1", b: "3" } });
  expect(over<object>(kept, { fields: { c: "4" }, rows: ["z"] })).toEqual({
    ...kept,
    fields: { a: "1", b: "2", c: "4" },
    rows: ["z"],
  });
  expect(over(kept, {})).toEqual(kept);
  expect(over<object>(kept, { seen: { seq: 7 }, words: "" })).toEqual({ ...kept, seen: { seq: 7 }, words: "" });
});
