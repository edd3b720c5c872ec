/* The first minute: no account, no form, one press, and what is written stays. */

import { wordsIn } from "../kit/disk.js";
import { expect, test } from "../kit/test.js";
import { KEPT } from "../kit/tab.js";

test("somebody starts writing with one press", async ({ device }) => {
  const phone = await device();
  const tab = await phone.tab();
  await expect(tab.button("Just me")).toBeVisible();
  await expect(tab.page.getByRole("textbox")).toHaveCount(0);
  await tab.look("welcome");
  await tab.begin();
  await tab.look("empty journal");
  await tab.until("Synced", () => tab.write("The outage was a handover, not a bug"));
  await tab.look("journal");
});

test("what is typed is kept without pressing anything", async ({ journal: tab }) => {
  await tab.until("Synced", () => tab.compose.pressSequentially("Ask what would you do, and then wait"));
  await tab.page.reload();
  await expect(tab.row("Ask what would you do, and then wait")).toHaveCount(1);
  await tab.open("Ask what would you do, and then wait");
  await expect(tab.entry).toHaveValue("Ask what would you do, and then wait");
});

test("pressing save after typing makes one entry", async ({ journal: tab }) => {
  await tab.until(KEPT, () => tab.compose.pressSequentially("Said once"));
  await tab.write("Said once");
  await expect(tab.entries.getByRole("listitem")).toHaveCount(1);
  await tab.page.reload();
  await expect(tab.entries.getByRole("listitem")).toHaveCount(1);
});

test("the status never says saved before it is", async ({ device }) => {
  const laptop = await device({ durable: true });
  const tab = await laptop.tab();
  await tab.begin();
  await tab.until(KEPT, () => tab.write("Durable means that it survives the battery"));
  await laptop.kill9();
  const again = await laptop.start("/");
  await expect(again.row("Durable means that it survives the battery")).toBeVisible();
});

test("no word that was written can be read off the device's disk", async ({ device }) => {
  const laptop = await device({ durable: true });
  const tab = await laptop.tab();
  await tab.begin();
  const words = await tab.recoveryWords();
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write("Quixotic marzipan\n\n#tamarind"));
  await tab.page.evaluate(keepInTheClear, "platypus");
  await laptop.close();
  const secret = ["Quixotic", "marzipan", "quixotic", "tamarind", words.slice(0, 2).join(" ")];
  expect(wordsIn(await laptop.disk(), ["platypus", ...secret])).toEqual(["platypus"]);
});

/* What is not sealed is found. */
async function keepInTheClear(word) {
  const opening = indexedDB.open("clear", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("clear");
  await new Promise((settle) => (opening.onsuccess = settle));
  const writing = opening.result.transaction("clear", "readwrite", { durability: "strict" });
  writing.objectStore("clear").put(word, word);
  await new Promise((settle) => (writing.oncomplete = settle));
}

test("the browser is asked to keep the journal once there is something to keep", async ({ device }) => {
  const phone = await device();
  await phone.context.addInitScript(() => {
    if (!isSecureContext) return;
    window.asked = 0;
    navigator.storage.persist = async () => {
      window.asked += 1;
      return true;
    };
  });
  const tab = await phone.tab();
  const asked = () => tab.page.evaluate(() => window.asked);
  await tab.begin();
  expect(await asked()).toBe(0);
  await tab.until("Synced", () => tab.write("Worth keeping"));
  await expect.poll(asked).toBe(1);
  await tab.page.getByRole("link", { name: "Settings" }).click();
  await expect(tab.page.getByText("The browser promised not to clear it by itself")).toBeVisible();
});

test("an entry is edited on its own page", async ({ journal: tab }) => {
  await tab.write("Two questions\n\nWhat will I not do?");
  await tab.open("Two questions");
  await expect(tab.page).toHaveURL(/\/[0-9a-f]{32}$/);
  await expect(tab.entry).toHaveValue("Two questions\n\nWhat will I not do?");
  await tab.look("entry");
  await tab.until("Synced", () => tab.typeAtEnd("\n\nWho waits for it? 🕰️"));
  await tab.page.reload();
  await expect(tab.entry).toHaveValue("Two questions\n\nWhat will I not do?\n\nWho waits for it? 🕰️");
});

test("what another app shares becomes an entry", async ({ journal: tab }) => {
  await tab.goto("/journal?title=Partial%20indexes&text=They%20match%20the%20predicate&url=https%3A%2F%2Fexample.org");
  await expect(tab.compose).toHaveValue(/Partial indexes[^]*They match the predicate[^]*https:\/\/example\.org/);
  await tab.until("Synced", () => tab.save.click());
  await expect(tab.row("Partial indexes")).toHaveCount(1);
  await tab.page.reload();
  await expect(tab.row("Partial indexes")).toHaveCount(1);
});

test("the shortcuts lead to a new entry and to the search", async ({ journal: tab }) => {
  await tab.goto("/journal?new");
  await expect(tab.compose).toBeFocused();
  await tab.goto("/journal?search");
  await expect(tab.search).toBeFocused();
});
