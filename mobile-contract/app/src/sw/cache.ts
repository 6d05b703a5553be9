declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

/** Where the app is on the server. */
export const base = "/app/";
const cache = "samsyn-app-" + __VERSION__;

/** cached gives a file of the app, from this version's cache. */
export const cached = (name: string): Promise<Response | undefined> => caches.match(name, { cacheName: cache });

/** openPage is a page of the app that is open, if there is one. */
export async function openPage(): Promise<WindowClient | undefined> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.find((page) => new URL(page.url).pathname.startsWith(base));
}

/** keepApp keeps all that the app is made of, so that it opens without network. It keeps no data. */
export function keepApp(): void {
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
    e.respondWith(cached(name).then((hit) => hit ?? fetch(e.request)));
  });
}
