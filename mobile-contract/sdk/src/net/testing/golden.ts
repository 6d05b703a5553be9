import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";

const folder = new URL("../../../../frames/", import.meta.url);

/** Kinds that a server says. */
const server =
  /^(board|bye|caughtUp|commit|documents|error|grant|locks|nameless|readsTaken|readsWanted|revoke|sealedVerdicts|verdicts|welcome)/;

/** golden are the golden frames of the server, by file name. */
export const golden: readonly (readonly [name: string, text: string])[] = readdirSync(folder)
  .filter((name) => server.test(name))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8").trim()]);

/** changed gives JSON in which something below the top is another: a value, a member that is gone, one that is there twice. */
function changed(v: unknown, path: readonly number[], to: unknown): unknown {
  const [n = 0, ...rest] = path;
  if (path.length === 0 || typeof v !== "object" || v === null) return to;
  const names = Object.keys(v);
  const name = names[n % Math.max(1, names.length)];
  if (name === undefined) return to;
  const copy: unknown = Array.isArray(v) ? [...(v as unknown[])] : { ...v };
  if (rest.length === 0 && to === undefined) Reflect.deleteProperty(copy as object, name);
  else Reflect.set(copy as object, name, changed(Reflect.get(v, name), rest, to));
  return copy;
}

const values = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue(),
  fc.constantFrom(-1, 1e300, 2 ** 60, 0.5, "", "__proto__", "constructor", "0".repeat(16), [], {}, null, true, [
    [[[]]],
  ]),
  fc.nat(300).map((depth) => JSON.parse("[".repeat(depth) + "]".repeat(depth) || "0") as unknown),
);

/** wrong draws what a server could wrongly say: a golden frame that was changed, cut off, or another text. */
export const wrong: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...golden), fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }), values)
      .map(([[, text], path, to]) => JSON.stringify(changed(JSON.parse(text), path, to))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...golden), fc.nat(400)).map(([[, text], n]) => text.slice(0, n)),
  },
  { weight: 1, arbitrary: fc.string() },
);
