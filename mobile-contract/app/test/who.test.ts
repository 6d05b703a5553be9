import { expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { save } from "./typing.js";

// Who is who: colleagues call each other from where they need each other, and a citizen reads who comes.

const here = stage();

const number = "070-174 06 ";

async function login(name: string): Promise<Device> {
  const d = await Device.open(here.browser, here.server.url);
  await d.login(name);
  return d;
}

test("what has become urgent has the nurse's number, also without network", async () => {
  const amina = await login("Amina Warsame");
  await amina.go("medicine", "citizen/c08/health/ekby", "mq-c08");
  await amina.heading("Läkemedelsfråga").waitFor();
  amina.net.off();
  await amina.page.getByRole("button", { name: "Det har blivit bråttom" }).click();
  const nurse = amina.page.locator(".ring-list li", { hasText: "Petra Nyholm" });
  await nurse.waitFor();
  const link = nurse.getByRole("link", { name: "Ring " + number });
  await expect.poll(() => link.getAttribute("href"), patience).toMatch(/^tel:0701740\d{3}$/u);
  expect(amina.said).toEqual([]);
  await amina.close();
});

test("a citizen reads who comes, by name and role, and holds nobody's number", async () => {
  const ingrid = await login("Ingrid Palm");
  const visits = ingrid.page
    .locator("main section, main .card")
    .filter({ has: ingrid.heading("Vem kommer") })
    .first();
  await expect.poll(() => visits.innerText(), patience).toMatch(/\d\d:\d\d–\d\d:\d\d [^\n]+ [^\n]+, undersköterska/u);
  expect(await visits.innerText()).not.toContain("Någon ur teamet");
  expect(await ingrid.page.locator("body").innerText()).not.toContain(number.slice(0, 7));
  expect(ingrid.said).toEqual([]);
  await ingrid.close();
});

test("what somebody says of her part, written without network, stands beside her name", async () => {
  const [amina, petra] = await Promise.all([login("Amina Warsame"), login("Petra Nyholm")]);
  await amina.go("more");
  await amina.heading("Mer").waitFor();
  amina.net.off();
  await amina.page.getByRole("link", { name: "Mitt rollkort" }).click();
  await amina.page.getByLabel("Fråga mig om").fill("Duschen hos Gunvor");
  await amina.page.getByLabel("Nå mig").fill("070-174 06 99");
  await save(amina);
  await amina.page.getByText("Duschen hos Gunvor").first().waitFor();
  await petra.go("team");
  const row = petra.page.locator(".people li", { hasText: "Amina Warsame" });
  await row.waitFor();
  await amina.online();
  await row.locator("summary").click();
  const said = row.locator(".said", { hasText: "Fråga mig om" });
  await expect.poll(() => said.allInnerTexts(), patience).toEqual(["Fråga mig om\nDuschen hos Gunvor"]);
  await row.getByRole("link", { name: "Ring 070-174 06 99" }).waitFor();
  await amina.go("more");
  await amina.page.getByRole("link", { name: "Mitt rollkort" }).click();
  await amina.page.getByText("Duschen hos Gunvor").first().waitFor(); // her own, and no second one
  expect([...amina.said, ...petra.said]).toEqual([]);
  await Promise.all([amina.close(), petra.close()]);
});
