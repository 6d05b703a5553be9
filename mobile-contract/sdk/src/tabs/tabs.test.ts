import { describe, expect, test } from "vitest";
import { FakeServer, FakeTime, tokenOf } from "../net/testing/fake.js";
import { applied, goal, page, scope, Screen } from "../net/testing/screen.js";
import { memoryStorage } from "../storage/memory.js";
import type { OpenStorage } from "../storage/storage.js";
import { FakeBrowser } from "./testing/browser.js";

/** two opens two tabs of one browser, Sven logged in and caught up; the first has the phone. */
async function two(
  storage: OpenStorage = memoryStorage(),
): Promise<{ a: Screen; b: Screen; killA: () => void; net: FakeServer; time: FakeTime }> {
  const browser = new FakeBrowser();
  const time = new FakeTime();
  const net = new FakeServer(); // both tabs' wires end here
  const [one, other] = [browser.tab(), browser.tab()];
  const common = { storage, openWire: net.open };
  const a = await Screen.open({ ...common, tabs: one.locks }, time);
  const b = await Screen.open({ ...common, tabs: other.locks }, time);
  await a.samsyn.login(tokenOf("s9"), "assistantNurse");
  await b.samsyn.login(tokenOf("s9"), "assistantNurse");
  await greet(a, net);
  return {
    a,
    b,
    killA: () => {
      one.kill();
    },
    net,
    time,
  };
}

async function greet(s: Screen, net: FakeServer): Promise<void> {
  Reflect.set(s, "server", net);
  await s.greet();
}

describe("two tabs of one browser", () => {
  test("share one connection and one store", async () => {
    const { a, b, net } = await two();
    expect(net.wires).toBe(1);
    const e = await b.write("g-1", "Brevlådan");
    await a.comes(() => net.frames("submit").length === 1);
    expect((await a.samsyn.list(scope)).map((d) => d.doc)).toEqual(["g-1"]);
    net.say(applied(e.id));
    await b.comes(() => b.verdicts.length === 1);
    expect(a.verdicts).toEqual(b.verdicts);
    expect((await b.samsyn.status()).waiting).toBe(0);
  });

  test("both see what comes", async () => {
    const { b, net } = await two();
    const seen: unknown[] = [];
    b.samsyn.watchAll(scope, (all) => seen.push(all.map((d) => d.doc)));
    net.say(page(goal("g-9", 3, "Från servern")));
    await b.comes(() => JSON.stringify(seen.at(-1)) === '["g-9"]');
  });

  test("errors cross with their codes", async () => {
    const { b, net } = await two();
    await expect(b.samsyn.edit({ scope, doc: "g-1", type: "nothing", create: true })).rejects.toMatchObject({
      name: "Invalid",
      code: "unknown-type",
    });
    net.say("{");
    await b.comes(() => b.errors.includes("server-frame"));
  });

  test("when the one that has the phone dies the other takes over, logged in, with all that was saved", async () => {
    const { b, killA, net, time } = await two();
    const e = await b.write("g-1", "Brevlådan");
    killA();
    net.hangUp();
    await b.comes(() => net.wires === 2);
    await greet(b, net);
    await b.comes(() => net.frames("submit").length === 1);
    expect(net.frames("submit")[0]?.edits.map((x) => x.id)).toEqual([e.id]);
    expect(time.waits().length).toBeGreaterThan(0);
  });

  test("what was asked of the one that died is asked again, and an edit is one edit", async () => {
    const memory = memoryStorage();
    let release = (): void => undefined;
    const stuck = new Promise<void>((done) => (release = done));
    let opened = 0;
    let isStuck = false;
    const storage: OpenStorage = async (name, lost) => {
      const s = await memory(name, lost);
      const mine = ++opened;
      return {
        read: (d, p) => s.read(d, p),
        async write(slips) {
          await s.write(slips);
          if (mine === 1 && isStuck) await stuck; // it is written, and the tab dies before it hears so
        },
        close: () => {
          s.close();
        },
      };
    };
    const { b, killA, net } = await two(storage);
    await b.samsyn.handled(""); // all is saved: what is written next is the edit
    isStuck = true;
    const writing = b.write("g-1", "Brevlådan");
    const raw = await memory("samsyn", () => undefined);
    const before = (await raw.read("own", "")).length;
    await b.comes(async () => (await raw.read("own", "")).length > before);
    killA();
    net.hangUp();
    const e = await writing;
    release();
    expect(await b.samsyn.list(scope)).toHaveLength(1);
    expect((await b.samsyn.status()).waiting).toBe(1);
    expect(e.doc).toBe("g-1");
  });

  test("a tab that is closed hands over", async () => {
    const { a, b, net } = await two();
    await a.samsyn.close();
    await b.comes(() => net.wires === 2);
    await greet(b, net);
    await expect(a.samsyn.status()).rejects.toMatchObject({ code: "not-answered" });
    expect((await b.samsyn.status()).online).toBe(true);
  });

  test("without storage every tab is told why", async () => {
    const browser = new FakeBrowser();
    const storage = (): Promise<never> => Promise.reject(new Error("private mode"));
    await expect(Screen.open({ storage, tabs: browser.tab().locks })).rejects.toMatchObject({
      code: "storage-unavailable",
    });
    await expect(Screen.open({ storage, tabs: browser.tab().locks })).rejects.toMatchObject({
      code: "storage-unavailable",
    });
  });
});
