/* A team begins, is joined while nobody of it is there, and is left: what people see of each other, and what they do not. */

import { DESKTOP, PHONE } from "../kit/look.js";
import { inviteOf, isInTeam, joinTeam, member, members, startTeam, toPart } from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const TEAM = "Night shift";

for (const [glass, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a team is started, and joined while its admin is away, on a ${glass}`, async ({ device }) => {
    const ana = await device({ viewport });
    const first = await ana.tab();
    await first.begin();
    await startTeam(first, { team: TEAM, name: "Ana" });
    await first.look("a team that begins");
    const secret = await inviteOf(first);
    await first.isSynced();
    await first.page.close();

    const bea = await device({ viewport });
    const asked = [];
    bea.context.on("request", (request) => asked.push(request.url()));
    const tab = await bea.tab(`/join#${secret}`);
    const name = tab.page.getByRole("textbox", { name: "Your name" });
    await expect(name).toBeVisible();
    expect(tab.page.url()).toBe(`${bea.url}/join`);
    expect(await tab.page.evaluate(() => JSON.stringify(history.state))).not.toContain(secret);
    await expect(tab.page.getByText("Your team never sees")).toBeVisible();
    await tab.look("an invite");
    await name.fill("Bea");
    await tab.button("Join team").click();
    await isInTeam(tab, TEAM);
    expect(asked.filter((url) => url.includes(secret))).toEqual([]);
    await toPart(tab, "Members");
    await expect(members(tab).getByRole("listitem")).toHaveCount(2);
    await expect(member(tab, "Bea")).toContainText("You");
    await expect(member(tab, "Ana")).toContainText("Admin");
    await expect(tab.button("Remove")).toHaveCount(0);
    await tab.isSynced();

    const again = await ana.tab("/teams");
    await again.page.getByRole("main").getByRole("link", { name: TEAM }).click();
    await toPart(again, "Members");
    await expect(member(again, "Bea")).toContainText("Member", { timeout: 20_000 });
    await again.look("members of a team");
  });
}

test("whoever is removed is told, keeps what they had, and hears nothing newer", async ({ journal: ana, device }) => {
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  const bea = await joinTeam(await device(), secret, { team: TEAM, name: "Bea" });
  await toPart(ana, "Members");
  await expect(member(ana, "Bea")).toBeVisible({ timeout: 20_000 });
  await member(ana, "Bea").getByRole("button", { name: "Remove", exact: true }).click();
  const sheet = ana.page.getByRole("dialog");
  await expect(sheet).toContainText("Nothing can take that back");
  await sheet.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(member(ana, "Bea")).toHaveCount(0, { timeout: 20_000 });

  await expect(bea.page.getByText("an admin removed you")).toBeVisible({ timeout: 20_000 });
  await bea.look("removed from a team");
  await ana.page.getByRole("navigation", { name: "In this team" }).getByRole("link", { name: "Where we’re going" }).click();
  await ana.button("Write one").click();
  await ana.page.getByRole("textbox", { name: "What will be different?" }).fill("We ask first");
  await ana.until("Synced", () => ana.button("Adopt it").click());
  await bea.page.reload();
  await expect(bea.page.getByText("an admin removed you")).toBeVisible({ timeout: 20_000 });
  await expect(bea.page.getByText("We ask first")).toHaveCount(0);
});

test("a reader reads, and is shown nothing to write with", async ({ journal: ana, device }) => {
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana, "Reader");
  const reader = await joinTeam(await device(), secret, { team: TEAM, name: "Rob" });
  await expect(reader.page.getByText("You read here")).toBeVisible();
  for (const name of ["Write one", "Add a pair", "Invite"]) await expect(reader.button(name)).toHaveCount(0);
  await reader.look("reading in a team");
});

test("an invite that leads nowhere says why, and changes nothing", async ({ journal: ana, device }) => {
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  await toPart(ana, "Members");
  await ana.button("Revoke").click();
  await expect(ana.page.getByRole("list", { name: "Open links" }).getByRole("listitem")).toHaveCount(0, { timeout: 20_000 });

  const tab = await (await device()).tab();
  await tab.begin();
  for (const [text, said] of [
    ["nothing at all", "This is not an invite"],
    [`${tab.device.url}/join#${secret}`, "used up or taken back"],
  ]) {
    await tab.goto("/teams");
    await tab.page.getByRole("textbox", { name: "Invite you were sent" }).fill(text);
    await tab.button("Look at it").click();
    await expect(tab.page.getByRole("main").getByRole("alert").filter({ hasText: said })).toBeVisible({ timeout: 20_000 });
    await expect(tab.button("Join team")).toHaveCount(0);
  }
  await tab.look("an invite that was taken back");
  await tab.goto("/teams");
  await expect(tab.page.getByText("No team yet")).toBeVisible();
});

test("the last admin hands the team over before leaving", async ({ journal: ana, device }) => {
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  await toPart(ana, "Members");
  await expect(ana.page.getByText("You are the only one here")).toBeVisible();
  const bea = await joinTeam(await device(), secret, { team: TEAM, name: "Bea" });
  await toPart(bea, "Members");
  await expect(ana.page.getByLabel("Admin after you")).toBeVisible({ timeout: 20_000 });
  await ana.button("Hand over and leave").click();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Leave this team" }).click();
  await expect(ana.page.getByText("You left this team")).toBeVisible({ timeout: 20_000 });
  await expect(member(bea, "Bea")).toContainText("Admin", { timeout: 20_000 });
  await expect(member(bea, "Ana")).toHaveCount(0);
});
