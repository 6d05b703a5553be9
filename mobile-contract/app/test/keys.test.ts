import { expect, test } from "vitest";
import { Device, patience } from "./device.js";
import { stage } from "./stage.js";

const here = stage();

/** stands waits for a view that has taken the focus. */
async function stands(d: Device, heading: string): Promise<void> {
  await d.heading(heading).waitFor();
  await expect.poll(() => d.page.evaluate(() => document.activeElement?.id), patience).toBe("main");
}

/** to presses Tab until what has the focus is called so; what has it must be seen to have it. */
async function to(d: Device, name: RegExp): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await d.page.keyboard.press("Tab");
    const at = await d.page.evaluate(() => {
      const e = document.activeElement;
      if (!(e instanceof HTMLElement) || e === document.body) return undefined;
      const label = e.id === "" ? "" : (document.querySelector(`label[for="${e.id}"]`)?.textContent ?? "");
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      return { name: (label || e.getAttribute("aria-label") || e.textContent).trim(), isSeen, height: box.height };
    });
    if (!at || !name.test(at.name)) continue;
    expect(at.isSeen, at.name).toBe(true);
    return;
  }
  throw new Error("no Tab leads to " + String(name));
}

test("everything by keyboard: logging in, finding a citizen, writing a note, and out again", async () => {
  const d = await Device.open(here.browser, here.server.url);
  const press = (key: string): Promise<void> => d.page.keyboard.press(key);
  await d.page.getByRole("button", { name: "Amina Warsame" }).waitFor();
  await to(d, /^Amina Warsame/);
  await press("Enter");
  await d.settled();
  await to(d, /Medborgare$/);
  await press("Enter");
  await stands(d, "Medborgare");
  await to(d, /^Gunvor Ekdahl/);
  await press("Enter");
  await stands(d, "Gunvor Ekdahl");
  await to(d, /Skriv anteckning/);
  await press("Enter");
  await stands(d, "Skriv anteckning");
  await to(d, /^Anteckning/);
  await d.page.keyboard.type("Skriven utan mus");
  await to(d, /^Spara$/);
  await press("Enter");
  await expect.poll(() => d.page.url(), patience).not.toContain("#/note/");
  await d.settled();
  await to(d, /Mer/);
  await press("Enter");
  await stands(d, "Mer");
  await to(d, /^Logga ut$/);
  await press("Enter");
  await to(d, /^Logga ut$/);
  await press("Enter");
  await d.heading("Vem är du?").waitFor();
  expect(d.said).toEqual([]);
  await d.close();
});
