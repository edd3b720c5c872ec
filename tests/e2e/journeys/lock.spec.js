/* The lock: a passphrase before anything can be read, in every tab, and on the disk. */

import { wordsIn } from "../kit/disk.js";
import { expect, test } from "../kit/test.js";
import { KEPT } from "../kit/tab.js";

const PASSPHRASE = "four quiet harbour lamps";
const MINUTE = 60_000;

/* The names of what lies in the browser's store of keys, and every value of the database that is not sealed away. */
const stored = (page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open("commonplace");
    await new Promise((settle) => (opening.onsuccess = settle));
    const database = opening.result;
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names);
    const all = (store, what) =>
      new Promise((settle) => {
        const asked = transaction.objectStore(store)[what]();
        asked.onsuccess = () => settle(asked.result);
      });
    const keys = await all("keys", "getAllKeys");
    const values = (await Promise.all(names.map((name) => all(name, "getAll")))).flat();
    const rows = await Promise.all(names.map((name) => all(name, "getAllKeys")));
    database.close();
    const handles = values.filter((value) => !(value instanceof Uint8Array));
    const bytes = values.filter((value) => value instanceof Uint8Array).map((value) => [...value]);
    return { keys, handles: handles.length, bytes: bytes.flat(), rows: rows.flat().length };
  });

test("with the lock on nothing on the device opens without the passphrase", async ({ device }) => {
  const laptop = await device({ durable: true });
  const tab = await laptop.tab();
  await tab.begin();
  await tab.until("Synced", () => tab.write("Quixotic marzipan\n\n#tamarind"));
  expect((await stored(tab.page)).keys).toEqual(["birth", "device"]);
  await tab.lockWith(PASSPHRASE);
  await tab.look("lock settings");

  await tab.goto("/journal");
  await expect(tab.passphrase).toBeFocused();
  await tab.look("locked");
  await expect(tab.page.getByText("marzipan")).toHaveCount(0);
  const { keys, handles, bytes, rows } = await stored(tab.page);
  expect(keys).toEqual(["birth", "passphrase"]);
  expect(handles, "no key of the browser's own is left").toBe(0);
  expect(rows).toBeGreaterThan(4);
  expect(wordsIn(Buffer.from(bytes), ["Quixotic", "marzipan", "tamarind"])).toEqual([]);

  await tab.unlock("four quiet harbour lamp");
  await expect(tab.page.getByText("That is not the passphrase")).toBeVisible();
  await expect(tab.passphrase).toHaveValue("");
  await tab.unlock(PASSPHRASE);
  await expect(tab.row("Quixotic marzipan")).toBeVisible();
  await laptop.close();
  expect(wordsIn(await laptop.disk(), ["Quixotic", "marzipan", "tamarind", PASSPHRASE])).toEqual([]);
  const again = await laptop.start("/");
  await again.unlock(PASSPHRASE);
  await expect(again.row("Quixotic marzipan")).toBeVisible();
});

test("locking one tab locks all, once what was typed is saved", async ({ journal: tab }) => {
  const other = await tab.device.tab("/journal");
  await tab.lockWith(PASSPHRASE);
  await other.compose.pressSequentially("Typed a moment before");
  await tab.button("Lock now").click();
  for (const one of [tab, other]) await expect(one.passphrase).toBeVisible();
  await expect(other.page.getByText("Typed a moment before")).toHaveCount(0);
  await other.unlock(PASSPHRASE);
  await expect(other.row("Typed a moment before")).toBeVisible();
  await expect(tab.passphrase, "each tab asks for itself").toBeVisible();
});

