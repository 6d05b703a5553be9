import { expect } from "vitest";
import { patience, type Device } from "./device.js";

/** note opens a note about somebody. */
export async function note(d: Device, citizen: string): Promise<void> {
  await d.go("note", citizen);
  await d.page.locator("main textarea").first().waitFor();
}

/** type writes into the note that is open, and waits until it is kept on the device. */
export async function type(d: Device, text: string): Promise<void> {
  const before = await kept(d);
  await d.page.locator("main textarea").first().fill(text);
  await expect.poll(() => kept(d), patience).not.toEqual(before);
}

export const typed = (d: Device): Promise<string> => d.page.locator("main textarea").first().inputValue();

/** save hands the note in. */
export async function save(d: Device): Promise<void> {
  await d.page.locator("main form button[type=submit]").click();
  await d.heading(/.+/).first().waitFor();
  await expect.poll(() => d.page.url(), patience).not.toContain("#/note/");
}

/** kept are when each thing typed and not handed in was kept, by its name; nobody can read more from outside. */
export function kept(d: Device, part = "/note/"): Promise<Readonly<Record<string, number>>> {
  return d.page.evaluate(async (named) => {
    const there = await indexedDB.databases();
    if (!there.some((one) => one.name === "samsyn-app")) return {};
    return new Promise<Record<string, number>>((done, fail) => {
      const opening = indexedDB.open("samsyn-app");
      opening.onupgradeneeded = () => opening.transaction?.abort(); // cleared since: it is the app's to make
      opening.onerror = () => {
        fail(new Error("no database"));
      };
      opening.onsuccess = () => {
        const db = opening.result;
        const found: Record<string, number> = {};
        const reading = db.transaction("drafts").objectStore("drafts").openCursor();
        reading.onsuccess = () => {
          const at = reading.result;
          if (!at) {
            db.close();
            done(found);
            return;
          }
          if (typeof at.key === "string" && at.key.includes(named))
            found[at.key] = (at.value as { readonly at: number }).at;
          at.continue();
        };
      };
    });
  }, part);
}

/** draft gives what is kept under a name, as the app itself reads it; undefined when nothing is. */
export function draft(d: Device, name: string): Promise<unknown> {
  return d.page.evaluate(async (of) => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open("samsyn-app");
      opening.onupgradeneeded = () => opening.transaction?.abort(); // it is the app's to make
      opening.onerror = () => {
        fail(new Error("no database"));
      };
      opening.onsuccess = () => {
        done(opening.result);
      };
    });
    const got = <T>(store: string, key: string): Promise<T | undefined> =>
      new Promise((done) => {
        const asked = db.transaction(store).objectStore(store).get(key);
        asked.onsuccess = () => {
          done(asked.result as T | undefined);
        };
      });
    const one = await got<{ readonly iv: Uint8Array<ArrayBuffer>; readonly sealed: ArrayBuffer }>("drafts", of);
    const key = await got<CryptoKey>("keys", of.split("/").slice(0, 2).join("/"));
    db.close();
    if (!one || !key) return undefined;
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv }, key, one.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  }, name);
}

/** wayOut hands the phone over, or logs out, as somebody does who taps. */
export async function wayOut(d: Device, which: "Lämna över telefonen" | "Logga ut"): Promise<void> {
  await d.go("more");
  await d.page.getByRole("button", { name: which }).click();
  await d.page.getByRole("button", { name: which }).click();
  await d.heading("Vem är du?").waitFor();
}
