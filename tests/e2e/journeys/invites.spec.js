/* Links that lead nowhere, and names that are too long: each is answered with a sentence, and changes nothing. */

import * as team from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const { SOON, inviteOf, isInTeam, joinTeam, startTeam, toPart, toTeam } = team;
const TEAM = "Night shift";
const WEEK_MS = 7 * 86_400_000;
/* For so long an invite is still open when it is made: long enough to copy its link. */
const OPEN_MS = 30_000;

const alert = (tab, said) => tab.page.getByRole("main").getByRole("alert").filter({ hasText: said });

/* Pastes what somebody was sent, and looks at it. */
async function paste(tab, text) {
  await tab.goto("/teams");
  await tab.page.getByRole("textbox", { name: "Invite you were sent" }).fill(text);
  await tab.button("Look at it").click();
}

/* It is said why nobody joins by it, and there is no way to. */
async function leadsNowhere(tab, text, said) {
  await paste(tab, text);
  await expect(alert(tab, said)).toBeVisible(SOON);
  await expect(alert(tab, said)).toContainText("Nothing changed");
  await expect(tab.button("Join team")).toHaveCount(0);
}

/* Another letter in the middle of a link, where the secret is. */
function flipped(secret) {
  const at = 20;
  return secret.slice(0, at) + (secret[at] === "A" ? "B" : "A") + secret.slice(at + 1);
}

/* An invite for one person. */
async function inviteForOne(tab) {
  await tab.page.getByRole("main").getByRole("button", { name: "Invite", exact: true }).click();
  const link = tab.page.getByRole("textbox", { name: "Invite link" });
  await expect(link).toHaveValue(/\/join#/, SOON);
  const forMany = await link.inputValue();
  await tab.page.getByText("Another kind of link").click();
  await tab.page.getByLabel("Good for").selectOption("1");
  await tab.button("Make a link").click();
  await expect(link).not.toHaveValue(forMany, SOON);
  const secret = (await link.inputValue()).split("#")[1];
  await tab.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  return secret;
}

test("what is no invite, or is one no more, says why and changes nothing", async ({ journal: ana, device }) => {
  test.slow();
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const spent = await inviteForOne(ana);
  await joinTeam(await device(), spent, { team: TEAM, name: "Bea" });
  await toPart(ana, "Members");
  const open = ana.page.getByRole("list", { name: "Open links" }).getByRole("listitem");
  const revoked = await inviteOf(ana);
  // The one for many that stood there first is the one that was given out again.
  for (const _ of await open.all()) await ana.button("Revoke").first().click(SOON);
  await expect(open).toHaveCount(0, SOON);

  const tab = await (await device()).tab();
  await tab.begin();
  const link = `${tab.device.url}/join#`;
  await leadsNowhere(tab, "nothing at all", "This is not an invite");
  await leadsNowhere(tab, link + "?".repeat(10_000), "This is not an invite");
  // The first letters say which version of links it is: here the second, which is yet to come.
  await leadsNowhere(tab, `${link}Ag${revoked.slice(2)}`, "made by a newer version of Commonplace");
  await leadsNowhere(tab, link + flipped(revoked), "A part of this invite is missing");
  await leadsNowhere(tab, link + revoked.slice(0, 60), "A part of this invite is missing");
  await leadsNowhere(tab, link + revoked, "used up or taken back");
  await tab.look("an invite that was taken back");
  await leadsNowhere(tab, link + spent, "used up or taken back");
  await tab.goto("/teams");
  await expect(tab.page.getByText("No team yet")).toBeVisible();
});

test("an invite that has run out says so", async ({ device }) => {
  test.slow();
  const ana = await (await device()).tab();
  await ana.begin();
  await startTeam(ana, { team: TEAM, name: "Ana" });
  // A link is open for a week of whoever makes it; of this week there is little left.
  await ana.page.clock.setFixedTime(Date.now() - WEEK_MS + OPEN_MS);
  const secret = await inviteOf(ana);
  const tab = await (await device()).tab();
  await tab.begin();
  await expect(async () => {
    await paste(tab, `${tab.device.url}/join#${secret}`);
    await expect(alert(tab, "This invite has run out")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 2 * OPEN_MS });
  await expect(tab.button("Join team")).toHaveCount(0);
  await tab.goto("/teams");
  await expect(tab.page.getByText("No team yet")).toBeVisible();
});

test("an invite to a relay that does not answer says so, and is joined by once it does", async ({ journal: ana, device, relay }) => {
  test.slow();
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  await ana.isSynced();
  const tab = await (await device()).tab();
  await tab.begin();
  await tab.isOfflineReady();
  for (const one of [ana, tab]) one.device.networkMayFail();
  await relay.kill9();
  await paste(tab, `${tab.device.url}/join#${secret}`);
  await expect(tab.page.getByText("The relay of this team does not answer. You can join all the same")).toBeVisible({ timeout: 60_000 });
  await tab.look("an invite to a relay that is silent");
  await tab.page.getByRole("textbox", { name: "Your name" }).fill("Bea");
  await tab.button("Join team").click();
  await relay.restart();
  await isInTeam(tab, TEAM);
  await toPart(ana, "Members");
  await team.hasMembers(ana, { Ana: "Admin", Bea: "Member" });
});

test("a name of ten thousand letters is too long for a team, for who starts it and for who joins", async ({ journal: ana, device }) => {
  const long = "N".repeat(10_000);
  const box = (tab, name) => tab.page.getByRole("textbox", { name, exact: true });
  await ana.goto("/teams/start");
  for (const [name, yours] of [
    [long, "Ana"],
    [TEAM, long],
  ]) {
    await box(ana, "Team name").fill(name);
    await box(ana, "Your name").fill(yours);
    await ana.button("Start a team").click();
    await expect(alert(ana, "A name is too long")).toBeVisible();
    await expect(box(ana, "Team name")).toHaveValue(name);
  }
  await ana.look("a name that is too long");
  await ana.goto("/teams");
  await expect(ana.page.getByText("No team yet")).toBeVisible();

  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  const bea = await (await device()).tab();
  await bea.begin();
  await bea.goto(`/join#${secret}`);
  await box(bea, "Your name").fill(long);
  await bea.button("Join team").click();
  await expect(alert(bea, "A name is too long")).toBeVisible(SOON);
  await expect(box(bea, "Your name")).toHaveValue(long);
  await box(bea, "Your name").fill("Bea");
  await bea.button("Join team").click();
  await isInTeam(bea, TEAM);
  await toPart(bea, "Members");
  await box(bea, "What you are called here").fill(long);
  await bea.button("Save").click();
  await expect(alert(bea, "A name is too long")).toBeVisible();
  await toTeam(bea, TEAM);
  await toPart(bea, "Members");
  await team.hasMembers(bea, { Ana: "Admin", Bea: "Member" });
});
