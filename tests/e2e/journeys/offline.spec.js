/* Without a network everything works, survives whatever ends it, and is elsewhere as soon as there is one again. */

import { expect, pair, test } from "../kit/test.js";
import { KEPT } from "../kit/tab.js";

test("written offline, reloaded, closed and opened again, and then on the other device", async ({ relay, device }) => {
  const phone = await device({ durable: true });
  let tab = await phone.tab();
  await tab.begin();
  await tab.until("Synced", () => tab.write("Written with a network"));
  await tab.isOfflineReady();
  const laptop = await pair(tab, device);

  await phone.unplug();
  await expect(tab.status).toContainText(/Offline|Waiting/);
  await tab.until(KEPT, () => tab.write("Written on a train"));
  await tab.look("offline");
  await tab.page.reload();
  await expect(tab.row("Written on a train")).toBeVisible();
  await tab.open("Written with a network");
  await tab.until(KEPT, () => tab.typeAtEnd(", and more without"));

  await phone.close();
  tab = await phone.start("/journal");
  await expect(tab.row("Written on a train")).toBeVisible();
  await expect(tab.row("Written with a network, and more without")).toBeVisible();
  await expect(tab.status).toContainText(/Offline|Waiting/);
  await expect(laptop.row("Written on a train")).toHaveCount(0);

  await phone.plug();
  await expect(laptop.row("Written on a train")).toBeVisible({ timeout: 2_000 });
  await expect(laptop.row("Written with a network, and more without")).toBeVisible({ timeout: 2_000 });
  await tab.isSynced();
  expect(relay.isRunning).toBe(true);
});

test("it starts cold without any server, at any address of the app", async ({ relay, device }) => {
  const phone = await device({ durable: true });
  let tab = await phone.tab();
  await tab.begin();
  await tab.until("Synced", () => tab.write("Needs no server"));
  await tab.isOfflineReady();
  await tab.open("Needs no server");
  const entry = new URL(tab.page.url()).pathname;
  await phone.close();
  phone.networkMayFail();
  await relay.stop();

  tab = await phone.start(entry);
  await expect(tab.entry).toHaveValue("Needs no server");
  await expect(tab.status).toContainText(/Offline|Waiting/);
  const fresh = await phone.tab("/settings/recovery");
  await expect(fresh.button("Show words")).toBeVisible();
  await fresh.goto("/journal?title=Shared%20offline");
  await expect(fresh.compose).toHaveValue(/Shared offline/);
});

test("a device that was away gets everything written meanwhile", async ({ journal: tab, device }) => {
  const laptop = await pair(tab, device);
  await laptop.device.unplug();
  await expect(laptop.status).toContainText(/Offline|Waiting/);
  for (const day of ["Monday", "Tuesday", "Wednesday"]) await tab.write(`${day} without the laptop`);
  await tab.isSynced();
  await laptop.write("Written on the laptop alone");
  await laptop.device.plug();
  for (const text of ["Monday without the laptop", "Wednesday without the laptop"]) {
    await expect(laptop.row(text)).toBeVisible();
  }
  await expect(tab.row("Written on the laptop alone")).toBeVisible();
});
