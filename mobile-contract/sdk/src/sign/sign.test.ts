import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import type { Edit } from "../core/index.js";
import { base64, bigEndian, fromBase64, fromHex, hex } from "./bytes.js";
import { fits, next, seal, signLink, SigningError, start, type Box } from "./index.js";
import { isSigned, outboxName, readsName, sign } from "./key.js";
import { keyOf, opener } from "./testing/keys.js";

/** The example of protocol.md. */
const edit: Edit = {
  id: "01JD0000000000000000000001",
  scope: "citizen/c17/health/ekby",
  doc: "v-8",
  type: "visitNote",
  base: { epoch: "e7Kd", seq: 40 },
  stamp: "0193a1b2c3d40000-r1",
  create: true,
  changes: { pain: { set: 3 }, text: { set: "Åt gott" } },
};

describe("chain", () => {
  test("the example of protocol.md", async () => {
    const key = await keyOf(7);
    const link = next(start("r1"), edit);
    expect(key.public).toBe("6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=");
    expect(start("r1")).toBe("3360e7e3791baa737574250dd7a7ebda01622039093df5cf873b186e19b829a6");
    expect(link).toBe("251ed974fd2c182d80570fccfc20e19edfd91b2dc6f21bd4b164ad2d6bac112d");
    expect(await signLink(key, link)).toBe(
      "wJXEGIUGskjZQfe+SAIIMdI+H0Ly0yOclRsOCd7t9Sa+yRXSJOrLsWZQUv4gWUphCl3ajqnChrOlVfQrtJDECA==",
    );
  });

  test("any row that follows in the chain proves itself, and nothing else does", async () => {
    const key = await keyOf(1);
    const edits = ["a", "b", "c", "d"].map((id) => ({ ...edit, id }));
    const links = edits.reduce<string[]>((all, e) => [...all, next(all.at(-1) ?? "", e)], [start("r1")]);
    const proof = { link: links[1] ?? "", sig: await signLink(key, links[3] ?? "") }; // of b and c
    const row = edits.slice(1, 3);
    expect(await fits(proof, key.public, row)).toBe(true);
    const [b = edit, c = edit] = row;
    const tricks: [string, Edit[]][] = [
      ["one more", edits.slice(1)],
      ["one less", [b]],
      ["another first", [c]],
      ["another order", [c, b]],
      ["another text", [b, { ...c, changes: { text: { set: "Åt gott " } } }]],
      ["another document", [b, { ...c, doc: "v-9" }]],
      ["to have seen more", [{ ...b, base: { epoch: "e7Kd", seq: 41 } }, c]],
      ["another history", [{ ...b, base: { epoch: "e7Ke", seq: 40 } }, c]],
    ];
    for (const [name, trick] of tricks) expect([name, await fits(proof, key.public, trick)]).toEqual([name, false]);
    expect(await fits({ ...proof, link: start("r1") }, key.public, row)).toBe(false);
    expect(await fits({ ...proof, link: "no link" }, key.public, row)).toBe(false);
    expect(await fits(proof, (await keyOf(2)).public, row)).toBe(false);
  });

  test("a signature of the outbox is none of the reads", async () => {
    const key = await keyOf(1);
    const link = new Uint8Array(32);
    const sig = await sign(key, outboxName, link);
    expect(await isSigned(key.public, outboxName, link, sig)).toBe(true);
    expect(await isSigned(key.public, readsName, link, sig)).toBe(false);
    expect(await isSigned(key.public, outboxName, link, "!")).toBe(false);
    expect(await isSigned("AAAA", outboxName, link, sig)).toBe(false);
  });

  test("a link is 32 bytes", async () => {
    const key = await keyOf(1);
    await expect(signLink(key, "00")).rejects.toThrow(SigningError);
    await expect(sign(key, outboxName, new Uint8Array(31))).rejects.toThrow(SigningError);
  });
});

describe("box", () => {
  const sven = { author: "s5", kind: "staff", replica: "rSven" };
  const text = "Gunnar åt inget i kväll.";

  test("only the server reads it", async () => {
    const o = await opener();
    const box = await seal(o.public, sven, text);
    expect(box).toMatchObject(sven);
    expect(await o.open(box)).toBe(text);
    expect(fromBase64(box.box)).toHaveLength(new TextEncoder().encode(text).length + 16);
    const again = await seal(o.public, sven, text);
    expect(again.enc).not.toBe(box.enc);
    await expect((await opener()).open(box)).rejects.toThrow();
  });

  test("it is opened as it was sealed or not at all", async () => {
    const o = await opener();
    const box = await seal(o.public, sven, text);
    const flip = (b: string): string =>
      base64((fromBase64(b) ?? new Uint8Array()).map((x, i) => (i === 3 ? x ^ 1 : x)));
    const harmed = [
      { ...box, author: "s6" },
      { ...box, kind: "citizen" },
      { ...box, replica: "rNoor" },
      { ...box, box: flip(box.box) },
      { ...box, enc: flip(box.enc) },
    ];
    for (const one of harmed) await expect(o.open(one)).rejects.toThrow();
  });

  test.each(["", "!", "AAAA", base64(new Uint8Array(32))])("the key %j is none", async (key) => {
    await expect(seal(key, sven, text)).rejects.toThrow(SigningError);
  });
});

describe("bytes", () => {
  test("are read strictly", () => {
    const bytes = Uint8Array.of(0, 255, 16);
    expect([hex(bytes), base64(bytes)]).toEqual(["00ff10", "AP8Q"]);
    expect([fromHex("00ff10", 3), fromBase64("AP8Q")]).toEqual([bytes, bytes]);
    for (const text of ["00ff1", "00ff100", "00FF10", "00fg10"]) expect(fromHex(text, 3)).toBeUndefined();
    for (const text of ["AP8", "AP8Q ", "!", "AB=="]) expect(fromBase64(text)).toBeUndefined();
    expect(bigEndian(2 ** 53, 8)).toEqual(Uint8Array.of(0, 32, 0, 0, 0, 0, 0, 0));
  });
});

describe("the Go phone's chain", () => {
  interface Case {
    readonly edit: Edit;
    readonly before: string;
    readonly link: string;
    readonly sig: string;
    readonly key: string;
  }
  const cases = JSON.parse(readFileSync(new URL("../../../vectors/edits.json", import.meta.url), "utf8")) as Case[];

  test("links and signatures are the same", async () => {
    const key = await keyOf(7);
    expect(cases[0]?.before).toBe(start("amina0"));
    for (const c of cases) {
      expect(next(c.before, c.edit)).toBe(c.link);
      expect([key.public, await signLink(key, c.link)]).toEqual([c.key, c.sig]);
    }
  });
});

describe("boxes of Go and of the SDK", () => {
  interface File {
    readonly private: string;
    readonly public: string;
    readonly boxes: readonly (Box & { readonly by: string; readonly text: string })[];
  }
  const file = JSON.parse(readFileSync(new URL("../../../vectors/boxes.json", import.meta.url), "utf8")) as File;

  test("the server opens them all", async () => {
    const o = await opener(fromBase64(file.private));
    expect(o.public).toBe(file.public);
    for (const box of file.boxes) expect([box.by, await o.open(box)]).toEqual([box.by, box.text]);
    expect(file.boxes.map((box) => box.by)).toEqual(["go", "go", "sdk", "sdk"]);
  });
});
