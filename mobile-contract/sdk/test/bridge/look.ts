import type { Schema } from "../../src/core/index.js";
import type { Replica } from "../../src/replica/index.js";
import { logins } from "../../src/storage/logins.js";
import { Safe } from "../../src/storage/safe.js";
import { drawers, type Storage } from "../../src/storage/storage.js";
import { derived } from "./derived.js";

/** report is all that a phone would save, and all that it shows, as one JSON text. */
export function report(replica: Replica, schema: Schema, version: number): string {
  const of = <T>(what: (scope: string) => T): Record<string, T> =>
    Object.fromEntries(replica.scopes().map((scope) => [scope, what(scope)]));
  const outbox = replica.outbox(0, 0);
  const shown = of((scope) => replica.showAll(scope));
  for (const e of outbox) shown[e.scope] ??= replica.showAll(e.scope);
  const rest = JSON.stringify({
    version,
    shown,
    derived: derived(replica, schema),
    statuses: of((scope) => replica.status(scope)),
    outbox,
    aside: replica.setAside(),
    pending: replica.pending(),
    purgeable: replica.purgeable(),
    cursors: replica.cursors(),
  });
  return `{"snapshot":${snapshot(replica)},${rest.slice(1)}`;
}

function snapshot(replica: Replica): string {
  const members = [...replica.snapshot()].map(([key, text]) => `${JSON.stringify(key)}:${text}`);
  return `{${members.join(",")}}`;
}

/** stored says how the storage of a login differs from what its replica would save; "" when it does not. */
export async function stored(storage: Storage, replica: Replica): Promise<string> {
  const now = await frozen(storage);
  const login = (await logins(now)).find((l) => l.replica === replica.id);
  if (!login) return replica.snapshot().size > 1 ? "there is no login" : "";
  const { entries, damaged } = await Safe.open(now, login);
  if (damaged) return "a part of it cannot be read";
  const want = replica.snapshot();
  if (want.size === 1 && !entries.has("self")) return ""; // nobody has done anything yet
  for (const key of entries.keys()) if (!key.startsWith("sdk/") && !want.has(key)) return `it has ${key}`;
  for (const [key, text] of want) if (entries.get(key) !== text) return `it has other bytes of ${key}`;
  return "";
}

/** frozen is a storage as it is now: all is read at one moment, and nothing that a safe mends is written. */
async function frozen(storage: Storage): Promise<Storage> {
  const slips = (await Promise.all(drawers.map((d) => storage.read(d, "")))).flat();
  return {
    read: (drawer, prefix) => Promise.resolve(slips.filter((s) => s.drawer === drawer && s.key.startsWith(prefix))),
    write: () => Promise.resolve(),
    close: () => undefined,
  };
}
