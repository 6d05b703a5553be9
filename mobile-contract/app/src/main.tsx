import { render } from "preact";
import type { Schema } from "@samsyn/sdk";
import { keepTime } from "./lib/clock.js";
import { deviceName } from "./lib/kept.js";
import { begin } from "./lib/phone.js";
import { go } from "./lib/route.js";
import { resume } from "./lib/session.js";
import { App, start } from "./ui/app.js";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the app");
render(<App />, root);
keepTime();
void open();

/** open starts the phone from what is on the device; nothing here needs the network once the app was loaded once. */
async function open(): Promise<void> {
  try {
    const [types, device] = await Promise.all([fetchSchema(), deviceName().catch(() => "")]); // begin says what is wrong
    await begin(location.origin, types, device);
    start.value = (await resume()) ? "in" : "out";
  } catch (cause) {
    start.value = { cause };
  }
}

async function fetchSchema(): Promise<Schema> {
  return (await (await fetch("/app/schema.json")).json()) as Schema;
}

if ("serviceWorker" in navigator && import.meta.env.PROD) {
  const { serviceWorker } = navigator;
  const at = workerURLs();
  serviceWorker
    .register(at("/app/sw.js"), { type: "module" })
    .catch(() => serviceWorker.register(at("/app/plain.js"))) // a browser whose workers cannot import
    .catch(() => undefined); // no network, and it is there already; or private mode
  serviceWorker.addEventListener("message", (m: MessageEvent<{ readonly view?: string } | null>) => {
    if (m.data?.view === "notices") go("notices"); // a notification was tapped
  });
}

/** workerURLs makes addresses that the page's policy lets be run: of the scripts that are not in the page. */
function workerURLs(): (url: string) => string {
  const types = (
    globalThis as {
      readonly trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    }
  ).trustedTypes;
  const policy = types?.createPolicy("samsyn", { createScriptURL: (text: string) => text });
  return (url) => policy?.createScriptURL(url) ?? url;
}
