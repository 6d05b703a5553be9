import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { open } from "../samsyn.js";
import { faulty, type Faults } from "../storage/testing/faulty.js";
import { memoryStorage } from "../storage/memory.js";
import type { OpenStorage, Slip } from "../storage/storage.js";
import { caughtUp, FakeTime, tokenOf, welcome } from "./testing/fake.js";
import { wrong } from "./testing/golden.js";
import { applied, goal, page, schema, scope, Screen } from "./testing/screen.js";

const hour = 3_600_000;

test("a scope that is taken away is gone from the status when its last edit is answered, without another word", async () => {
  const phone = await Screen.of("s9");
  let told: readonly string[] = [];
  phone.samsyn.on("status", (s) => (told = s.scopes));
  await phone.write("g-1", "Brevlådan");
  await phone.comes(() => phone.submitted().length === 1);
  phone.server.say({ frame: "revoke", scopes: [scope] });
  await phone.samsyn.list(scope);
  expect(told).toContain(scope); // the outbox first
  phone.server.say(applied(...phone.submitted().flat()));
  await phone.comes(() => told.length === 1);
  expect(told).toEqual(["staff/s9/own/ekby"]);
});

describe("what is written", () => {
  test("is on the screen at once, saved before it is sent, and off the outbox when it is answered", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((done) => (release = done));
    const memory = memoryStorage();
    let closed = false;
    let blocked = 0;
    const storage: OpenStorage = async (name, lost) => {
      const s = await memory(name, lost);
      const write = async (slips: readonly Slip[]): Promise<void> => {
        if (closed) blocked++;
        if (closed) await gate;
        await s.write(slips);
      };
      return {
        read: (d, p) => s.read(d, p),
        write,
        close: () => {
          s.close();
        },
      };
    };
    const phone = await Screen.of("s9", { storage });
    closed = true;
    const saving = phone.write("g-1", "Brevlådan");
    await phone.comes(async () => (await phone.samsyn.list(scope)).length === 1);
    await phone.comes(() => blocked > 0);
    for (let i = 0; i < 20; i++) await phone.samsyn.status(); // whoever would send now has had the time
    expect(phone.server.frames("submit")).toEqual([]);
    release();
    const e = await saving;
    await phone.comes(() => phone.submitted().length === 1);
    expect(phone.server.frames("submit")[0]).toMatchObject({ proof: { sig: expect.any(String) as string } });
    expect(await phone.waiting()).toBe(1);
    phone.server.say(applied(e.id));
    expect(await phone.waiting()).toBe(0);
    expect(phone.verdicts).toMatchObject([{ edit: e.id, verdict: "applied" }]);
  });

  test("is sent again on the next connection until it is answered", async () => {
    const phone = await Screen.of("s9");
    const e = await phone.write("g-1", "Brevlådan");
    await phone.comes(() => phone.submitted().length === 1);
    phone.server.hangUp();
    phone.time.pass(1000);
    await phone.greet();
    await phone.comes(() => phone.submitted().length === 1);
    expect(phone.submitted()).toEqual([[e.id]]);
  });

  test("and what no server would take is refused at once, and kept by nobody", async () => {
    const phone = await Screen.of("s9");
    await expect(
      phone.samsyn.edit({ scope, doc: "g-1", type: "nothing", create: true, changes: {} }),
    ).rejects.toMatchObject({ code: "unknown-type" });
    expect(await phone.waiting()).toBe(0);
  });

  test("waits when the server says that it is too fast", async () => {
    const phone = await Screen.of("s9");
    await phone.write("g-1", "Brevlådan");
    await phone.comes(() => phone.submitted().length === 1);
    phone.server.say({ frame: "error", code: "rate-limited", duty: "retry", retryMillis: 1500 });
    phone.time.pass(1499);
    await phone.write("g-2", "Trappan");
    expect(phone.submitted()).toHaveLength(1);
    phone.time.pass(1);
    await phone.comes(() => phone.submitted().length === 2);
    expect(phone.submitted()[1]).toHaveLength(2);
  });

  test("by an app that is too old is handed in, and asks for nothing", async () => {
    const phone = await Screen.of("s9");
    phone.server.hangUp();
    const e = await phone.write("g-1", "Brevlådan");
    await phone.samsyn.nudge();
    await phone.comes(() => phone.server.frames("hello").length === 1);
    phone.server.say({ frame: "error", code: "contract-too-old", duty: "upgrade", about: "hello" });
    await phone.comes(() => phone.submitted().length === 1);
    phone.server.say(applied(e.id));
    const later = await phone.write("g-2", "Trappan");
    await phone.comes(() => phone.submitted().length === 2);
    phone.server.say(applied(later.id));
    expect(await phone.waiting()).toBe(0);
    expect([phone.errors, (await phone.samsyn.status()).line]).toEqual([["contract-too-old"], "refused"]);
  });

  test("and poisons a frame is found by sending one by one, and set aside; the rest goes through", async () => {
    const phone = await Screen.open();
    await phone.samsyn.login(tokenOf("s9"), "assistantNurse");
    const ids = [];
    for (const n of [1, 2, 3]) ids.push((await phone.write("g-" + String(n), "Ord")).id);
    await phone.greet();
    await phone.comes(() => phone.submitted().length === 1);
    const fix = { frame: "error", code: "bad-frame", duty: "fix", about: "submit" } as const;
    phone.server.say(fix);
    await phone.comes(() => phone.submitted().length === 2);
    phone.server.say(applied(ids[0] ?? ""));
    await phone.comes(() => phone.submitted().length === 3);
    phone.server.say({ frame: "error", code: "replica-revoked", duty: "fix" }); // about the login
    phone.server.say({ frame: "error", code: "not-found", duty: "fix", about: "catchup" });
    phone.server.say(fix);
    await phone.comes(() => phone.submitted().length === 4);
    phone.server.say(applied(ids[2] ?? ""));
    expect(phone.submitted()).toEqual([ids, [ids[0]], [ids[1]], [ids[2]]]);
    expect((await phone.samsyn.setAside()).map((a) => [a.edit.id, a.verdict.code])).toEqual([[ids[1], "bad-frame"]]);
    expect(await phone.waiting()).toBe(0);
    expect(await phone.samsyn.handled(ids[1] ?? "")).toBe(true);
    expect(await phone.samsyn.setAside()).toEqual([]);
  });
});

