/* One tab, by the names that people and their screen readers find things by. */

import { expect } from "@playwright/test";
import { lookAt } from "./look.js";

/* What the status says when everything is on this device's disk, wherever else it is. */
export const KEPT = /Saved|Synced|Waiting/;

export class Tab {
  constructor(page, device) {
    this.page = page;
    this.device = device;
    this.compose = page.getByRole("textbox", { name: "What did today teach you?" });
    this.save = page.getByRole("button", { name: "Save entry" });
    this.entries = page.getByRole("list", { name: "Entries" });
    this.entry = page.getByRole("textbox", { name: "Entry", exact: true });
    this.search = page.getByRole("searchbox", { name: "Search" });
    this.status = page.getByRole("status", { name: "Sync status" });
    this.progress = page.getByRole("progressbar");
    this.notices = page.getByRole("region", { name: "Notices" });
    this.passphrase = page.getByLabel("Passphrase", { exact: true });
    this.files = page.getByLabel("Import notes", { exact: true }).and(page.locator("input[type=file]"));
  }

  button(name) {
    return this.page.getByRole("button", { name });
  }

  async goto(path) {
    await this.page.goto(this.device.url + path);
  }

  /* From the welcome page to an empty journal. */
  async begin() {
    await this.button("Just me").click();
    await expect(this.compose).toBeVisible();
  }

  /* Waits until a journal is open here, wherever in it one is. */
  async isIn() {
    const devices = this.page.getByRole("heading", { name: "Devices and keys" });
    await expect(this.compose.or(devices)).toBeVisible();
  }

  /* To the journal, without loading the page anew. */
  async toJournal() {
    await this.page.getByRole("link", { name: "Journal", exact: true }).click();
    await expect(this.compose).toBeVisible();
  }

  row(text) {
    return this.entries.getByRole("listitem").filter({ hasText: text });
  }

  /* Writes an entry and waits until the journal lists it. */
  async write(text) {
    await this.compose.fill(text);
    await this.save.click();
    await expect(this.row(firstLine(text))).toBeVisible();
    await expect(this.compose).toHaveValue("");
  }

  async open(title) {
    await this.row(title).getByRole("link").click();
    await expect(this.entry).toHaveValue(new RegExp(escaped(title)));
  }

  /* Puts the caret at the end of what the editor shows, and types. */
  async typeAtEnd(text) {
    await this.entry.press("ControlOrMeta+End");
    await this.entry.pressSequentially(text);
  }

  /* Does something that has to be kept, and waits for the status to have changed and to say `word` in the end: what
     it said before the deed says nothing about it. */
  async until(word, deed) {
    const before = await this.page.evaluate(() => window.statuses.length);
    const result = await deed();
    const outcome = (from) => [window.statuses.length > from, window.statuses.at(-1)];
    await expect
      .poll(() => this.page.evaluate(outcome, before), { timeout: 20_000 })
      .toEqual([true, expect.stringMatching(word)]);
    return result;
  }

  async isSynced() {
    await expect(this.status).toContainText("Synced", { timeout: 20_000 });
  }

  /* Waits until the service worker holds a whole copy of the app and answers for this page. */
  async isOfflineReady() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((settle) => navigator.serviceWorker.addEventListener("controllerchange", settle));
    });
  }

  /* How many entries the list says there are. */
  async total() {
    const sizes = await this.entries.locator("li[aria-setsize]").evaluateAll((rows) => rows.map((row) => row.ariaSetSize));
    return Number(sizes[0] ?? 0);
  }

  async hasTotal(count) {
    await expect.poll(() => this.total(), { timeout: 30_000 }).toBe(count);
  }

  /* Everything the status has said in this page, in order. */
  statuses() {
    return this.page.evaluate(() => window.statuses);
  }

  /* Gives files and waits for the preview. */
  async choose(files) {
    await this.goto("/import");
    await this.files.setInputFiles(files);
    await expect(this.page.getByText("to add", { exact: true })).toBeVisible({ timeout: 30_000 });
  }

  /* Gives files, agrees to what the preview says, and waits for the summary. */
  async import(files) {
    await this.choose(files);
    await this.button(/^Add /).click();
    await this.isImported();
  }

  async isImported() {
    await expect(this.page.getByText("added", { exact: true })).toBeVisible({ timeout: 60_000 });
  }

  /* A number of the preview or of the summary: "to add", "added", "already here", "left out". */
  figure(name) {
    return this.page.locator(`dt:text-is("${name}") + dd`);
  }

  /* Opens the list of what is left out. */
  async openRefused() {
    await this.page.getByText(/files? (would be|were|was) left out$/).click();
  }

  /* Why a file is left out. */
  refused(path) {
    const file = this.page.locator("code", { hasText: path });
    return this.page.getByRole("listitem").filter({ has: file }).locator("code + *");
  }

  async recoveryWords() {
    await this.goto("/settings/recovery");
    await this.button("Show words").click();
    const words = this.page.getByRole("list", { name: "Recovery words" }).getByRole("listitem");
    await expect(words).toHaveCount(24);
    return (await words.allTextContents()).map((word) => /[a-z]+/.exec(word)[0]);
  }

  /* From the welcome page to where the words are typed. */
  async openWithWords() {
    await this.button("I have a journal").click();
    await this.button(/^Recovery words/).click();
  }

  /* From the welcome page to where a one-time link is pasted. */
  async openWithLink() {
    await this.button("I have a journal").click();
    await this.button(/^One-time link/).click();
  }

  /* From the welcome page to where a backup is restored. */
  async openWithBackup() {
    await this.button("I have a journal").click();
    await this.button(/^Backup file/).click();
  }

  /* From the welcome page to a journal that has arrived. */
  async recover(words, { withProgress = false, relay } = {}) {
    await this.openWithWords();
    if (relay) {
      await this.page.getByText("Use another relay").click();
      await this.page.getByLabel("Relay address").fill(relay);
    }
    await this.page.getByRole("textbox", { name: "Recovery words" }).fill(words);
    const arriving = withProgress ? this.progress.waitFor() : undefined;
    await this.button("Open my journal").click();
    await arriving;
    await expect(this.compose).toBeVisible({ timeout: 60_000 });
  }

  /* Turns the lock on, and stays on its page. */
  async lockWith(passphrase) {
    await this.goto("/settings/lock");
    await this.button("Turn the lock on").click();
    await this.page.getByLabel("New passphrase").fill(passphrase);
    await this.page.getByLabel("The same passphrase again").fill(passphrase);
    await this.button("Turn the lock on").click();
    await expect(this.button("Lock now")).toBeVisible({ timeout: 30_000 });
  }

  /* Types a passphrase at the door. */
  async unlock(passphrase) {
    await this.passphrase.fill(passphrase);
    await this.button("Open").click();
  }

  /* Puts the open entry away. */
  async remove() {
    await this.menu("Delete entry");
  }

  /* Chooses something of the open entry's menu. */
  async menu(item) {
    await this.page.getByRole("button", { name: "More", exact: true }).click();
    await this.button(item).click();
  }

  /* Opens the palette and does the first thing that is called so. */
  async palette(name) {
    await this.page.keyboard.press("Control+k");
    const ask = this.page.getByRole("combobox", { name: "Where to, or what to do?" });
    await expect(ask).toBeFocused();
    await ask.fill(name);
    await ask.press("Enter");
    await expect(ask).toHaveCount(0);
  }

  look(screen) {
    return lookAt(this.page, screen);
  }
}

export const firstLine = (text) => text.split("\n")[0].replace(/^#+ /, "");
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
