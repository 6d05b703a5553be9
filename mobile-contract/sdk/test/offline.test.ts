import { afterAll, beforeAll, expect, test } from "vitest";
import { canonical } from "../src/core/index.js";
import { memoryStorage } from "../src/index.js";
import { openSocket, postFetch, type OpenWire } from "../src/net/wire.js";
import { Net } from "./net.js";
import type { TestPhone } from "./phone.js";
import { Server } from "./server.js";
import { social, Town } from "./town.js";

let server: Server;
beforeAll(async () => {
  server = await Server.start();
}, 300_000);
afterAll(() => server.stop());

const minute = 60_000;
const goal = { scope: social, doc: "G-17", type: "goal" } as const;

async function logIn(town: Town, who: string, role: string): Promise<TestPhone> {
  const phone = await town.phone();
  await phone.samsyn.login(town.token(who), role);
  await phone.settled();
  return phone;
}

const shownOn = async (p: TestPhone): Promise<string> => canonical(await p.samsyn.list(social));

/** equal waits until the phones show the same. */
async function equal(...phones: TestPhone[]): Promise<void> {
  await expect
    .poll(async () => new Set(await Promise.all(phones.map(shownOn))).size, { timeout: 60_000, interval: 20 })
    .toBe(1);
}

test("W2: two phones change the same goal offline, and agree afterwards", async () => {
  const town = await Town.build(server);
  const amina = await logIn(town, "amina", "assistantNurse");
  const jonas = await logIn(town, "jonas", "occupationalTherapist");
  amina.offline();
  jonas.offline();
  await amina.until((s) => !s.online, "goes offline");

  await amina.samsyn.edit({
    scope: social,
    doc: "VR-A",
    type: "visitRecord",
    create: true,
    changes: { arrivedAt: { set: "2026-11-24T09:05:00Z" }, outcome: { set: "performed" } },
  });
  town.now += minute;
  await amina.samsyn.edit({ ...goal, changes: { professionalWording: { set: "På egen hand" } } });
  await jonas.samsyn.edit({ ...goal, changes: { professionalWording: { set: "Personal bredvid vid halka" } } });
  town.now += minute;
  await amina.samsyn.edit({ ...goal, changes: { nextReview: { set: "2026-12-08" } } });
  await jonas.samsyn.edit({ ...goal, changes: { nextReview: { set: "2026-12-01" } } });
  await amina.samsyn.edit({ ...goal, changes: { activities: { add: { a1: "Öva kantsten" } } } });
  await jonas.samsyn.edit({ ...goal, changes: { activities: { add: { a2: "Prova lättare rollator" } } } });

  const mine = await amina.samsyn.show(social, "G-17");
  expect(mine?.fields["activities"]?.items?.map((i) => i.id)).toEqual(["a1"]);
  expect(amina.status?.waiting).toBe(4);

  await town.at(town.now + 10 * minute);
  await amina.online();
  await jonas.online();
  await equal(amina, jonas);

  for (const p of [amina, jonas]) {
    const view = await p.samsyn.show(social, "G-17");
    expect(view?.fields["professionalWording"]?.value).toBe("Går till brevlådan varje morgon med rollator");
    expect(view?.fields["professionalWording"]?.waiting?.map((c) => c.v).sort()).toEqual([
      "Personal bredvid vid halka",
      "På egen hand",
    ]);
    expect(view?.fields["nextReview"]?.value).toBe("2026-12-01");
    expect(view?.fields["activities"]?.items?.map((i) => i.value).sort()).toEqual([
      "Prova lättare rollator",
      "Öva kantsten",
    ]);
    expect((await p.samsyn.show(social, "VR-A"))?.fields["outcome"]?.value).toBe("performed");
    expect(p.errors).toEqual([]);
  }
  expect(jonas.verdicts.map((v) => v.verdict)).toContain("parked");
  await Promise.all([amina.samsyn.close(), jonas.samsyn.close()]);
});

