// Bundles the SDK for browsers, and what a phone says by itself, and prints what they weigh.
import { build } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { minify } from "terser";
import { privateNames } from "./private.mjs";

mkdirSync("dist", { recursive: true });
await bundle("src/index.ts", "samsyn.js", 30 * 1024);
await bundle("src/advise/index.ts", "advise.js", 12 * 1024);

/** bundle writes one entry by itself. It fails when the compressed bundle weighs more than limit bytes. */
async function bundle(entry, name, limit) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    outfile: `dist/${name}`,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    sourcemap: "external",
    legalComments: "none",
    write: false,
    plugins: [privateNames()],
  });
  const text = (end) => outputFiles.find((file) => file.path.endsWith(end)).text;
  const { code, map } = await minify(text(".js"), {
    module: true,
    ecma: 2020,
    compress: { passes: 3, inline: 1, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
    sourceMap: { content: text(".map"), url: `${name}.map` },
  });
  writeFileSync(`dist/${name}`, code);
  writeFileSync(`dist/${name}.map`, map);
  const brotli = brotliCompressSync(code).length;
  console.log(`dist/${name}: ${code.length} bytes, ${gzipSync(code).length} gzip, ${brotli} brotli (at most ${limit})`);
  if (brotli > limit) process.exitCode = 1;
}
