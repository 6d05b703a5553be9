import { trouble } from "../trouble.js";
import { drawers, type Drawer, type OpenStorage, type Slip, type Storage } from "./storage.js";

type Cabinet = Record<Drawer, Map<string, unknown>>;

/** memoryStorage keeps what is saved while the program runs. What one open storage wrote, the next of the same name reads. */
export function memoryStorage(): OpenStorage {
  const cabinets = new Map<string, Cabinet>();
  return async (name) => {
    let cabinet = cabinets.get(name);
    if (!cabinet)
      cabinets.set(name, (cabinet = { logins: new Map(), own: new Map(), copy: new Map(), boxes: new Map() }));
    return Promise.resolve(storageOf(cabinet));
  };
}

function storageOf(cabinet: Cabinet): Storage {
  let open = true;
  const check = (): void => {
    if (!open) throw trouble("storage-unavailable");
  };
  return {
    async read(drawer, prefix) {
      check();
      const slips: Slip[] = [];
      for (const key of [...cabinet[drawer].keys()].sort()) {
        if (key.startsWith(prefix)) slips.push({ drawer, key, value: structuredClone(cabinet[drawer].get(key)) });
      }
      return Promise.resolve(slips);
    },
    async write(slips) {
      check();
      const cloned = slips.map((s) => ({ ...s, value: structuredClone(s.value) })); // all that can fail comes first
      for (const s of cloned) {
        if (s.value === undefined) cabinet[s.drawer].delete(s.key);
        else cabinet[s.drawer].set(s.key, s.value);
      }
      return Promise.resolve();
    },
    close() {
      open = false;
    },
  };
}

/** contentsOf lists all that a storage holds, for tests and for support; keys of a login are what they are. */
export async function contentsOf(storage: Storage): Promise<Slip[]> {
  return (await Promise.all(drawers.map((d) => storage.read(d, "")))).flat();
}
