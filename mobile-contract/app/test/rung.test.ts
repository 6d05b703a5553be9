import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Server } from "../../sdk/test/server.js";
import { Device, launch, patience } from "./device.js";
import { Firebase, webApp } from "./firebase.js";
import { staff, Town } from "./town.js";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  process.env["SAMSYN_FCM_WEB"] = JSON.stringify(webApp);
  [server, browser] = await Promise.all([Server.start({ demo: "1" }), launch()]);
});
afterAll(async () => {
  delete process.env["SAMSYN_FCM_WEB"];
  await Promise.all([browser.close(), server.stop()]);
});

const yes = "Ja, säg till";
const people = () => [staff("amina", "assistantNurse"), staff("noor", "assistantNurse")];

/** phone is a device with the app, where notifications are allowed once somebody is asked. */
async function phone(town: Town, actor = "amina"): Promise<{ d: Device; firebase: Firebase }> {
  const d = await Device.open(browser, server.url);
  const firebase = await Firebase.on(d);
  await d.context.grantPermissions(["notifications"], { origin: d.net.url });
  await d.installed();
  await town.login(d, actor, "assistantNurse");
  return { d, firebase };
}

/** bound are the tokens that the server would ring for somebody: their ends, and their platform. */
async function bound(town: Town): Promise<readonly string[]> {
  const answer = await fetch(server.url + "/demo/phones?form=json");
  const { phones } = (await answer.json()) as {
    phones: readonly { tenant: string; actor: string; platform: string; token: string }[] | null;
  };
  const mine = (phones ?? []).filter((p) => p.tenant === town.tenant);
  return mine.map((p) => `${p.actor} ${p.platform} ${p.token.slice(-4)}`);
}

/** rings waits until the server would ring somebody by what Firebase gave this device. */
const rings = (town: Town, firebase: Firebase, actor = "amina") =>
  expect
    .poll(async () => {
      const given = [...firebase.tokens].map((t) => `${actor} web ${t.slice(-4)}`);
      return given.length > 0 && JSON.stringify(given) === JSON.stringify(await bound(town));
    }, patience)
    .toBe(true);

/** asks waits for our own question, which comes by itself; the browser's comes by a tap. */
const asks = (d: Device) => d.page.getByRole("button", { name: yes });

describe("a browser that is to be rung", () => {
  test("is registered by a tap and not before, and its token is at the server", async () => {
    const town = await Town.build(server, people);
    const { d, firebase } = await phone(town);
    await asks(d).waitFor();
    expect([firebase.lines, await bound(town)]).toEqual([[], []]);
    await asks(d).click();
    await rings(town, firebase);
    expect(firebase.lines).toEqual(["POST I", "POST R"]);
    expect(await asks(d).count()).toBe(0);
    const told = JSON.stringify(firebase.calls);
    for (const secret of ["amina", town.tenant, "Bearer"]) expect(told).not.toContain(secret);
    expect(d.said).toEqual([]);
    await d.close();
  });

  test("is not asked again where somebody said not now, and finds it under Mer", async () => {
    const town = await Town.build(server, people);
    const { d, firebase } = await phone(town);
    await d.page.getByRole("button", { name: "Inte nu" }).click();
    await d.again();
    await d.settled();
    expect(await asks(d).count()).toBe(0);
    await d.go("more");
    await asks(d).click();
    await rings(town, firebase);
    await d.page.getByRole("button", { name: "Sluta säga till" }).click();
    await expect.poll(() => bound(town), patience).toEqual([]);
    await expect.poll(() => firebase.tokens.size, patience).toBe(0);
    await asks(d).waitFor();
    await d.close();
  });

  test("is renewed by its installation, and begins anew where Firebase knows it no more", async () => {
    const town = await Town.build(server, people);
    const { d, firebase } = await phone(town);
    await asks(d).click();
    await rings(town, firebase);
    await d.page.evaluate(() => {
      localStorage.setItem("test/push-address", "https://push.example/moved");
    });
    await d.again();
    await expect
      .poll(() => firebase.lines.slice(2), patience)
      .toEqual([expect.stringMatching(/^POST I.*:generate$/), expect.stringMatching(/^PATCH R/)]);
    firebase.forgets();
    await d.page.evaluate(() => {
      localStorage.setItem("test/push-address", "https://push.example/again");
    });
    await d.again();
    await expect.poll(() => firebase.lines.slice(5), patience).toEqual(["POST I", "POST R"]);
    await rings(town, firebase);
    await d.again(); // and nothing is due now
    await d.settled();
    expect(firebase.lines).toHaveLength(7);
    await d.close();
  });

  test("rings for nobody after a logout, and whoever comes next is asked anew", async () => {
    const town = await Town.build(server, people);
    const { d, firebase } = await phone(town);
    await asks(d).click();
    await rings(town, firebase);
    await d.go("more");
    await d.page.getByRole("button", { name: "Logga ut" }).click();
    await d.page.getByRole("button", { name: "Logga ut" }).click();
    await expect.poll(() => bound(town), patience).toEqual([]);
    await expect.poll(() => firebase.tokens.size, patience).toBe(0);
    expect(await d.page.evaluate(() => localStorage.getItem("test/push-address"))).toBeNull();
    await town.login(d, "noor", "assistantNurse");
    await asks(d).waitFor();
    expect(await bound(town)).toEqual([]);
    await d.close();
  });

  test("says that it did not work without contact with Firebase, and works when it is there", async () => {
    const town = await Town.build(server, people);
    const { d, firebase } = await phone(town);
    firebase.isDown = true;
    await asks(d).click();
    await d.page.getByText("Försök igen när du har kontakt").waitFor();
    firebase.isDown = false;
    await asks(d).click();
    await rings(town, firebase);
    await d.close();
  });
});
