export {}; // a module, so that self is ours to name

// The service worker: the app from its cache, so that it opens without network. Data never comes from here.
declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const base = "/app/";
const cache = "samsyn-app-" + __VERSION__;

self.addEventListener("install", (e) => {
  e.waitUntil(
    caches
      .open(cache)
      .then((c) => c.addAll([base, ...__FILES__.filter((name) => name !== "index.html").map((name) => base + name)]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (e) => {
  e.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((n) => n.startsWith("samsyn-app-") && n !== cache).map((n) => caches.delete(n))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(base)) return;
  const name = e.request.mode === "navigate" ? base : url.pathname;
  e.respondWith(caches.match(name, { cacheName: cache }).then((hit) => hit ?? fetch(e.request)));
});
