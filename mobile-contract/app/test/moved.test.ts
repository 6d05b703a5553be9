import { expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { Town } from "./town.js";

const here = stage();

/** Somebody whose phone has fetched nothing is known as not reached after a minute, by the town's clock: it is moved on. */
const soon = (): Promise<void> => Town.demo(here.server).at(Date.now() + 70_000);

const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });

async function openMeeting(d: Device): Promise<void> {
  await d.page.getByRole("link", { name: "Team", exact: true }).click();
  await d.page.locator("a[href^='#/meeting/']").first().click();
  await d.heading("Teamträff").waitFor();
}

const sees = (d: Device): Promise<string> => d.page.locator("main").innerText();

async function move(d: Device, begins: string): Promise<void> {
  await d.page.getByRole("button", { name: "Ändra tiden" }).click();
  await d.page.getByLabel("Börjar").fill(begins);
  await d.page.getByRole("button", { name: "Spara tiden" }).click();
  await d.page.getByRole("button", { name: "Ändra tiden" }).waitFor();
  await d.settled();
}

/** watch counts how often a text was on the screen, however short. */
function watch(d: Device, text: string): Promise<void> {
  return d.page.evaluate((looked) => {
    const seen = globalThis as unknown as { seen: number };
    seen.seen = 0;
    new MutationObserver(() => {
      if (document.body.innerText.includes(looked)) seen.seen++;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, text);
}

test("W3: a meeting that is moved twice while the nurse has no network", async () => {
  const [petra, kerstin, board] = await Promise.all([
    Device.open(here.browser, here.server.url),
    Device.open(here.browser, here.server.url),
    Device.open(here.browser, here.server.url, { wide: true }),
  ]);
  await petra.login("Petra Nyholm");
  await kerstin.login("Kerstin Vång");
  await board.login("Kerstin Vång");
  await Promise.all([openMeeting(petra), openMeeting(kerstin)]);
  await petra.page.getByRole("button", { name: "Jag kommer" }).click();
  await expect.poll(() => sees(petra), patience).toContain("Du har svarat att du kommer.");
  await petra.settled();
  await watch(petra, "12:37");
  petra.net.off();

  await move(kerstin, dayAhead(2) + "T12:37");
  await expect.poll(() => sees(kerstin), patience).toContain("12:37");
  const row = board.page.locator(".answers li", { hasText: "Petra Nyholm" });
  await soon();
  await expect.poll(() => row.first().innerText(), patience).toContain("Ej nådd");
  await move(kerstin, dayAhead(3) + "T08:43");

  expect(await sees(petra)).not.toContain("08:43");
  await petra.online();
  await petra.settled();
  await expect.poll(() => sees(petra), patience).toContain("08:43");
  await expect.poll(() => sees(petra), patience).toContain("Ditt ja gällde den gamla tiden.");
  await expect.poll(() => petra.page.locator("main del").innerText(), patience).toContain("14:30");
  expect(await petra.page.evaluate(() => (globalThis as unknown as { seen: number }).seen)).toBe(0);
  expect(await row.first().innerText()).not.toContain("Kommer");

  await petra.page.getByRole("button", { name: "Jag kommer" }).click();
  await expect.poll(() => row.first().innerText(), patience).toContain("Kommer");
  await expect.poll(() => sees(petra), patience).toContain("Du har svarat att du kommer.");
  expect([petra.said, kerstin.said, board.said]).toEqual([[], [], []]);
  await Promise.all([petra.close(), kerstin.close(), board.close()]);
});
