import { drawers, type OpenStorage, type Slip, type Storage } from "../storage.js";

/** A test by its name. Nothing of vitest in here: the same runs in a browser. */
export type Tests = Readonly<Record<string, () => Promise<void>>>;

/** must throws unless a claim holds. */
export function must(holds: boolean, claim: string): asserts holds {
  if (!holds) throw new Error("not so: " + claim);
}

/** same compares by JSON. */
export function same(got: unknown, want: unknown, claim: string): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  must(a === b, `${claim}: got ${a}, want ${b}`);
}

/** fails gives what a promise was rejected with. */
export async function fails(p: Promise<unknown>, claim: string): Promise<unknown> {
  try {
    await p;
  } catch (cause) {
    return cause;
  }
  throw new Error("did not fail: " + claim);
}

const slip = (key: string, value: unknown, drawer: Slip["drawer"] = "own"): Slip => ({ drawer, key, value });
const shown = async (s: Storage, prefix = ""): Promise<string[]> =>
  (await s.read("own", prefix)).map((x) => x.key + "=" + String(x.value));

let names = 0;

/** storageTests is what every Storage keeps of the contract in storage.ts. */
export function storageTests(open: OpenStorage): Tests {
  const fresh = async (): Promise<{ name: string; s: Storage }> => {
    const name = `suite-${++names}-${Math.random().toString(36).slice(2)}`;
    return { name, s: await open(name, () => undefined) };
  };
  return {
    "reads by prefix, in order, what was written last": async () => {
      const { s } = await fresh();
      await s.write([slip("r2/1", "c"), slip("r1/2", "b"), slip("r1/1", "a"), slip("r1", "x")]);
      await s.write([slip("r1/2", "B"), slip("r1/1", undefined), slip("r1/3", "d")]);
      same(await shown(s, "r1/"), ["r1/2=B", "r1/3=d"], "one login's");
      same(await shown(s), ["r1=x", "r1/2=B", "r1/3=d", "r2/1=c"], "all");
      s.close();
    },
    "takes the later of two slips with one key": async () => {
      const { s } = await fresh();
      await s.write([slip("k", "a"), slip("k", undefined), slip("k", "b")]);
      same(await shown(s), ["k=b"], "the last");
      s.close();
    },
    "keeps drawers apart": async () => {
      const { s } = await fresh();
      await s.write(drawers.map((d) => slip("k", d, d)));
      for (const d of drawers)
        same(
          (await s.read(d, "")).map((x) => x.value),
          [d],
          d,
        );
      s.close();
    },
    "writes all or nothing": async () => {
      const { s } = await fresh();
      await s.write([slip("a", "1")]);
      await fails(
        s.write([slip("a", "2"), slip("b", "1"), slip("c", () => "no clone", "copy")]),
        "a function is stored",
      );
      same(await shown(s), ["a=1"], "nothing of it");
      await s.write([slip("b", "1")]);
      same(await shown(s), ["a=1", "b=1"], "it goes on");
      s.close();
    },
    "reads what was written before, also when both were called at once": async () => {
      const { s } = await fresh();
      const written = s.write([slip("a", "1"), slip("b", "1")]);
      const [read] = await Promise.all([shown(s), written]);
      same(read, ["a=1", "b=1"], "a whole write");
      s.close();
    },
    "has it after it was opened again": async () => {
      const { name, s } = await fresh();
      await s.write([slip("a", new Uint8Array([1, 2])), slip("k", await aesKey(), "logins")]);
      s.close();
      const again = await open(name, () => undefined);
      const [a] = await again.read("own", "");
      must(a?.value instanceof Uint8Array && a.value[1] === 2, "bytes stay bytes");
      const [k] = await again.read("logins", "");
      must(k?.value instanceof CryptoKey && !k.value.extractable, "a key stays a key that nobody reads");
      again.close();
    },
    "copies what it is given": async () => {
      const { s } = await fresh();
      const value = { deep: ["a"] };
      await s.write([slip("a", value)]);
      value.deep.push("b");
      same((await s.read("own", ""))[0]?.value, { deep: ["a"] }, "as it was");
      s.close();
    },
    "fails with storage-unavailable when it is closed": async () => {
      const { s } = await fresh();
      s.close();
      for (const p of [s.write([slip("a", "1")]), s.read("own", "")]) {
        same(Reflect.get(Object(await fails(p, "closed")), "code"), "storage-unavailable", "code");
      }
    },
  };
}

const aesKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
