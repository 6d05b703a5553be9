import { defineConfig } from "vitest/config";
import vitest from "../vitest.config.js";

// scripts/shots: not a test, but what takes the pictures is what the tests are made of.
export default defineConfig({
  ...vitest,
  test: { ...vitest.test, include: ["test/shots.ts"], testTimeout: 1_800_000 },
});
