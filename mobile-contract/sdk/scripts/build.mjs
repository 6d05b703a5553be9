// Bundles the SDK for browsers and prints what it weighs.
import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const limit = 30 * 1024;
const entry = existsSync("src/index.ts") ? "src/index.ts" : "src/core/index.ts";
await build({
  entryPoints: [entry],
  outfile: "dist/samsyn.js",
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  sourcemap: true,
  legalComments: "none",
});
const bytes = readFileSync("dist/samsyn.js");
const brotli = brotliCompressSync(bytes).length;
console.log(
  `dist/samsyn.js: ${bytes.length} bytes, ${gzipSync(bytes).length} gzip, ${brotli} brotli (at most ${limit})`,
);
if (brotli > limit) process.exitCode = 1;
