import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { Day } from "./day.js";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, team, time, Town, type Row } from "./town.js";

// W2 of domain.md: two professions change the same goal without network, through their phones' screens and the citizen's.

const here = stage();

const words = {
  first: "Jag vill kunna gå ut till brevlådan själv varje morgon.",
  now: "Onsdag och lördag räcker.",
  agreed: "Går till brevlådan varje morgon med rollator",
  hers: "Till brevlådan med rollator, på egen hand",
  his: "Till brevlådan med rollator, personal går bredvid vid halka",
  alert: "Går ej ut vid halka utan sällskap",
  seen: "gick hela vägen, tung rollator uppför",
};

const citizen = { citizen: "gunvor", provider: "ekby" };
const plan = (id: string, staffId: string, start: number): Row => ({
  type: "visitPlan",
  id,
  ...citizen,
  values: { start: time(start), end: time(start + 35 * 60_000), staffIds: [staffId], state: "planned" },
});

const rows = (begin: number): readonly Row[] => [
  staff("amina", "assistantNurse", "Amina Warsame"),
  staff("jonas", "occupationalTherapist", "Jonas Lilja"),
  team("norra", "Norra Ekby", ["amina", "jonas"]),
  assigned("amina", "gunvor", begin),
  assigned("jonas", "gunvor", begin),
  { type: "citizenIdentity", id: "gunvor", ...citizen, values: { displayName: "Gunvor Ekdahl" } },
  { type: "citizen", id: "gunvor", ...citizen, values: { whatMattersToMe: "Att klara mig själv." } },
  {
    type: "goal",
    id: "g-17",
    ...citizen,
    values: {
      state: "agreed",
      citizenWords: words.first,
      professionalWording: words.agreed,
      target: { description: "utan sällskap, rollator" },
      nextReview: "2026-12-15",
      responsibleId: "jonas",
      agreedVersion: 3,
    },
  },
  plan("vp-a", "amina", Day.time("10:05")),
  plan("vp-j", "jonas", Day.time("10:05")),
  plan("vp-b", "amina", Day.time("10:05") + 86_400_000), // within two days: she is told of danger at once
];

const main = (d: Device): Locator => d.page.locator("main");
const sees = (d: Device): Promise<string> => main(d).innerText();
const toSee = (d: Device, what: RegExp | string): Promise<void> =>
  typeof what === "string"
    ? expect.poll(() => sees(d), patience).toContain(what)
    : expect.poll(() => sees(d), patience).toMatch(what);
const press = (d: Device, name: string): Promise<void> =>
  main(d).getByRole("button", { name, exact: true }).first().click();
/** part is what opens below a line, as by a tap on it. */
const part = (d: Device, line: string): Locator =>
  main(d).locator("details", { has: d.page.locator("summary", { hasText: line }) });
const card = (d: Device, title: string): Locator => main(d).locator(".card", { has: d.heading(title) });

async function begin(d: Device): Promise<void> {
  await d.page.locator("a.visit").first().click();
  await press(d, "Börja besöket");
  await d.page.getByRole("link", { name: /^Allt om/ }).click();
  await d.heading("Gunvor Ekdahl").waitFor();
}

async function openGoal(d: Device): Promise<void> {
  await d.go("citizen", "gunvor");
  await d.page.locator("a.row[href^='#/goal/']").click();
  await d.heading("Det här gäller").waitFor();
}

/** write opens a line, types into its field and saves. */
async function write(d: Device, line: string, field: string, text: string, button = "Spara"): Promise<void> {
  const p = part(d, line);
  await p.locator("summary").click();
  await p.getByLabel(field, { exact: true }).fill(text);
  await p.getByRole("button", { name: button, exact: true }).click();
}

async function finish(d: Device): Promise<void> {
  await d.go("today");
  await d.page.locator("a.visit.underway").click();
  await press(d, "Allt enligt planen");
  await press(d, "Avsluta besöket");
  await d.heading("Besöket är inskrivet").waitFor();
}

