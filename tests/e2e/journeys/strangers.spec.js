/* Anybody can reach a relay. What they send must not reach the people who use it. */

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, pair, test } from "../kit/test.js";
import { Stranger } from "../kit/stranger.js";

const NOISE = 150;
const MEMORY_KIB = 200 * 1024;

test("noise and a frame of 100 MB do not hurt who is connected", async ({ journal: tab, relay, device }) => {
  const laptop = await pair(tab, device);
  await tab.until("Synced", () => tab.write("Before the strangers came"));

  const large = await Stranger.onSync(relay);
  large.frame(Buffer.alloc(0), 100 * 1024 * 1024);
  await large.pour(100 * 1024 * 1024);
  await large.closed;
  const raw = await Stranger.at(relay);
  await raw.pour(1 << 20);
  raw.end();
  await Promise.all(Array.from({ length: NOISE }, () => noise(relay)));

  await tab.write("After the strangers left");
  await expect(laptop.row("After the strangers left")).toBeVisible({ timeout: 2_000 });
  await tab.isSynced();
  expect(await tab.statuses()).not.toContain("Offline");
  expect(await residentKib(relay.pid)).toBeLessThan(MEMORY_KIB);
});

/* One connection that sends a frame of random bytes, and must be shown the door for it. */
async function noise(relay) {
  const stranger = await Stranger.onSync(relay);
  stranger.frame(randomBytes(1 + Math.floor(Math.random() * 2_000)));
  await stranger.closed;
}

async function residentKib(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]);
}

test("only what is the app's own is served, with its policy", async ({ relay }) => {
  const get = (path, options) => fetch(relay.url + path, { redirect: "manual", ...options });
  const page = await get("/journal/anything");
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("content-security-policy")).not.toContain("unsafe-inline");
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await (await get("/healthz")).text()).toMatch(/ok/i);
  for (const path of ["/relay.db", "/..%2f..%2fetc%2fpasswd", "/missing.js", "/metrics.txt"]) {
    expect((await get(path)).status, path).toBe(404);
  }
  const tag = page.headers.get("etag");
  expect((await get("/", { headers: { "If-None-Match": tag } })).status).toBe(304);
});
