import { describe, expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { wayOut } from "./typing.js";

const here = stage();

const visits = (d: Device): Promise<number> => d.page.locator("a.visit").count();

/** The day that the list is of, in Sweden: at midnight it is another. */
const today = (): string => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });

describe("without network", () => {
  test("it opens from cold, with what was held", async () => {
    const amina = await Device.open(here.browser, here.server.url);
    await amina.login("Amina Warsame");
    await amina.installed();
    await expect.poll(() => visits(amina), patience).toBeGreaterThan(0);
    const [before, day] = [await visits(amina), today()];
    amina.net.off();
    await amina.again();
    await expect.poll(async () => (await visits(amina)) === before || today() !== day, patience).toBe(true);
    await expect.poll(() => amina.bar(), patience).toContain("Ingen kontakt");
    await amina.online();
    await amina.settled();
    expect(amina.said).toEqual([]);
    await amina.close();
  });

  test("the server dies and comes back, and nobody has to do anything", async () => {
    const rosa = await Device.open(here.browser, here.server.url);
    await rosa.login("Rosa Lind");
    await here.server.restart();
    await rosa.settled();
    expect(rosa.said).toEqual([]);
    await rosa.close();
  });

  test("a page that is open twice is one phone", async () => {
    const marek = await Device.open(here.browser, here.server.url);
    await marek.login("Marek Zielinski");
    const other = await marek.context.newPage();
    await other.goto(marek.net.url + "/app/");
    await expect.poll(() => other.locator(".bar").innerText(), patience).toContain("Ansluten");
    await marek.page.close();
    marek.page = other;
    await marek.settled();
    await marek.close();
  });

  test("who logs out in one tab is gone from the other", async () => {
    const marek = await Device.open(here.browser, here.server.url);
    await marek.login("Marek Zielinski");
    const other = await marek.context.newPage();
    await other.goto(marek.net.url + "/app/#/citizens");
    await other.getByText("Gunvor Ekdahl").first().waitFor();
    await wayOut(marek, "Logga ut");
    await other.getByRole("heading", { name: "Vem är du?" }).waitFor();
    expect(await other.locator("body").innerText()).not.toContain("Gunvor Ekdahl\nKomplett");
    await marek.close();
  });
});
