import { beforeEach, describe, expect, test } from "vitest";
import type { SamsynError } from "../trouble.js";
import type { ServerFrame } from "./frames.js";
import { dutyOf, Line, type LineState } from "./line.js";
import { caughtUp, FakeServer, FakeTime, welcome } from "./testing/fake.js";

let time: FakeTime;
let server: FakeServer;
let line: Line;
let taken: ServerFrame[];
let states: LineState[];
let errors: SamsynError[];
let token: string | undefined;
let fresh: string | undefined;
const probe = { frame: "catchup", scope: "s" } as const;

beforeEach(() => {
  time = new FakeTime();
  server = new FakeServer();
  taken = [];
  states = [];
  errors = [];
  token = "a.b.c";
  fresh = undefined;
  line = new Line(
    {
      url: "http://x",
      open: server.open,
      token: (again) => Promise.resolve(again ? fresh : token),
      random: () => 0.5,
      setTimer: time.setTimer,
    },
    {
      hello: (t) => ({ frame: "hello", contract: 1, token: t, replica: "r1", clock: 0, cursors: {} }),
      take: (f) => void taken.push(f),
      moved: (s) => void states.push(s),
      report: (e) => void errors.push(e),
      probe: () => probe,
    },
  );
});

/** soon lets promises that are kept already run. */
const soon = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

async function connected(): Promise<void> {
  line.start();
  await soon();
  server.say(welcome(), caughtUp);
}

/** back moves on to the next attempt. */
async function back(): Promise<number> {
  const [wait = -1] = time.waits();
  time.pass(wait);
  await soon();
  return wait;
}

describe("a line", () => {
  test("goes from hello to live", async () => {
    await connected();
    expect(states).toEqual(["connecting", "greeting", "catchingUp", "live"]);
    expect(server.frames("hello")).toMatchObject([{ token: "a.b.c" }]);
    expect(taken.map((f) => f.frame)).toEqual(["welcome", "caughtUp"]);
  });

  test("that is lost comes back after a drawn time, which doubles to a minute and begins anew when it caught up", async () => {
    await connected();
    server.isDown = true;
    server.hangUp();
    const waits = [];
    for (let i = 0; i < 8; i++) waits.push(await back());
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    server.isDown = false;
    await back();
    server.say(welcome(), caughtUp);
    server.hangUp();
    expect(await back()).toBe(500);
  });

  test("keeps to the wait that the server draws", async () => {
    await connected();
    server.say({ frame: "bye", code: "stopping", duty: "retry", retryMillis: 2300 });
    server.hangUp(1012);
    expect(await back()).toBe(2300);
    expect(line.at).toBe("greeting");
  });

  test("that is nudged does not wait", async () => {
    await connected();
    server.hangUp();
    expect(line.at).toBe("waiting");
    line.nudge();
    await soon();
    expect(line.at).toBe("greeting");
  });

  test("on which nothing is heard asks, and is cut when nothing comes", async () => {
    await connected();
    time.pass(45_000); // it heard the welcome
    expect(server.frames("catchup")).toEqual([]);
    time.pass(45_000);
    expect(server.frames("catchup")).toEqual([probe]);
    server.say({ frame: "grant", scopes: [] });
    time.pass(10_000);
    expect(line.at).toBe("live");
    time.pass(45_000);
    time.pass(10_000);
    expect(line.at).toBe("waiting");
    expect(server.isOpen).toBe(false);
  });

  test("that gets no welcome is cut", async () => {
    line.start();
    await soon();
    time.pass(20_000);
    expect(line.at).toBe("waiting");
  });

  test("is cut by a frame that cannot be read, and comes back more slowly each time", async () => {
    await connected();
    const waits = [];
    for (let i = 0; i < 4; i++) {
      server.say("{");
      waits.push(await back());
      server.say(welcome(), caughtUp);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(errors.map((e) => e.code)).toEqual(Array(4).fill("server-frame"));
  });

  test("whose token ran out stays, and connects again with another", async () => {
    await connected();
    const over: ServerFrame = { frame: "error", code: "token-expired", duty: "refresh" };
    server.say(over);
    await soon();
    expect([line.at, server.wires]).toEqual(["expired", 1]);
    expect(line.send({ frame: "submit", edits: [] })).toBe(true);
    token = "d.e.f";
    line.renewed();
    await soon();
    expect(server.frames("hello")).toMatchObject([{ token: "d.e.f" }]);
    fresh = token = "g.h.i";
    server.say(over);
    await soon();
    expect(server.frames("hello")).toMatchObject([{ token: "g.h.i" }]);
  });

  test("that is refused stays away until somebody says so", async () => {
    line.start();
    await soon();
    server.say({ frame: "error", code: "contract-too-old", duty: "upgrade" });
    server.hangUp(4101);
    time.pass(3_600_000);
    expect([line.at, server.wires]).toEqual(["refused", 1]);
    line.nudge();
    await soon();
    expect(server.wires).toBe(2);
  });

  test("that was too slow connects again", async () => {
    await connected();
    server.say({ frame: "bye", code: "slow", duty: "resync", retryMillis: 1 });
    server.hangUp(4400);
    await back();
    expect(line.at).toBe("greeting");
  });

  test("that was stopped hears nothing, and does not come back", async () => {
    await connected();
    line.stop();
    server.say({ frame: "grant", scopes: [] });
    time.pass(3_600_000);
    await soon();
    expect([line.at, server.wires, taken.length]).toEqual(["idle", 1, 2]);
  });

  test("without a token waits for one", async () => {
    token = undefined;
    line.start();
    await soon();
    expect([line.at, server.wires]).toEqual(["expired", 0]);
    token = "a.b.c";
    line.renewed();
    await soon();
    expect(line.at).toBe("greeting");
  });
});

test("a close code's hundreds say the duty", () => {
  expect([4000, 4101, 4203, 4302, 4400, 1006, 1012, 4999].map(dutyOf)).toEqual([
    "fix",
    "upgrade",
    "refresh",
    "retry",
    "resync",
    undefined,
    undefined,
    undefined,
  ]);
});
