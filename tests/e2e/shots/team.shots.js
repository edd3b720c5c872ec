/* A picture of the pages of a team that two people fill: a review with actions, the next one, and the skills they share. */

import { expect, test } from "../kit/test.js";
import { PHONE } from "../kit/look.js";
import { toPart, two } from "../kit/teams.js";
import { shoot, speak, visit } from "./camera.js";

const box = (tab, name) => tab.page.getByRole("main").getByRole("textbox", { name, exact: true });

async function add(tab, name, text) {
  await box(tab, name).fill(text);
  await box(tab, name).press("Enter");
}

async function review(tab) {
  await toPart(tab, "Reviews");
  await shoot(tab.page, "team-reviews-empty");
  await tab.button("Start a review").click();
  await shoot(tab.page, "team-review-new");
  await box(tab, "Looking back at").fill("The night of the flood");
  await box(tab, "What did you expect?").fill("A quiet night, two people on call, and the pump in the cellar working.");
  await box(tab, "What happened?").fill("The cellar was full by two.\nWe looked for the tap for forty minutes.");
  await add(tab, "A new reason", "Nobody knew where the tap is");
  await add(tab, "A new reason", "The plan of the house hangs in the office, which was locked, and the key was with somebody who was asleep");
  await box(tab, "What do you keep?").fill("Calling early. Nobody waited to be sure.");
  await box(tab, "What do you change?").fill("Whoever is on call has a key to everything.");
  await add(tab, "A new action", "Paint the tap red");
  await tab.page.getByRole("combobox", { name: "Who does it" }).selectOption({ label: "Bea" });
  await tab.page.getByLabel("By", { exact: true }).fill("2030-01-07");
  await add(tab, "A new action", "Buy a second pump");
  await tab.page.getByRole("checkbox", { name: "Done: Buy a second pump" }).check();
  await add(tab, "A new action", "Give every night shift a key to the office, and write down who has one");
  await shoot(tab.page, "team-review");
  await toPart(tab, "Reviews");
  await tab.button("Start a review").click();
  await box(tab, "Looking back at").fill("The fair, which went well");
  await tab.button("Carry over: Paint the tap red").click();
  await expect(tab.page.getByText("Carried over from")).toBeVisible();
  await shoot(tab.page, "team-review-next");
  await toPart(tab, "Reviews");
  await shoot(tab.page, "team-reviews");
}

async function place(tab, skill, level) {
  await tab.goto("/skills");
  const starter = tab.page.getByRole("button", { name: new RegExp(`^${skill}`) });
  // They stand open only while there is no skill.
  await expect(starter.or(tab.page.getByText("Skills to start with")).first()).toBeVisible();
  if (!(await starter.isVisible())) await tab.page.getByText("Skills to start with").click();
  await starter.click();
  await tab.page.getByRole("list", { name: "Skills", exact: true }).getByRole("link", { name: new RegExp(`^${skill}`) }).click();
  await tab.page.getByRole("radio", { name: new RegExp(`^Level ${level}`) }).check();
  await tab.page.getByLabel("Where do you want to be?").selectOption("4");
  await tab.button("Place yourself").click();
  await expect(tab.page.getByRole("list", { name: "Where you placed yourself" })).toContainText(`Level ${level}`);
}

async function share(tab, skill) {
  await tab.button(`Share ${skill}`).click();
  await tab.page.getByRole("dialog").getByRole("button", { name: "Share", exact: true }).click();
}

test("the pages of a team", async ({ journal: ana, device }) => {
  await ana.page.setViewportSize(PHONE);
  const bea = await two(ana, device);
  await review(ana);
  await toPart(ana, "Skills");
  const path = new URL(ana.page.url()).pathname;
  await shoot(ana.page, "team-skills-empty");
  for (const [skill, level] of [
    ["Giving feedback", 2],
    ["Listening", 3],
    ["Coaching others", 1],
  ]) {
    await place(ana, skill, level);
  }
  await ana.page.getByText("Only me").first().scrollIntoViewIfNeeded();
  await shoot(ana.page, "skill-only-me");
  await ana.goto(path);
  await ana.button("Share Giving feedback").click();
  await expect(ana.page.getByText(/will see your level/)).toBeVisible();
  await shoot(ana.page, "team-skill-share");
  await ana.page.getByRole("dialog").getByRole("button", { name: "Share", exact: true }).click();
  await share(ana, "Listening");
  await place(bea, "Listening", 4);
  await bea.goto(path);
  await share(bea, "Listening");
  await expect(ana.page.getByText("Bea", { exact: true }).first()).toBeAttached({ timeout: 30_000 });
  await shoot(ana.page, "team-skills");
  await ana.page.getByRole("list", { name: "Your own skills" }).getByRole("listitem").last().scrollIntoViewIfNeeded();
  await shoot(ana.page, "team-skills-own");
  await speak(ana, "de");
  for (const [name, part] of [
    ["team-skills-de", path],
    ["team-reviews-de", path.replace("skills", "reviews")],
  ]) {
    await visit(ana, part);
    await shoot(ana.page, name);
  }
});
