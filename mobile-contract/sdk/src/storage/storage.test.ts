import "fake-indexeddb/auto";
import { indexedDBStorage } from "./indexeddb.js";
import { memoryStorage } from "./memory.js";
import { safeTests } from "./testing/safe.js";
import { runStorageTests, runTests } from "./testing/vitest.js";

runStorageTests("memory", memoryStorage());
runStorageTests("IndexedDB", indexedDBStorage);
runTests("a safe in memory", safeTests(memoryStorage()));
runTests("a safe in IndexedDB", safeTests(indexedDBStorage));
