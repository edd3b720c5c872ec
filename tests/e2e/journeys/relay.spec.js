/* The relay may be killed, full, replaced or attacked: what it acknowledged it has, and what it holds says nothing. */

import { expect, pair, test } from "../kit/test.js";
import { wordsIn } from "../kit/disk.js";
import { notes, zip } from "../kit/zip.js";

const archive = { name: "notes.zip", mimeType: "application/zip", buffer: zip(notes(600)) };

test("killed in the middle of a sync, it has lost nothing it acknowledged", async ({ journal: tab, relay, device }) => {
  test.slow();
  const laptop = await pair(tab, device);
  await tab.until("Synced", () => tab.write("Acknowledged before"));
  for (const one of [tab, laptop]) one.device.networkMayFail();

  await tab.choose(archive);
  const halfway = tab.device.wire.sent(60_000);
  await tab.button(/^Add /).click();
  await halfway;
  await relay.kill9();
  await tab.isImported();
  // It was in the middle: something is acknowledged, and something is not.
  await expect(tab.status).toContainText(/Offline.*[1-9]\d* waiting/);
  await tab.toJournal();
  await tab.write("Written while the relay was dead");
  await laptop.write("Written elsewhere meanwhile");
  await relay.restart();

  for (const one of [tab, laptop]) {
    await one.isSynced();
    await expect(one.row("Written while the relay was dead")).toBeVisible();
    await expect(one.row("Written elsewhere meanwhile")).toBeVisible();
  }
  for (const one of [tab, laptop]) await one.hasTotal(603);
  // A third device gets it all from the relay alone.
  for (const one of [tab, laptop]) await one.device.unplug();
  const words = await tab.recoveryWords();
  const tablet = await (await device()).tab();
  await tablet.recover(words.join(" "));
  await tablet.hasTotal(603);
});

test("what it acknowledged is there after it was killed at that very moment", async ({ journal: tab, relay, device }) => {
  tab.device.networkMayFail();
  const words = await tab.recoveryWords();
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write("Acknowledged, then killed"));
  await relay.kill9();
  await tab.page.close();
  await relay.restart();
  const laptop = await (await device()).tab();
  await laptop.recover(words.join(" "));
  await expect(laptop.row("Acknowledged, then killed")).toBeVisible();
});

test("no word that was written is on its disk", async ({ journal: tab, relay, device }) => {
  const laptop = await pair(tab, device);
  const secret = "xylophonic quagmire 7f3c";
  await tab.until("Synced", () => tab.write(`# ${secret}\n\n${"zymurgical bandwagon ".repeat(200)} #heliotrope`));
  await tab.search.fill("zymurgical");
  await expect(tab.row(secret)).toBeVisible();
  await expect(laptop.row(secret)).toBeVisible();
  const held = await relay.bytes();
  expect(held.length).toBeGreaterThan(4_096);
  const words = await tab.recoveryWords();
  const written = [...secret.split(" "), "zymurgical", "bandwagon", "heliotrope", words.slice(0, 2).join(" ")];
  expect(wordsIn(held, written)).toEqual([]);
});

test("stopped and started again, it is found again", async ({ journal: tab, relay, device }) => {
  const laptop = await pair(tab, device);
  for (const one of [tab, laptop]) one.device.networkMayFail();
  expect(await relay.stop()).toBe(0);
  await expect(tab.status).toContainText(/Offline|Waiting/);
  await tab.write("While it was being updated");
  await relay.restart();
  await expect(laptop.row("While it was being updated")).toBeVisible({ timeout: 20_000 });
  await tab.isSynced();
});

test.describe("a relay without room", () => {
  test.use({ relayArgs: ["--quota-mib", "0"] });

  test("what it refuses is said, kept here, and sent once there is room", async ({ journal: tab, relay, device }) => {
    tab.device.networkMayFail();
    const words = await tab.recoveryWords();
    await tab.goto("/journal");
    await tab.write("More than the relay has room for");
    await expect(tab.page.getByText(/refused/i).first()).toBeVisible();
    await expect(tab.status).not.toContainText("Synced");
    await tab.look("refused");
    await tab.page.reload();
    await expect(tab.row("More than the relay has room for")).toBeVisible();
    await expect(tab.page.getByText(/refused/i).first()).toBeVisible();

    await relay.stop();
    await relay.restart({ args: [] });
    await tab.isSynced();
    await expect(tab.page.getByText(/refused/i)).toHaveCount(0);
    const laptop = await (await device()).tab();
    await laptop.recover(words.join(" "));
    await expect(laptop.row("More than the relay has room for")).toBeVisible();
  });
});

test("a relay that lost everything is given it back", async ({ journal: tab, relay, device }) => {
  tab.device.networkMayFail();
  await tab.until("Synced", () => tab.write("Healed from the device"));
  const words = await tab.recoveryWords();
  await relay.kill9();
  await relay.forget();
  await relay.restart();
  await tab.goto("/journal");
  await tab.isSynced();
  const laptop = await (await device()).tab();
  await laptop.recover(words.join(" "));
  await expect(laptop.row("Healed from the device")).toBeVisible({ timeout: 20_000 });
});