describe("storage", () => {
  test("that fails is told once; the text is sent all the same, and saved later", async () => {
    const faults: Faults = {};
    const memory = memoryStorage();
    const phone = await Screen.of("s9", { storage: faulty(memory, faults) });
    faults.broken = true;
    await expect(phone.write("g-1", "Brevlådan")).rejects.toMatchObject({ code: "storage-unavailable" });
    await expect(phone.write("g-2", "Trappan")).rejects.toMatchObject({ code: "storage-unavailable" });
    expect(phone.errors).toEqual(["storage-unavailable"]);
    await phone.comes(() => phone.submitted().length === 1);
    expect(await phone.waiting()).toBe(2);
    faults.broken = false;
    phone.time.pass(5000);
    await phone.write("g-3", "Hissen");
    await phone.samsyn.close();
    const again = await Screen.open({ storage: memory }, phone.time);
    await again.samsyn.login(tokenOf("s9"));
    expect(await again.waiting()).toBe(3);
    expect(again.errors).toEqual([]);
  });

  test("that is full keeps what is written, and lets documents go", async () => {
    const faults: Faults = {};
    const memory = memoryStorage();
    const phone = await Screen.of("s9", { storage: faulty(memory, faults) });
    faults.full = (s) => s.drawer === "copy";
    phone.server.say(page(goal("g-9", 3, "Från servern")));
    await phone.write("g-1", "Brevlådan");
    expect(phone.errors).toEqual(["storage-full"]);
    expect((await phone.samsyn.list(scope)).map((d) => d.doc)).toEqual(["g-1", "g-9"]);
    await phone.samsyn.close();
    const again = await Screen.open({ storage: memory }, phone.time);
    await again.samsyn.login(tokenOf("s9"));
    expect((await again.samsyn.list(scope)).map((d) => d.doc)).toEqual(["g-1"]);
    expect(await again.waiting()).toBe(1);
  });

  test("of which a part is gone is told, and the outbox is what could be read", async () => {
    const memory = memoryStorage();
    const phone = await Screen.of("s9", { storage: memory });
    for (const n of [1, 2, 3]) await phone.write("g-" + String(n), "Ord");
    await phone.samsyn.close();
    const raw = await memory("samsyn", () => undefined);
    const own = await raw.read("own", "");
    const last = own.at(-1);
    if (last) await raw.write([{ ...last, value: undefined }]);
    const again = await Screen.open({ storage: memory }, phone.time);
    await again.samsyn.login(tokenOf("s9"));
    expect(again.errors).toEqual(["storage-damaged"]);
    expect(await again.waiting()).toBe(2);
    await again.greet();
    await again.comes(() => again.submitted().flat().length === 2);
  });

  test("that the browser took away is missed", async () => {
    let text = "";
    const witness = { get: () => text, set: (t: string) => (text = t) };
    const phone = await Screen.of("s9", { witness });
    await phone.write("g-1", "Brevlådan");
    await phone.samsyn.close();
    const bare = { url: "http://x", schema, tabs: false, witness, storage: memoryStorage() } as const;
    const again = await open(bare);
    const errors: string[] = [];
    again.on("error", (e) => void errors.push(e.code)); // what nobody has heard yet comes at once
    expect(errors).toEqual(["storage-lost"]);
    await again.close();
    await expect(open({ ...bare, storage: () => Promise.reject(new Error("private mode")) })).rejects.toMatchObject({
      code: "storage-unavailable",
    });
  });
});

