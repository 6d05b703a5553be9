import { render } from "preact";
import type { Schema } from "@samsyn/sdk";
import { begin } from "./lib/phone.js";
import { resume } from "./lib/session.js";
import { App, start } from "./ui/app.js";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the app");
render(<App />, root);
void open();

/** open starts the phone from what is on the device; nothing here needs the network once the app was loaded once. */
async function open(): Promise<void> {
  try {
    const types = (await (await fetch("/app/schema.json")).json()) as Schema;
    await begin(location.origin, types, deviceId());
    start.value = (await resume()) ? "in" : "out";
  } catch (cause) {
    start.value = { cause };
  }
}

/** deviceId names this browser, so that a colleague who takes over the phone can carry what was sealed. */
function deviceId(): string {
  const key = "samsyn-app/device";
  const old = localStorage.getItem(key);
  if (old) return old;
  const made = "web-" + crypto.randomUUID();
  localStorage.setItem(key, made);
  return made;
}

if ("serviceWorker" in navigator && import.meta.env.PROD)
  void navigator.serviceWorker.register(workerURL("/app/sw.js"));

/** workerURL is an address that the page's policy lets be run: the one script that is not in the page. */
function workerURL(url: string): string {
  const types = (
    globalThis as {
      readonly trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    }
  ).trustedTypes;
  return types?.createPolicy("samsyn", { createScriptURL: (text: string) => text }).createScriptURL(url) ?? url;
}
