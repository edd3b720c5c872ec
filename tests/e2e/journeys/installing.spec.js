/* The app as an installed program: what a browser asks for before it offers to install, and taking a new version. */

import { expect, test } from "../kit/test.js";

test("a browser would install it", async ({ device }) => {
  const phone = await device({ durable: true });
  const tab = await phone.tab();
  await tab.begin();
  await tab.isOfflineReady();
  const session = await phone.context.newCDPSession(tab.page);
  expect(await session.send("Page.getInstallabilityErrors")).toEqual({ installabilityErrors: [] });
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(manifest.display).toBe("standalone");
  const pictures = [manifest.icons, manifest.screenshots, ...manifest.shortcuts.map((one) => one.icons)].flat();
  expect(pictures.map((icon) => icon.purpose)).toEqual(expect.arrayContaining(["maskable", "monochrome"]));
  for (const { src, sizes } of pictures.filter((picture) => picture.sizes !== "any")) {
    expect(await tab.page.evaluate(measure, src), src).toBe(sizes);
  }
  const touch = await tab.page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  expect(await tab.page.evaluate(measure, touch)).toBe("180x180");
});

async function measure(src) {
  const picture = new Image();
  picture.src = src;
  await picture.decode();
  return `${picture.naturalWidth}x${picture.naturalHeight}`;
}

test("a new version announces itself, is taken when asked to, and no edit is lost", async ({ relay, build, device }) => {
  await relay.stop();
  await relay.restart({ app: build.folder });
  const phone = await device({ durable: true });
  phone.networkMayFail();
  // The very first page stays open through it all; it began without any worker.
  const first = await phone.tab();
  await first.begin();
  await first.isOfflineReady();
  await first.until("Synced", () => first.write("Before the new version"));
  await first.open("Before the new version");
  const tab = await phone.tab("/journal");
  const held = await caches(tab);

  await relay.stop();
  await build.renew("ffffffffffffffff");
  await relay.restart();
  await tab.page.reload();
  const update = tab.button("Update now");
  await expect(update).toBeVisible({ timeout: 20_000 });
  await tab.look("new version");
  expect(await caches(tab), "nothing is taken before somebody says so").toEqual(expect.arrayContaining(held));
  expect(await version(tab)).not.toBe("ffffffffffffffff");
  await first.typeAtEnd(", typed in the other tab");
  await tab.compose.pressSequentially("Typed a moment before");
  const reloaded = Promise.all([tab, first].map(({ page }) => page.waitForEvent("load")));
  await update.click();
  await reloaded;

  for (const one of [tab, first]) expect(await version(one)).toBe("ffffffffffffffff");
  await expect(tab.row("Typed a moment before")).toHaveCount(1);
  await expect(tab.row("Before the new version, typed in the other tab")).toBeVisible();
  await expect(first.entry).toHaveValue("Before the new version, typed in the other tab");
  await expect.poll(() => caches(tab)).toEqual(["app-ffffffffffffffff"]);
  await expect(update).toHaveCount(0);
});

const version = (tab) => tab.page.locator('meta[name="build"]').getAttribute("content");
const caches = (tab) => tab.page.evaluate(() => window.caches.keys());
