import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { chromium, type Browser, type BrowserContext, type Page as Tab } from "playwright-core";
import type { Page } from "./browser/page.js";
import { findChromium } from "./executable.js";

/** How long a browser may take for anything, on a machine with other work, in milliseconds. */
const patience = 180_000;

/**
 * launch starts a browser. The page is handed to it by the test, so it does not know that page and server are one machine, and
 * would ask somebody whether the one may see the other.
 */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    timeout: patience,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-features=LocalNetworkAccessChecks"],
  });

let bundle: Promise<string> | undefined;

async function script(): Promise<string> {
  const made = await build({
    entryPoints: [new URL("browser/page.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  return made.outputFiles[0]?.text ?? "";
}

/** serve has a device get the SDK's page from the server's own address, as the app's host would serve it. */
export async function serve(device: BrowserContext, url: string): Promise<void> {
  const text = await (bundle ??= script());
  const schema = readFileSync(new URL("../src/schema.json", import.meta.url), "utf8");
  const answers: Record<string, [type: string, body: string]> = {
    "/sdk/page.html": ["text/html; charset=utf-8", '<!doctype html><script type="module" src="page.js"></script>'],
    "/sdk/page.js": ["text/javascript; charset=utf-8", text],
    "/sdk/schema.json": ["application/json", schema],
  };
  await device.route(url + "/sdk/*", (route) => {
    const [contentType, body] = answers[new URL(route.request().url()).pathname] ?? ["text/plain", "?"];
    return route.fulfill({ contentType, body });
  });
}

/** Screen is a tab with the SDK's page. */
export class Screen {
  sockets = 0;

  private constructor(readonly tab: Tab) {
    tab.on("websocket", () => this.sockets++);
  }

  static async open(device: BrowserContext, url: string): Promise<Screen> {
    device.setDefaultTimeout(patience);
    const screen = new Screen(await device.newPage());
    await screen.load(url);
    return screen;
  }

  async load(url: string): Promise<void> {
    await this.tab.goto(url + "/sdk/page.html");
    await this.tab.waitForFunction("globalThis.page !== undefined");
    await this.say("open", url);
  }

  /** say has the page do something, and gives what it answered. */
  say<K extends keyof Page>(name: K, ...args: Parameters<Page[K]>): Promise<Awaited<ReturnType<Page[K]>>> {
    return this.tab.evaluate(`page.${name}(...${JSON.stringify(args)})`);
  }
}
