/* What a team makes of what is over, and what its members share of their skills. */

import { toPart, two } from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const main = (tab) => tab.page.getByRole("main");
const box = (tab, name) => main(tab).getByRole("textbox", { name, exact: true });

async function startReview(tab, title) {
  await toPart(tab, "Reviews");
  await tab.button("Start a review").click();
  await box(tab, "Looking back at").fill(title);
}

async function addAction(tab, text) {
  await box(tab, "A new action").fill(text);
  await box(tab, "A new action").press("Enter");
  await expect(main(tab).getByRole("checkbox", { name: `Done: ${text}` })).toBeVisible();
}

test("one who is offline ticks their action, and the next review goes on with what is open", async ({ journal: ana, device }) => {
  const bea = await two(ana, device);
  await startReview(ana, "The night of the flood");
  await box(ana, "What did you expect?").fill("A quiet night");
  await box(ana, "What happened?").fill("The cellar was full by two");
  await box(ana, "A new reason").fill("Nobody knew where the tap is");
  await box(ana, "A new reason").press("Enter");
  await addAction(ana, "Paint the tap red");
  await main(ana).getByRole("combobox", { name: "Who does it" }).selectOption({ label: "Bea" });
  await main(ana).getByLabel("By", { exact: true }).fill("2030-01-07");
  await addAction(ana, "Buy a second pump");
  await ana.look("a review of a team");

  await toPart(bea, "Reviews");
  const open = (tab) => tab.page.getByRole("list", { name: "Open actions" });
  await expect(open(bea)).toContainText("Paint the tap red", { timeout: 30_000 });
  await expect(open(bea)).toContainText("Buy a second pump", { timeout: 30_000 });
  await bea.look("the reviews of a team");
  await bea.device.unplug();
  await open(bea).getByRole("checkbox", { name: "Done: Paint the tap red" }).click();
  await expect(open(bea)).not.toContainText("Paint the tap red");
  await expect(main(bea).getByRole("link", { name: /The night of the flood.*1 of 2 actions done/ })).toBeVisible();
  await bea.device.plug();
  await expect(main(ana).getByRole("checkbox", { name: "Done: Paint the tap red" })).toBeChecked({ timeout: 30_000 });

  await startReview(ana, "The second flood");
  await expect(main(ana).getByRole("button", { name: "Carry over: Paint the tap red" })).toHaveCount(0);
  await ana.button("Carry over: Buy a second pump").click();
  await expect(main(ana)).toContainText("Carried over from The night of the flood");
  await main(bea).getByRole("link", { name: /The night of the flood/ }).last().click();
  await expect(main(bea)).toContainText("Goes on in The second flood", { timeout: 30_000 });
  await expect(main(bea).getByRole("checkbox", { name: "Done: Buy a second pump" })).toHaveCount(0);
  await bea.look("a review whose action goes on in another");
});

test("a skill is shared after it was shown what others get, and is gone when it is not shared any more", async ({
  journal: ana,
  device,
}) => {
  const bea = await two(ana, device);
  await toPart(ana, "Skills");
  const page = ana.page.url();
  await expect(main(ana)).toContainText("Nobody shares a skill here yet");
  await ana.goto("/skills");
  await ana.page.getByRole("list", { name: "Skills to start with" }).getByRole("button", { name: /^Giving feedback/ }).click();
  await ana.page.getByRole("list", { name: "Skills", exact: true }).getByRole("link").click();
  await ana.page.getByRole("radio", { name: /^Level 2/ }).check();
  await ana.page.getByLabel("Where do you want to be?").selectOption("4");
  await ana.button("Place yourself").click();
  await expect(main(ana)).toContainText("Only me. You can share it by name in Night shift");
  await main(ana).getByRole("link", { name: "Night shift" }).click();
  await expect(ana.page).toHaveURL(page);

  await ana.button("Share Giving feedback").click();
  const sheet = ana.page.getByRole("dialog");
  await expect(sheet).toContainText("Bea will see your level and target for Giving feedback");
  await expect(sheet).toContainText("Level 2, towards 4");
  await ana.look("a skill before it is shared");
  await sheet.getByRole("button", { name: "Share", exact: true }).click();
  await toPart(bea, "Skills");
  const row = (tab) => tab.page.getByRole("table").getByRole("row", { name: /Ana/ });
  const seen = main(bea).getByText("Level 2, towards 4").filter({ visible: true });
  await expect(seen).toBeVisible({ timeout: 30_000 });
  await bea.look("the skills of a team");
  await ana.page.setViewportSize({ width: 1280, height: 800 });
  await expect(row(ana)).toContainText("Level 2, towards 4");

  await ana.button("Stop sharing Giving feedback").click();
  await expect(ana.notices).toContainText("may remember");
  await expect(main(bea)).toContainText("Nobody shares a skill here yet", { timeout: 30_000 });
  await expect(main(bea)).not.toContainText("Giving feedback");
});