test("W2: the same goal, changed by two professions without network", async () => {
  const ekby = await Town.build(here.server, rows, Day.time("10:00"));
  const day = new Day(ekby);
  await day.at("10:00");
  const open = async (ahead = 0): Promise<Device> => {
    const d = await Device.open(here.browser, here.server.url);
    await day.carry(d, ahead);
    return d;
  };
  const [amina, jonas, gunvor] = await Promise.all([open(7), open(), open()]); // Amina's clock is fast: that decides nothing
  await Promise.all([
    ekby.login(amina, "amina", "assistantNurse", { name: "Amina Warsame" }),
    ekby.login(jonas, "jonas", "occupationalTherapist", { name: "Jonas Lilja" }),
    ekby.login(gunvor, "gunvor", "citizen", { name: "Gunvor Ekdahl", kind: "citizen" }),
  ]);
  await Promise.all([amina, jonas].map((d) => d.page.locator("a.visit").first().waitFor()));
  amina.net.off();
  jonas.net.off();

  await day.at("10:05");
  await Promise.all([begin(amina), begin(jonas)]);
  await day.at("10:14");
  await openGoal(amina);
  const follow = part(amina, "Följ upp").first();
  await follow.locator("summary").click();
  await follow.getByText("Som vi sa", { exact: true }).click();
  await follow.getByLabel("Vad såg du?").fill(words.seen);
  await follow.getByRole("button", { name: "Spara", exact: true }).click();
  await toSee(amina, new RegExp(words.seen + "\\s+Gäller överenskommelse nummer 3"));

  await day.at("10:18");
  await write(jonas, "Lägg till varning", "Vad ska alla se upp med?", words.alert);
  await expect.poll(() => card(jonas, "Varning").innerText(), patience).toContain(words.alert); // in force on his phone at once
  await openGoal(jonas);

  await day.at("10:22");
  await write(amina, "Föreslå en annan formulering", "Ditt förslag", words.hers, "Lämna förslag");
  await day.at("10:24");
  await write(jonas, "Föreslå en annan formulering", "Ditt förslag", words.his, "Lämna förslag");
  await day.at("10:25");
  await write(amina, "Nytt datum", "Nytt datum", "2026-12-08");
  await write(jonas, "Nytt datum", "Nytt datum", "2026-12-01");
  await day.at("10:28");
  await write(amina, "Ändra orden", "Mitt mål med egna ord", words.now);
  await day.at("10:31");
  await write(amina, "Lägg till aktivitet", "Aktivitet", "Öva kantsten");
  await write(jonas, "Lägg till aktivitet", "Aktivitet", "Prova lättare rollator");
  await toSee(jonas, "Prova lättare rollator");
  await jonas.go("citizen", "gunvor");
  await jonas.page.getByRole("link", { name: "Fråga om hjälpmedel" }).click();
  await jonas.page.getByText("Snart", { exact: true }).click();
  await jonas.page.getByLabel("Behov eller problem i vardagen").fill("Lättare rollator");
  await press(jonas, "Skicka till arbetsterapeut");
  await toSee(jonas, "Vad det blev"); // it is saved, and leads on
  await day.at("10:40");
  await Promise.all([finish(amina), finish(jonas)]);
  for (const d of [amina, jonas]) await expect.poll(() => d.bar(), patience).toMatch(/Ingen kontakt.*\d+ väntar/s);

  // Amina first. Her citizen's words count at once, on the citizen's tablet too; her own wording waits.
  await day.at("10:52");
  await amina.online();
  await amina.settled();
  await toSee(gunvor, words.now);
  await openGoal(amina);
  await expect.poll(() => card(amina, "Det här gäller").innerText(), patience).toContain(words.agreed);
  await toSee(amina, "Ett förslag väntar. Det överenskomna gäller tills ni bestämt.");
  await toSee(amina, /Nästa uppföljning\s+tisdag 8 december/);
  expect(await sees(amina)).not.toContain(words.his);

  await day.at("11:35");
  await jonas.online();
  await jonas.settled();
  await openGoal(jonas);
  for (const d of [amina, jonas]) {
    await toSee(d, "Två förslag. Det överenskomna gäller tills ni bestämt.");
    // 1. The follow-up is kept, with its author, on the agreement that was in force. 3. Both activities.
    await toSee(d, new RegExp(`Amina Warsame\\s+Som vi sa\\s+${words.seen}\\s+Gäller överenskommelse nummer 3`));
    for (const one of ["Öva kantsten", "Prova lättare rollator"])
      await expect.poll(() => card(d, "Vardagsaktiviteter").innerText(), patience).toContain(one);
    // 4. The citizen's words, as hers. 5. Version 3 stays in force, whole, beside both proposals.
    await expect
      .poll(() => card(d, "Mitt mål med egna ord").innerText(), patience)
      .toMatch(new RegExp(`${words.now}\\s+Medborgaren, genom Amina Warsame`));
    const inForce = await card(d, "Det här gäller").innerText();
    expect(inForce).toContain(words.agreed);
    expect(inForce).toContain("Överenskommelse 3");
    expect(inForce).not.toMatch(/på egen hand|bredvid/);
    const proposals = async (): Promise<readonly (string | undefined)[]> =>
      (await d.page.locator(".proposal").allInnerTexts()).map((one) => one.split("\n")[0]).sort();
    await expect.poll(proposals, patience).toEqual([words.hers, words.his].sort());
    // 6. The earliest date, and the other beside it.
    await expect
      .poll(() => card(d, "Nästa uppföljning").innerText(), patience)
      .toMatch(/tisdag 1 december\s+Amina Warsame skrev tisdag 8 december 2026/);
  }
  for (const d of [amina, jonas]) {
    await d.go("citizen", "gunvor");
    await expect.poll(() => card(d, "Varning").innerText(), patience).toContain(words.alert); // 2
    for (const who of ["Amina Warsame", "Jonas Lilja"]) await toSee(d, new RegExp(`10:\\d\\d ${who}`)); // 1: both records
    await toSee(d, "Lättare rollator"); // 3
  }

  // 2. Urgent to whoever visits her next; 7. and a quiet note of the proposals.
  await amina.go("today");
  await toSee(amina, /Viktigt nu\s.*Gunvor Ekdahl/s);
  await amina.go("notices");
  await toSee(amina, /En ny krock att titta på|Två har skrivit olika om ett mål/);

  // 5. The conflict: version 3, and both proposals with author, role and time. The citizen sees it too.
  await openGoal(jonas);
  await jonas.page.getByRole("link", { name: "Jämför förslagen" }).click();
  await toSee(jonas, new RegExp(`Gäller så länge\\s+${words.agreed}\\s+[^\\n]+\\s+Överenskommelse 3`));
  await toSee(jonas, new RegExp(`${words.hers}\\s+Amina Warsame, Undersköterska, .*10:2\\d`));
  await toSee(jonas, new RegExp(`${words.his}\\s+Jonas Lilja, Arbetsterapeut, .*10:24`));
  await toSee(jonas, /Avgörs av Jonas Lilja\. Senast/);
  await gunvor.go("choices");
  for (const one of [words.agreed, words.hers, words.his]) await toSee(gunvor, one);

  // Jonas has asked her: version 4 is agreed on, and nothing is left to choose.
  await day.at("14:10");
  await jonas.page.getByRole("button", { name: "Det här ska gälla: " + words.his }).click();
  await jonas.settled();
  await Promise.all([openGoal(amina), openGoal(jonas)]);
  for (const d of [amina, jonas]) {
    await expect.poll(() => card(d, "Det här gäller").innerText(), patience).toContain(words.his);
    await expect.poll(() => card(d, "Det här gäller").innerText(), patience).toContain("Överenskommelse 4");
    await expect.poll(() => d.page.locator(".proposal").count(), patience).toBe(0);
    await expect.poll(() => sees(d), patience).toContain("Gäller överenskommelse nummer 3"); // what was measured before stays so
  }
  await toSee(gunvor, "Inget behöver ditt val.");
  await amina.go("choices");
  await amina.page.getByText("Redan avgjorda").click();
  await toSee(amina, words.hers); // what was not chosen is not lost
  const all = [amina, jonas, gunvor];
  expect(all.map((d) => d.said)).toEqual([[], [], []]);
  await Promise.all(all.map((d) => d.close()));
});
