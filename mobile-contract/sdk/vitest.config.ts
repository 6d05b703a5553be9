import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/drawn.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    execArgv: ["--experimental-websocket"], // Node 20 has the browser's WebSocket behind it
  },
});
