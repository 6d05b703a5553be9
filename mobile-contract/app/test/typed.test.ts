import { describe, expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";
import { assigned, staff, time, Town } from "./town.js";
import { draft, kept } from "./typing.js";

const here = stage();

const saw = "Vad har du sett?";
const asks = "Fråga";
const begin = "Börja besöket";
const of = "ekby/amina/new|medicationQuestion|citizen/c01/health/ekby";

/** early types into the second field of a form in the moment in which it is first drawn, before anything else can happen. */
function early(): void {
  const watcher = new MutationObserver(() => {
    const [, second] = document.querySelectorAll("textarea");
    if (!second) return;
    watcher.disconnect();
    const shown = [...document.querySelectorAll("textarea")].map((one) => one.value);
    Object.assign(globalThis, { shown });
    second.value = "Ska hon ta den i kväll?";
    second.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  watcher.observe(document, { subtree: true, childList: true });
}

/** slowly has a store of the browser answer nothing before it is released. */
function slowly(store: string): void {
  const held: (() => void)[] = [];
  const now = { isSlow: true };
  const add = Reflect.get(IDBRequest.prototype, "addEventListener") as (...all: unknown[]) => unknown;
  IDBRequest.prototype.addEventListener = function (this: IDBRequest, type: string, f: unknown, o?: unknown) {
    const isHeld = type === "success" && (this.source as { readonly name?: string } | null)?.name === store;
    const heard = (e: unknown): void => {
      (f as (e: unknown) => void).call(this, e);
    };
    const late = (e: unknown): void => {
      if (now.isSlow)
        held.push(() => {
          heard(e);
        });
      else heard(e);
    };
    Reflect.apply(add, this, [type, isHeld ? late : f, o]);
  };
  Object.assign(globalThis, {
    release() {
      now.isSlow = false;
      for (const one of held) one();
    },
  });
}

const release = (d: Device): Promise<void> =>
  d.page.evaluate(() => {
    (globalThis as unknown as { release: () => void }).release();
  });

/** once notes whether a button was ever on the screen, however short. */
function once(name: string): void {
  const seen = { ever: false };
  Object.assign(globalThis, { seen });
  new MutationObserver(() => {
    if ([...document.querySelectorAll("button")].some((b) => b.innerText === name)) seen.ever = true;
  }).observe(document, { subtree: true, childList: true });
}

describe("what was typed is there when a form is first drawn", () => {
  test("and what is typed in that moment takes nothing of it away", async () => {
    const d = await Device.open(here.browser, here.server.url);
    await d.login("Amina Warsame");
    await d.go("new", "medicationQuestion", "c01");
    await d.page.getByLabel(saw).fill("Yr och blek.");
    await expect.poll(() => kept(d, "/amina/"), patience).toHaveProperty([of]);
    await d.context.addInitScript(early);
    await d.page.reload();
    await expect.poll(() => d.page.getByLabel(asks).first().inputValue(), patience).toBe("Ska hon ta den i kväll?");
    expect(await d.page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown[0])).toBe("Yr och blek.");
    await d.settled();
    await expect.poll(() => d.page.getByLabel(saw).inputValue(), patience).toBe("Yr och blek.");
    expect(d.said).toEqual([]);
    await d.close();
  });

  test("and where the browser is slow to give it, what is typed meanwhile lies on it", async () => {
    const d = await Device.open(here.browser, here.server.url);
    await d.login("Amina Warsame");
    await d.go("new", "medicationQuestion", "c01");
    await d.page.getByLabel(saw).fill("Yr och blek.");
    await expect.poll(() => draft(d, of), patience).toMatchObject({ fields: { observation: "Yr och blek." } });
    await d.context.addInitScript(slowly, "drafts");
    await d.page.reload();
    await d.page.getByLabel(asks).first().fill("Ska hon ta den i kväll?");
    expect(await d.page.getByLabel(saw).inputValue()).toBe("");
    await release(d);
    await expect.poll(() => d.page.getByLabel(saw).inputValue(), patience).toBe("Yr och blek.");
    expect(await d.page.getByLabel(asks).first().inputValue()).toBe("Ska hon ta den i kväll?");
    await expect
      .poll(() => draft(d, of), patience)
      .toMatchObject({ fields: { observation: "Yr och blek.", question: "Ska hon ta den i kväll?" } });
    expect(d.said).toEqual([]);
    await d.close();
  });

  test("and a visit that was begun is not offered to be begun", async () => {
    const town = await Town.build(here.server, (now) => [
      staff("amina", "assistantNurse"),
      assigned("amina", "gunvor", now),
      { type: "citizenIdentity", id: "gunvor", values: { displayName: "Gunvor Ekdahl" } },
      {
        type: "visitPlan",
        id: "vp-1",
        citizen: "gunvor",
        provider: "ekby",
        values: { start: time(now), end: time(now + 600_000), staffIds: ["amina"], state: "planned" },
      },
    ]);
    const d = await Device.open(here.browser, here.server.url);
    await town.login(d, "amina", "assistantNurse");
    await d.page.locator("a.visit").click();
    await d.page.getByRole("button", { name: begin }).click();
    await d.heading(/^Besöket började/).waitFor();
    await expect.poll(() => kept(d, "/amina/"), patience).toHaveProperty([`${town.tenant}/amina/visit/vp-1`]);
    await d.context.addInitScript(once, begin);
    await d.page.reload();
    await d.settled();
    await d.heading(/^Besöket började/).waitFor();
    expect(await d.page.evaluate(() => (globalThis as unknown as { seen: { ever: boolean } }).seen.ever)).toBe(false);
    await d.close();
  });
});
