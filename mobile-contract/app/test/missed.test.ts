import { expect, test } from "vitest";
import { Day } from "./day.js";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, team, time, Town, type Row } from "./town.js";

// W8 of domain.md: marked missed in the office, done by somebody without network, through the screens of those it concerns.

const here = stage();

const people = [
  ["rosa", "assistantNurse", "Rosa Lind"],
  ["ali", "assistantNurse", "Ali Demir"],
  ["petra", "nurse", "Petra Nyholm"],
  ["kerstin", "coordinator", "Kerstin Vång"],
  ["bodil", "unitManager", "Bodil Rask"],
] as const;

const rows = (begin: number): readonly Row[] => [
  ...people.flatMap(([id, role, name]) => [staff(id, role, name), assigned(id, "c-tage", begin)]),
  team(
    "norra",
    "Norra Ekby",
    people.map(([id]) => id),
  ),
  { type: "citizenIdentity", id: "c-tage", values: { displayName: "Tage Holm" } },
  {
    type: "visitPlan",
    id: "vp-900",
    citizen: "c-tage",
    provider: "ekby",
    values: {
      start: time(Day.time("07:30")),
      end: time(Day.time("08:00")),
      staffIds: ["rosa"],
      criticality: "cannotFail",
      state: "planned",
    },
  },
];

const sees = (d: Device): Promise<string> => d.page.locator("main").innerText();
const toSee = (d: Device, what: RegExp | string): Promise<void> =>
  expect.poll(() => sees(d), patience).toMatch(typeof what === "string" ? new RegExp(what) : what);
const press = (d: Device, name: string): Promise<void> =>
  d.page.locator("main").getByRole("button", { name, exact: true }).click();

