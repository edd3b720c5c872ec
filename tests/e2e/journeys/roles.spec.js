/* What people may do in a team: a reader reads, a member writes, and there is always an admin. */

import * as team from "../kit/teams.js";
import { expect, pair, test } from "../kit/test.js";

const { SOON, ask, hasMembers, hasQuestions, inviteOf, joinTeam, member, members, question, startTeam, toPart, toTeam } = team;
const TEAM = "Night shift";
const GOAL = "Fewer missed handovers";
const LEFT = "You left this team";

async function newGoal(tab) {
  await toPart(tab, "Goals");
  await tab.button("New goal").first().click();
  await tab.page.getByRole("textbox", { name: "Goal", exact: true }).fill(GOAL);
  const target = tab.page.getByRole("spinbutton", { name: "Target" });
  await target.fill("5");
  await tab.until("Synced", () => target.blur());
}

/* There is nothing here to write with, whatever the page. */
async function writesNothing(tab, names) {
  const main = tab.page.getByRole("main");
  for (const name of names) await expect(main.getByRole("button", { name, exact: true })).toHaveCount(0);
  for (const role of ["spinbutton", "combobox"]) await expect(main.getByRole(role)).toHaveCount(0);
}

test("a reader reads and looks for answers, has nothing to write with, and writes once they may", async ({ journal: ana, device }) => {
  test.slow();
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana, "Reader");
  await newGoal(ana);
  await ask(ana, "Where is the spare key?");
  const reader = await joinTeam(await device(), secret, { team: TEAM, name: "Rob" });
  await expect(reader.page.getByText("You read here")).toBeVisible();
  await writesNothing(reader, ["Write one", "Add a pair", "Invite"]);
  await reader.look("reading in a team");

  await toPart(reader, "Goals");
  await writesNothing(reader, ["New goal"]);
  await reader.page.getByRole("link", { name: new RegExp(GOAL) }).click();
  await expect(reader.page.getByRole("heading", { name: GOAL })).toBeVisible();
  await writesNothing(reader, ["Check in", "More"]);
  // Its name stands where others change it, and is only there to be read.
  const fields = reader.page.getByRole("main").locator("textarea:not([readonly]), input:not([readonly])");
  await expect(fields.filter({ visible: true })).toHaveCount(0);
  await reader.look("a goal, read");

  await toPart(reader, "Lessons");
  await writesNothing(reader, ["Share a lesson"]);
  await toPart(reader, "Questions");
  await writesNothing(reader, ["Ask"]);
  await reader.page.getByRole("textbox", { name: "Look for an answer" }).fill("the key to spare");
  await expect(reader.page.getByRole("list", { name: "This may answer it" }).getByRole("link")).toHaveCount(1);
  await reader.page.getByRole("textbox", { name: "Look for an answer" }).fill("");
  await ask(ana, "Asked while somebody reads");
  await question(reader, "Asked while somebody reads").click(SOON);
  await expect(reader.page.getByRole("heading", { name: "Asked while somebody reads" })).toBeVisible();
  await writesNothing(reader, ["Answer", "This helped"]);
  await expect(reader.page.getByRole("textbox", { name: "Your answer" })).toHaveCount(0);
  await toPart(reader, "Members");
  await expect(members(reader).getByRole("listitem")).toHaveCount(2);
  await writesNothing(reader, ["Invite", "Remove", "Revoke"]);

  await toPart(ana, "Members");
  await ana.page.getByRole("combobox", { name: /^Role of / }).selectOption("member");
  await expect(reader.page.getByText("You read here")).toHaveCount(0, SOON);
  await ask(reader, "Asked by who may write now");
  await hasQuestions(ana, ["Asked by who may write now"]);
  await toPart(ana, "Members");
  await ana.page.getByRole("combobox", { name: /^Role of / }).selectOption("reader");
  await expect(reader.page.getByText("You read here")).toBeVisible(SOON);
  await expect(reader.page.getByRole("textbox", { name: "Ask the team" })).toHaveCount(0);

  await toPart(reader, "Members");
  await reader.button("Leave this team").click();
  await reader.page.getByRole("dialog").getByRole("button", { name: "Leave this team" }).click();
  await expect(reader.page.getByText(LEFT)).toBeVisible(SOON);
  await hasMembers(ana, { Ana: "Admin" });
});

test("the last admin cannot leave, hands the team over, and is out on all of their devices", async ({ journal: ana, device }) => {
  test.slow();
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  await toPart(ana, "Members");
  await expect(ana.page.getByText("You are the only one here")).toBeVisible();
  await expect(ana.button("Leave this team")).toHaveCount(0);
  const bea = await joinTeam(await device(), secret, { team: TEAM, name: "Bea" });
  await ask(bea, "Asked while Ana was here");
  const laptop = await pair(ana, device);
  for (const tab of [ana, laptop]) await toTeam(tab, TEAM);
  for (const tab of [ana, laptop, bea]) await toPart(tab, "Members");
  for (const tab of [ana, laptop]) {
    await expect(tab.page.getByText("You are the only admin. Somebody else has to become one")).toBeVisible(SOON);
    await expect(tab.button("Leave this team")).toHaveCount(0);
  }
  await ana.look("the last admin");

  await expect(ana.page.getByLabel("Admin after you")).toBeVisible();
  await ana.button("Hand over and leave").click();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Leave this team" }).click();
  for (const tab of [ana, laptop]) await expect(tab.page.getByText(LEFT)).toBeVisible(SOON);
  await hasMembers(bea, { Bea: "Admin" });
  await expect(member(bea, "Ana")).toHaveCount(0);
  await bea.until("Synced", () => ask(bea, "Asked without Ana"));
  for (const tab of [ana, laptop]) {
    await tab.page.reload();
    await expect(tab.page.getByText(LEFT)).toBeVisible(SOON);
    await hasQuestions(tab, ["Asked while Ana was here"]);
    await expect(question(tab, "Asked without Ana")).toHaveCount(0);
  }
  await toPart(bea, "Members");
  await expect(bea.page.getByText("You are the only one here")).toBeVisible();
});
