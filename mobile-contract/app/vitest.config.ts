import { defineConfig } from "vitest/config";
import vite from "./vite.config.js";

export default defineConfig({
  resolve: vite.resolve ?? {},
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "test/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false, // a browser and a server each: two cores have enough of one
    execArgv: ["--experimental-websocket"], // Node 20 has the browser's WebSocket behind it
  },
});
