import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { overflow } from "./look.js";
import { stage } from "./stage.js";
import { assigned, staff, time, Town, type Row } from "./town.js";

const here = stage();

const minute = 60_000;

/** evil is a text of so many characters that would run if anything took it for markup, and bursts what is not ready for it. */
function evil(length: number): string {
  const begin =
    "<script>pwned=1</script><img src=x onerror=pwned=1><a href=javascript:pwned=1>x</a>&amp;<b>\u202Eren\u2066" +
    "Å".repeat(60);
  return begin.padEnd(length, "Ord\u200F ").padEnd(length, "W").slice(0, length).trim();
}

interface Field {
  readonly policy: string;
  readonly schema?: { readonly $ref?: string };
}

const limits: Readonly<Record<string, number>> = { "../values.json#/line": 200, "../values.json#/text": 8000 };
const lists = new Set(["addWins", "restrictive"]);

/** fill gives a type's every text field, and every list of texts, something evil. */
function fill(type: string): Pick<Row, "values"> & { readonly items: Record<string, Record<string, unknown>> } {
  const path = new URL(`../../../schema/types/${type}.json`, import.meta.url);
  const { fields } = JSON.parse(readFileSync(path, "utf8")) as { fields: Readonly<Record<string, Field>> };
  const values: Record<string, unknown> = {};
  const items: Record<string, Record<string, unknown>> = {};
  for (const [name, f] of Object.entries(fields)) {
    const ref = f.schema?.$ref ?? "";
    const length = limits[ref];
    if (length !== undefined && lists.has(f.policy)) items[name] = { [name + "-1"]: evil(length) };
    else if (length !== undefined) values[name] = evil(length);
    else if (ref.endsWith("#/entry")) items[name] = { [name + "-1"]: { text: evil(8000), at: time(Date.now()) } };
  }
  return { values, items };
}

const about = { citizen: "c-evil", provider: "ekby" };

/** rows are one document of each type that a screen of its own shows. */
function rows(now: number): Row[] {
  const made = (type: string, more: Record<string, unknown> = {}): Row => {
    const { values, items } = fill(type);
    return {
      type,
      id: type === "citizenIdentity" || type === "citizen" ? "c-evil" : "evil-" + type,
      ...about,
      values: { ...values, ...more },
      items,
    };
  };
  return [
    staff("amina", "assistantNurse"),
    { type: "careTeam", id: "norra", values: { name: "Norra", providerOrgId: "ekby", members: [] } },
    assigned("amina", "c-evil", now),
    made("citizenIdentity"),
    made("citizen"),
    made("goal", { target: { description: evil(8000) }, agreedVersion: 1 }),
    made("planActivity"),
    made("visitNote", { occurredAt: time(now) }),
    made("visitPlan", { start: time(now), end: time(now + minute), staffIds: ["amina"] }),
  ];
}

test("texts that would run, and texts that burst: nothing runs, and nothing is wider than a small phone", async () => {
  const town = await Town.build(here.server, rows);
  const amina = await Device.open(here.browser, here.server.url);
  await amina.installed();
  const dialogs: string[] = [];
  amina.page.on("dialog", (d) => {
    dialogs.push(d.message());
    void d.dismiss();
  });
  await amina.page.setViewportSize({ width: 320, height: 700 });
  await town.login(amina, "amina", "assistantNurse");
  const social = "citizen/c-evil/social/ekby";
  const seen = async (...address: readonly string[]): Promise<void> => {
    await amina.go(...address);
    await expect.poll(() => amina.page.locator("main").innerText(), patience).toContain("<script>pwned=1");
    expect.soft(await overflow(amina.page), address.join("/")).toEqual([]);
  };
  await seen("today");
  await seen("citizens");
  await seen("citizen", "c-evil");
  await seen("goal", social, "evil-goal");
  await seen("note", "c-evil");
  await seen("visit", "citizen/c-evil/visits/ekby", "evil-visitPlan");
  for (const type of ["goal", "planActivity", "visitNote"]) {
    await seen("list", type);
    await seen("doc", social, "evil-" + type);
  }
  await seen("doc", "citizen/c-evil/card/ekby", "c-evil");
  await seen("new", "goal", "c-evil");
  expect(await amina.page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(await amina.page.locator("main script, main img, main a[href^=javascript]").count()).toBe(0);
  expect(dialogs).toEqual([]);
  expect(amina.said).toEqual([]);
  await amina.close();
});
