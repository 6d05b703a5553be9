import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { fromHex } from "../sign/bytes.js";
import { isSigned, readsName } from "../sign/key.js";
import { keyOf } from "../sign/testing/keys.js";
import { endOf, follow, signBatch, startReads, type Batch, type Read } from "./index.js";

interface Case {
  readonly read: Read;
  readonly prev: string;
  readonly link: string;
  readonly sig: string;
}
const cases = JSON.parse(readFileSync(new URL("../../../vectors/reads.json", import.meta.url), "utf8")) as Case[];

test("links and signatures are the Go phone's", async () => {
  const key = await keyOf(7);
  let at = startReads("amina0");
  const events: Read[] = [];
  for (const c of cases) {
    expect(at.link).toBe(c.prev);
    at = follow(at, c.read);
    expect(at).toEqual({ upTo: c.read.n, link: c.link });
    events.push(c.read);
    const batch: Batch = { from: 1, prev: startReads("amina0").link, events: [...events] };
    expect(endOf(batch)).toEqual(at);
    expect(await signBatch(key, batch)).toEqual({ ...batch, sig: c.sig });
    expect(await isSigned(key.public, readsName, fromHex(c.link, 32) ?? new Uint8Array(), c.sig)).toBe(true);
  }
});

test("whatever member of a read is changed, its link is another", () => {
  const r: Read = { n: 1, at: 1, scope: "citizen/c17/social/ekby", doc: "g1", action: "read" };
  const others: Partial<Read>[] = [
    { at: 2 },
    { scope: "citizen/c17/social/ekbyx" },
    { doc: "g1r", action: "ead" },
    { doc: "" },
    { action: "search" },
    { online: true },
    { n: 2 },
  ];
  const links = [follow(startReads("r1"), r), follow(startReads("r2"), r)];
  for (const other of others) links.push(follow(startReads("r1"), { ...r, ...other }));
  expect(new Set(links.map((m) => m.link)).size).toBe(9);
});