test("a server that restarts loses nothing and is found again", async () => {
  const lasting = await Server.start({ demo: "1" }); // a tenant of a test's own does not outlive its process
  const town = Town.demo(lasting);
  const jonas = await logIn(town, "jonas", "occupationalTherapist");
  const scope = jonas.status?.scopes.find((s) => /^citizen\/.*\/social/.test(s)) ?? "";
  const [one] = (await jonas.samsyn.list(scope)).filter((d) => d.type === "goal");
  await lasting.restart();
  await jonas.until((s) => !s.online, "notices");
  const e = await jonas.samsyn.edit({
    scope,
    doc: one?.doc ?? "",
    type: "goal",
    changes: { stateReason: { set: "Skriven medan servern var borta" } },
  });
  await jonas.settled();
  expect(jonas.verdicts).toMatchObject([{ edit: e.id, verdict: "applied" }]);
  expect(new Set(jonas.errors.map((x) => x.code))).toEqual(new Set(["stopping"]));
  await jonas.samsyn.close();
  await lasting.stop();
}, 300_000); // it comes back by itself, when its wait is over

test("a phone that is started again has its documents, and what it wrote and never sent", async () => {
  const town = await Town.build(server);
  const storage = memoryStorage();
  const before = await town.phone({ storage });
  await before.samsyn.login(town.token("jonas"), "occupationalTherapist");
  await before.settled();
  before.offline();
  const e = await before.samsyn.edit({ ...goal, changes: { stateReason: { set: "I hissen" } } });
  const shown = await shownOn(before);
  await before.samsyn.close();

  const after = await town.phone({ storage });
  after.offline();
  await after.samsyn.login(town.token("jonas"), "occupationalTherapist");
  expect(await shownOn(after)).toBe(shown);
  expect((await after.samsyn.status()).waiting).toBe(1);
  await after.online();
  expect(after.verdicts).toMatchObject([{ edit: e.id, verdict: "applied" }]);
  expect(after.errors).toEqual([]);
  await after.samsyn.close();
});

test("a token that runs out is renewed, and what was written is handed in", async () => {
  const town = await Town.build(server);
  const phone = await town.phone();
  let asked = 0;
  const slack = minute; // of clocks, that the server forgives
  await phone.samsyn.login(() => {
    asked++;
    return Promise.resolve(town.token("jonas", asked === 1 ? 2000 - slack : 60 * minute));
  }, "occupationalTherapist");
  await phone.settled();
  await phone.until(() => asked > 1, "asks for another token");
  await phone.samsyn.edit({ ...goal, changes: { stateReason: { set: "Efteråt" } } });
  await phone.settled();
  expect(phone.errors.map((e) => e.code)).toEqual(["token-expired"]);
  expect(phone.verdicts.map((v) => v.verdict)).toEqual(["applied"]);
  await phone.samsyn.close();
});

/** outdated is Jonas' phone with 300 edits that wait, opened by an app that speaks a contract of long ago. */
async function outdated(town: Town, openWire: OpenWire): Promise<TestPhone> {
  const storage = memoryStorage();
  const before = await town.phone({ storage });
  await before.samsyn.login(town.token("jonas"), "occupationalTherapist");
  await before.settled();
  before.offline();
  for (let i = 0; i < 300; i++)
    await before.samsyn.edit({ ...goal, changes: { activities: { add: { [`a${i}`]: "Öva kantsten" } } } });
  await before.samsyn.close();
  const old = (text: string): string => text.replace(/"contract":\d+/, '"contract":0');
  const phone = await town.phone({
    storage,
    openWire: (url, ends) => {
      const wire = openWire(url, ends);
      return {
        send: (text) => {
          wire.send(old(text));
        },
        close: () => {
          wire.close();
        },
      };
    },
    post: (url, token, body, signal) => postFetch(url, token, old(body), signal),
  });
  await phone.samsyn.login(town.token("jonas"), "occupationalTherapist");
  return phone;
}

test("an app that is too old is told so, and hands in what was written on it", async () => {
  const town = await Town.build(server);
  const phone = await outdated(town, openSocket);
  await phone.until((s) => s.line === "refused" && s.waiting === 0, "hands in");
  await phone.samsyn.edit({ ...goal, changes: { stateReason: { set: "Efteråt" } } });
  await phone.until((s) => s.waiting === 0, "hands in what came after");
  expect(new Set(phone.verdicts.map((v) => v.verdict))).toEqual(new Set(["applied"]));
  expect(new Set(phone.errors.map((e) => e.code))).toEqual(new Set(["contract-too-old"]));
  await phone.samsyn.close();
});

