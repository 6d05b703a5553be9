import type { Json } from "@samsyn/sdk";
import { describe, expect, test } from "vitest";
import { Bell, payload, shown } from "./bell.js";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, time, Town, type Row } from "./town.js";

const here = stage();

const minute = 60_000;
const news = "Samsyn: ny händelse";
const urgent = "Samsyn: viktig händelse – öppna appen";

const visit = (id: string, start: number): Row => ({
  type: "visitPlan",
  id,
  citizen: "gunvor",
  provider: "ekby",
  values: { start: time(start), end: time(start + 10 * minute), staffIds: ["amina"], state: "planned" },
});

/** round is a day of Amina's: two visits to Gunvor, whom she may visit for so long. */
const round = (now: number, until?: number): Row[] => [
  staff("amina", "assistantNurse"),
  { type: "careTeam", id: "norra", values: { name: "Norra", providerOrgId: "ekby", members: [] } },
  staff("kerstin", "coordinator"),
  assigned("amina", "gunvor", now, until),
  assigned("kerstin", "gunvor", now),
  { type: "citizenIdentity", id: "gunvor", values: { displayName: "Gunvor Ekdahl" } },
  visit("vp-1", now),
  visit("vp-2", now + minute),
];

const posts = (d: Device): number => d.net.asked.filter((line) => line === "POST /v1/sync").length;
const visits = (d: Device): Promise<number> => d.page.locator("a.visit").count();
const sees = (d: Device): Promise<string> => d.page.locator("main").innerText();

/** told waits for what stands on the lock screen: one text, and nothing else that could say something. */
async function told(d: Device, tag: string, title: string): Promise<void> {
  await expect.poll(() => shown(d), patience).toEqual([{ title, body: "", tag, data: null }]);
}

/** phone is a device that has the app, and whoever is asked for logged in on it. */
async function phone(town: Town, actor = "amina"): Promise<Device> {
  const d = await Device.open(here.browser, here.server.url);
  await d.installed();
  await town.login(d, actor, "assistantNurse");
  return d;
}

/** book has a coordinator plan another visit. */
async function book(town: Town, id: string): Promise<void> {
  const kerstin = await town.colleague("kerstin", "coordinator");
  const { values } = visit(id, town.begin + 2 * minute);
  const changes = Object.fromEntries(Object.entries(values).map(([field, set]) => [field, { set: set as Json }]));
  await kerstin.samsyn.edit({ scope: "citizen/gunvor/visits/ekby", doc: id, type: "visitPlan", create: true, changes });
  await kerstin.settled();
  expect(kerstin.verdicts.map((v) => v.verdict)).toEqual(["applied"]);
  await kerstin.samsyn.close();
}

/** tap taps what stands on the lock screen. */
async function tap(d: Device): Promise<void> {
  await d.context.serviceWorkers()[0]?.evaluate(async () => {
    const worker = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (kind: string, of: object) => Event;
    };
    const [notification] = await worker.registration.getNotifications();
    globalThis.dispatchEvent(new worker.NotificationEvent("notificationclick", { notification }));
  });
}

describe("a push", () => {
  test("fetches while the app is closed, and says no more than that there is something", async () => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town);
    await expect.poll(() => visits(amina), patience).toBe(2);
    await amina.away();
    const bell = await Bell.of(amina);
    await book(town, "vp-3");
    await bell.ring(payload("visit", town.tenant));
    await told(amina, "visit", news);
    expect(posts(amina)).toBeGreaterThan(0);
    amina.net.off();
    await amina.load();
    await expect.poll(() => visits(amina), patience).toBe(3);
    await amina.close();
  });

  test("urgent has a text of its own, sync none; one for another municipality is nobody's here", async () => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town);
    await amina.away();
    const bell = await Bell.of(amina);
    await bell.ring(payload("sync", town.tenant));
    await bell.ring(payload("visit", "elsewhere"));
    await bell.ring(payload("urgent", town.tenant)); // they are answered in turn: whatever the others show is there before
    await told(amina, "urgent", urgent);
    await amina.close();
  });

  test("whoever may not be there any more has nothing left when it is looked at, and is not named", async () => {
    const town = await Town.build(here.server, (now) => round(now, now + minute));
    const amina = await phone(town);
    await expect.poll(() => visits(amina), patience).toBe(2);
    await expect.poll(() => sees(amina), patience).toContain("Gunvor Ekdahl");
    await amina.away();
    const bell = await Bell.of(amina);
    await town.at(town.begin + 2 * minute);
    await bell.ring(payload("visit", town.tenant));
    await told(amina, "visit", news);
    amina.net.off();
    await amina.load();
    await expect.poll(() => amina.bar(), patience).toContain("Ingen kontakt");
    expect(await visits(amina)).toBe(0);
    expect(await amina.page.locator("body").innerText()).not.toContain("Gunvor");
    await amina.close();
  });

  test("with nobody logged in nothing is shown", async () => {
    const town = await Town.build(here.server, round);
    const amina = await Device.open(here.browser, here.server.url);
    await amina.installed();
    const bell = await Bell.of(amina);
    await bell.ring(payload("urgent", town.tenant));
    await town.login(amina, "amina", "assistantNurse");
    await bell.ring(payload("visit", town.tenant));
    await told(amina, "visit", news);
    await amina.close();
  });

  test("with the app open the page is the phone, and a tap brings it to the notices", async () => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town);
    const bell = await Bell.of(amina);
    await bell.ring(payload("meeting", town.tenant));
    await told(amina, "meeting", news);
    expect(posts(amina)).toBe(0);
    await amina.settled();
    await tap(amina);
    await expect.poll(() => amina.page.url(), patience).toContain("#/notices");
    await expect.poll(() => shown(amina), patience).toEqual([]);
    await amina.close();
  });

  test("without contact the text is shown all the same, and the app opens with what it had", async () => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town);
    await expect.poll(() => visits(amina), patience).toBe(2);
    await amina.away();
    const bell = await Bell.of(amina);
    amina.net.off();
    await bell.ring(payload("visit", town.tenant));
    await told(amina, "visit", news);
    await amina.load();
    await expect.poll(() => visits(amina), patience).toBe(2);
    await amina.close();
  });

  test("a token that is over is renewed on the way", async () => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town);
    await amina.away();
    const bell = await Bell.of(amina);
    await town.hold(amina, "amina", "assistantNurse", town.token("amina", -minute));
    await book(town, "vp-3");
    await bell.ring(payload("visit", town.tenant));
    await told(amina, "visit", news);
    expect(posts(amina)).toBeGreaterThan(1);
    amina.net.off();
    await amina.load();
    await expect.poll(() => visits(amina), patience).toBe(3);
    await amina.close();
  });
});
