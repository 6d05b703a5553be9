import { describe, expect, test } from "vitest";
import type { TestPhone } from "../../sdk/test/phone.js";
import { Bell, payload, shown } from "./bell.js";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { staff, time, Town, type Row } from "./town.js";
import { draft } from "./typing.js";

const here = stage();

const scope = "team/norra/meeting/ekby";
const begins = "Samsyn: ett möte börjar";
const minute = 60_000;
/** By then whoever is called has what was called; where a machine was too busy for that, all is done once more. */
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
  const d = await Device.open(here.browser, here.server.url);
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

/** knows waits until a device shows a time, and its alarm for it is kept. */
async function knows(d: Device, town: Town, at: number): Promise<void> {
  await d.go("meeting", scope, "tm-1");
  const clock = new Date(at).toLocaleTimeString("sv-SE", {
    timeZone: "Europe/Stockholm",
    hour: "2-digit",
    minute: "2-digit",
  });
  await expect.poll(() => d.page.locator("main").innerText(), patience).toContain(clock);
  await expect.poll(async () => JSON.stringify(await rings(d, town)), patience).toContain(`"at":${String(at)}`);
}

/** rings is what the app keeps of its alarms: which are set, and which were rung and seen. */
const rings = (d: Device, town: Town): Promise<unknown> => draft(d, town.tenant + "/amina/ringing");

/** told counts what the page has shown: whoever asks the browser in that moment makes it forget what was just written down. */
const told = (d: Device): Promise<number> =>
  d.page.evaluate(() => (globalThis as unknown as { told: { times: number } }).told.times);

function tellings(): void {
  const now = { times: 0 };
  Object.assign(globalThis, { told: now });
  const of = ServiceWorkerRegistration.prototype;
  const show = Reflect.get(of, "showNotification") as (...all: unknown[]) => Promise<void>;
  of.showNotification = async function (...all) {
    await Reflect.apply(show, this, all);
    now.times++;
  };
}

const isPast = (at: number) => expect.poll(() => Date.now() > at, patience).toBe(true);

/** A day is a town of its own, with Amina's phone and a colleague who moves the meeting. */
interface Today {
  readonly town: Town;
  readonly d: Device;
  readonly kerstin: TestPhone;
}

/** inTime plays a day, and another one when it was too late for what was to be seen: play says so by false. */
async function inTime(play: (day: Today) => Promise<boolean>): Promise<void> {
  for (let isDone = false; !isDone;) {
    const town = await Town.build(here.server, people);
    const [d, kerstin] = [await phone(town), await town.colleague("kerstin", "coordinator")];
    isDone = await play({ town, d, kerstin });
    await Promise.all([d.close(), kerstin.samsyn.close()]);
  }
}

describe("a meeting begins", () => {
  test("and the phone tells, at the time that stands and not at the one before", () =>
    inTime(async ({ town, d, kerstin }) => {
      await d.page.evaluate(tellings);
      const first = await move(kerstin, Date.now() + soon);
      const at = await move(kerstin, Date.now() + soon + 5000);
      await knows(d, town, at);
      if (Date.now() >= first) return false;
      await expect.poll(() => told(d), patience).toBe(1);
      expect(await shown(d)).toEqual([{ title: begins, body: "", tag: "begins-teamMeeting", data: null }]);
      expect(Date.now()).toBeGreaterThanOrEqual(at);
      await d.page.getByText("Börjar nu").waitFor();
      expect(await d.page.getByText("Appen var stängd").count()).toBe(0);
      expect(d.said).toEqual([]);
      return true;
    }));

  test("while the app is closed, and a push wakes the worker, which tells", () =>
    inTime(async ({ town, d, kerstin }) => {
      const at = await move(kerstin, Date.now() + soon);
      await knows(d, town, at);
      await d.away();
      const bell = await Bell.of(d);
      await bell.ring(payload("sync", town.tenant));
      if (Date.now() >= at) return false;
      await isPast(at);
      expect(await shown(d)).toEqual([]);
      await bell.ring(payload("sync", town.tenant));
      await expect
        .poll(() => shown(d), patience)
        .toEqual([{ title: begins, body: "", tag: "begins-teamMeeting", data: null }]);
      return true;
    }));

  test("while the app is closed, and whoever opens it is told at once that it began", () =>
    inTime(async ({ town, d, kerstin }) => {
      const at = await move(kerstin, Date.now() + soon);
      await knows(d, town, at);
      await d.away();
      if (Date.now() >= at) return false;
      await isPast(at);
      d.net.off();
      await d.load();
      await d.page.getByText("Appen var stängd då").waitFor();
      expect(await shown(d)).toEqual([]);
      await d.page.getByRole("link", { name: "Visa", exact: true }).click();
      await d.heading("Teamträff").waitFor();
      expect(await d.page.getByText("Appen var stängd då").count()).toBe(0);
      await expect.poll(() => rings(d, town), patience).not.toMatchObject({ seen: [] });
      await d.load();
      await d.heading(/./).first().waitFor();
      expect(await d.page.getByText("Appen var stängd då").count()).toBe(0);
      return true;
    }));
});