describe("storage that the browser takes away while it is open", () => {
  test("is told, and everything is saved anew", async () => {
    const first = memoryStorage();
    const second = memoryStorage();
    let take = (): void => undefined;
    let opened = 0;
    const storage: OpenStorage = (name, lost) => {
      take = lost;
      opened++;
      if (opened !== 2) return (opened === 1 ? first : second)(name, lost);
      setTimeout(() => {
        phone.time.pass(250);
      });
      return Promise.reject(new Error("it still clears")); // as Chromium does
    };
    const phone = await Screen.of("s9", { storage });
    phone.server.say(page(goal("g-9", 3, "Från servern")));
    await phone.write("g-1", "Brevlådan");
    take();
    await phone.comes(() => phone.errors.includes("storage-lost"));
    await phone.write("g-2", "Trappan");
    await phone.samsyn.close();
    const again = await Screen.open({ storage: second }, phone.time);
    await again.samsyn.login(tokenOf("s9"));
    expect((await again.samsyn.list(scope)).map((d) => d.doc)).toEqual(["g-1", "g-2", "g-9"]);
    expect(await again.waiting()).toBe(2);
    expect([phone.errors, again.errors]).toEqual([["storage-lost"], []]);
  });
});

describe("what is held", () => {
  test("is partial until all of it has come, also when nobody has written there, and after a restart without network", async () => {
    const memory = memoryStorage();
    const phone = await Screen.open({ storage: memory });
    await phone.samsyn.login(tokenOf("s9"));
    await phone.comes(() => phone.server.frames("hello").length === 1);
    const own = "staff/s9/own/ekby";
    phone.server.say(welcome(scope, own), page(goal("g-9", 3, "Från servern")));
    await phone.comes(async () => (await phone.samsyn.status()).scopes.length === 2);
    expect((await phone.samsyn.status()).partial).toEqual([own]);
    phone.server.say({ frame: "caughtUp" });
    await phone.comes(async () => (await phone.samsyn.status()).online);
    expect((await phone.samsyn.status()).partial).toEqual([]);
    await phone.samsyn.close();
    const again = await Screen.open({ storage: memory }, phone.time);
    await again.samsyn.login(tokenOf("s9"));
    expect(await again.samsyn.status()).toMatchObject({ online: false, scopes: [scope, own].sort(), partial: [] });
  });
});

describe("the lease", () => {
  test("ends after 24 hours without contact: nothing is shown, the documents' key is gone, what is unsent waits and is sealed", async () => {
    const memory = memoryStorage();
    const phone = await Screen.of("s9", { storage: memory });
    phone.server.say(page(goal("g-9", 3, "Från servern")));
    await phone.write("g-1", "Brevlådan");
    await phone.comes(async () => (await phone.samsyn.list(scope)).length === 2);
    phone.server.isDown = true;
    phone.server.hangUp();
    phone.time.pass(24 * hour);
    expect(await phone.samsyn.list(scope)).toHaveLength(2);
    phone.time.pass(hour);
    expect(await phone.samsyn.list(scope)).toEqual([]);
    await phone.comes(() => phone.errors.includes("lease-over"));
    const raw = await memory("samsyn", () => undefined);
    await phone.comes(async () => (await raw.read("boxes", "")).length === 1);
    expect(await raw.read("copy", "")).toEqual([]);
    expect(await phone.samsyn.status()).toMatchObject({ lapsed: true, waiting: 1 });

    phone.server.isDown = false;
    await phone.samsyn.nudge();
    await phone.greet(page(goal("g-9", 3, "Från servern")));
    expect((await phone.samsyn.list(scope)).map((d) => d.doc)).toEqual(["g-1", "g-9"]);
    await phone.comes(() => phone.submitted().length === 1);
  });

  test("that ended while the app was closed shows nothing at the next start", async () => {
    const memory = memoryStorage();
    const time = new FakeTime();
    const phone = await Screen.of("s9", { storage: memory }, time);
    phone.server.say(page(goal("g-9", 3, "Från servern")));
    await phone.write("g-1", "Brevlådan");
    await phone.samsyn.close();
    time.pass(30 * hour);
    const again = await Screen.open({ storage: memory }, time);
    await again.samsyn.login(tokenOf("s9"));
    expect(again.errors).toEqual(["lease-over"]);
    expect(await again.samsyn.list(scope)).toEqual([]);
    expect(await again.waiting()).toBe(1);
  });
});

