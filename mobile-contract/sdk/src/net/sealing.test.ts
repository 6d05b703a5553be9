import { expect, test } from "vitest";
import type { Batch } from "../reads/index.js";
import { endOf } from "../reads/index.js";
import { fromHex } from "../sign/bytes.js";
import { isSigned, readsName } from "../sign/key.js";
import { opener } from "../sign/testing/keys.js";
import { boxes, logins } from "../storage/logins.js";
import { memoryStorage } from "../storage/memory.js";
import { caughtUp, tokenOf, welcome } from "./testing/fake.js";
import { goal, page, scope, Screen } from "./testing/screen.js";

test("who logs out without network leaves sealed what was read, signed", async () => {
  const server = await opener();
  const memory = memoryStorage();
  const phone = await Screen.open({ storage: memory });
  await phone.samsyn.login(tokenOf("s9"), "assistantNurse");
  await phone.comes(() => phone.server.frames("hello").length === 1);
  phone.server.say({ ...welcome(scope), sealKey: server.public }, page(goal("g-9", 3, "Från servern")), caughtUp);
  await phone.comes(async () => (await phone.samsyn.status()).online);
  phone.server.isDown = true;
  phone.server.hangUp();
  for (const doc of ["g-9", "g-8"]) await phone.samsyn.show(scope, doc);
  const raw = await memory("samsyn", () => undefined);
  const [login] = await logins(raw);
  await phone.samsyn.logout();
  const [one, ...more] = await boxes(raw);
  if (!one || !login) throw new Error("nothing is sealed");
  expect([one.box.author, one.box.replica, more]).toEqual(["s9", login.replica, []]);
  const { frames, reads } = JSON.parse(await server.open(one.box)) as { frames: unknown[]; reads: Batch[] };
  expect(frames).toEqual([]);
  expect(reads[0]?.events.map((e) => [e.n, e.scope, e.doc, e.online])).toEqual([
    [1, scope, "g-9", undefined],
    [2, scope, "g-8", undefined],
  ]);
  expect(await isProven(reads[0], login.key?.public ?? "")).toBe(true);
});

test("what was read and cannot be sealed keeps nobody from logging out", async () => {
  const memory = memoryStorage();
  const phone = await Screen.open({ storage: memory });
  phone.server.isDown = true;
  await phone.samsyn.login(tokenOf("s9"));
  await phone.samsyn.show(scope, "g-9"); // no server has told it a key to seal to
  await phone.samsyn.logout();
  const raw = await memory("samsyn", () => undefined);
  expect([await logins(raw), await boxes(raw)]).toEqual([[], []]);
});

test("whoever has the device next is told how much of others waits to be carried, until it is answered", async () => {
  const server = await opener();
  const memory = memoryStorage();
  const phone = await Screen.open({ storage: memory });
  const { samsyn, server: far } = phone;
  const carries = async (): Promise<number> => (await samsyn.status()).carries;
  await samsyn.login(tokenOf("s9"), "assistantNurse");
  await phone.comes(() => far.frames("hello").length === 1);
  far.say({ ...welcome(scope), sealKey: server.public }, caughtUp);
  await phone.comes(async () => (await samsyn.status()).online);
  far.isDown = true;
  far.hangUp();
  for (const doc of ["g-1", "g-2"]) await phone.write(doc, "Skrivet i källaren");
  await samsyn.logout();
  await samsyn.login(tokenOf("s8"), "assistantNurse");
  expect([await carries(), await phone.waiting()]).toEqual([2, 0]);
  far.isDown = false;
  await samsyn.nudge();
  await phone.comes(() => far.frames("hello").length === 1);
  far.say(welcome(scope), caughtUp);
  await phone.comes(() => far.frames("sealed").length === 1);
  expect(await carries()).toBe(2);
  const [box] = far.frames("sealed");
  expect(box).not.toHaveProperty("edits");
  far.say({ frame: "sealedVerdicts", replica: box?.replica ?? "", verdicts: [] });
  await phone.comes(async () => (await carries()) === 0);
});

async function isProven(b: Batch | undefined, key: string): Promise<boolean> {
  const link = b && fromHex(endOf(b).link, 32);
  return !!b?.sig && !!link && isSigned(key, readsName, link, b.sig);
}
