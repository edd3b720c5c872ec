/* Being there at the same time, the sample of a team, and taking a team off one's devices. */

import { member, toPart, two } from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const TEAM = "Night shift";

const company = (tab) => tab.page.getByRole("main").locator(".company-button");

test("two people see each other where they are, until one goes or does not want to be seen", async ({ journal: ana, device }) => {
  const bea = await two(ana, device);
  for (const tab of [ana, bea]) await expect(company(tab)).toHaveText("1 other here", { timeout: 30_000 });
  await company(ana).click();
  await expect(ana.page.getByRole("list", { name: "Who is here right now" })).toContainText("Bea");
  await ana.look("who is here");
  await ana.page.keyboard.press("Escape");

  await bea.page.getByRole("textbox", { name: "Team name" }).focus();
  await expect(ana.page.getByText("Bea is writing here.")).toBeVisible({ timeout: 30_000 });
  await toPart(bea, "Goals");
  await expect(ana.page.getByText("Bea is writing here.")).toHaveCount(0);
  await expect(company(ana)).toHaveText("1 other here");

  await company(bea).click();
  await bea.page.getByRole("checkbox", { name: "Others see that I am here" }).uncheck();
  await bea.page.keyboard.press("Escape");
  await expect(company(ana)).toHaveText("Only you right now", { timeout: 30_000 });
  await expect(company(bea)).toHaveText("1 other here");
  await bea.page.reload();
  await expect(company(bea)).toHaveText("1 other here", { timeout: 30_000 });
  await expect(company(ana)).toHaveText("Only you right now");
  await company(bea).click();
  await bea.page.getByRole("checkbox", { name: "Others see that I am here" }).check();
  await expect(company(ana)).toHaveText("1 other here", { timeout: 30_000 });
  await bea.page.close();
  await expect(company(ana)).toHaveText("Only you right now", { timeout: 90_000 });
});

test("a sample fills the pages for everybody, and goes with one press", async ({ journal: ana, device }) => {
  const bea = await two(ana, device);
  await ana.button("Look at a sample").click();
  const main = (tab) => tab.page.getByRole("main");
  for (const tab of [ana, bea]) {
    await expect(main(tab).getByText("A sample is in this team")).toBeVisible({ timeout: 30_000 });
    await toPart(tab, "Questions");
    await expect(main(tab).getByText("Sample", { exact: true }).first()).toBeVisible();
  }
  await bea.look("questions of a sample");
  await toPart(bea, "Where we’re going");
  await bea.button("Take the sample out").click();
  await expect(bea.page.getByText("The sample is out")).toBeVisible();
  for (const tab of [ana, bea]) {
    await toPart(tab, "Goals");
    await expect(main(tab).getByText("Sample", { exact: true })).toHaveCount(0, { timeout: 30_000 });
  }
  await bea.button("Undo").click();
  await expect(main(ana).getByText("Sample", { exact: true })).toHaveCount(1, { timeout: 30_000 });
});

test("a reader has a name, and takes the team off their device after leaving", async ({ journal: ana, device }) => {
  const bea = await two(ana, device, TEAM, "Reader");
  await toPart(ana, "Members");
  await expect(member(ana, "Bea")).toContainText("Reader", { timeout: 30_000 });
  await toPart(bea, "Members");
  await bea.button("Leave this team").click();
  await bea.page.getByRole("dialog").getByRole("button", { name: "Leave this team" }).click();
  await expect(bea.page.getByText("You left this team.")).toBeVisible({ timeout: 30_000 });
  await bea.look("a team that was left");
  await bea.button("Take it off my devices").click();
  await bea.page.getByRole("dialog").getByRole("button", { name: "Take it off my devices" }).click();
  await expect(bea.page.getByRole("heading", { name: "Teams", level: 1 })).toBeVisible();
  await expect(bea.page.getByText(TEAM)).toHaveCount(0);
  await bea.page.reload();
  await expect(bea.page.getByRole("heading", { name: "No team yet" })).toBeVisible({ timeout: 30_000 });
  await expect(member(ana, "Bea")).toHaveCount(0, { timeout: 30_000 });
});
