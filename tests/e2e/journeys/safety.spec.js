/* The safety net: a backup out and in, where else the journal is, what was put away, and leaving a device. */

import { readFile } from "node:fs/promises";
import { expect, pair, test } from "../kit/test.js";

/* Makes a backup and gives back the file. */
async function backUp(tab) {
  await tab.goto("/settings/safety");
  const downloading = tab.page.waitForEvent("download");
  await tab.button("Make a backup").click();
  const download = await downloading;
  await expect(tab.page.getByText("The backup is made.")).toBeVisible();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const file = (bytes, name = "journal.commonplace") => ({ name, mimeType: "application/octet-stream", buffer: bytes });

async function restoring(tab, bytes, words) {
  await tab.page.getByLabel("Backup file").setInputFiles(file(bytes));
  if (words !== undefined) await tab.page.getByRole("textbox", { name: "Recovery words" }).fill(words);
  await tab.button("Restore").click();
}

test("a backup restores on an empty browser with the words alone, without a network", async ({ journal: tab, device }) => {
  const words = (await tab.recoveryWords()).join(" ");
  await tab.goto("/journal");
  for (const text of ["The first lesson", "The second lesson #talks"]) await tab.until("Synced", () => tab.write(text));
  const { name, bytes } = await backUp(tab);
  expect(name).toMatch(/^commonplace-\d{4}-\d{2}-\d{2}\.commonplace$/);
  expect(bytes.includes("lesson")).toBe(false);
  await tab.look("safety net");

  const empty = await (await device()).tab();
  await expect(empty.button("I have a journal")).toBeVisible();
  await empty.device.unplug();
  await empty.openWithBackup();
  await empty.look("restoring on an empty device");
  await restoring(empty, bytes, words);
  await expect(empty.row("The first lesson")).toBeVisible();
  await empty.open("The second lesson");
  await empty.device.plug();
  await empty.until("Synced", () => empty.typeAtEnd(", and more"));
  await tab.goto("/journal");
  await tab.open("The second lesson");
  await expect(tab.entry).toHaveValue(/and more/);
});

test("a backup that cannot be taken says why, and changes nothing", async ({ journal: tab, device }) => {
  const words = (await tab.recoveryWords()).join(" ");
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write("A lesson"));
  const { bytes } = await backUp(tab);
  const newer = Buffer.from(bytes);
  newer[18] = 9;
  const stranger = await (await device()).tab();
  await stranger.begin();
  const theirs = (await stranger.recoveryWords()).join(" ");
  const mistyped = words.replace(/^(\S+ \S+) \S+/, "$1 lessn");

  const empty = await (await device()).tab();
  await empty.openWithBackup();
  await empty.button("Restore").click();
  await expect(empty.page.getByText("Choose the backup file first")).toBeVisible();
  for (const [given, typed, said] of [
    [bytes.subarray(0, bytes.length / 2), words, /ends too early/],
    [newer, words, /newer version/],
    [bytes, theirs, /belongs to another journal/],
    [Buffer.from("PK\x03\x04, an archive"), words, /not a Commonplace backup/],
    [bytes, mistyped, /Word 3.*lessn/],
  ]) {
    await restoring(empty, given, typed);
    await expect(empty.page.getByRole("alert")).toHaveText(said);
  }
  await empty.look("a backup that is not taken");
  const databases = await empty.page.evaluate(async () => {
    const opening = indexedDB.open("commonplace");
    await new Promise((settle) => (opening.onsuccess = settle));
    const asked = opening.result.transaction("records").objectStore("records").count();
    await new Promise((settle) => (asked.onsuccess = settle));
    opening.result.close();
    return asked.result;
  });
  expect(databases, "no record was written").toBe(0);

  await stranger.goto("/settings/restore");
  await restoring(stranger, bytes);
  await expect(stranger.page.getByRole("alert")).toHaveText(/belongs to another journal/);
});

test("a backup of the same journal adds what is missing, once", async ({ journal: tab, device }) => {
  const laptop = await pair(tab, device);
  await tab.device.unplug();
  await tab.write("Only on the first");
  await laptop.until("Synced", () => laptop.write("Only on the second"));
  const { bytes } = await backUp(tab);
  await laptop.goto("/settings/restore");
  await restoring(laptop, bytes);
  await expect(laptop.page.getByText(/The backup is here: \d+ changes? (was|were) added/)).toBeVisible();
  await restoring(laptop, bytes);
  await expect(laptop.page.getByText("Everything in the backup was here already")).toBeVisible();
  await laptop.goto("/journal");
  for (const text of ["Only on the first", "Only on the second"]) await expect(laptop.row(text)).toBeVisible();
});

test("what is deleted waits until it is put back", async ({ journal: tab }) => {
  await tab.until("Synced", () => tab.write("Said in anger"));
  await tab.open("Said in anger");
  await tab.until("Synced", () => tab.remove());
  await tab.goto("/settings/away");
  await tab.look("put away");
  await tab.button("Put it back: Said in anger").click();
  await expect(tab.page.getByText("Nothing is put away")).toBeVisible();
  await tab.look("nothing put away");
  await tab.goto("/journal");
  await expect(tab.row("Said in anger")).toBeVisible();
});

test("what is deleted for ever is gone on every device, and nothing else with it", async ({ journal: tab, device }) => {
  await tab.write("Said in anger");
  await tab.until("Synced", () => tab.write("Meant to stay"));
  const laptop = await pair(tab, device);
  await tab.open("Said in anger");
  await tab.until("Synced", () => tab.remove());
  await laptop.goto("/settings/away");
  await expect(laptop.page.getByText("Said in anger")).toBeVisible();
  await tab.goto("/settings/away");
  const doom = tab.button("Delete for ever: Said in anger");
  await doom.click();
  const sure = tab.page.getByRole("dialog", { name: "Delete for ever?" });
  await expect(sure).toContainText("There is no way back");
  await tab.look("asking before deleting for ever");
  await sure.getByRole("button", { name: "Cancel" }).click();
  await expect(doom).toBeVisible();
  await doom.click();
  await tab.until("Synced", () => sure.getByRole("button", { name: "Delete for ever" }).click());
  await expect(tab.page.getByText("1 deleted for ever.")).toBeVisible();
  for (const one of [tab, laptop]) {
    await expect(one.page.getByText("Nothing is put away")).toBeVisible();
    await one.page.reload();
    await expect(one.page.getByText("Nothing is put away")).toBeVisible();
    await one.goto("/journal");
    await expect(one.row("Meant to stay")).toBeVisible();
    await one.search.fill("anger");
    await expect(one.page.getByText("Nothing with “anger”").first()).toBeVisible();
  }
});

test("nobody signs out of the only copy; after a backup they may, and nothing stays", async ({ journal: tab }) => {
  await tab.until("Synced", () => tab.write("Everywhere"));
  await tab.device.unplug();
  await tab.write("Only here");
  await tab.page.getByRole("link", { name: "Settings" }).click();
  await tab.page.getByRole("link", { name: /Sign out of this device/ }).click();
  await expect(tab.page.getByText(/nowhere but on this device/)).toBeVisible();
  await tab.look("signing out of the only copy");
  const downloading = tab.page.waitForEvent("download");
  await tab.button("Make a backup").click();
  await downloading;
  await tab.page.getByLabel(/I have my recovery words/).check();
  await tab.look("signing out");
  await tab.device.plug();
  await tab.button("Sign out and remove everything here").click();
  await expect(tab.button("Just me")).toBeVisible();
  await expect(tab.page).toHaveURL(/\/$/);
  const left = await tab.page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);
  expect(left).toEqual([[], []]);
});
