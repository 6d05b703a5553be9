import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { findChromium } from "../executable.js";
import { pages } from "./pages.js";
import { Road } from "./road.js";

/** How long the browser may take to be there, in milliseconds: days say themselves how long they wait. */
const patience = 180_000;

/** Phones that live in a page of Chromium: this process carries the lines, and is the road to the servers. */
const folder = mkdtempSync(join(tmpdir(), "samsyn-chromium-")); // databases on a disk, as people have them
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});
const road = await Road.open(await pages());
const context = await chromium.launchPersistentContext(folder, {
  executablePath: findChromium(),
  timeout: patience,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

let ending: Promise<unknown> | undefined;

/** end closes the browser, whose folder is then gone, and this process with a code. */
function end(code: number): void {
  ending ??= context.close().finally(() => process.exit(code));
}

/** fails: what nobody catches in a page breaks all phones, as it does in Node. */
function fails(what: string): void {
  if (ending) return;
  process.stderr.write(what + "\n");
  end(1);
}

const tab = context.pages()[0] ?? (await context.newPage());
tab.on("pageerror", (e) => {
  fails(e.stack ?? e.message);
});
tab.on("crash", () => {
  fails("the page has crashed");
});
await tab.goto(road.url, { timeout: patience });
const page = await road.page;
page.on("close", () => {
  fails("the page is gone");
});
page.on("message", (data: Buffer) => {
  const text = data.toString();
  if (text === "ready") begin();
  else if (text.startsWith("cut ")) road.cut(Number(text.slice(4)));
  else process.stdout.write(text + "\n");
});
process.stdout.on("error", () => {
  end(1); // nobody listens any more
});

function begin(): void {
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      page.send(line);
    })
    .on("close", () => {
      end(0);
    });
}
