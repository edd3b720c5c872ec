/* What stands around a goal of a team: skills and the lessons that moved alongside, plans that support it and are counted
   only if somebody says so, figures corrected by whose they are. */

import { inviteOf, joinTeam, startTeam, toPart } from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const TEAM = "Night shift";
const GOAL = "Fewer missed handovers";
const COUNT = "Let the team count this plan";

const box = (tab, name) => tab.page.getByRole("spinbutton", { name, exact: true });
const field = (tab, name) => tab.page.getByRole("textbox", { name, exact: true });
const main = (tab) => tab.page.getByRole("main");

/* Two people in one team, each on a device of their own; the first has a goal open that takes a skill. */
async function goalOfTwo(ana, device) {
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  const bea = await joinTeam(await device(), secret, { team: TEAM, name: "Bea" });
  await toPart(ana, "Goals");
  await ana.button("New goal").first().click();
  await field(ana, "Goal").fill(GOAL);
  await box(ana, "Baseline").fill("14");
  await box(ana, "Baseline").blur();
  await box(ana, "Target").fill("5");
  await box(ana, "Target").blur();
  await expect(ana.page.getByText("Follows from baseline and target")).toBeVisible();
  await expect(ana.page.getByRole("radio", { name: "Less" })).toBeChecked();
  const skills = ana.page.getByRole("combobox", { name: "Add a skill" });
  await skills.selectOption({ label: "Another skill" });
  await field(ana, "Name of the skill").fill("Handing over");
  await ana.until("Synced", () => ana.page.getByRole("button", { name: "Add", exact: true }).click());
  await expect(main(ana).getByRole("list", { name: "Skills it takes" })).toContainText("Handing over");
  return bea;
}

async function toGoal(tab) {
  await toPart(tab, "Goals");
  await tab.page.getByRole("link", { name: new RegExp(GOAL) }).click();
  await expect(tab.page.getByRole("heading", { name: "Moved alongside" })).toBeVisible();
}

test("a lesson with the goal’s skill moves alongside, and a check-in is corrected by whose it is", async ({
  journal: ana,
  device,
}) => {
  const bea = await goalOfTwo(ana, device);
  await toPart(bea, "Lessons");
  await bea.button("Share a lesson").click();
  const sheet = bea.page.getByRole("dialog");
  await sheet.getByRole("textbox", { name: "What I learned" }).fill("Say the name before the number");
  await sheet.getByRole("combobox", { name: "Add a skill" }).selectOption({ label: "Handing over" });
  await expect(sheet.getByRole("region", { name: "What the others get" })).toContainText("About: Handing over");
  await bea.look("a lesson with a skill before it is published");
  await bea.until("Synced", () => sheet.getByRole("button", { name: "Publish" }).click());

  const alongside = ana.page.getByRole("region", { name: "Moved alongside" });
  const lesson = alongside.getByRole("link", { name: /Say the name before the number/ });
  await expect(lesson).toContainText("Bea", { timeout: 30_000 });
  await expect(main(ana)).not.toContainText(/caused|because of/);

  await toGoal(bea);
  await box(bea, "Value").fill("12");
  await bea.until("Synced", () => bea.button("Check in").click());
  const measured = (tab) => main(tab).getByRole("list", { name: "Measured so far" });
  await expect(measured(ana)).toContainText("12", { timeout: 30_000 });
  await expect(measured(ana).getByRole("button")).toHaveCount(0);
  await bea.button("Correct 12").click();
  const correction = bea.page.getByRole("dialog", { name: "Correct what you measured" });
  await expect(correction.getByRole("spinbutton", { name: "Value" })).toHaveValue("12");
  await bea.look("correcting a check-in");
  await correction.getByRole("spinbutton", { name: "Value" }).fill("11");
  await bea.until("Synced", () => correction.getByRole("button", { name: "Save" }).click());
  await expect(measured(ana)).toContainText("11", { timeout: 30_000 });
  await expect(measured(ana)).not.toContainText("12");
  await ana.look("a goal with what moved alongside");
  await lesson.click();
  await expect(main(ana).getByRole("list", { name: "Skills it is about" })).toContainText("Handing over");
});

test("a plan supports a goal, and the team counts it only once its owner says so", async ({ journal: ana, device }) => {
  const bea = await goalOfTwo(ana, device);
  await bea.goto("/plans");
  await bea.button("Blank plan").click();
  await field(bea, "Title").fill("Hand over in two minutes");
  await bea.button("Choose a goal of a team").click();
  await bea.page.getByRole("combobox", { name: "Goal", exact: true }).selectOption({ label: GOAL });
  const supports = main(bea).getByRole("list", { name: "Supports a team goal" });
  await expect(supports.getByRole("link", { name: GOAL })).toBeVisible();
  await bea.isSynced();
  await bea.look("a plan that supports a goal of a team");
  await expect(main(ana)).toContainText("0 supporting plans");
  await bea.button(COUNT).click();
  const asked = bea.page.getByRole("dialog", { name: COUNT });
  await expect(asked).toContainText(
    `${TEAM} sees that a plan of yours supports this goal, with your name. Nothing else of it.`,
  );
  await bea.look("before a plan is counted");
  await asked.getByRole("button", { name: "Let it be counted" }).click();
  await expect(bea.button(COUNT)).toHaveAttribute("aria-pressed", "true");
  await expect(main(ana)).toContainText("1 supporting plan", { timeout: 30_000 });
  await expect(main(ana)).toContainText("Bea");
  await expect(main(ana)).not.toContainText("Hand over in two minutes");

  await supports.getByRole("link", { name: GOAL }).click();
  const mine = main(bea).getByRole("list", { name: "Your plans that support it" });
  await expect(mine.getByRole("link", { name: "Hand over in two minutes" })).toBeVisible();
  await bea.look("a goal and the plan that supports it");
  await mine.getByRole("link").click();
  await bea.button(`Take out ${GOAL}`).click();
  await expect(main(ana)).toContainText("0 supporting plans", { timeout: 30_000 });
});
