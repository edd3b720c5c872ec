/* Everyday use: scrolling, finding, putting away and taking back. */

import { expect, test } from "../kit/test.js";
import { notes, zip } from "../kit/zip.js";

const year = { name: "year.zip", mimeType: "application/zip", buffer: zip(notes(1_000)) };

test("a long journal is scrolled from end to end, and only what is seen is there", async ({ journal: tab }) => {
  test.slow();
  await tab.import(year);
  await tab.goto("/journal");
  await expect(tab.row("number 1000.")).toBeVisible();
  const { rows, frames } = await tab.entries.evaluate(scrollThrough);
  expect(rows, "rows in the page at one time").toBeLessThan(200);
  expect(frames, "scrolling took frames").toBeGreaterThan(10);
  await expect(tab.row("number 1.")).toBeVisible();
  await tab.look("end of a long journal");
});

/* Scrolls whatever scrolls the list to its end, a screen a frame, and counts the most rows there were. */
async function scrollThrough(list) {
  let scroller = list;
  while (!/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
  let rows = 0;
  let frames = 0;
  let before = -1;
  while (scroller.scrollTop !== before) {
    before = scroller.scrollTop;
    scroller.scrollBy(0, scroller.clientHeight);
    await new Promise(requestAnimationFrame);
    rows = Math.max(rows, list.querySelectorAll("li").length);
    frames += 1;
  }
  return { rows, frames };
}

test("an entry that is put away can be had back", async ({ journal: tab }) => {
  await tab.write("Keep this one");
  await tab.write("Put this one away");
  await tab.open("Put this one away");
  await tab.remove();
  await expect(tab.row("Put this one away")).toHaveCount(0);
  await tab.look("just deleted");
  await tab.notices.getByRole("button", { name: "Undo" }).click();
  await expect(tab.row("Put this one away")).toBeVisible();
  await expect(tab.row("Keep this one")).toBeVisible();
});

test("the page of an entry that was put away says so, and gives it back", async ({ journal: tab }) => {
  await tab.write("Second thoughts");
  await tab.open("Second thoughts");
  const address = new URL(tab.page.url()).pathname;
  await tab.until("Synced", () => tab.remove());
  await tab.goto(address);
  await expect(tab.page.getByText("You deleted this entry")).toBeVisible();
  await expect(tab.entry).not.toBeEditable();
  await tab.look("deleted entry");
  await tab.until("Synced", () => tab.button("Put it back").click());
  await expect(tab.entry).toBeEditable();
  await expect(tab.row("Second thoughts")).toBeVisible();
});

test("what was put away stays away", async ({ journal: tab }) => {
  await tab.write("Put this one away for good");
  await tab.open("Put this one away for good");
  await tab.until("Synced", () => tab.remove());
  await tab.goto("/journal");
  await expect(tab.compose).toBeVisible();
  await expect(tab.page.getByText("One line is enough")).toBeVisible();
  await expect(tab.row("Put this one away for good")).toHaveCount(0);
});

test("words are found anywhere in an entry, whatever their case and accents", async ({ journal: tab }) => {
  await tab.write("Monday\n\nThe CAFÉ was closed, so we talked on the stairs.");
  await tab.write("Tuesday\n\nNothing of note.");
  await tab.search.fill("stairs cafe");
  await expect(tab.entries.getByRole("listitem")).toHaveCount(1);
  await expect(tab.row("Monday")).toBeVisible();
  await tab.look("search");
  await tab.search.fill("kubernetes");
  await expect(tab.page.getByText("Nothing with “kubernetes”")).toBeVisible();
  await tab.look("nothing found");
  await tab.search.fill("");
  await expect(tab.entries.getByRole("listitem")).toHaveCount(2);
});

test("going back from an entry leads to the journal", async ({ journal: tab }) => {
  await tab.write("There and back");
  await tab.open("There and back");
  await tab.page.goBack();
  await expect(tab.page).not.toHaveURL(/[0-9a-f]{32}/);
  await expect(tab.row("There and back")).toBeVisible();
  await tab.page.goForward();
  await expect(tab.entry).toHaveValue("There and back");
});

test("an address of no entry says so", async ({ journal: tab }) => {
  await tab.write("The only one");
  await tab.open("The only one");
  const address = new URL(tab.page.url()).pathname;
  await tab.goto(address.replace(/[0-9a-f]{32}$/, "0".repeat(32)));
  await expect(tab.page.getByText(/not here/i)).toBeVisible();
  await tab.look("no such entry");
});
