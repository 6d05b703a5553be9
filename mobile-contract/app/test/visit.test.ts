import { describe, expect, test } from "vitest";
import type { TestPhone } from "../../sdk/test/phone.js";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, time, Town, type Row } from "./town.js";
import { draft } from "./typing.js";

// A visit in a stairwell without network: what is typed survives everything, and what comes out of it is what was meant.

const here = stage();

const minute = 60_000;
const social = "citizen/c-tage/social/ekby";
const health = "citizen/c-tage/health/ekby";
const visits = "citizen/c-tage/visits/ekby";

interface Listed extends Row {
  readonly items?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** town is Tage Holm's: a visit around now that must not fail, with one activity. */
const town = (): Promise<Town> =>
  Town.build(here.server, (begin): readonly Listed[] => [
    staff("rosa", "assistantNurse"),
    staff("petra", "nurse"),
    staff("kerstin", "coordinator"),
    ...["rosa", "petra", "kerstin"].map((id) => assigned(id, "c-tage", begin)),
    {
      type: "citizenIdentity",
      id: "c-tage",
      citizen: "c-tage",
      provider: "ekby",
      values: { displayName: "Tage Holm" },
    },
    {
      type: "citizen",
      id: "c-tage",
      citizen: "c-tage",
      provider: "ekby",
      values: { whatMattersToMe: "Att kaffet är klart till nyheterna." },
      items: { safetyAlerts: { a1: "Går inte ut ensam" } },
    },
    {
      type: "planActivity",
      id: "pa-1",
      citizen: "c-tage",
      provider: "ekby",
      values: { title: "Frukost", supportLevel: "little", legalDomain: "sol", state: "active" },
    },
    {
      type: "visitPlan",
      id: "vp-900",
      citizen: "c-tage",
      provider: "ekby",
      values: {
        start: time(begin - 40 * minute),
        end: time(begin - 10 * minute),
        staffIds: ["rosa"],
        criticality: "cannotFail",
        state: "planned",
      },
      items: { activityIds: { a1: "pa-1" } },
    },
  ]);

async function begin(d: Device): Promise<void> {
  await d.page.locator("a.visit").click();
  await d.page.getByRole("button", { name: "Börja besöket" }).click();
}

const finish = (d: Device): Promise<void> => d.page.getByRole("button", { name: "Avsluta besöket" }).click();

/** held gives what a colleague's phone shows of a type. */
async function held(phone: TestPhone, type: string): Promise<readonly Record<string, unknown>[]> {
  const all = await phone.samsyn.list(social);
  return all
    .filter((d) => d.type === type)
    .map((d) =>
      Object.fromEntries(
        Object.entries(d.view.fields).map(([name, f]) => [name, f.value ?? f.items?.map((i) => i.value)]),
      ),
    );
}

describe("a visit", () => {
  test("as planned is four taps, without network, and survives that the page is closed", async () => {
    const ekby = await town();
    const rosa = await Device.open(here.browser, here.server.url);
    await ekby.login(rosa, "rosa", "assistantNurse");
    await rosa.installed();
    const petra = await ekby.colleague("petra", "nurse");
    await expect
      .poll(() => rosa.page.locator("a.visit").innerText(), patience)
      .toMatch(/Tage Holm\s+Att kaffet är klart.*Går inte ut ensam/s);
    rosa.net.off();
    await begin(rosa);
    await rosa.page.getByRole("button", { name: "Allt enligt planen" }).click();
    await rosa.page.getByLabel("Medborgarens egna ord").fill("Gott <b>kaffe</b>.");
    await rosa.page.getByLabel("Anteckning").fill("Åt allt.");
    await expect
      .poll(() => draft(rosa, ekby.tenant + "/rosa/visit/vp-900"), patience)
      .toMatchObject({ words: "Gott <b>kaffe</b>.", text: "Åt allt." });
    await rosa.again();
    await rosa.heading(/^Du är hos/).waitFor();
    await rosa.page.locator("a.visit").click();
    await expect.poll(() => rosa.page.getByLabel("Anteckning").inputValue(), patience).toBe("Åt allt.");
    await finish(rosa);
    await rosa.heading("Besöket är inskrivet").waitFor();
    await expect
      .poll(() => rosa.page.locator("main").innerText(), patience)
      .toMatch(/Utfört\s+Sparat här, ej skickat.*Frukost: Gjort · Lite hjälp.*Gott <b>kaffe<\/b>\..*Åt allt\./s);
    await rosa.online();
    await rosa.settled();
    await expect.poll(async () => (await held(petra, "visitNote")).length, patience).toBe(1);
    await expect
      .poll(() => held(petra, "visitRecord"), patience)
      .toMatchObject([
        {
          visitPlanId: "vp-900",
          outcome: "performed",
          presentStaffIds: ["rosa"],
          citizenWords: "Gott <b>kaffe</b>.",
          activityOutcomes: [{ activityId: "pa-1", outcome: "done", supportGiven: "little" }],
        },
      ]);
    expect(rosa.said).toEqual([]);
    await rosa.close();
  });

  test("W8: that somebody says it was missed does not take away that it was done", async () => {
    const ekby = await town();
    const rosa = await Device.open(here.browser, here.server.url);
    await ekby.login(rosa, "rosa", "assistantNurse");
    const kerstin = await ekby.colleague("kerstin", "coordinator");
    rosa.net.off();
    await begin(rosa);
    await rosa.page.getByRole("button", { name: "Allt enligt planen" }).click();
    await finish(rosa);
    await rosa.heading("Besöket är inskrivet").waitFor();
    await kerstin.samsyn.edit({
      scope: visits,
      doc: kerstin.samsyn.newId(),
      type: "visitAssertion",
      create: true,
      changes: {
        visitPlanId: { set: "vp-900" },
        kind: { set: "suspectedMissed" },
        basis: { set: "noAnswer" },
        at: { set: time(ekby.begin) },
      },
    });
    await kerstin.settled();
    const told = async (field: string): Promise<readonly unknown[]> => {
      const days = (await kerstin.samsyn.list(visits)).filter((d) => d.type === "visitDay"); // two around midnight
      return days.flatMap((d) => d.view.fields[field]?.items?.map((i) => i.value) ?? []);
    };
    await expect.poll(() => told("assertions"), patience).toMatchObject([{ kind: "suspectedMissed" }]);
    await rosa.online();
    await rosa.settled();
    await expect.poll(() => told("facts"), patience).toMatchObject([{ outcome: "performed", staffId: "rosa" }]);
    await expect.poll(() => told("assertions"), patience).toMatchObject([{ kind: "suspectedMissed" }]);
    await rosa.go("today");
    await expect.poll(() => rosa.page.locator("a.visit").innerText(), patience).toContain("Utfört");
    expect(rosa.said).toEqual([]);
    await rosa.close();
  });

  test("W7: an answer about medicines is read before the next visit begins", async () => {
    const ekby = await town();
    const petra = await ekby.colleague("petra", "nurse");
    const question = { scope: health, doc: petra.samsyn.newId(), type: "medicationQuestion" };
    await petra.samsyn.edit({
      ...question,
      create: true,
      changes: {
        observation: { set: "Två påsar kvar." },
        urgency: { set: "today" },
        state: { set: "raised" },
        mustConfirmIds: { add: { m1: "rosa" } },
      },
    });
    await petra.samsyn.edit({
      ...question,
      changes: {
        state: { set: "answered" },
        answer: { add: { s1: { at: time(ekby.begin), text: "Ge inget mer i kväll." } } },
      },
    });
    await petra.settled();
    const rosa = await Device.open(here.browser, here.server.url);
    await ekby.login(rosa, "rosa", "assistantNurse");
    rosa.net.off();
    await rosa.page.locator("a.visit").click();
    await rosa.heading("Läs det här först").waitFor();
    await expect.poll(() => rosa.page.locator("main").innerText(), patience).toContain("Ge inget mer i kväll.");
    expect(await rosa.page.getByRole("button", { name: "Börja besöket" }).count()).toBe(0);
    await rosa.page.getByRole("button", { name: "Jag har läst" }).first().click();
    await rosa.page.getByRole("button", { name: "Börja besöket" }).waitFor();
    await rosa.online();
    await rosa.settled();
    const read = async (): Promise<unknown> =>
      (await petra.samsyn.list(health)).find((d) => d.doc === question.doc)?.view.fields["confirmations"]?.items?.[0]
        ?.value;
    await expect.poll(read, patience).toMatchObject({ answerId: "s1" });
    expect(rosa.said).toEqual([]);
    await rosa.close();
  });
});
