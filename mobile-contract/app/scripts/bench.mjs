// Measures the app in Chromium against a demo server of its own: what a phone loads, opening it without network, an edit, and
// the coordinator's board. The measures themselves are in test/bench.
import { runnerImport } from "vite";

process.chdir(new URL("..", import.meta.url).pathname);
const bench = await runnerImport("./test/bench/main.ts", { configFile: false, logLevel: "error" });
await bench.module.main(process.argv.includes("-quick"));
process.exit();
