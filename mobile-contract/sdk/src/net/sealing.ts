import { canonical } from "../core/canonical.js";
import { signBatch } from "../reads/index.js";
import { seal } from "../sign/index.js";
import { boxSlips, type FreshBox } from "../storage/logins.js";
import type { Storage } from "../storage/storage.js";
import { asTrouble, trouble } from "../trouble.js";
import type { Held } from "./held.js";

/**
 * sealOutbox leaves on the device, for whoever's login comes next, what is unsent and what was read, closed to the server. It rejects
 * with not-sealed when something unsent cannot be; what was read is then sealed or not, for it keeps nobody from going home.
 */
export async function sealOutbox(storage: Storage, held: Held): Promise<void> {
  const { replica, login, keeper } = held;
  await keeper.saved();
  let boxes: readonly FreshBox[] = [];
  try {
    boxes = await sealed(held);
  } catch (cause) {
    if (replica.pending() > 0) throw asTrouble(cause, "not-sealed");
  }
  await storage.write(await boxSlips(storage, login.replica, boxes)).catch((cause: unknown) => {
    throw asTrouble(cause, "not-sealed");
  });
}

async function sealed({ replica, login: { kind, key } }: Held): Promise<FreshBox[]> {
  const all = replica.sealable(kind);
  if (!all || !key || replica.unsigned().length > 0) throw trouble("not-sealed");
  const texts = [...all.texts];
  for (const batch of all.reads)
    texts.push({ text: canonical({ frames: [], reads: [await signBatch(key, batch)] }), edits: 0 });
  return Promise.all(texts.map(async ({ text, edits }) => ({ box: await seal(all.key, all.to, text), edits })));
}
