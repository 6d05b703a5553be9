import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Server } from "../../sdk/test/server.js";
import { launch, patience } from "./device.js";
import { overflow, small } from "./look.js";
import { stops, Tour, viewNames } from "./tour.js";

let server: Server;
let browser: Browser;
let tour: Tour;
beforeAll(async () => {
  [server, browser] = await Promise.all([Server.start({ demo: "1" }), launch()]);
  tour = new Tour(browser, server);
});
afterAll(async () => {
  await tour.end();
  await Promise.all([browser.close(), server.stop()]);
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** violations are what axe-core finds wrong on a page, by WCAG 2.1 A and AA. */
async function violations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(o: object): Promise<{ violations: Found[] }> } };
    return (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })).violations;
  });
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary ?? ""}`));
}

test("every view is on the tour", () => {
  expect(viewNames().filter((name) => !stops.some((s) => s.view === name))).toEqual([]);
  expect(stops.filter((s) => !viewNames().includes(s.view))).toEqual([]);
});

test.each([
  ["dark", "dark", "light"],
  ["day", "light", "dark"],
] as const)("%s is the same by the phone's choice and by the person's", async (theme, phone, other) => {
  const { page } = await tour.visit({ view: "meeting", who: "Kerstin Vång", of: "teamMeeting" });
  const look = (): Promise<Buffer> => page.screenshot({ animations: "disabled" });
  const choose = (name: string): Promise<void> =>
    page.evaluate((one) => {
      document.documentElement.dataset["theme"] = one;
    }, name);
  const looks = async (by: string, scheme: "dark" | "light"): Promise<Buffer> => {
    await choose(by);
    await page.emulateMedia({ colorScheme: scheme });
    return look();
  };
  const same = async (one: Promise<Buffer>, two: () => Promise<Buffer>): Promise<boolean> =>
    (await one).equals(await two());
  // both pictures anew each time: something may have come between them
  await expect.poll(() => same(looks("", phone), () => looks(theme, other)), patience).toBe(true);
  expect(await same(looks("", phone), () => looks("", other))).toBe(false);
});

describe.each(stops)("$view, $who", (stop) => {
  test("is for everybody, by day and in the dark, and at twice the size", async () => {
    const d = await tour.visit(stop);
    const size = d.page.viewportSize() ?? { width: 390, height: 844 };
    for (const colorScheme of ["light", "dark"] as const) {
      await d.page.emulateMedia({ colorScheme });
      expect.soft(await violations(d.page), colorScheme).toEqual([]);
    }
    await d.page.emulateMedia({ colorScheme: "light" });
    expect.soft(await small(d.page)).toEqual([]);
    try {
      for (const width of [320, size.width / 2]) {
        await d.page.setViewportSize({ width: Math.round(width), height: Math.round(size.height / 2) });
        expect.soft(await overflow(d.page), String(width)).toEqual([]);
      }
    } finally {
      await d.page.setViewportSize(size); // the next stops are on the same page
    }
    expect.soft(d.said.splice(0)).toEqual([]);
  });
});
