/* A team begins, is joined while nobody of it is there, and somebody is removed: what people see of each other, and what
   they do not. */

import { DESKTOP, PHONE } from "../kit/look.js";
import * as team from "../kit/teams.js";
import { expect, pair, test } from "../kit/test.js";

const { ask, hasMembers, hasQuestions, inviteOf, isInTeam, joinTeam, member, members, removeMember, startTeam } = team;
const { toPart, toTeam } = team;

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

test("whoever joins while nobody of the team is there has all it wrote, and is met when they come back", async ({ journal: phone, device }) => {
  test.slow();
  await startTeam(phone, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(phone);
  await ask(phone, "Asked by Ana");
  const bea = await joinTeam(await device(), secret, { team: TEAM, name: "Bea" });
  await bea.until("Synced", () => ask(bea, "Asked by Bea"));
  const laptop = await pair(phone, device);
  for (const tab of [phone, laptop]) await toTeam(tab, TEAM);
  await hasQuestions(laptop, ["Asked by Ana", "Asked by Bea"]);
  for (const tab of [phone, laptop, bea]) {
    await tab.isSynced();
    await tab.device.unplug();
  }

  const cleo = await joinTeam(await device(), secret, { team: TEAM, name: "Cleo" });
  await hasQuestions(cleo, ["Asked by Ana", "Asked by Bea"]);
  await cleo.until("Synced", () => ask(cleo, "Asked while nobody was there"));
  const all = { Ana: "Admin", Bea: "Member", Cleo: "Member" };
  await toPart(cleo, "Members");
  await hasMembers(cleo, all);
  for (const tab of [phone, laptop, bea]) {
    await tab.device.plug();
    await hasQuestions(tab, ["Asked while nobody was there"]);
    await toPart(tab, "Members");
    await hasMembers(tab, all);
  }
  await ask(laptop, "Asked when they were back");
  await hasQuestions(cleo, ["Asked when they were back"]);
});

test("whoever is removed is told, keeps what they had, and hears nothing newer", async ({ journal: ana, device }) => {
  await startTeam(ana, { team: TEAM, name: "Ana" });
  const secret = await inviteOf(ana);
  const bea = await joinTeam(await device(), secret, { team: TEAM, name: "Bea" });
  await toPart(ana, "Members");
  await expect(member(ana, "Bea")).toBeVisible({ timeout: 20_000 });
  await removeMember(ana, "Bea");
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