describe("a shared phone", () => {
  test("W6: the next login hands in what was sealed, and is told codes; the author's keys and texts are gone", async () => {
    const memory = memoryStorage();
    const phone = await Screen.of("s9", { storage: memory });
    phone.server.isDown = true;
    phone.server.hangUp();
    await phone.write("g-1", "Gunvors brevlåda");
    await phone.samsyn.logout();
    const raw = await memory("samsyn", () => undefined);
    expect((await raw.read("logins", "")).length + (await raw.read("own", "")).length).toBe(0);

    phone.server.isDown = false;
    await phone.samsyn.login(tokenOf("s5"), "assistantNurse");
    await phone.greet();
    await phone.comes(() => phone.server.frames("sealed").length === 1);
    const [box] = phone.server.frames("sealed");
    expect(box).toMatchObject({ author: "s9", kind: "staff" });
    expect(JSON.stringify(box)).not.toContain("brevl");
    const answer = { frame: "sealedVerdicts", replica: box?.replica ?? "", verdicts: [] } as const;
    phone.server.say({ ...answer, code: "overloaded", duty: "retry" });
    expect(await raw.read("boxes", "")).toHaveLength(1);
    phone.server.hangUp();
    await phone.samsyn.nudge();
    await phone.greet();
    await phone.comes(() => phone.server.frames("sealed").length === 1);
    phone.server.say(answer);
    await phone.comes(async () => (await raw.read("boxes", "")).length === 0);
  });

  test("keeps everything when what is unsent cannot be sealed", async () => {
    const phone = await Screen.open();
    phone.server.isDown = true;
    await phone.samsyn.login(tokenOf("s9"));
    await phone.write("g-1", "Brevlådan"); // no server has told it a key to seal to
    await expect(phone.samsyn.logout()).rejects.toMatchObject({ code: "not-sealed" });
    expect(await phone.waiting()).toBe(1);
  });

  test("handed over: the store stays, and its author goes on with it", async () => {
    const phone = await Screen.of("s9");
    const e = await phone.write("g-1", "Brevlådan");
    await phone.samsyn.handOver();
    await expect(phone.write("g-2", "Trappan")).rejects.toMatchObject({ code: "no-login" });
    await phone.samsyn.login(tokenOf("s9"), "assistantNurse");
    await phone.greet();
    await phone.comes(() => phone.submitted().length === 1);
    expect(phone.submitted()).toEqual([[e.id]]);
    expect(phone.server.frames("sealed")).toEqual([]);
  });
});

