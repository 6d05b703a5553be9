import { expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, time, Town, type Row } from "./town.js";

const here = stage();

const scope = "citizen/gunvor/health/ekby";
const people = (now: number): Row[] => [
  staff("amina", "assistantNurse"),
  staff("petra", "nurse"),
  assigned("amina", "gunvor", now),
  assigned("petra", "gunvor", now),
  { type: "citizenIdentity", id: "gunvor", values: { displayName: "Gunvor Ekdahl" } },
];

const sees = (d: Device): Promise<string> => d.page.locator("main").innerText();
const tap = (d: Device, name: string): Promise<void> => d.page.getByRole("button", { name, exact: true }).click();

test("what is urgent about medicines is rung first, also in the form of any type; what cannot be closed is told before it is sent", async () => {
  const town = await Town.build(here.server, people);
  const amina = await Device.open(here.browser, here.server.url);
  await town.login(amina, "amina", "assistantNurse");
  const petra = await town.colleague("petra", "nurse");
  const question = async () => (await petra.samsyn.list(scope)).find((d) => d.type === "medicationQuestion");

  await amina.go("new", "medicationQuestion", "gunvor");
  await amina.page.getByLabel("Vad har du sett?").fill("Yr och blek efter den nya tabletten.");
  await amina.page.getByText("Nu", { exact: true }).click();
  await tap(amina, "Spara");
  const over = amina.page.getByRole("dialog");
  await over.getByRole("heading", { name: "Ring sjuksköterska nu" }).waitFor();
  await amina.page.keyboard.press("Escape"); // she thinks again: nothing is saved, and it is said where
  await over.waitFor({ state: "detached" });
  await expect.poll(() => amina.page.locator(".wrong").innerText(), patience).toContain("Ring sjuksköterska nu");
  expect(await question()).toBeUndefined();

  await tap(amina, "Spara");
  await over.getByRole("button", { name: "Jag har ringt" }).click();
  await expect.poll(question, patience).toBeTruthy();
  const asked = await question();
  const doc = asked?.doc ?? "";
  expect(asked?.view.fields["alreadyPhoned"]?.value).toBe(true);
  await amina.settled();

  await petra.samsyn.edit({
    scope,
    doc,
    type: "medicationQuestion",
    changes: {
      state: { set: "answered" },
      answer: { add: { [petra.samsyn.newId()]: { at: time(town.begin), text: "Ge ingen tablett i kväll." } } },
    },
  });
  await petra.settled();
  expect(petra.verdicts.at(-1)?.verdict).toBe("applied");
  await amina.go("doc", scope, doc);
  await expect.poll(() => sees(amina), patience).toContain("Ge ingen tablett i kväll.");
  await tap(amina, "Bekräftad av personalen");
  const told = amina.page.locator(".toast.bad");
  await expect.poll(() => told.innerText(), patience).toContain("den behöver ett svar som de berörda har läst");
  await expect.poll(() => told.innerText(), patience).toContain("Tryck en gång till");
  await expect.poll(() => amina.bar(), patience).toBe("Ansluten"); // and nothing waits, nothing was refused

  await tap(amina, "Bekräftad av personalen");
  await expect.poll(() => amina.page.locator(".bar").innerText(), patience).toContain("behöver ditt val");
  expect(amina.said).toEqual([]);
  await Promise.all([amina.close(), petra.samsyn.close()]);
});
