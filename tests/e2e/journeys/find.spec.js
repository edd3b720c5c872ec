/* Finding: words, filters and kinds, by keyboard and by touch. */

import { expect, test } from "../kit/test.js";
import { PHONE } from "../kit/look.js";

/* The screen, by its names. */
class Find {
  constructor(tab) {
    this.tab = tab;
    this.page = tab.page;
    this.box = tab.page.getByRole("searchbox", { name: "Find anything you wrote" });
    this.results = tab.page.getByRole("list", { name: "What was found" });
    this.rows = this.results.getByRole("listitem");
    this.pieces = tab.page.getByRole("list", { name: "How your search was understood" });
  }

  static async open(tab) {
    await tab.goto("/find");
    const find = new Find(tab);
    await expect(find.box).toBeFocused();
    return find;
  }
}

async function threeEntries(tab) {
  await tab.write("Feedback talk\n\nGave feedback to Ana on the stairs. #feedback");
  await tab.write("Lunch\n\nNothing but a sandwich in the CAFÉ, and some feedback.");
  await tab.write("Standup\n\nShort for once. #team");
}

test("what is found comes best first, with hits marked", async ({ journal: tab }) => {
  await threeEntries(tab);
  const find = await Find.open(tab);
  await tab.look("find, before typing");
  await find.box.pressSequentially("feedb");
  await expect(find.rows).toHaveCount(2);
  await expect(find.rows.first()).toContainText("Feedback talk");
  await expect(find.rows.first().locator("mark").first()).toHaveText("Feedb");
  await find.box.fill("cafe");
  await expect(find.rows.locator("mark")).toHaveText("CAFÉ");
  await tab.look("find");
  await find.box.fill("kubernetes");
  await expect(tab.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await tab.look("find, nothing found");
});

test("filters are understood, shown back, and taken out again", async ({ journal: tab }) => {
  await threeEntries(tab);
  const find = await Find.open(tab);
  await find.box.fill("tag:team");
  await expect(find.rows).toHaveCount(1);
  await expect(find.rows).toContainText("Standup");
  await find.box.fill("-tag:team feedback -cafe");
  await expect(find.rows).toHaveCount(1);
  await expect(find.pieces.getByRole("listitem")).toHaveText(["not tag team", "not cafe"]);
  await tab.look("find with filters");
  await find.pieces.getByRole("button", { name: "Take out not cafe" }).click();
  await expect(find.box).toHaveValue("-tag:team feedback");
  await expect(find.rows).toHaveCount(2);
  await find.box.fill("before:2001");
  await expect(tab.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await find.box.fill("after:2001");
  await expect(find.rows).toHaveCount(3);
});

test("one goes to what was found and back by keyboard alone, and is offered the search again", async ({ journal: tab }) => {
  await threeEntries(tab);
  const find = await Find.open(tab);
  await find.box.pressSequentially("feedback");
  await expect(find.rows).toHaveCount(2);
  await find.box.press("ArrowDown");
  await tab.page.keyboard.press("ArrowDown");
  await tab.page.keyboard.press("Enter");
  await expect(tab.page).toHaveURL(/[0-9a-f]{32}$/);
  await tab.page.goBack();
  await expect(find.box).toHaveValue("feedback");
  await expect(find.rows).toHaveCount(2);
  await find.box.fill("");
  const again = tab.page.getByRole("button", { name: "feedback" });
  await expect(again).toBeVisible();
  await tab.look("find with an earlier search");
  await again.click();
  await expect(find.rows).toHaveCount(2);
  await find.box.fill("");
  await tab.button("Forget these").click();
  await expect(again).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  test("what is written elsewhere meanwhile is found without asking again", async ({ journal: tab }) => {
    await threeEntries(tab);
    const second = await tab.device.tab("/find");
    const find = new Find(second);
    await find.box.fill("feedback");
    await expect(find.rows).toHaveCount(2);
    await tab.write("Retro\n\nAsked for feedback.");
    await expect(find.rows).toHaveCount(3);
  });
});
