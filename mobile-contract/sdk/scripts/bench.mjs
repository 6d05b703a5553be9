// Measures the SDK in Chromium: a catch-up of 2,000 documents of 1 KB, opening a store of that size, an edit, and what the
// bundle weighs. Medians; the aims are those of mobile-contract/sdk/README.md.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const count = 2000;
const runs = process.argv.includes("-quick") ? 1 : 7;
process.chdir(new URL("..", import.meta.url).pathname);

const executablePath = process.env.CHROMIUM ?? which("chromium") ?? which("google-chrome");
if (!executablePath) {
  console.error("The SDK is measured in Chromium: apt-get install chromium, or set CHROMIUM to its path.");
  process.exit(1);
}

function which(name) {
  try {
    return execFileSync("which", [name], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

execFileSync("node", ["scripts/build.mjs"], { stdio: ["ignore", "ignore", "inherit"] });
const bundle = readFileSync("dist/samsyn.js");
const { outputFiles } = await build({
  entryPoints: ["test/browser/bench.ts"],
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  platform: "browser",
  target: "es2022",
});
const answers = {
  "/": ["text/html; charset=utf-8", '<!doctype html><script type="module" src="bench.js"></script>'],
  "/bench.js": ["text/javascript; charset=utf-8", outputFiles[0].text],
  "/schema.json": ["application/json", readFileSync("src/schema.json", "utf8")],
};
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const figures = [];
try {
  const tab = await browser.newPage();
  await tab.route("http://localhost:1/**", (route) => {
    const [contentType, body] = answers[new URL(route.request().url()).pathname] ?? ["text/plain", ""];
    return route.fulfill({ contentType, body });
  });
  await tab.goto("http://localhost:1/");
  await tab.waitForFunction("globalThis.run !== undefined");
  for (let i = 0; i <= runs; i++) {
    const one = await tab.evaluate(
      `fetch("/schema.json").then((r) => r.json()).then((schema) => run(schema, ${count}))`,
    );
    if (i > 0) figures.push(one); // the first warms up
  }
} finally {
  await browser.close();
}

const median = (name) => figures.map((f) => f[name]).sort((a, b) => a - b)[Math.floor(figures.length / 2)];
const line = (what, value, aim) => console.log(`${what.padEnd(52)} ${String(value).padStart(9)}   ${aim}`);
const millis = (name) => median(name).toFixed(1) + " ms";
line("sdk: the bundle, brotli", brotliCompressSync(bundle).length + " B", "at most 30720 B");
line("sdk: the bundle, gzip", gzipSync(bundle).length + " B", "");
line(`sdk: a catch-up of ${count} documents applied`, millis("applied"), "under 250 ms");
line("sdk: the same, and each read for a screen", millis("listed"), "");
line("sdk: the same, and saved", millis("saved"), "");
line("sdk: opening a store of that size", millis("opened"), "under 150 ms");
line("sdk: an edit on the screen", millis("edited"), "under 16 ms");
