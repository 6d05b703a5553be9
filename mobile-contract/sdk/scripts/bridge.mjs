// The SDK's phones for scripts/day: bundles test/bridge and runs it. It speaks lines of JSON, see test/bridge/lines.ts.
import { build } from "esbuild";
import { rmSync } from "node:fs";
import { pathToFileURL } from "node:url";

const outfile = `node_modules/.cache/samsyn/bridge-${process.pid}.mjs`;
await build({
  entryPoints: ["test/bridge/main.ts"],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: ["ws"],
  sourcemap: "inline",
  logLevel: "error",
});
process.setSourceMapsEnabled?.(true);
await import(pathToFileURL(outfile).href);
rmSync(outfile); // it runs
