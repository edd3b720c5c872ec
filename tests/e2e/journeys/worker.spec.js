/* The service worker by itself: it keeps a whole, checked copy of the app or none, and never stands before the relay. */

import { test as base, expect } from "@playwright/test";
import { Origin } from "../kit/origin.js";

const test = base.extend({
  origin: async ({}, use) => {
    const origin = await Origin.start();
    await origin.serve("one", "First");
    await use(origin);
    origin.dispose();
  },
  /* A page whose worker has taken up its work. */
  ready: async ({ page, origin }, use) => {
    await page.goto(origin.url);
    await expect(page.getByText("First")).toBeVisible();
    await page.evaluate(async () => {
      const { serviceWorker } = navigator;
      await serviceWorker.register("/sw.js", { updateViaCache: "none" });
      if (serviceWorker.controller) return;
      await new Promise((settle) => serviceWorker.addEventListener("controllerchange", settle, { once: true }));
    });
    origin.requests = [];
    await use(page);
  },
});

/* Looks for a new version and waits until it is whole or given up: the state it ended in. */
const update = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => undefined);
    const worker = registration.installing ?? registration.waiting;
    if (worker?.state === "installing") {
      await new Promise((settle) => worker.addEventListener("statechange", settle, { once: true }));
    }
    return worker?.state;
  });

/* Agrees to the version that waits. */
const take = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const taken = new Promise((settle) => navigator.serviceWorker.addEventListener("controllerchange", settle));
    registration.waiting.postMessage({ type: "skip" });
    await taken;
  });

const copies = (page) => page.evaluate(() => caches.keys());

test("it starts at any address while the server is gone", async ({ origin, ready: page }) => {
  expect(await copies(page)).toEqual(["app-one"]);
  origin.isDown = true;
  for (const path of ["/journal/abc?x=1", "/journal?title=a&text=b", "/"]) {
    await page.goto(origin.url + path);
    await expect(page.getByText("First")).toBeVisible();
    await expect(page.locator("#boot")).toHaveCount(0);
  }
});

test("what must be the server's own answer is", async ({ origin, ready: page }) => {
  await page.evaluate(async () => {
    await fetch("/favicon.svg");
    await fetch("/favicon.svg", { headers: { range: "bytes=0-3" } });
    for (const path of ["/healthz", "/version.json"]) await fetch(path);
    await fetch("/sync", { method: "POST" });
  });
  const expected = ["GET /favicon.svg (part)", "GET /healthz", "GET /version.json", "POST /sync"];
  expect(origin.requests).toEqual(expected);
  origin.isDown = true;
  for (const path of ["/version.json", "/healthz"]) {
    expect(await page.evaluate((at) => fetch(at).then(() => "answered", () => "gone"), path)).toBe("gone");
  }
});

test("a version with a file that is not what it should be is never taken", async ({ origin, ready: page }) => {
  await origin.serve("two", "Second");
  origin.tamper("/app.js");
  expect(await update(page)).toBe("redundant");
  expect(await copies(page)).toEqual(["app-one"]);
  await page.reload();
  await expect(page.getByText("First")).toBeVisible();
});

test("a new version waits to be agreed to, and fetches only what changed", async ({ origin, ready: page, context }) => {
  await origin.serve("two", "Second");
  expect(await update(page)).toBe("installed");
  expect(origin.requests.filter((request) => /boot\.js|icons\.svg|wasm/.test(request))).toEqual([]);
  await page.reload();
  await expect(page.getByText("First")).toBeVisible();
  const other = await context.newPage();
  await other.goto(origin.url);
  await expect(other.getByText("First")).toBeVisible();
  const heard = other.evaluate(
    () => new Promise((settle) => navigator.serviceWorker.addEventListener("controllerchange", () => settle(true))),
  );
  await take(page);
  await page.reload();
  await expect(page.getByText("Second")).toBeVisible();
  expect(await heard).toBe(true);
  expect(await copies(page)).toEqual(["app-two"]);
});

test("a version that does not start says so, and does not lock itself in", async ({ origin, ready: page }) => {
  await origin.serve("two", "Second", { fails: true });
  expect(await update(page)).toBe("installed");
  await take(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Commonplace did not start" })).toBeVisible();
  await expect(page.getByText("What you wrote before is still on this device")).toBeVisible();
  await origin.serve("three", "Third");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Third")).toBeVisible();
});
