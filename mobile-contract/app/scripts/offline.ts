import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { build, type Plugin, type Rolldown } from "vite";

/**
 * offline finishes sw.js, which is built with the page so that they share the SDK's file: it is told the names of all that the app is
 * made of, and their hash. Beside it plain.js is written, the same without push, for workers that cannot import.
 */
export function offline(): Plugin {
  return {
    name: "samsyn-offline",
    apply: "build",
    async generateBundle(_, bundle) {
      const schema = readFileSync("../sdk/src/schema.json");
      this.emitFile({ type: "asset", fileName: "schema.json", source: schema });
      const made = Object.keys(bundle).filter((name) => name !== "sw.js");
      const files = ["schema.json", ...made, ...readdirSync("public")]
        .filter((name) => !name.startsWith(".") && !name.endsWith(".map"))
        .sort();
      const hash = createHash("sha256").update(schema).update(readFileSync("index.html"));
      for (const name of Object.keys(bundle).sort()) {
        const one = bundle[name];
        if (one) hash.update(name).update(one.type === "chunk" ? one.code : one.source);
      }
      for (const name of readdirSync("public").sort()) hash.update(name).update(readFileSync("public/" + name));
      const known = { __FILES__: JSON.stringify(files), __VERSION__: JSON.stringify(hash.digest("hex").slice(0, 16)) };
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      for (const [name, text] of Object.entries(known)) worker.code = worker.code.replaceAll(name, () => text);
      this.emitFile({ type: "asset", fileName: "plain.js", source: await plain(known) });
    },
  };
}

/** plain bundles src/sw/plain.ts by itself, as a script without imports. */
async function plain(define: Readonly<Record<string, string>>): Promise<string> {
  const made = (await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define,
    build: {
      write: false,
      target: "es2022",
      lib: { entry: "src/sw/plain.ts", name: "samsyn", formats: ["iife"], fileName: "plain" },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = made[0]?.output[0];
  if (!chunk) throw new Error("the plain service worker was not built");
  return chunk.code;
}
