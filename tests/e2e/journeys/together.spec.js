/* What a team does together: a goal measured by two at once, a question asked and answered, a lesson published. */

import { toPart, two } from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

test("a goal is checked in by two at once, without a network, and has both figures", async ({ journal: ana, device }) => {
  const bea = await two(ana, device);
  await toPart(ana, "Goals");
  await ana.button("New goal").first().click();
  const measured = (tab) => tab.page.getByRole("list", { name: "Measured so far" });
  const box = (tab, name) => tab.page.getByRole("spinbutton", { name, exact: true });
  await ana.page.getByRole("textbox", { name: "Goal", exact: true }).fill("Fewer missed handovers");
  await box(ana, "Baseline").fill("14");
  await box(ana, "Baseline").blur();
  await ana.until("Synced", async () => {
    await box(ana, "Target").fill("5");
    await box(ana, "Target").blur();
  });
  await toPart(bea, "Goals");
  await bea.page.getByRole("link", { name: /Fewer missed handovers/ }).click();
  await expect(box(bea, "Target")).toHaveValue("5");

  for (const tab of [ana, bea]) await tab.device.unplug();
  for (const [tab, value] of [
    [ana, "12"],
    [bea, "11"],
  ]) {
    await box(tab, "Value").fill(value);
    await tab.button("Check in").click();
    await expect(measured(tab)).toContainText(value);
  }
  await box(bea, "Target").fill("4");
  await box(bea, "Target").blur();
  await box(ana, "Target").fill("6");
  await box(ana, "Target").blur();
  for (const tab of [ana, bea]) await tab.device.plug();
  for (const tab of [ana, bea]) {
    for (const value of ["11", "12"]) await expect(measured(tab)).toContainText(value, { timeout: 30_000 });
    await expect(tab.page.getByText("Nobody knew of the other")).toBeVisible({ timeout: 30_000 });
  }
  await bea.look("a goal of a team");
  await bea.page.getByRole("main").getByRole("button", { name: "Take 4", exact: true }).click();
  for (const tab of [ana, bea]) {
    await expect(box(tab, "Target")).toHaveValue("4", { timeout: 30_000 });
    await expect(tab.page.getByText("Nobody knew of the other")).toHaveCount(0);
  }
});

test("a question is asked once and answered for everybody", async ({ journal: ana, device }) => {
  const bea = await two(ana, device);
  await toPart(ana, "Questions");
  const ask = (tab) => tab.page.getByRole("textbox", { name: "Ask the team" });
  await ask(ana).fill("Where is the spare key?");
  await ana.button("Ask").click();
  await toPart(bea, "Questions");
  await bea.page.getByRole("link", { name: /spare key/ }).first().click();
  await bea.page.getByRole("textbox", { name: "Your answer" }).fill("Under the third step");
  await bea.button("Answer").click();
  await toPart(ana, "Questions");
  await ask(ana).fill("the spare key, where");
  await expect(ana.page.getByRole("link", { name: /Where is the spare key/ }).first()).toBeVisible();
  await ana.look("a question that was asked before");
  await ana.page.getByRole("link", { name: /Where is the spare key/ }).first().click();
  await expect(ana.page.getByText("Under the third step")).toBeVisible({ timeout: 30_000 });
  await ana.button("This helped").click();
  await expect(bea.page.getByRole("main")).toContainText("Ana", { timeout: 30_000 });
});

test("a lesson is published as it was shown, and the entry behind it stays private", async ({ journal: ana, device }) => {
  const bea = await two(ana, device);
  await toPart(ana, "Lessons");
  await ana.button("Share a lesson").click();
  const sheet = ana.page.getByRole("dialog");
  await sheet.getByRole("textbox", { name: "What I learned" }).fill("Say the name before the number");
  await expect(sheet).toContainText("Your journal entry stays private");
  await ana.look("a lesson before it is published");
  await sheet.getByRole("button", { name: "Publish" }).click();
  await toPart(bea, "Lessons");
  await bea.page.getByRole("link", { name: /Say the name before the number/ }).click();
  await expect(bea.page.getByRole("main")).toContainText("Ana");
  await bea.button("Thanks").click();
  await expect(bea.button("Thanks")).toHaveAttribute("aria-pressed", "true");
});
