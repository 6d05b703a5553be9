import { describe, expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { kept } from "./typing.js";

// What has no view of its own: forms and pages made from the schema, notices, and what was not taken.

const here = stage();

const press = (d: Device, name: string | RegExp): Promise<void> =>
  d.page.locator("main").getByRole("button", { name }).first().click();

const shows = (d: Device, text: string | RegExp): Promise<void> =>
  d.page.locator("main").getByText(text).first().waitFor();

async function login(name: string): Promise<Device> {
  const d = await Device.open(here.browser, here.server.url);
  await d.login(name);
  return d;
}

/** place opens the form of a visit's time and place, and gives its field. */
async function place(d: Device, visit: readonly string[]): Promise<ReturnType<typeof d.page.getByLabel>> {
  await d.go(...visit);
  const field = d.page.locator("main").getByLabel("Plats");
  await press(d, "Ändra: Börjar");
  await field.waitFor();
  return field;
}

describe("a type without a view of its own", () => {
  test("a manager writes a routine, approves it and puts it in force, and a colleague sees it", async () => {
    const bodil = await login("Bodil Rask");
    await bodil.go("new", "routine");
    await press(bodil, "Spara");
    await shows(bodil, "Fyll i det här."); // the name is required, and asked for at the field
    await bodil.page.getByLabel("Namn").fill("Rutin för vintern");
    await press(bodil, "Spara");
    await bodil.heading("Rutin för vintern").waitFor();
    await press(bodil, "Godkänd");
    await press(bodil, "Gäller");
    await shows(bodil, /^Gäller$/);
    const kerstin = await login("Kerstin Vång");
    await kerstin.go("list", "routine");
    await kerstin.page.getByRole("link", { name: /Rutin för vintern.*Gäller/ }).waitFor();
    expect([...bodil.said, ...kerstin.said]).toEqual([]);
    await Promise.all([bodil.close(), kerstin.close()]);
  });

  test("what is typed in an editor survives, and stands open when somebody comes back", async () => {
    const kerstin = await login("Kerstin Vång");
    const visit = ["doc", "citizen/c02/visits/ekby", await someVisit(kerstin)];
    await (await place(kerstin, visit)).fill("Hos dottern");
    await expect.poll(() => kept(kerstin, "/form|"), patience).not.toEqual({});
    await kerstin.go("more");
    await shows(kerstin, "Du är");
    await kerstin.again();
    await kerstin.go(...visit);
    const field = kerstin.page.locator("main").getByLabel("Plats");
    await expect.poll(() => field.inputValue(), patience).toBe("Hos dottern");
    await press(kerstin, "Avbryt");
    await kerstin.close();
  });

  test("somebody was before: the text stands where to choose, and is written again from there", async () => {
    const [kerstin, bodil] = await Promise.all([login("Kerstin Vång"), login("Bodil Rask")]);
    const visit = ["doc", "citizen/c02/visits/ekby", await someVisit(kerstin)];
    const slow = await place(kerstin, visit);
    await slow.fill("Hos dottern");
    await (await place(bodil, visit)).fill("I köket");
    await press(bodil, "Spara");
    await shows(kerstin, "Gäller nu: I köket"); // she is told while she writes
    await press(kerstin, "Spara");
    await shows(kerstin, "Någon hann före."); // what the phone knows is said first, and she means it
    await press(kerstin, "Spara");
    await kerstin.go("choices");
    await shows(kerstin, "Någon hann före.");
    await shows(kerstin, "Plats: Hos dottern");
    await press(kerstin, "Skriv igen");
    const field = kerstin.page.locator("main").getByLabel("Plats");
    await expect.poll(() => field.inputValue(), patience).toBe("Hos dottern");
    await press(kerstin, "Spara");
    await kerstin.go("choices");
    await press(kerstin, "Klart");
    await shows(kerstin, "Inget behöver ditt val.");
    await bodil.go(...visit);
    await shows(bodil, /^Hos dottern$/);
    expect([...bodil.said, ...kerstin.said]).toEqual([]);
    await Promise.all([kerstin.close(), bodil.close()]);
  });
});

describe("the desk", () => {
  test("a notice is acknowledged by one tap, and the count goes down", async () => {
    const amina = await login("Amina Warsame");
    await amina.go("notices");
    const asked = (): Promise<number> => amina.page.getByRole("button", { name: "Kvittera" }).count();
    await expect.poll(asked, patience).toBeGreaterThan(0);
    const before = await asked();
    await press(amina, "Kvittera");
    await expect.poll(asked, patience).toBe(before - 1);
    await amina.settled();
    expect(amina.said).toEqual([]);
    await amina.close();
  });

  test("a citizen answers, changes her own words and is told that everybody sees them", async () => {
    const gunvor = await login("Gunvor Ekdahl");
    await gunvor.heading("Mina mål").waitFor();
    await press(gunvor, "Ändra: Mitt mål med egna ord");
    await gunvor.page.locator("main").getByLabel("Mitt mål med egna ord").fill("Jag vill gå till kiosken.");
    await press(gunvor, "Spara");
    await gunvor.heading("Jag vill gå till kiosken.").waitFor();
    await gunvor.settled();
    await gunvor.go("outbox");
    await shows(gunvor, "Alla ser det");
    expect(gunvor.said).toEqual([]);
    await gunvor.close();
  });
});

/** someVisit is the id of a planned visit of Tage Holm's, days ahead. */
async function someVisit(d: Device): Promise<string> {
  await d.go("list", "visitPlan", "c02");
  const link = d.page.locator("main a.row").first();
  await link.waitFor();
  return decodeURIComponent((await link.getAttribute("href"))?.split("/").at(-1) ?? "");
}
