import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { Server } from "../../sdk/test/server.js";
import { launch } from "./device.js";
import { stops, Tour } from "./tour.js";

const folder = process.env["SAMSYN_TEST_SHOTS"];
const english = process.env["SAMSYN_TEST_LANGUAGE"] === "en";
const width = Number(process.env["SAMSYN_TEST_WIDTH"] ?? "") || 390;
const fullPage = process.env["SAMSYN_TEST_WHOLE"] === "1";

test("a picture of every view, by day and in the dark", async () => {
  if (!folder) throw new Error("SAMSYN_TEST_SHOTS names the folder; scripts/shots sets it");
  mkdirSync(folder, { recursive: true });
  const [server, browser] = await Promise.all([Server.start({ demo: "1" }), launch()]);
  const tour = new Tour(browser, server, { english, width });
  for (const stop of stops) {
    const d = await tour.visit(stop);
    const who = stop.who.split(" ")[0]?.toLowerCase() ?? "";
    for (const colorScheme of ["light", "dark"] as const) {
      await d.page.emulateMedia({ colorScheme });
      const name = [stop.view, who, ...(stop.wide ? ["wide"] : []), colorScheme === "light" ? "day" : "dark"].join("-");
      await d.page.screenshot({ path: join(folder, name + ".png"), animations: "disabled", fullPage });
    }
  }
  await tour.end();
  await Promise.all([browser.close(), server.stop()]);
});
