import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Outcome } from "./browser/suite.js";
import { launch } from "./chromium.js";
import { drawn } from "./drawn.js";

const contract = resolve(import.meta.dirname, "../..");
const sdk = join(contract, "sdk");

/** All tests of the SDK that stand beside its code; those in this folder need processes. */
const names = readdirSync(join(sdk, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .sort();

/** asPage has tests find in a page what they look for in Node: files where they stand, and the browser's own database. */
const asPage: Plugin = {
  name: "as-page",
  setup(b) {
    b.onResolve({ filter: /^node:fs$/ }, () => ({ path: join(sdk, "test/browser/files.ts") }));
    b.onResolve({ filter: /^fake-indexeddb/ }, ({ path }) => ({ path, namespace: "nothing" }));
    b.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "" }));
    b.onLoad({ filter: /sdk\/src\/.*\.ts$/ }, ({ path }) => {
      const url = `(location.origin + ${JSON.stringify("/" + relative(contract, path))})`;
      return { loader: "ts", contents: readFileSync(path, "utf8").replaceAll("import.meta.url", url) };
    });
  },
};

async function script(): Promise<string> {
  const files = names.map((name) => `${JSON.stringify(name)}: () => import(${JSON.stringify("./src/" + name)})`);
  const { outputFiles } = await build({
    stdin: {
      contents: `import fc from "fast-check";
        import { play } from "./test/browser/suite.ts";
        if (${drawn}) fc.configureGlobal({ seed: ${drawn} });
        globalThis.suite = (some) => play({ ${files.join()} }, some);`,
      resolveDir: sdk,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    plugins: [asPage],
  });
  return outputFiles[0]?.text ?? "";
}

let browser: Browser;
let text: string;
beforeAll(async () => {
  [browser, text] = await Promise.all([launch(), script()]);
}, 300_000);
afterAll(() => browser.close());

/** played is what becomes of tests when files say something else than they do. */
async function played(some: readonly string[], other: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(300_000); // the test's own
  await tab.route("http://localhost:1/**", (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/")
      return route.fulfill({ contentType: "text/html", body: "<script type=module src=suite.js></script>" });
    if (path === "/suite.js") return route.fulfill({ contentType: "text/javascript", body: text });
    if (path.endsWith("/")) return route.fulfill({ body: JSON.stringify(readdirSync(contract + path)) });
    return route.fulfill({ body: other[path] ?? readFileSync(contract + path, "utf8") });
  });
  await tab.goto("http://localhost:1/");
  await tab.waitForFunction("globalThis.suite !== undefined");
  const outcome: Outcome = await tab.evaluate(`suite(${JSON.stringify(some)})`);
  await tab.close();
  return outcome;
}

test("the SDK's own tests hold in Chromium, with all vectors", async () => {
  const { passed, failed } = await played(names);
  expect(failed).toEqual([]);

  expect(passed).toBeGreaterThan(1500);
}, 600_000);

test("and would not, if a vector said something else", async () => {
  const plan = readFileSync(join(contract, "vectors/plan.json"), "utf8");
  const other = plan.replace('"policy":"safeSide","safe":"earliest"', '"policy":"lastWriter"');
  const advise = readFileSync(join(contract, "vectors/advise.json"), "utf8");
  const { failed } = await played(["advise/advise.test.ts", "core/vectors.test.ts"], {
    "/vectors/plan.json": other,
    "/vectors/advise.json": advise.replace("{", "["),
  });
  expect(failed.join()).toMatch(/advise\.test\.ts.*merge-policies\.json/s);
}, 600_000);