describe("beside documents", () => {
  test("what is read is logged before it is shown, and handed in", async () => {
    const phone = await Screen.of("s9");
    phone.server.say(page(goal("g-9", 3, "Från servern")));
    expect((await phone.samsyn.show(scope, "g-9"))?.fields["citizenWords"]?.value).toBe("Från servern");
    await phone.comes(() => phone.server.frames("reads").length === 1);
    expect(phone.server.frames("reads")).toMatchObject([
      { from: 1, events: [{ n: 1, doc: "g-9", action: "read", online: true }] },
    ]);
    phone.server.say({ frame: "readsTaken", upTo: 1 });
    await phone.samsyn.show(scope, "g-9");
    await phone.comes(() => phone.server.frames("reads").length === 2);
  });

  test("presence, locks and the bell", async () => {
    const phone = await Screen.of("s9", { device: "D-14" });
    await phone.samsyn.presence("atVisit");
    await phone.comes(() => phone.server.frames("presence").length === 1);
    await phone.samsyn.lock(scope, "g-1");
    phone.time.pass(15_000);
    await phone.samsyn.unlock(scope, "g-1");
    phone.time.pass(15_000);
    expect([phone.server.frames("lock").length, phone.server.frames("unlock").length]).toEqual([2, 1]);
    await phone.samsyn.pushToken("tok", "web");
    await phone.samsyn.pushToken("tok", "web");
    expect(phone.server.frames("pushToken")).toEqual([{ frame: "pushToken", token: "tok", platform: "web" }]);
    const locks: unknown[] = [];
    phone.samsyn.on("locks", (l) => void locks.push(l.scope));
    phone.server.say({ frame: "locks", scope, unknown: true });
    expect(locks).toEqual([scope]);
  });

  test("without network the last token opens the store, and another is asked for until there is one", async () => {
    const memory = memoryStorage();
    const before = await Screen.of("s9", { storage: memory });
    await before.write("g-1", "Brevlådan");
    await before.samsyn.close();
    const phone = await Screen.open({ storage: memory }, before.time);
    let asked = 0;
    const next = (): Promise<string> =>
      ++asked < 3 ? Promise.reject(new Error("no network")) : Promise.resolve(tokenOf("s9"));
    await phone.samsyn.login({ last: tokenOf("s9"), next });
    expect(await phone.samsyn.list(scope)).toHaveLength(1);
    await phone.comes(() => phone.server.frames("hello").length === 1);
    phone.server.say({ frame: "error", code: "token-expired", duty: "refresh" });
    for (const n of [1, 2]) {
      await phone.comes(() => asked === n);
      await phone.comes(() => phone.time.waits().includes(30_000));
      phone.time.pass(30_000);
    }
    await phone.comes(() => phone.server.wires === 2);
    await phone.greet();
  });

  test("what the app throws is the app's", async () => {
    const phone = await Screen.of("s9");
    const thrown: unknown[] = [];
    Reflect.set(globalThis, "reportError", (e: unknown) => thrown.push(e)); // as a browser has it
    phone.samsyn.on("verdict", () => {
      throw new Error("a screen that is broken");
    });
    const e = await phone.write("g-1", "Brevlådan");
    await phone.comes(() => phone.submitted().length === 1);
    phone.server.say(applied(e.id));
    expect(await phone.waiting()).toBe(0);
    expect([phone.server.isOpen, phone.errors, thrown.length]).toEqual([true, [], 1]);
    Reflect.deleteProperty(globalThis, "reportError");
  });

  test("a clock that is wrong is told", async () => {
    const time = new FakeTime();
    time.millis += hour;
    const phone = await Screen.of("s9", {}, time);
    expect(phone.errors).toEqual(["clock-wrong"]);
  });

  test("who watches is told what changed, and of nothing else", async () => {
    const phone = await Screen.of("s9");
    const seen: unknown[] = [];
    const end = phone.samsyn.watch(scope, "g-9", (view) => seen.push(view?.fields["citizenWords"]?.value));
    await phone.comes(() => seen.length === 1);
    phone.server.say(page(goal("g-9", 3, "Ett")));
    await phone.comes(() => seen.length === 2);
    await phone.write("g-1", "Annat");
    phone.server.say({ frame: "grant", scopes: [] }); // anything may be another, and this is not
    for (let i = 0; i < 20; i++) await phone.samsyn.status();
    phone.server.say(page(goal("g-9", 4, "Två")));
    await phone.comes(() => seen.at(-1) === "Två");
    end();
    phone.server.say(page(goal("g-9", 5, "Tre")));
    await phone.samsyn.list(scope);
    expect(seen).toEqual([undefined, "Ett", "Två"]);
  });
});

test("whatever the server says, the phone lives, the outbox is whole, and every error has a code", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wrong, { minLength: 1, maxLength: 12 }), async (texts) => {
      const phone = await Screen.of("s9");
      const ids = [(await phone.write("g-1", "Brevlådan")).id, (await phone.write("g-2", "Trappan")).id];
      for (const text of texts) {
        phone.server.say(text);
        if (!phone.server.isOpen) {
          await phone.samsyn.nudge();
          await phone.comes(() => phone.server.frames("hello").length === 1);
          phone.server.say(welcome(scope), caughtUp);
        }
      }
      const aside = (await phone.samsyn.setAside()).map((a) => a.edit.id); // what it would not take, sent alone
      expect((await phone.waiting()) + aside.length).toBe(2);
      await phone.samsyn.list(scope);
      phone.server.hangUp();
      await phone.samsyn.nudge();
      await phone.greet();
      await phone.comes(async () => {
        phone.server.say(applied(...new Set(phone.submitted().flat()))); // it may send one by one
        return (await phone.waiting()) === 0;
      });
      expect([...phone.submitted().flat(), ...aside].sort()).toEqual([...ids].sort());
      expect(phone.errors.every((code) => typeof code === "string" && code !== "")).toBe(true);
      await phone.samsyn.close();
    }),
    { numRuns: 40 },
  );
}, 300_000);
