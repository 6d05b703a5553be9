import { readFileSync } from "node:fs";
import { build } from "esbuild";
import type { Pages } from "./road.js";

async function script(entry: string): Promise<readonly [string, string]> {
  const { outputFiles } = await build({
    entryPoints: [`test/bridge/${entry}`],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    sourcemap: "inline",
  });
  return ["text/javascript; charset=utf-8", outputFiles[0]?.text ?? ""];
}

/** pages are what a browser loads, bundled, by path. They are made in the SDK's folder. */
export async function pages(): Promise<Pages> {
  const html = (name: string): readonly [string, string] => [
    "text/html; charset=utf-8",
    `<!doctype html><body><script type="module" src="${name}"></script>`,
  ];
  return {
    "/": html("page.js"),
    "/page.js": await script("page.ts"),
    "/app.html": html("frame.js"),
    "/frame.js": await script("frame.ts"),
    "/schema.json": ["application/json", readFileSync("src/schema.json", "utf8")],
  };
}
