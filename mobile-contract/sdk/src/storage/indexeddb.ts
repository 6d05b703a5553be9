import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { trouble, type SamsynError } from "../trouble.js";
import { drawers, type OpenStorage, type Slip, type Storage } from "./storage.js";

type Row = { key: string; value: unknown };

interface Cabinet extends DBSchema {
  logins: Row;
  own: Row;
  copy: Row;
  boxes: Row;
}

const version = 1;

/** indexedDBStorage saves in the browser's database of that name: one object store a drawer. */
export const indexedDBStorage: OpenStorage = async (name, lost) => {
  try {
    const db = await openDB<Cabinet>(name, version, {
      upgrade(fresh) {
        for (const d of drawers) fresh.createObjectStore(d);
      },
      // A newer app in another tab wants a newer database: this one lets go, and is lost until the page is loaded anew.
      blocking() {
        db.close();
        lost();
      },
      terminated: lost,
    });
    return storageOf(db);
  } catch (cause) {
    throw trouble("storage-unavailable", cause);
  }
};

function storageOf(db: IDBPDatabase<Cabinet>): Storage {
  return {
    async read(drawer, prefix) {
      try {
        const range = IDBKeyRange.bound(prefix, prefix + "\uffff");
        const tx = db.transaction(drawer);
        const [keys, values] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range), tx.done]);
        return keys.map((key, i) => ({ drawer, key, value: values[i] }));
      } catch (cause) {
        throw trouble("storage-unavailable", cause);
      }
    },
    async write(slips) {
      if (slips.length === 0) return;
      try {
        await transact(db, slips);
      } catch (cause) {
        throw failure(cause);
      }
    },
    close() {
      db.close();
    },
  };
}

/** transact writes in one transaction. Strict: what the screen calls saved is on the disk, also when the phone's battery is not. */
async function transact(db: IDBPDatabase<Cabinet>, slips: readonly Slip[]): Promise<void> {
  const tx = db.transaction([...new Set(slips.map((s) => s.drawer))], "readwrite", { durability: "strict" });
  const all: Promise<unknown>[] = [tx.done];
  try {
    for (const s of slips) {
      const store = tx.objectStore(s.drawer);
      all.push(s.value === undefined ? store.delete(s.key) : store.put(s.value, s.key));
    }
  } catch (cause) {
    tx.abort();
    await Promise.allSettled(all);
    throw cause;
  }
  const failed = (await Promise.allSettled(all)).filter((r) => r.status === "rejected");
  // The first to fail says why; the others only that the transaction was aborted.
  const why = failed.find((r) => !isAbort(r.reason)) ?? failed[0];
  if (why) throw why.reason;
}

const isAbort = (reason: unknown): boolean => reason instanceof DOMException && reason.name === "AbortError";

function failure(cause: unknown): SamsynError {
  const full = typeof cause === "object" && cause !== null && "name" in cause && cause.name === "QuotaExceededError";
  return trouble(full ? "storage-full" : "storage-unavailable", cause);
}
