import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { build, type Plugin, type Rolldown } from "vite";

/** offline writes sw.js beside the page: the service worker, with the names of all that the app is made of and their hash. */
export function offline(): Plugin {
  let isServe = false;
  return {
    name: "samsyn-offline",
    configResolved(config) {
      isServe = config.command === "serve";
    },
    async generateBundle(_, bundle) {
      if (isServe) return;
      const schema = readFileSync("../sdk/src/schema.json");
      this.emitFile({ type: "asset", fileName: "schema.json", source: schema });
      const files = ["schema.json", ...Object.keys(bundle), ...readdirSync("public")]
        .filter((name) => !name.startsWith(".") && !name.endsWith(".map"))
        .sort();
      const hash = createHash("sha256").update(schema).update(readFileSync("index.html"));
      for (const name of Object.keys(bundle).sort()) {
        const one = bundle[name];
        if (one) hash.update(name).update(one.type === "chunk" ? one.code : one.source);
      }
      for (const name of readdirSync("public").sort()) hash.update(name).update(readFileSync("public/" + name));
      this.emitFile({ type: "asset", fileName: "sw.js", source: await worker(files, hash.digest("hex").slice(0, 16)) });
    },
  };
}

/** worker bundles src/sw/sw.ts by itself: what it imports comes with it. */
async function worker(files: readonly string[], version: string): Promise<string> {
  const made = (await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: { __FILES__: JSON.stringify(files), __VERSION__: JSON.stringify(version) },
    build: { write: false, target: "es2022", lib: { entry: "src/sw/sw.ts", formats: ["es"], fileName: "sw" } },
    resolve: {
      alias: {
        "@samsyn/sdk": new URL("../../sdk/src/index.ts", import.meta.url).pathname,
        idb: new URL("../node_modules/idb", import.meta.url).pathname,
      },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = made[0]?.output[0];
  if (!chunk) throw new Error("the service worker was not built");
  return chunk.code;
}
