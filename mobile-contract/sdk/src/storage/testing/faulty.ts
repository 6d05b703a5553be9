import { trouble } from "../../trouble.js";
import type { OpenStorage, Slip, Storage } from "../storage.js";

/** Faults says which writes fail, and how. */
export interface Faults {
  /** A write in which this holds of a slip that is put fails with storage-full. */
  full?: ((slip: Slip) => boolean) | undefined;
  /** Every write fails with storage-unavailable. */
  broken?: boolean;
}

/** faulty is a storage that fails when it is told to. */
export function faulty(open: OpenStorage, faults: Faults): OpenStorage {
  return async (name, lost) => {
    const s = await open(name, lost);
    const write: Storage["write"] = async (slips) => {
      if (faults.broken) throw trouble("storage-unavailable");
      if (slips.some((x) => x.value !== undefined && faults.full?.(x))) throw trouble("storage-full");
      await s.write(slips);
    };
    return {
      read: (drawer, prefix) => s.read(drawer, prefix),
      write,
      close: () => {
        s.close();
      },
    };
  };
}
