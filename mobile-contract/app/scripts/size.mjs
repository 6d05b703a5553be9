// Says what the app's JavaScript weighs, and fails above the limit.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const limit = 120 * 1024;
const files = readdirSync("dist", { recursive: true }).filter((name) => name.endsWith(".js"));
let [brotli, gzip] = [0, 0];
for (const name of files) {
  const text = readFileSync("dist/" + name);
  brotli += brotliCompressSync(text).length;
  gzip += gzipSync(text).length;
}
console.log(`dist: ${files.length} scripts, ${gzip} bytes gzip, ${brotli} brotli (at most ${limit})`);
if (brotli > limit) process.exitCode = 1;