test("an app that is too old hands in all of it without a socket, too", async () => {
  const town = await Town.build(server);
  const nowhere = new Net();
  nowhere.off();
  const phone = await outdated(town, nowhere.open);
  await expect(phone.samsyn.sync()).rejects.toMatchObject({ code: "contract-too-old", duty: "upgrade" });
  expect(await phone.samsyn.status()).toMatchObject({ waiting: 0 });
  expect(new Set(phone.verdicts.map((v) => v.verdict))).toEqual(new Set(["applied"]));
  await phone.samsyn.close();
});

test("a scope that was revoked: outbox first, then purge", async () => {
  const noon = Date.UTC(2026, 10, 24, 11);
  const town = await Town.build(server, { aminaUntil: noon });
  const amina = await logIn(town, "amina", "assistantNurse");
  amina.offline();
  await amina.until((s) => !s.online, "goes offline");
  const e = await amina.samsyn.edit({ ...goal, changes: { activities: { add: { a1: "Öva kantsten" } } } });
  expect(await amina.samsyn.list(social)).toHaveLength(1);
  await town.at(noon + 10 * minute);
  await amina.online();
  await amina.until((s) => !s.scopes.includes(social), "lets go of the scope");
  expect(amina.verdicts).toMatchObject([{ edit: e.id, late: true }]);
  expect(await amina.samsyn.list(social)).toEqual([]);
  await expect(
    amina.samsyn.edit({ ...goal, changes: { activities: { add: { a2: "Efter" } } } }),
  ).resolves.toBeDefined(); // the server judges; the phone no longer knows the scope
  const jonas = await logIn(town, "jonas", "occupationalTherapist");
  expect((await jonas.samsyn.show(social, "G-17"))?.fields["activities"]?.items?.map((i) => i.value)).toEqual([
    "Öva kantsten",
  ]);
  await Promise.all([amina.samsyn.close(), jonas.samsyn.close()]);
});

test("W6: what is sealed on a shared phone is handed in by the next login, which cannot read it", async () => {
  const town = await Town.build(server);
  const phone = await town.phone({ device: "D-14" });
  await phone.samsyn.login(town.token("amina"), "assistantNurse");
  await phone.settled();
  phone.offline();
  await phone.until((s) => !s.online, "goes offline");
  await phone.samsyn.edit({ ...goal, changes: { activities: { add: { a1: "Öva kantsten" } } } });
  await phone.samsyn.logout();
  expect(phone.status).toMatchObject({ actor: "", waiting: 0 });

  phone.net.on();
  await phone.samsyn.login(town.token("jonas"), "occupationalTherapist");
  await phone.until((s) => s.actor === "jonas" && s.online, "logs in");
  await expect
    .poll(async () => (await phone.samsyn.show(social, "G-17"))?.fields["activities"]?.items?.map((i) => i.value), {
      timeout: 60_000,
      interval: 20,
    })
    .toEqual(["Öva kantsten"]);
  expect(phone.verdicts).toEqual([]);
  await phone.samsyn.close();
});

test("a visit in the background hands in and fetches, without a socket", async () => {
  const town = await Town.build(server);
  const amina = await logIn(town, "amina", "assistantNurse");
  const phone = await town.phone();
  phone.offline(); // of sockets; fetch gets through
  await phone.samsyn.login(town.token("jonas"), "occupationalTherapist");
  await phone.samsyn.edit({
    scope: social,
    doc: "VR-J",
    type: "visitRecord",
    create: true,
    changes: { arrivedAt: { set: "2026-11-24T09:05:00Z" } },
  });
  await phone.samsyn.sync();
  expect(await phone.samsyn.status()).toMatchObject({ waiting: 0 });
  expect(new Set(phone.verdicts.map((v) => v.verdict))).toEqual(new Set(["applied"])); // again, once the scope is here
  await equal(phone, amina);
  await Promise.all([amina.samsyn.close(), phone.samsyn.close()]);
});
