import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";
import { findChromium } from "../../sdk/test/executable.js";
import { Net } from "./net.js";

/** Everything a test waits for comes within this, also on a machine with other work. */
export const patience = { timeout: 60_000, interval: 50 };

/** A phone that comes back by itself has drawn a wait of up to a minute, and what it missed comes after it. */
const comesBack = { timeout: 180_000, interval: 50 };

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--lang=sv-SE"],
  });

interface Shape {
  readonly wide?: boolean;
  readonly dark?: boolean;
  /** Milliseconds that the device's clock runs ahead. */
  readonly ahead?: number;
}

/** Device is a phone, or with wide a computer, with a browser and a network of its own. */
export class Device {
  /** What went wrong in its pages. */
  readonly said: string[] = [];
  private readonly heard = new WeakSet<Page>();

  private constructor(
    readonly context: BrowserContext,
    readonly net: Net,
    public page: Page,
  ) {}

  /** open begins with the app's first page. */
  static async open(browser: Browser, server: string, shape: Shape = {}): Promise<Device> {
    const net = await Net.to(server);
    const context = await browser.newContext({
      viewport: shape.wide ? { width: 1600, height: 1000 } : { width: 390, height: 844 },
      hasTouch: !shape.wide,
      locale: "sv-SE",
      timezoneId: "Europe/Stockholm",
      colorScheme: shape.dark ? "dark" : "light",
    });
    context.setDefaultTimeout(patience.timeout);
    if (shape.ahead !== undefined) await context.addInitScript(shift, shape.ahead);
    const device = new Device(context, net, await context.newPage());
    await device.load();
    return device;
  }

  /** load opens the app in the device's tab, as somebody who taps its icon. */
  async load(path = ""): Promise<void> {
    this.listen(this.page);
    await this.page.goto(this.net.url + "/app/" + path);
    await this.page.locator("h1").first().waitFor();
  }

  /** again closes the tab, as a phone does that wants memory, and opens the app anew. */
  async again(): Promise<void> {
    await this.page.close();
    this.page = await this.context.newPage();
    await this.load();
  }

  /** away closes the tab; the server's first page is left, so that nothing of the app runs but its worker. */
  async away(): Promise<void> {
    const other = await this.context.newPage();
    await other.goto(this.net.url + "/");
    await this.page.close();
    this.page = other;
  }

  /** login chooses a person of the demo, and waits until the phone has what it may hold. */
  async login(name: string): Promise<void> {
    await this.page.getByRole("button", { name }).click();
    await this.settled();
  }

  /** english chooses the other language, as somebody does in the settings. */
  async english(): Promise<void> {
    await this.go("more");
    await this.page.getByText("English", { exact: true }).click();
    await expect.poll(() => this.page.locator("html").getAttribute("lang"), patience).toBe("en");
  }

  /** settled waits until there is contact and nothing waits. */
  async settled(): Promise<void> {
    await expect.poll(() => this.bar(), comesBack).toMatch(/^Ansluten$/);
  }

  /** online gives the network back, and has the phone taken up: it does not sit its wait out then. */
  async online(): Promise<void> {
    this.net.on();
    await this.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  }

  /** bar is what the line at the top says. */
  async bar(): Promise<string> {
    const text = await this.page.locator(".bar").innerText();
    return text.replace(/\s*\d+ behöver ditt val/, "").trim();
  }

  /** installed waits until the app is kept for opening without network; the page that is open may do without its worker. */
  async installed(): Promise<void> {
    const state = (): Promise<string | undefined> =>
      this.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await expect.poll(state, patience).toBe("activated");
  }

  async go(...parts: readonly string[]): Promise<void> {
    await this.page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      "#/" + parts.map(encodeURIComponent).join("/"),
    );
  }

  /** heading is one that says this, and no more. */
  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, exact: true });
  }

  async close(): Promise<void> {
    await this.context.close();
    this.net.close();
  }

  private listen(page: Page): void {
    if (this.heard.has(page)) return;
    this.heard.add(page);
    page.on("pageerror", (e) => this.said.push(e.message));
    page.on("console", (m) => {
      if (
        m.type() === "error" &&
        !m.text().includes("Failed to load resource") &&
        !m.text().includes("WebSocket connection")
      )
        this.said.push(m.text());
    });
  }
}

/** shift makes a page's clock run ahead. */
function shift(millis: number): void {
  const real = Date;
  const now = (): number => real.now() + millis;
  globalThis.Date = new Proxy(real, {
    construct: (target, args: unknown[]) =>
      args.length === 0 ? new target(now()) : (Reflect.construct(target, args) as Date),
    get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
  });
}
