import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { pages } from "./bridge/pages.js";
import { Road } from "./bridge/road.js";
import { launch } from "./chromium.js";

let server: Server;
let road: Road;
let browser: Browser;
let closed: Promise<number>;
beforeAll(async () => {
  server = createServer();
  closed = new Promise((resolve) =>
    new WebSocketServer({ server }).on("connection", (guest) => guest.on("close", resolve)),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  [road, browser] = await Promise.all([pages().then((all) => Road.open(all)), launch()]);
}, 300_000);
afterAll(async () => {
  await browser.close();
  road.close();
  server.close();
});

/** What a run of an app leaves behind that is killed while it writes, by what the next finds. */
const killed = async (node: string): Promise<unknown> => {
  const frame = document.createElement("iframe");
  frame.src = "/app.html";
  await new Promise((resolve) => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const app = frame.contentWindow?.embody?.(new WeakMap());
  const next = window.embody?.(new WeakMap());
  if (!app || !next) throw new Error("nothing is loaded");
  const heard: string[] = [];
  const hear = (what: string) => (): void => {
    heard.push(what);
  };
  await new Promise<void>((opened) => {
    app.openSocket(`${location.origin}/to/${encodeURIComponent(node)}/1`, {
      opened,
      text: hear("text"),
      closed: hear("closed"),
    });
  });
  const store = await app.storage("killed", () => undefined);
  await store.write([{ drawer: "own", key: "before", value: 1 }]);
  app.setTimer(1, hear("timer"));
  const two = [
    { drawer: "own", key: "while", value: 2 },
    { drawer: "copy", key: "while", value: 2 },
  ] as const;
  void store.write(two).then(hear("saved"), hear("failed"));
  frame.remove();

  await new Promise<void>((over) => next.setTimer(50, over)); // longer than the app's own
  const found = await next.storage("killed", () => undefined);
  const keys = async (drawer: "own" | "copy"): Promise<string[]> => (await found.read(drawer, "")).map((s) => s.key);
  return { heard, own: await keys("own"), copy: await keys("copy") };
};

test("an app that is killed hears no more, and what it was writing is whole or not there", async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(300_000); // the test's own
  await page.goto(road.url + "/app.html");
  const left = await page.evaluate(killed, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect([
    { heard: [], own: ["before"], copy: [] },
    { heard: [], own: ["before", "while"], copy: ["while"] },
  ]).toContainEqual(left);
  expect(await closed).toBeGreaterThan(0); // the server hears that it is gone
});
