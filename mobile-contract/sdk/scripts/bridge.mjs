// The SDK's phones for scripts/day, which speak lines of JSON (test/bridge/lines.ts): bundles what runs them, and runs it.
//   node scripts/bridge.mjs node [indexeddb|memory]    in this process
//   node scripts/bridge.mjs chromium                   in a page of the system's Chromium
import { build } from "esbuild";
import { rmSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [where = "node"] = process.argv.slice(2);
const outfile = `node_modules/.cache/samsyn/bridge-${process.pid}.mjs`;
await build({
  entryPoints: [`test/bridge/${where}.ts`],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: ["ws", "esbuild", "playwright-core"],
  sourcemap: "inline",
  logLevel: "error",
});
process.setSourceMapsEnabled?.(true);
await import(pathToFileURL(outfile).href);
rmSync(outfile); // it runs
