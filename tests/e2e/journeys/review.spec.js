/* Looking back: a week in five questions, begun on one device and ended on another, and months and years. */

import { DESKTOP, PHONE } from "../kit/look.js";
import { noteOf } from "../kit/notes.js";
import { expect, pair, test } from "../kit/test.js";

const QUESTIONS = ["What went well?", "What surprised you?", "What will you keep doing?", "What will you do differently?"];

const answer = (tab, question) => tab.page.getByRole("textbox", { name: question });

/* From the list into the review that is offered first. */
async function begin(tab) {
  await tab.goto("/review");
  await tab.page.getByRole("main").getByRole("link", { name: /^(Begin|Begin now)$/ }).click();
  await expect(answer(tab, QUESTIONS[0])).toBeVisible();
}

for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a week is reviewed without a word, on a ${name}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab();
    await tab.begin();
    await tab.goto("/review");
    await expect(tab.page.getByText("Five questions, five minutes.")).toBeVisible();
    await tab.look(`no reviews on a ${name}`);
    await begin(tab);
    await tab.look(`the first question on a ${name}`);
    for (const question of QUESTIONS) {
      await expect(tab.page.getByRole("heading", { name: question })).toBeVisible();
      await tab.button("Next").click();
    }
    await expect(tab.page.getByRole("heading", { name: "What will you do next?" })).toBeFocused();
    await tab.look(`the last step on a ${name}`);
    await tab.until(/Saved|Synced|Waiting/, () => tab.button("Finish").click());
    await expect(tab.page.getByText("Left empty")).toHaveCount(4);
    await tab.look(`a review on a ${name}`);
    await tab.page.getByRole("link", { name: "All reviews" }).click();
    await expect(tab.page.getByRole("link", { name: /Without words/ })).toBeVisible();
    await tab.look(`reviews on a ${name}`);
  });
}

test("a review begun on one device goes on on the other, with or without a network", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("The retro was calm"));
  const laptop = await pair(tab, device);
  await begin(tab);
  await expect(tab.page.getByRole("complementary").getByText("The retro was calm")).toBeVisible();
  await tab.until("Synced", () => answer(tab, QUESTIONS[0]).fill("We listened"));
  await tab.isOfflineReady();
  const address = new URL(tab.page.url()).pathname;

  await laptop.goto(address);
  await expect(laptop.page.getByRole("heading", { name: QUESTIONS[1] })).toBeVisible();
  await tab.device.unplug();
  await answer(tab, QUESTIONS[0]).fill("We listened to each other");
  await tab.button("Next").click();
  await tab.button("Next").click();
  await tab.until(/Waiting|Offline|Saved/, () => answer(tab, QUESTIONS[2]).fill("Walks"));
  await laptop.button("Next").click();
  await laptop.button("Next").click();
  await laptop.until("Synced", () => answer(laptop, QUESTIONS[3]).fill("Fewer meetings"));
  await tab.device.plug();
  await tab.isSynced();

  await laptop.button("Next").click();
  await laptop.until("Synced", () => laptop.button("Finish").click());
  for (const said of ["We listened to each other", "Walks", "Fewer meetings"]) {
    await expect(laptop.page.getByText(said, { exact: true })).toBeVisible();
  }
  await laptop.button("Change answers").click();
  await laptop.until("Synced", () => answer(laptop, QUESTIONS[0]).fill("We listened, and it was quiet"));
  await tab.goto("/review");
  await expect(tab.page.getByRole("link", { name: /We listened, and it was quiet/ })).toBeVisible();
  await expect(tab.page.getByText("Begun", { exact: true })).toHaveCount(0);
});

test("old lessons come back in a review and stay in it", async ({ journal: tab }) => {
  await tab.import([8, 33, 95, 400].map((days) => noteOf(days, `Lesson${days} of old`)));
  await begin(tab);
  await tab.button("Next").click();
  await tab.button("Next").click();
  const lessons = tab.page.getByRole("region", { name: "Old lessons" }).getByRole("article");
  await expect(lessons).toHaveCount(3);
  const first = lessons.first();
  const title = await first.locator(".lesson-title").textContent();
  await tab.look("lessons in a review");
  await first.getByRole("button", { name: "Keep" }).click();
  await expect(lessons.filter({ hasText: title })).toContainText("Kept");
  await lessons.filter({ hasText: title }).getByRole("button", { name: "Star" }).click();
  await expect(lessons.filter({ hasText: title }).getByRole("button", { name: "Star" })).toHaveAttribute("aria-pressed", "true");
  await expect(lessons).toHaveCount(3);
});

test("a month and a year show when something was written, in a picture and in words", async ({ journal: tab }) => {
  await tab.write("Written this month");
  const now = new Date();
  const year = now.getFullYear();
  await tab.goto("/review");
  await tab.page.getByRole("link", { name: String(year), exact: true }).click();
  await expect(tab.page.getByRole("heading", { level: 1, name: String(year) })).toBeVisible();
  await expect(tab.page.getByRole("img", { name: /something written on 1 day$/ })).toBeVisible();
  await tab.page.getByText("As a table").click();
  await expect(tab.page.getByRole("row")).toHaveCount(2);
  await tab.look("a year");
  const month = new Intl.DateTimeFormat("en-GB", { month: "long" }).format(now);
  await tab.page.getByRole("link", { name: month, exact: true }).click();
  await expect(tab.page.getByRole("heading", { level: 1, name: `${month} ${year}` })).toBeVisible();
  await expect(tab.page.getByRole("list", { name: "Written" }).getByText("Written this month")).toBeVisible();
  await tab.look("a month");
  await tab.page.getByRole("navigation", { name: "Other times" }).getByRole("link").first().click();
  await expect(tab.page.getByText("Nothing was written then.")).toBeVisible();
  await tab.goto("/review/2026-W54");
  await expect(tab.page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});
