import type { Schema } from "@samsyn/sdk";
import { hang, hung } from "../lib/bell/hang.js";
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

self.addEventListener("pushsubscriptionchange", (e) => {
  (e as ExtendableEvent).waitUntil(moved());
});

/** moved: the browser's push service delivers elsewhere. Firebase is told, and then our server, by a meeting that shows nothing. */
async function moved(): Promise<void> {
  const old = await hung();
  if (!old?.registration) return;
  await hang(old.of, old.registration.app, self.registration);
  await wake({ data: { class: "sync" } }, schema);
}

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
