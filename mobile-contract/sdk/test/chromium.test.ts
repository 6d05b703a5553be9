import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, Screen, serve } from "./chromium.js";
import { Server } from "./server.js";
import { social, Town } from "./town.js";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
}, 300_000);
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
});

const patience = { timeout: 100_000, interval: 20 };
const goal = { scope: social, doc: "G-17", type: "goal" } as const;

async function device(): Promise<BrowserContext> {
  const context = await browser.newContext();
  await serve(context, server.url);
  return context;
}

async function settled(s: Screen): Promise<void> {
  await expect.poll(async () => s.say("status"), patience).toMatchObject({ online: true, waiting: 0 });
}

describe("in Chromium", () => {
  test("W2: two phones work offline, one is closed and opened again, and they agree", async () => {
    const town = await Town.build(server, { now: Date.now() });
    const [a, b] = [await device(), await device()];
    const [amina, jonas] = [await Screen.open(a, server.url), await Screen.open(b, server.url)];
    await amina.say("login", town.token("amina"), "assistantNurse");
    await jonas.say("login", town.token("jonas"), "occupationalTherapist");
    await Promise.all([settled(amina), settled(jonas)]);
    await Promise.all([amina.say("network", false), jonas.say("network", false)]);
    await amina.say("edit", { ...goal, changes: { professionalWording: { set: "På egen hand" } } });
    await amina.say("edit", { ...goal, changes: { activities: { add: { a1: "Öva kantsten" } } } });
    await jonas.say("edit", { ...goal, changes: { professionalWording: { set: "Personal bredvid vid halka" } } });
    await jonas.say("edit", { ...goal, changes: { activities: { add: { a2: "Prova lättare rollator" } } } });

    const before = await amina.say("shown", social);
    await amina.load(server.url); // what is in the tab's memory is gone
    await amina.say("network", false);
    await amina.say("login", town.token("amina"), "assistantNurse");
    expect(await amina.say("shown", social)).toBe(before);
    expect(await amina.say("status")).toMatchObject({ waiting: 2 });

    await amina.say("network", true);
    await settled(amina);
    await jonas.say("network", true);
    await settled(jonas);
    await expect
      .poll(async () => (await amina.say("shown", social)) === (await jonas.say("shown", social)), patience)
      .toBe(true);
    const shown = await amina.say("shown", social);
    for (const words of ["På egen hand", "Personal bredvid vid halka", "Öva kantsten", "Prova lättare rollator"]) {
      expect(shown).toContain(words);
    }
    expect([await amina.say("errors"), await jonas.say("errors")]).toEqual([[], []]);
    await Promise.all([a.close(), b.close()]);
  }, 300_000);

  test("two tabs share one connection, and the other takes over when one is closed", async () => {
    const town = await Town.build(server, { now: Date.now() });
    const phone = await device();
    const [one, other] = [await Screen.open(phone, server.url), await Screen.open(phone, server.url)];
    await one.say("login", town.token("jonas"), "occupationalTherapist");
    await other.say("login", town.token("jonas"), "occupationalTherapist");
    await settled(other);
    expect([one.sockets, other.sockets]).toEqual([1, 0]);
    await other.say("edit", { ...goal, changes: { activities: { add: { a1: "Öva kantsten" } } } });
    await settled(one);
    expect(await one.say("shown", social)).toBe(await other.say("shown", social));

    await one.say("network", false);
    await other.say("edit", { ...goal, changes: { activities: { add: { a2: "Skriven utan nät" } } } });
    await one.tab.close();
    await settled(other);
    expect(other.sockets).toBe(1);
    expect(await other.say("shown", social)).toContain("Skriven utan nät");
    expect(await other.say("errors")).toEqual([]);
    await phone.close();
  }, 300_000);
});
