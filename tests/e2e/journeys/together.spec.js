/* What a team does together: a goal measured by two at once, a question asked and answered, a lesson published. */

import { SOON, three, toPart, two } from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const TEAM = "Night shift";

test("a goal is checked in and aimed at by two at once, without a network, and settled in one press", async ({ journal, device }) => {
  test.slow();
  const { phone, laptop, bea, cleo } = await three(journal, device, TEAM);
  const all = [phone, laptop, bea, cleo];
  await toPart(phone, "Goals");
  await phone.button("New goal").first().click();
  const measured = (tab) => tab.page.getByRole("list", { name: "Measured so far" });
  const box = (tab, name) => tab.page.getByRole("spinbutton", { name, exact: true });
  await phone.page.getByRole("textbox", { name: "Goal", exact: true }).fill("Fewer missed handovers");
  await box(phone, "Baseline").fill("14");
  await box(phone, "Baseline").blur();
  await phone.until("Synced", async () => {
    await box(phone, "Target").fill("5");
    await box(phone, "Target").blur();
  });
  for (const tab of [laptop, bea, cleo]) {
    await toPart(tab, "Goals");
    await tab.page.getByRole("link", { name: /Fewer missed handovers/ }).click(SOON);
    await expect(box(tab, "Target")).toHaveValue("5", SOON);
  }

  for (const tab of [bea, cleo]) await tab.device.unplug();
  for (const [tab, value, target] of [
    [bea, "12", "6"],
    [cleo, "11", "4"],
  ]) {
    await box(tab, "Value").fill(value);
    await tab.button("Check in").click();
    await expect(measured(tab)).toContainText(value);
    await box(tab, "Target").fill(target);
    await box(tab, "Target").blur();
  }
  for (const tab of [bea, cleo]) await tab.device.plug();
  const contested = (tab) => tab.page.getByText("Nobody knew of the other");
  for (const tab of all) {
    for (const value of ["11", "12"]) await expect(measured(tab)).toContainText(value, SOON);
    await expect(contested(tab)).toBeVisible(SOON);
  }
  // What each chose is said of them, to everybody alike.
  for (const said of ["Bea chose 6", "Cleo chose 4"]) await expect(contested(phone)).toContainText(said);
  await expect(contested(bea)).toContainText("you chose 6");
  await bea.look("a goal of a team");
  await laptop.page.getByRole("main").getByRole("button", { name: "Take 4", exact: true }).click();
  for (const tab of all) {
    await expect(box(tab, "Target")).toHaveValue("4", SOON);
    await expect(contested(tab)).toHaveCount(0);
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
