/* Skills: chosen or named, placed in sentences, placed again, and met in entries and plans. */

import { DESKTOP, PHONE } from "../kit/look.js";
import { expect, pair, test } from "../kit/test.js";

const listed = (tab) => tab.page.getByRole("list", { name: "Skills", exact: true }).getByRole("listitem");

for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a skill is chosen and placed in sentences, on a ${name}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab();
    await tab.begin();
    await tab.goto("/skills");
    await expect(tab.page.getByText("Rate three skills, not thirty.")).toBeVisible();
    const starters = tab.page.getByRole("list", { name: "Skills to start with" }).getByRole("button");
    await expect(starters).toHaveCount(12);
    await tab.look(`no skills on a ${name}`);
    const chosen = await starters.first().locator(".row-title").textContent();
    await starters.first().click();
    await expect(starters).toHaveCount(11);
    await tab.page.getByRole("textbox", { name: "A skill of your own" }).fill("Sourdough");
    await tab.page.keyboard.press("Enter");
    await expect(listed(tab)).toHaveCount(2);

    await listed(tab).filter({ hasText: chosen }).getByRole("link").click();
    await tab.page.getByRole("radio", { name: /^Level 2/ }).check();
    await tab.page.getByLabel("Where do you want to be?").selectOption({ label: "Level 4" });
    await tab.page.getByRole("radio", { name: "Sure", exact: true }).check();
    await tab.page.getByRole("textbox", { name: "What shows it" }).fill("Two reviews said so");
    await tab.until(/Saved|Synced|Waiting/, () => tab.button("Place yourself").click());
    await tab.page.getByRole("radio", { name: /^Level 3/ }).check();
    await tab.button("Place yourself").click();
    const history = tab.page.getByRole("list", { name: "Where you placed yourself" }).getByRole("listitem");
    await expect(history).toHaveCount(2);
    await expect(history.first()).toContainText("Level 3, towards 4");
    await expect(tab.page.getByRole("img", { name: "Levels over time: 2, 3. Aim: 4" })).toBeVisible();
    await tab.look(`a skill on a ${name}`);
    await tab.page.getByRole("link", { name: "Back to the skills" }).click();
    await expect(listed(tab).filter({ hasText: chosen })).toContainText("Level 3, towards 4");
    await tab.look(`skills on a ${name}`);
  });
}

test("a skill meets its entries by tag and its plans by choice, on every device", async ({ journal: tab, device }) => {
  await tab.goto("/skills");
  await tab.page.getByRole("textbox", { name: "A skill of your own" }).fill("Hard conversations");
  await tab.until("Synced", () => tab.button("Add").click());
  await listed(tab).getByRole("link").click();
  const hint = await tab.page.getByText(/^Type #/).textContent();
  const tag = /#\S+/.exec(hint)[0];
  await tab.page.getByText("Sentences of the levels").click();
  await tab.until("Synced", () => tab.page.getByRole("textbox", { name: "Level 5", exact: true }).fill("I start them myself"));
  await expect(tab.page.getByRole("radio", { name: /^Level 5 I start them myself/ })).toBeAttached();
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write(`It went well ${tag}`));
  await tab.goto("/plans");
  await tab.until("Synced", () => tab.button("Blank plan").click());
  await tab.until("Synced", () => tab.page.getByRole("textbox", { name: "Title" }).fill("Talk to Ben"));
  await tab.until("Synced", () => tab.page.getByLabel("Add a skill").selectOption({ label: "Hard conversations" }));

  const laptop = await pair(tab, device);
  await laptop.goto("/skills");
  await listed(laptop).getByRole("link").click();
  await expect(laptop.page.getByRole("heading", { name: "1 entry with this tag" })).toBeVisible();
  await expect(laptop.page.getByRole("list", { name: "Entries" }).getByText("It went well")).toBeVisible();
  await expect(laptop.page.getByRole("list", { name: "Plans" }).getByText("Talk to Ben")).toBeVisible();
  await laptop.menu("Delete skill");
  await laptop.until("Synced", () => laptop.notices.getByRole("button", { name: "Undo" }).click());
  await expect(listed(laptop)).toHaveCount(1);
});
