/* Two tabs of one browser are two writers of one journal. */

import { expect, pair, test } from "../kit/test.js";

/* Both tabs with the same entry open. */
async function side(tab, text) {
  await tab.until("Synced", () => tab.write(text));
  await tab.open(text);
  const other = await tab.device.tab(new URL(tab.page.url()).pathname);
  await expect(other.entry).toHaveValue(text);
  return other;
}

const caret = (tab) => tab.entry.evaluate((box) => [box.selectionStart, box.selectionEnd]);

test("what one tab writes is in the other at once", async ({ journal: tab }) => {
  const other = await tab.device.tab("/journal");
  await tab.write("Seen from both sides");
  await expect(other.row("Seen from both sides")).toBeVisible({ timeout: 2_000 });
  await other.open("Seen from both sides");
  await other.until("Synced", () => other.remove());
  await expect(tab.row("Seen from both sides")).toHaveCount(0);
});

test("an entry edited in two tabs has both edits, and the caret stays where it was", async ({ journal: tab }) => {
  const other = await side(tab, "beginning middle end");
  await tab.entry.focus();
  await tab.entry.evaluate((box) => box.setSelectionRange(13, 16));
  await other.entry.evaluate((box) => box.setSelectionRange(0, 0));
  await other.entry.pressSequentially("A new 😀 ");
  await expect(tab.entry).toHaveValue("A new 😀 beginning middle end");
  expect(await caret(tab)).toEqual([13 + "A new 😀 ".length, 16 + "A new 😀 ".length]);
  await other.typeAtEnd(" and more");
  await expect(tab.entry).toHaveValue("A new 😀 beginning middle end and more");
  expect(await caret(tab)).toEqual([13 + "A new 😀 ".length, 16 + "A new 😀 ".length]);
});

test("typing in both at the same time keeps every letter", async ({ journal: tab }) => {
  const other = await side(tab, "between");
  await tab.entry.press("ControlOrMeta+Home");
  await other.entry.press("ControlOrMeta+End");
  const [left, right] = ["the left hand writes this, ", " the right hand writes that"];
  await Promise.all([
    tab.entry.pressSequentially(left, { delay: 15 }),
    other.entry.pressSequentially(right, { delay: 15 }),
  ]);
  for (const one of [tab, other]) await expect(one.entry).toHaveValue(`${left}between${right}`);
});

test("the tab that is left goes on with the relay", async ({ journal: tab, device }) => {
  const other = await tab.device.tab("/journal");
  const laptop = await pair(tab, device);
  await tab.page.close();
  await other.until("Synced", () => other.write("Written after the first tab was closed"));
  await expect(laptop.row("Written after the first tab was closed")).toBeVisible();
});
