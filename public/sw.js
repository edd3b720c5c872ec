/* The service worker: keeps one whole, checked copy of the app so that it starts without a network.
   It holds no entry and no key, and never stands between the app and the relay.

   A template: the build replaces the list below by [url, integrity] pairs ("/" among them, and neither sw.js nor
   version.json) and the id by its own, so every build is a new worker with its own cache.

   What the app (src/shell) does with it:
   - Register in release builds only: register("/sw.js", { updateViaCache: "none" }), and call update() on load, on
     becoming visible, on focus, on a restored pageshow and every hour.
   - A new version is ready when registration.waiting is set while navigator.serviceWorker.controller exists. Say so;
     when the person agrees, flush what is unsaved, then registration.waiting.postMessage({ type: "skip" }).
   - "controllerchange" then fires in every tab: flush and reload. The first one of a page that had no controller is
     only this worker taking up its work: do not reload for it. Never reload by a timer. */

const BUILD = "BUILD_ID";
const PRECACHE = /*PRECACHE*/[];

const PREFIX = "app-";
const CACHE = PREFIX + BUILD;
/* Must always be the server's own answer. */
const LIVE = ["/sync", "/healthz", "/version.json", "/sw.js"];

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", (event) => {
  if (event.data?.type === "skip") event.waitUntil(skipWaiting());
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (isOurs(request, url)) event.respondWith(answer(request, url));
});

/* All or nothing: a version whose copy is not whole must never start. */
async function fill() {
  try {
    const files = await Promise.all(PRECACHE.map(async ([url, integrity]) => [url, await take(url, integrity)]));
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(([url, response]) => cache.put(url, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/* A file that has not changed since the last version is copied instead of fetched, after the same check. */
async function take(url, integrity) {
  const held = await caches.match(url, { ignoreVary: true });
  if (held && (await digest(held.clone(), integrity)) === integrity) return held;
  const response = await fetch(new Request(url, { cache: "no-cache", credentials: "same-origin", integrity }));
  if (!response.ok || response.redirected || response.type !== "basic") {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response;
}

async function digest(response, integrity) {
  const algorithm = integrity.slice(0, integrity.indexOf("-"));
  const hash = await crypto.subtle.digest(algorithm.replace("sha", "SHA-"), await response.arrayBuffer());
  return `${algorithm}-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await clients.claim();
}

/* Everything else goes to the network as if this worker were not there: other origins, writes, the relay's paths,
   parts of files (a cached whole is no answer to a Range), and only-if-cached, which fetch() would refuse. */
function isOurs(request, url) {
  return (
    request.method === "GET" &&
    url.origin === location.origin &&
    !LIVE.some((path) => url.pathname === path || url.pathname.startsWith(path + "/")) &&
    !request.headers.has("range") &&
    request.cache !== "only-if-cached"
  );
}

async function answer(request, url) {
  const cache = await caches.open(CACHE);
  const screen = request.mode === "navigate" && !/\.[^/]*$/.test(url.pathname);
  const held = await cache.match(screen ? "/" : request, { ignoreVary: true });
  return held ?? fetch(request);
}
