import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { expect, test } from "vitest";
import type { Files } from "./browser/vectors.js";
import { launch } from "./chromium.js";

function texts(): Files {
  const folder = new URL("../../vectors/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
  return { ...files, "schema.json": readFileSync(new URL("../src/schema.json", import.meta.url), "utf8") };
}

async function script(): Promise<string> {
  const entry = new URL("browser/vectors.ts", import.meta.url).pathname;
  const made = await build({ entryPoints: [entry], bundle: true, write: false, format: "iife", target: "es2022" });
  return made.outputFiles[0]?.text ?? "";
}

test("the core does in Chromium what Go's does", async () => {
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    await tab.addScriptTag({ content: await script() });
    const play = (files: Files): Promise<string[]> => tab.evaluate((all) => globalThis.playVectors(all), files);
    expect(await play(texts())).toEqual([]);
    const { "plan.json": plan = "", ...others } = texts();
    const broken = plan.replace('"policy":"safeSide","safe":"earliest"', '"policy":"lastWriter"');
    expect(await play({ ...others, "plan.json": broken })).not.toEqual([]); // and it would say so
  } finally {
    await browser.close();
  }
}, 300_000);
