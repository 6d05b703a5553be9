import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Road } from "./bridge/road.js";

let server: Server;
let road: Road;
const guests: WebSocket[] = [];
beforeAll(async () => {
  server = createServer((ask, answer) => {
    let body = "";
    ask.on("data", (piece: Buffer) => (body += piece.toString()));
    ask.on("end", () => answer.writeHead(201, { "X-Host": ask.headers.host }).end(`${ask.url ?? ""} ${body}`));
  });
  new WebSocketServer({ server }).on("connection", (guest) => {
    guests.push(guest);
    guest.on("message", (data: Buffer) => {
      guest.send("heard " + data.toString());
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  road = await Road.open({ "/": ["text/plain", "a page"] });
});
afterAll(() => {
  road.close();
  server.close();
});

const node = (): string => encodeURIComponent(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
const dial = (n: number): WebSocket =>
  new WebSocket(`${road.url.replace("http", "ws")}/to/${node()}/${n}/v1/socket`).on("error", () => undefined);
const code = (s: WebSocket | undefined): Promise<number> => new Promise((resolve) => s?.on("close", resolve));
const said = (s: WebSocket): Promise<string> =>
  new Promise((resolve) =>
    s.on("message", (data: Buffer) => {
      resolve(data.toString());
    }),
  );

test("sockets are carried both ways, and cut on both sides without a word", async () => {
  const [one, other] = [dial(1), dial(2)];
  await Promise.all([one, other].map((s) => new Promise((resolve) => s.on("open", resolve))));
  for (const s of [one, other]) {
    s.send("hej");
    expect(await said(s)).toBe("heard hej");
  }
  const ends = Promise.all([code(one), Promise.race(guests.map(code))]);
  road.cut(1);
  expect(await ends).toEqual([1006, 1006]);
  other.send("igen");
  expect(await said(other)).toBe("heard igen");
  const goodbye = Promise.all([code(other), code(guests.find((g) => g.readyState === WebSocket.OPEN))]);
  other.close(4000);
  expect(await goodbye).toEqual([4000, 4000]);
});

test("a socket that is cut before it comes never comes", async () => {
  road.cut(3);
  const before = guests.length;
  expect(await code(dial(3))).toBe(1006);
  expect(guests).toHaveLength(before);
});

test("requests are carried, pages are there, and a server that is gone is gone", async () => {
  const answer = await fetch(`${road.url}/to/${node()}/v1/sync`, { method: "POST", body: "edits" });
  expect([answer.status, await answer.text()]).toEqual([201, "/v1/sync edits"]);
  expect(answer.headers.get("X-Host")).toBe(new URL(road.url).host); // a page's origin is the host it asks
  expect(await (await fetch(road.url + "/")).text()).toBe("a page");
  expect((await fetch(road.url + "/to/nowhere")).status).toBe(404);
  const gone = encodeURIComponent("http://127.0.0.1:1");
  await expect(fetch(`${road.url}/to/${gone}/v1/sync`)).rejects.toThrow();
  expect(await code(new WebSocket(`${road.url}/to/${gone}/4/v1/socket`).on("error", () => undefined))).toBe(1006);
});