test("W8: marked missed in the office, and done by somebody without network", async () => {
  const ekby = await Town.build(here.server, rows, Day.time("07:10"));
  const day = new Day(ekby);
  await day.at("07:10");
  const open = async (id: (typeof people)[number][0], wide = false): Promise<Device> => {
    const d = await Device.open(here.browser, here.server.url, { wide });
    await day.carry(d);
    const [, role, name] = people.find(([one]) => one === id) ?? people[0];
    await ekby.login(d, id, role, { name });
    return d;
  };
  const [rosa, ali, kerstin] = await Promise.all([open("rosa"), open("ali"), open("kerstin", true)]);
  await kerstin.go("board");
  const alarms = kerstin.page.locator(".alarms");
  const where = kerstin.page.locator(".person", { hasText: "Rosa Lind" });
  await expect.poll(() => where.innerText(), patience).toContain("Tillgänglig");
  await rosa.page.locator("a.visit").waitFor();

  await day.at("07:12");
  rosa.net.off(); // the forest road
  await expect.poll(() => where.innerText(), patience).toMatch(/utan kontakt sedan\s07:12/);
  await day.at("07:31");
  await rosa.page.locator("a.visit").click();
  await press(rosa, "Börja besöket");
  await day.at("07:58");
  await press(rosa, "Allt enligt planen");
  await rosa.page.getByLabel("Anteckning").fill("Frukost. Dospåsen lämnad enligt delegering.");
  await press(rosa, "Avsluta besöket");
  await rosa.heading("Besöket är inskrivet").waitFor();
  await toSee(rosa, /07:31–07:58\s+Utfört/);

  // A quarter of an hour past its end the server suspects, because nothing was heard; not before.
  await day.at("08:14");
  expect(await alarms.innerText()).not.toContain("Tage Holm");
  await day.at("08:15");
  const alarm = alarms.locator("li", { has: kerstin.page.locator("summary", { hasText: "Tage Holm" }) });
  await expect.poll(() => alarm.innerText(), patience).toMatch(/Misstänkt uteblivet\s+07:30 Tage Holm/);
  await alarm.locator("summary").first().click();
  const judged = alarm.locator(":scope > details > ul");
  await expect.poll(() => judged.innerText(), patience).toMatch(/^08:15 Kan ha uteblivit · Inget har hörts · Samsyn$/);
  await day.at("08:17");
  await alarm.getByRole("button", { name: "Ringde, ingen svarade" }).click();
  await expect
    .poll(() => judged.innerText(), patience)
    .toMatch(/Samsyn\s+08:17 Kan ha uteblivit · Ingen svarade · Kerstin Vång/);

  await day.at("08:20");
  await alarm.getByText("Skicka en ersättare").click();
  await alarm.getByLabel("Vem åker?").selectOption({ label: "Ali Demir" });
  await alarm.getByLabel("När är ersättaren där?").fill("08:45");
  await alarm.getByRole("button", { name: "Skicka", exact: true }).click();
  await expect.poll(() => alarm.count(), patience).toBe(0);
  await kerstin.settled();
  const rowOf = (start: string) => kerstin.page.locator(".visits li", { hasText: start + "–" });
  await expect.poll(() => rowOf("07:30").innerText(), patience).toMatch(/Rosa Lind.*Ersättare skickad/s);
  await expect
    .poll(() => rowOf("08:45").innerText(), patience)
    .toMatch(/08:45–09:15\s+Tage Holm\s+Ali Demir\s+får inte utebli\s+Planerat/);

  // Ali sees the used cup and the empty holder.
  await day.at("08:52");
  await ali.page.locator("a.visit", { hasText: "08:45" }).click();
  await toSee(ali, /Ersätter besöket 07:30–08:00/);
  expect(await sees(ali)).not.toContain("Någon har redan varit där");
  await press(ali, "Börja besöket");
  await press(ali, "Något blev annorlunda");
  await ali.page.getByText("Någon hade redan varit där", { exact: true }).click();
  await ali.page.getByLabel("Anteckning").fill("Koppen använd, dosasken tom. Ringde Petra.");
  await day.at("09:08");
  await press(ali, "Avsluta besöket");
  await ali.heading("Besöket är inskrivet").waitFor();
  await ali.settled();
  await expect.poll(() => rowOf("08:45").count(), patience).toBe(0); // done, and so not among what is left
  await expect.poll(() => rowOf("07:30").innerText(), patience).toContain("Ersättare skickad");

  // Rosa comes out of the forest. What she wrote was true all the time.
  await day.at("09:55");
  await rosa.online();
  await rosa.settled();
  await kerstin.page.getByRole("button", { name: /^Avvikande/ }).click();
  const became = /Utfört \(Rosa Lind 07:31–07:58, kom in 09:55\)/;
  await expect.poll(() => rowOf("07:30").innerText(), patience).toMatch(became);
  await expect.poll(() => rowOf("07:30").innerText(), patience).toContain("Misstanken motbevisad");
  await expect.poll(() => alarms.innerText(), patience).not.toContain("Misstänkt");
  await rowOf("07:30").locator("a").click();
  await kerstin.heading("Så blev det").waitFor();
  const trace =
    /08:15 Kan ha uteblivit · Inget har hörts · Samsyn\s+Motbevisad\s+08:17 Kan ha uteblivit · Ingen svarade · Kerstin Vång\s+Motbevisad\s+08:20 Ersättare skickad/;
  await toSee(kerstin, became);
  await toSee(kerstin, trace);
  expect(await sees(kerstin)).not.toMatch(/Uteblev|Har uteblivit|Dospåsen/); // nobody confirmed it; what was done is not hers to read
  await kerstin.go("notices");
  await toSee(kerstin, /Ett besök hade inte uteblivit/);

  // Those who worried and who went instead are told.
  await toSee(ali, /Någon har redan varit där: Utfört \(Rosa Lind 07:31–07:58, kom in 09:55\)/);
  await ali.go("notices");
  await toSee(ali, /Den som skulle ha kommit har varit där/);
  const bodil = await open("bodil");
  await bodil.go("notices");
  await toSee(bodil, /Ett besök hade inte uteblivit/);

  // A nurse looks whether he was given anything twice, though Ali wrote that he gave nothing.
  const petra = await open("petra");
  await toSee(petra, /Viktigt nu\s+Kan ha fått besök två gånger – Tage Holm/);
  await petra.go("choices");
  await toSee(petra, became);
  await toSee(petra, /Någon hade redan varit där \(Ali Demir 08:52–09:08\)/);
  await petra.go("citizen", "c-tage");
  for (const words of ["Dospåsen lämnad enligt delegering", "Koppen använd, dosasken tom"]) await toSee(petra, words);
  await petra.go("choices");
  await press(petra, "Jag har tagit reda på det");
  await toSee(petra, /Inget behöver ditt val/);
  await petra.settled();

  // Rosa and Ali each see their own as they wrote it.
  await rosa.go("today");
  await expect.poll(() => rosa.page.locator("a.visit").innerText(), patience).toContain("Utfört");
  await ali.go("today");
  await expect.poll(() => ali.page.locator("a.visit").innerText(), patience).toContain("Någon hade redan varit där");
  const all = [rosa, ali, kerstin, bodil, petra];
  expect(all.map((d) => d.said)).toEqual(all.map(() => []));
  await Promise.all(all.map((d) => d.close()));
});
