import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { offline } from "./scripts/offline.js";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Built for the folder /app/ of the server, which embeds dist (app.go). No inline scripts: the server's CSP forbids them.
export default defineConfig({
  base: "/app/",
  resolve: {
    alias: {
      "@samsyn/sdk/advise": at("../sdk/src/advise/index.ts"),
      "@samsyn/sdk": at("../sdk/src/index.ts"),
      idb: at("node_modules/idb"),
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", sw: "src/sw/sw.ts" },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  plugins: [offline()],
  server: { proxy: { "/v1": { target: "http://127.0.0.1:8080", ws: true }, "/demo": "http://127.0.0.1:8080" } },
});