test("wrong passphrases are slowed, also after starting anew, and never locked out", async ({ journal: tab }) => {
  await tab.lockWith(PASSPHRASE);
  await tab.button("Lock now").click();
  for (const wrong of ["the first guess", "the second guess", "the third guess"]) {
    await tab.unlock(wrong);
    await expect(tab.page.getByText("That is not the passphrase")).toBeVisible();
    await expect(tab.passphrase).toHaveValue("");
  }
  await expect(tab.page.getByText(/Try again in \d seconds?/)).toBeVisible();
  await expect(tab.button("Open")).toBeDisabled();
  await tab.page.reload();
  await tab.unlock(PASSPHRASE);
  await expect(tab.page.getByText(/Try again in \d seconds?/)).toBeVisible();
  await expect(tab.button("Open")).toBeEnabled();
  await tab.unlock(PASSPHRASE);
  await expect(tab.button("Lock now")).toBeVisible();
});

test("nobody there for five minutes: it locks by itself", async ({ device }) => {
  const phone = await device();
  const tab = await phone.tab();
  await tab.begin();
  await tab.page.clock.install();
  await tab.lockWith(PASSPHRASE);
  await tab.toJournal();
  await tab.until(KEPT, () => tab.write("Left on the table"));
  await tab.page.clock.fastForward(4 * MINUTE);
  await tab.search.fill("table");
  await tab.page.clock.fastForward(4 * MINUTE);
  await expect(tab.row("Left on the table"), "it was used meanwhile").toBeVisible();
  await tab.page.clock.fastForward(2 * MINUTE);
  await expect(tab.passphrase).toBeVisible();
});

test("looked away from: words are hidden at once and locked a moment later", async ({ journal: tab }) => {
  await tab.until(KEPT, () => tab.write("For my eyes"));
  await tab.lockWith(PASSPHRASE);
  await tab.page.getByLabel("Lock when you switch away from Commonplace").check();
  await tab.toJournal();
  await expect(tab.row("For my eyes")).toBeVisible();
  await tab.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(tab.row("For my eyes")).toBeHidden({ timeout: 1_000 });
  await expect(tab.passphrase).toBeVisible();
});

test("the passphrase is changed, and the lock is taken off", async ({ journal: tab }) => {
  await tab.lockWith(PASSPHRASE);
  await tab.button("Change the passphrase").click();
  await tab.page.getByLabel("Your passphrase now").fill("not this one");
  await tab.page.getByLabel("New passphrase").fill("short");
  await tab.button("Change the passphrase").click();
  await expect(tab.page.getByText("Too short").first()).toBeVisible();
  await tab.page.getByLabel("New passphrase").fill("another evening walk");
  await tab.page.getByLabel("The same passphrase again").fill("another evening walk");
  await tab.button("Change the passphrase").click();
  await expect(tab.page.getByText("That is not the passphrase")).toBeVisible();
  await tab.look("changing the passphrase");
  await tab.page.getByLabel("Your passphrase now").fill(PASSPHRASE);
  await tab.button("Change the passphrase").click();
  await tab.button("Lock now").click();
  await tab.unlock(PASSPHRASE);
  await expect(tab.page.getByText("That is not the passphrase")).toBeVisible();
  await tab.unlock("another evening walk");
  await tab.button("Turn the lock off").click();
  await tab.page.getByLabel("Your passphrase now").fill("another evening walk");
  await tab.button("Turn the lock off").click();
  await expect(tab.button("Turn the lock on")).toBeVisible();
  await tab.goto("/journal");
  await expect(tab.compose).toBeVisible();
  expect((await stored(tab.page)).keys).toEqual(["birth", "device"]);
});

test("who forgot the passphrase begins anew, and the words bring the journal back", async ({ journal: tab }) => {
  const words = await tab.recoveryWords();
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write("Not lost"));
  await tab.lockWith(PASSPHRASE);
  await tab.button("Lock now").click();
  await tab.page.getByText("I have forgotten it").click();
  await tab.look("forgotten passphrase");
  await expect(tab.button("Remove the journal from this device")).toBeDisabled();
  await tab.page.getByLabel("I understand, and I have my recovery words").check();
  await tab.button("Remove the journal from this device").click();
  await tab.recover(words.join(" "));
  await expect(tab.row("Not lost")).toBeVisible();
});
