import { describe, expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, time, Town, type Row } from "./town.js";
import { note, save, type, typed, wayOut } from "./typing.js";

const here = stage();

const minute = 60_000;

const round = (now: number, until?: number): Row[] => [
  staff("amina", "assistantNurse"),
  staff("petra", "nurse"),
  { type: "careTeam", id: "norra", values: { name: "Norra", providerOrgId: "ekby", members: [] } },
  assigned("amina", "gunvor", now, until),
  assigned("petra", "gunvor", now),
  { type: "citizenIdentity", id: "gunvor", values: { displayName: "Gunvor Ekdahl" } },
  {
    type: "visitPlan",
    id: "vp-1",
    citizen: "gunvor",
    provider: "ekby",
    values: { start: time(now), end: time(now + minute), staffIds: ["amina"], state: "planned" },
  },
];

/** phone is a device that has the app, with Amina. */
async function phone(town: Town, ahead?: number): Promise<Device> {
  const d = await Device.open(here.browser, here.server.url, ahead === undefined ? {} : { ahead });
  await d.installed();
  await town.login(d, "amina", "assistantNurse");
  return d;
}

const alarm = (d: Device): Promise<string> =>
  d.page
    .locator(".alarm")
    .allInnerTexts()
    .then((all) => all.join(" "));
const body = (d: Device): Promise<string> => d.page.locator("body").innerText();
const visits = (d: Device): Promise<number> => d.page.locator("a.visit").count();

/** notes are the texts of the notes about somebody with who wrote them, as another phone has them. */
async function notes(town: Town, scope: string, actor: string, role: string): Promise<readonly (readonly string[])[]> {
  const other = await town.colleague(actor, role);
  const all = await other.samsyn.list(scope);
  await other.samsyn.close();
  return all
    .filter((d) => d.type === "visitNote")
    .flatMap((d) =>
      (d.view.fields["text"]?.items ?? []).map((i) => [
        (i.value as { readonly text: string }).text,
        d.origins[i.edit]?.author ?? "",
      ]),
    );
}

const social = "citizen/gunvor/social/ekby";

