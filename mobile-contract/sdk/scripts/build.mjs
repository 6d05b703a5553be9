// Bundles the SDK for browsers and prints what it weighs.
import { build } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { minify } from "terser";

const limit = 30 * 1024;
const { outputFiles } = await build({
  entryPoints: ["src/index.ts"],
  outfile: "dist/samsyn.js",
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  sourcemap: "external",
  legalComments: "none",
  write: false,
});
const text = (end) => outputFiles.find((file) => file.path.endsWith(end)).text;
const { code, map } = await minify(text(".js"), {
  module: true,
  ecma: 2020,
  compress: { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  sourceMap: { content: text(".map"), url: "samsyn.js.map" },
});
mkdirSync("dist", { recursive: true });
writeFileSync("dist/samsyn.js", code);
writeFileSync("dist/samsyn.js.map", map);

const brotli = brotliCompressSync(code).length;
console.log(`dist/samsyn.js: ${code.length} bytes, ${gzipSync(code).length} gzip, ${brotli} brotli (at most ${limit})`);
if (brotli > limit) process.exitCode = 1;
