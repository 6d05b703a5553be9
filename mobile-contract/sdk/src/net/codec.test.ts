import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SamsynError } from "../trouble.js";
import { decode, decodeAnswer } from "./codec.js";
import { golden, wrong } from "./testing/golden.js";

describe("frames of the server", () => {
  test.each(golden)("%s is read", (_, text) => {
    expect(decode(text)).toEqual(JSON.parse(text));
  });

  test("the answer over HTTP is read", () => {
    const frames = golden.map(([, text]) => text);
    expect(decodeAnswer(`{"frames":[${frames.join(",")}]}`)).toHaveLength(golden.length);
  });

  test("a kind and members of a later contract are ignored", () => {
    expect(decode('{"frame":"weather","today":"snö"}')).toBeUndefined();
    expect(decode('{"frame":"toString"}')).toBeUndefined();
    expect(decode('{"frame":"grant","scopes":[],"why":{"a":1}}')).toMatchObject({ scopes: [] });
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no kind", "{}"],
    ["a kind that is no text", '{"frame":["grant"]}'],
    ["a member is missing", '{"frame":"grant"}'],
    ["a member is of another kind", '{"frame":"revoke","scopes":"all"}'],
    ["a number is too large", '{"frame":"readsTaken","upTo":9007199254740993}'],
    [
      "a sum is no sum",
      golden.find(([n]) => n === "documents.json")?.[1].replace("fedcba9876543210", "fedcba987654321") ?? "",
    ],
    [
      "a value is nested too deeply",
      `{"frame":"documents","scope":"s","reset":false,"documents":[{"id":"a","type":"t","scope":"s","seq":1,"created":"","fields":{"f":{"c":[{"e":"x","v":${"[".repeat(50)}${"]".repeat(50)}}]}}}],"done":false,"cursor":{"epoch":"e","seq":1,"chain":""},"checksum":"0000000000000000","safeSeq":0}`,
    ],
  ])("%s: server-frame", (_, text) => {
    expect(() => decode(text)).toThrow(expect.objectContaining({ code: "server-frame", duty: "retry" }) as Error);
  });

  test("whatever a server says is read, ignored, or one clear error", () => {
    fc.assert(
      fc.property(wrong, (text) => {
        try {
          decode(text);
        } catch (e) {
          if (!(e instanceof SamsynError) || e.code !== "server-frame") throw e;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