describe("a device that is treated badly", () => {
  test("storage cleared in the middle of a shift: it is said, and what was written is sent", async () => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town);
    await expect.poll(() => visits(amina), patience).toBe(1);
    amina.net.off();
    await note(amina, "gunvor");
    await type(amina, "Skrivet utan nät");
    await save(amina);
    await expect.poll(() => amina.bar(), patience).toContain("1 väntar");
    await note(amina, "gunvor");
    await type(amina, "Halvskrivet");
    const cdp = await amina.context.newCDPSession(amina.page);
    await cdp.send("Storage.clearDataForOrigin", { origin: amina.net.url, storageTypes: "all" });
    await expect.poll(() => alarm(amina), patience).toContain("tagit bort det som var sparat");
    await expect.poll(() => typed(amina), patience).toBe("Halvskrivet");
    await type(amina, "Halvskrivet igen");
    await amina.go("today");
    await expect.poll(() => visits(amina), patience).toBe(1);
    await amina.online();
    await amina.settled();
    await expect.poll(() => notes(town, social, "petra", "nurse"), patience).toEqual([["Skrivet utan nät", "amina"]]);
    await amina.page.reload();
    await amina.settled();
    await expect.poll(() => visits(amina), patience).toBe(1);
    await note(amina, "gunvor");
    await expect.poll(() => typed(amina), patience).toBe("Halvskrivet igen");
    await amina.close();
  });

  test.each([
    ["three hours ahead", 180 * minute],
    ["a day behind", -1440 * minute],
  ])("a clock that is %s: it is said, and the work goes on", async (_, ahead) => {
    const town = await Town.build(here.server, round);
    const amina = await phone(town, ahead);
    await expect.poll(() => alarm(amina), patience).toContain("klocka går fel");
    await note(amina, "gunvor");
    await type(amina, "Skrivet med fel klocka");
    await save(amina);
    await amina.settled();
    await expect
      .poll(() => notes(town, social, "petra", "nurse"), patience)
      .toEqual([["Skrivet med fel klocka", "amina"]]);
    await amina.page.locator(".alarm button").click();
    expect(await alarm(amina)).toBe("");
    await amina.close();
  });

  test("what is typed survives a reload, a crash of the tab, and a logout", async () => {
    const amina = await Device.open(here.browser, here.server.url);
    await amina.login("Amina Warsame");
    await note(amina, "c01");
    await type(amina, "Hon vill ut i solen");
    await amina.page.reload();
    await expect.poll(() => typed(amina), patience).toBe("Hon vill ut i solen");
    await type(amina, "Hon vill ut i solen igen");
    await crash(amina);
    await note(amina, "c01");
    await expect.poll(() => typed(amina), patience).toBe("Hon vill ut i solen igen");
    await wayOut(amina, "Logga ut");
    await amina.login("Marek Zielinski");
    await note(amina, "c01");
    await amina.settled();
    expect(await typed(amina)).toBe("");
    await wayOut(amina, "Logga ut");
    await amina.login("Amina Warsame");
    await note(amina, "c01");
    await expect.poll(() => typed(amina), patience).toBe("Hon vill ut i solen igen");
    await amina.close();
  });

  test("a shared phone: what Amina wrote is sent as hers by whoever has it next, who sees nothing of it", async () => {
    const town = Town.demo(here.server);
    const shared = await Device.open(here.browser, here.server.url);
    await shared.login("Amina Warsame");
    await shared.installed();
    shared.net.off();
    await note(shared, "c01");
    await type(shared, "Gunvor var glad i dag");
    await save(shared);
    await note(shared, "c01");
    await type(shared, "Halvskrivet om Gunvor");
    await wayOut(shared, "Lämna över telefonen");
    expect(await body(shared)).not.toContain("Gunvor");
    await shared.online();
    await shared.load();
    await shared.login("Sofia Almgren");
    for (const view of ["today", "citizens", "notices", "outbox", "choices"]) {
      await shared.go(view);
      await shared.heading(/.+/).first().waitFor();
      expect(await body(shared)).not.toContain("Gunvor");
    }
    await note(shared, "c01");
    expect(await typed(shared)).toBe("");
    await expect
      .poll(() => notes(town, "citizen/c01/social/ekby", "petra", "nurse"), patience)
      .toContainEqual(["Gunvor var glad i dag", "amina"]);
    await shared.close();
  });

  test("an assignment that ended: what was written before counts, and what was begun is kept", async () => {
    const town = await Town.build(here.server, (now) => round(now, now + 10 * minute));
    const amina = await phone(town);
    amina.net.off();
    await note(amina, "gunvor");
    await type(amina, "Skrivet innan uppdraget tog slut");
    await save(amina);
    await note(amina, "gunvor");
    await type(amina, "Halvskrivet om hennes kväll");
    await town.at(town.begin + 12 * minute);
    await amina.online();
    await amina.settled();
    await expect
      .poll(() => notes(town, social, "petra", "nurse"), patience)
      .toEqual([["Skrivet innan uppdraget tog slut", "amina"]]);
    await amina.page.reload();
    await amina.settled();
    await expect.poll(() => typed(amina), patience).toBe("Halvskrivet om hennes kväll");
    await amina.go("today");
    await expect.poll(() => visits(amina), patience).toBe(0);
    await amina.close();
  });

  test("an edit that is refused: its text is still there, to be read and written again", async () => {
    const town = await Town.build(here.server, (now) => round(now, now + 2 * minute));
    const amina = await phone(town, 4 * minute); // her clock says that she wrote when it was over
    amina.net.off();
    await note(amina, "gunvor");
    await type(amina, "Skrivet när uppdraget var slut");
    await save(amina);
    await town.at(town.begin + 4 * minute);
    await amina.online();
    await expect.poll(() => amina.page.locator(".bar").innerText(), patience).toContain("1 behöver ditt val");
    await amina.again();
    await amina.settled();
    await amina.go("choices");
    await expect.poll(() => body(amina), patience).toContain("Skrivet när uppdraget var slut");
    await amina.close();
  });
});

/** crash ends a tab as a phone does that is out of memory: no page hears of it. */
async function crash(d: Device): Promise<void> {
  const old = d.page;
  const gone = old.waitForEvent("crash");
  const cdp = await d.context.newCDPSession(old);
  void cdp.send("Page.crash").catch(() => undefined);
  await gone;
  d.page = await d.context.newPage();
  await old.close();
  await d.load();
}
