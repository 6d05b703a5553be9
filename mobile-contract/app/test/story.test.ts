import { describe, expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";

// The story of README.md, "Two windows", step by step: the words on the screen are those it names.

const here = stage();

const agreed = "Formulering i planen";

async function openGoal(d: Device): Promise<void> {
  await d.page.getByRole("link", { name: "Medborgare", exact: true }).click();
  await d.page.locator("a[href^='#/citizen/']", { hasText: "Tage Holm" }).click();
  await d.page.locator("a[href^='#/goal/']").first().click();
  await d.page.getByText("Föreslå en annan formulering").first().waitFor();
}

async function propose(d: Device, words: string): Promise<void> {
  await d.page.getByText("Föreslå en annan formulering").first().click();
  await d.page.getByLabel("Ditt förslag").first().fill(words);
  await d.page.getByRole("button", { name: "Lämna förslag" }).first().click();
  await expect.poll(() => d.page.locator("main").innerText(), patience).toContain(words);
}

describe("two windows", () => {
  test("two people change the same sentence without a here.server, and choose when it is back", async () => {
    const [amina, jonas] = await Promise.all([
      Device.open(here.browser, here.server.url),
      Device.open(here.browser, here.server.url),
    ]);
    await amina.login("Amina Warsame");
    await jonas.login("Jonas Lilja");
    await Promise.all([openGoal(amina), openGoal(jonas)]);

    await here.server.halt(); // Ctrl-C
    await propose(amina, "Lagar middag på egen hand två dagar i veckan");
    await propose(jonas, "Lagar middag två dagar i veckan, personal bredvid vid spisen");
    await expect.poll(() => amina.bar(), patience).toMatch(/Ingen kontakt.*1 väntar/s);
    expect(await jonas.page.locator("main").innerText()).not.toContain("på egen hand");

    await here.server.restart(); // ./scripts/up
    await Promise.all([amina.settled(), jonas.settled()]);
    for (const d of [amina, jonas]) {
      const seen = (): Promise<string> => d.page.locator("main").innerText();
      await expect.poll(seen, patience).toContain("Två förslag. Det överenskomna gäller tills ni bestämt.");
      await expect.poll(() => seen(), patience).toContain("på egen hand");
      await expect.poll(() => seen(), patience).toContain("personal bredvid vid spisen");
      await expect.poll(() => seen(), patience).toContain(agreed);
    }
    expect([amina.said, jonas.said]).toEqual([[], []]);
    await Promise.all([amina.close(), jonas.close()]);
  });

  test("the coordinator sees who is where, and for how long somebody has been away", async () => {
    const kerstin = await Device.open(here.browser, here.server.url, { wide: true });
    await kerstin.login("Kerstin Vång");
    const marek = await Device.open(here.browser, here.server.url);
    await marek.login("Marek Zielinski");
    const row = kerstin.page.locator(".person", { hasText: "Marek Zielinski" });
    await expect.poll(() => row.innerText(), patience).toContain("Tillgänglig");
    marek.net.off();
    await expect.poll(() => row.innerText(), patience).toContain("utan kontakt sedan");
    await Promise.all([kerstin.close(), marek.close()]);
  });
});
