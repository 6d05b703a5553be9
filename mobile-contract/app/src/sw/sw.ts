import type { Schema } from "@samsyn/sdk";
import { base, cached, keepApp, openPage } from "./cache.js";
import { wake } from "./wake.js";

// The service worker: the app from its cache, and what a push sets going. It shares the SDK's file with the page.
declare const self: ServiceWorkerGlobalScope;

keepApp();

self.addEventListener("push", (e) => {
  e.waitUntil(wake(read(e.data), schema));
});

self.addEventListener("notificationclick", (e) => {
  e.notification.close();
  e.waitUntil(show("notices"));
});

function read(data: PushMessageData | null): unknown {
  try {
    return data?.json();
  } catch {
    return undefined;
  }
}

async function schema(): Promise<Schema> {
  const name = base + "schema.json";
  return (await ((await cached(name)) ?? (await fetch(name))).json()) as Schema;
}

/** show brings a page that is open to a view, or opens one there. */
async function show(view: string): Promise<void> {
  const page = await openPage();
  if (!page) {
    await self.clients.openWindow(base + "#/" + view);
    return;
  }
  page.postMessage({ view });
  await page.focus();
}
