import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPhone } from "../../sdk/test/phone.js";
import { Server } from "../../sdk/test/server.js";
import { Bell, payload, shown } from "./bell.js";
import { Device, launch, patience } from "./device.js";
import { staff, time, Town, type Row } from "./town.js";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([Server.start({ demo: "1" }), launch()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
});

const scope = "team/norra/meeting/ekby";
const begins = "Samsyn: ett möte börjar";
const minute = 60_000;
/** Until then whoever is called has what was called, also on a busy machine. */
const soon = 20_000;

const people = (now: number): Row[] => [
  staff("amina", "assistantNurse"),
  staff("kerstin", "coordinator"),
  {
    type: "careTeam",
    id: "norra",
    values: {
      name: "Norra",
      providerOrgId: "ekby",
      municipalityOrgId: "ekby",
      members: [
        { staffId: "amina", parts: [1, 2, 3] },
        { staffId: "kerstin", parts: [1, 2, 3] },
      ],
    },
  },
  {
    type: "teamMeeting",
    id: "tm-1",
    team: "norra",
    values: { state: "called", ...times(now + 60 * minute) },
  },
];

const times = (start: number) => ({ start: time(start), end: time(start + 30 * minute) });

/** phone is Amina's, who wants to be told. */
async function phone(town: Town): Promise<Device> {
  const d = await Device.open(browser, server.url);
  await d.context.grantPermissions(["notifications"], { origin: d.net.url });
  await d.installed();
  await town.login(d, "amina", "assistantNurse");
  await d.go("more");
  await d.page.getByRole("button", { name: "Ja, säg till" }).click();
  await d.page.getByRole("button", { name: "Sluta säga till" }).waitFor();
  return d;
}

/** move has the coordinator move the meeting; what it gives is when it begins, to the second. */
async function move(kerstin: TestPhone, start: number): Promise<number> {
  const { start: from, end } = times(start);
  await kerstin.samsyn.edit({
    scope,
    doc: "tm-1",
    type: "teamMeeting",
    changes: { start: { set: from }, end: { set: end } },
  });
  await kerstin.settled();
  expect(kerstin.verdicts.at(-1)?.verdict).toBe("applied");
  return Date.parse(from);
}

/** knows waits until a device has set its alarm for a time. */
async function knows(d: Device, at: number): Promise<void> {
  await d.go("meeting", scope, "tm-1");
  const clock = new Date(at).toLocaleTimeString("sv-SE", {
    timeZone: "Europe/Stockholm",
    hour: "2-digit",
    minute: "2-digit",
  });
  await expect.poll(() => d.page.locator("main").innerText(), patience).toContain(clock);
}

const isPast = (at: number) => expect.poll(() => Date.now() > at, patience).toBe(true);

describe("a meeting begins", () => {
  test("and the phone tells, at the time that stands and not at the one before", async () => {
    const town = await Town.build(server, people);
    const [d, kerstin] = [await phone(town), await town.colleague("kerstin", "coordinator")];
    await move(kerstin, Date.now() + soon);
    const at = await move(kerstin, Date.now() + soon + 5000);
    await expect
      .poll(() => shown(d), patience)
      .toEqual([{ title: begins, body: "", tag: "begins-teamMeeting", data: null }]);
    expect(Date.now()).toBeGreaterThanOrEqual(at);
    await d.page.getByText("Börjar nu").waitFor();
    expect(await d.page.getByText("Appen var stängd").count()).toBe(0);
    expect(d.said).toEqual([]);
    await Promise.all([d.close(), kerstin.samsyn.close()]);
  });

  test("while the app is closed, and a push wakes the worker, which tells", async () => {
    const town = await Town.build(server, people);
    const [d, kerstin] = [await phone(town), await town.colleague("kerstin", "coordinator")];
    const at = await move(kerstin, Date.now() + soon);
    await knows(d, at);
    await d.away();
    const bell = await Bell.of(d);
    await bell.ring(payload("sync", town.tenant));
    expect(Date.now()).toBeLessThan(at);
    await isPast(at);
    expect(await shown(d)).toEqual([]);
    await bell.ring(payload("sync", town.tenant));
    await expect
      .poll(() => shown(d), patience)
      .toEqual([{ title: begins, body: "", tag: "begins-teamMeeting", data: null }]);
    await Promise.all([d.close(), kerstin.samsyn.close()]);
  });

  test("while the app is closed, and whoever opens it is told at once that it began", async () => {
    const town = await Town.build(server, people);
    const [d, kerstin] = [await phone(town), await town.colleague("kerstin", "coordinator")];
    const at = await move(kerstin, Date.now() + soon);
    await knows(d, at);
    await d.away();
    await isPast(at);
    d.net.off();
    await d.load();
    await d.page.getByText("Appen var stängd då").waitFor();
    expect(await shown(d)).toEqual([]);
    await d.page.getByRole("link", { name: "Visa", exact: true }).click();
    await d.heading("Teamträff").waitFor();
    expect(await d.page.getByText("Appen var stängd då").count()).toBe(0);
    await d.load();
    await d.heading(/./).first().waitFor();
    expect(await d.page.getByText("Appen var stängd då").count()).toBe(0);
    await Promise.all([d.close(), kerstin.samsyn.close()]);
  });
});
