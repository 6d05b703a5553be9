import { describe, test } from "vitest";
import type { OpenStorage } from "../storage.js";
import { storageTests, type Tests } from "./suite.js";

/** runTests gives each to vitest. */
export function runTests(title: string, tests: Tests): void {
  describe(title, () => {
    for (const [name, run] of Object.entries(tests)) test(name, run);
  });
}

/** runStorageTests runs the suite that every Storage keeps. */
export const runStorageTests = (title: string, open: OpenStorage): void => {
  runTests(title, storageTests(open));
};
