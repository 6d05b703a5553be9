import { chromium, type BrowserContext, type CDPSession, type Page } from "playwright-core";
import { findChromium } from "../../../sdk/test/executable.js";
import type { Net } from "../net.js";
import { Site } from "./site.js";

/** Tab is a browser of its own with one page, whose folder outlives it, and a network that can be taken away. */
export class Tab {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly cdp: CDPSession,
    readonly net: Net,
  ) {}

  /** open starts a browser in a folder. Nothing is loaded yet; the main thread's processor time is counted from here. */
  static async open(folder: string, net: Net, viewport = { width: 390, height: 844 }): Promise<Tab> {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: findChromium(),
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
      viewport,
      locale: "sv-SE",
      timezoneId: "Europe/Stockholm",
    });
    context.setDefaultTimeout(120_000);
    const page = context.pages()[0] ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Tab(context, page, cdp, net);
  }

  load(path = ""): Promise<unknown> {
    return this.page.goto(this.net.url + "/app/" + path);
  }

  /** login lets somebody of the village choose themselves on the login screen, and waits until all they may hold is here. */
  async login(actor: string, role: string): Promise<void> {
    const people = [{ id: actor, name: actor, role, kind: "staff" }];
    await this.page.route("**/demo/people", (r) => r.fulfill({ json: { tenant: Site.tenant, people } }));
    await this.load();
    await this.page.getByRole("button", { name: actor }).click();
    await this.page.locator(".bar-contact", { hasText: "Ansluten" }).waitFor();
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  /** cpu is the processor time of the page's main thread until now, in milliseconds: all of it, and that in scripts. */
  async cpu(): Promise<{ readonly task: number; readonly script: number }> {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    const of = (name: string): number => 1000 * (metrics.find((m) => m.name === name)?.value ?? 0);
    return { task: of("TaskDuration"), script: of("ScriptDuration") };
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
