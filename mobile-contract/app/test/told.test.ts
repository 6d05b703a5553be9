import { expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, team, time, Town, type Row } from "./town.js";
import { kept, note, save, type, wayOut } from "./typing.js";

// What worked days of the domain say that a phone says: mobile-contract/scenarios can play the day, and not look at the screen.

const here = stage();

const minute = 60_000;
const social = "citizen/inga/social/ekby";

const rows = (now: number, until?: number): Row[] => [
  staff("marek", "assistantNurse", "Marek Zielinski"),
  staff("amina", "assistantNurse", "Amina Warsame"),
  team("norra", "Norra", ["marek", "amina"]),
  assigned("marek", "inga", now, until),
  assigned("amina", "inga", now),
  { type: "citizenIdentity", id: "inga", values: { displayName: "Inga-Britt Ek" } },
];

async function phone(town: Town, actor = "marek", ahead?: number): Promise<Device> {
  const d = await Device.open(here.browser, here.server.url, ahead === undefined ? {} : { ahead });
  await d.installed();
  await town.login(d, actor, "assistantNurse");
  return d;
}

async function write(d: Device, text: string): Promise<void> {
  await note(d, "inga");
  await type(d, text);
  await save(d);
}

const sees = (d: Device): Promise<string> => d.page.locator("body").innerText();

test("W5: whoever may not have somebody any more is told, when all they wrote is sent", async () => {
  const town = await Town.build(here.server, (now) => rows(now, now + 10 * minute));
  const marek = await phone(town);
  marek.net.off();
  for (const text of ["Röd häl", "Åt lite", "Sov gott"]) await write(marek, text);
  await marek.go("today");
  await town.at(town.begin + 12 * minute);
  await marek.online();
  const said = marek.page.locator(".gone");
  await expect.poll(() => said.innerText(), patience).toMatch(/^Inga-Britt Ek ligger inte längre hos dig\.\s+✓ Allt/);
  await marek.go("outbox");
  await expect.poll(() => marek.page.locator(".desk-line .tag.good").count(), patience).toBe(3);
  await said.getByRole("button", { name: "Stäng" }).click();
  await expect.poll(() => sees(marek), patience).not.toContain("Inga-Britt");
  await expect.poll(() => sees(marek), patience).toContain("Ligger inte hos dig · Anteckning");
  await marek.again();
  await marek.settled();
  expect(await sees(marek)).not.toContain("Inga-Britt");
  expect(marek.said).toEqual([]);
  await marek.close();
});

test("W6: whoever has the phone next is told how much of a colleague's waits, and not what", async () => {
  const town = await Town.build(here.server, rows);
  const phoned = await phone(town);
  phoned.net.off();
  for (const text of ["Röd häl", "Åt lite"]) await write(phoned, text);
  await wayOut(phoned, "Lämna över telefonen");
  await town.hold(phoned, "amina", "assistantNurse", town.token("amina"));
  await phoned.page.reload();
  await expect.poll(() => phoned.bar(), patience).toContain("2 osända poster från annan användare väntar");
  await phoned.go("outbox");
  await phoned.page.getByText("Du kan inte läsa det").waitFor();
  expect(await sees(phoned)).not.toContain("Röd häl");
  await phoned.online();
  await phoned.settled();
  expect(await sees(phoned)).not.toContain("annan användare");
  await phoned.close();
});

test("T1: what was written by a clock that is fast says so", async () => {
  const town = await Town.build(here.server, rows);
  const marek = await phone(town, "marek", 20 * minute);
  await write(marek, "Röd häl");
  await marek.settled();
  const amina = await phone(town, "amina");
  await amina.go("citizen", "inga");
  await expect
    .poll(() => sees(amina), patience)
    .toMatch(/Röd häl\s+Marek Zielinski, .*\d\d:\d\d, skrivet med fel klocka/);
  await Promise.all([marek.close(), amina.close()]);
});

test("T6: in the night when clocks are put back the list says which half past two it is", async () => {
  const midnight = Date.parse("2026-10-25T00:00:00+02:00");
  const visit = (id: string, start: number): Row => ({
    type: "visitPlan",
    id,
    citizen: "inga",
    provider: "ekby",
    values: { start: time(start), end: time(start + 20 * minute), staffIds: ["marek"], state: "planned" },
  });
  const nights = (now: number): Row[] => [
    ...rows(now),
    visit("vp-1", now + 150 * minute),
    visit("vp-2", now + 210 * minute),
  ];
  const town = await Town.build(here.server, nights, midnight);
  const marek = await phone(town, "marek", midnight - Date.now());
  const times = marek.page.locator(".visit-time");
  const winter = /^02:30\svintertid\s02:50\svintertid$/;
  await expect
    .poll(() => times.allInnerTexts(), patience)
    .toEqual([expect.stringMatching(/^02:30\ssommartid\s02:50\ssommartid$/), expect.stringMatching(winter)]);
  await marek.close();
});

test("whoever goes elsewhere while something is saved is left there", async () => {
  const town = await Town.build(here.server, rows);
  const marek = await phone(town);
  await note(marek, "inga");
  await type(marek, "Röd häl");
  await marek.page.evaluate(() => {
    document.querySelector<HTMLButtonElement>("main form button[type=submit]")?.click();
    location.hash = "#/today";
  });
  await expect
    .poll(() => marek.page.evaluate(() => document.querySelectorAll("main textarea").length), patience)
    .toBe(0);
  await expect.poll(() => kept(marek), patience).toEqual({}); // it is saved, and the form is done with
  await marek.settled();
  const amina = await town.colleague("amina", "assistantNurse");
  await expect.poll(() => amina.samsyn.list(social), patience).toHaveLength(1);
  expect(marek.page.url()).toMatch(/#\/today$/);
  await marek.close();
});
