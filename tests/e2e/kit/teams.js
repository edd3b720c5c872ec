/* What people do with teams, by the names on the screen. */

import { expect } from "@playwright/test";

/* Starts a team on a tab whose journal is open, and is on its front page afterwards. */
export async function startTeam(tab, { team, name }) {
  await tab.goto("/teams");
  await tab.button("Start a team").click();
  await tab.page.getByRole("textbox", { name: "Team name" }).fill(team);
  await tab.page.getByRole("textbox", { name: "Your name" }).fill(name);
  await tab.button("Start a team").click();
  await isInTeam(tab, team);
}

/* Waits until the front page of a team is shown. */
export async function isInTeam(tab, team) {
  await expect(tab.page.getByRole("heading", { name: "Where we’re going" })).toBeVisible({ timeout: 30_000 });
  await expect(tab.page.getByRole("main").getByText(team, { exact: true }).first()).toBeVisible();
}

/* To a part of the team that is open, without loading the page anew. */
export async function toPart(tab, part) {
  await tab.page.getByRole("navigation", { name: "In this team" }).getByRole("link", { name: part, exact: true }).click();
  await expect(tab.page.getByRole("heading", { name: part, level: 1 })).toBeVisible();
}

/* Makes an invite in the team that is open, and gives what follows the `#` of its link. Another role than a member's
   takes another link. */
export async function inviteOf(tab, role) {
  await tab.page.getByRole("main").getByRole("button", { name: "Invite", exact: true }).click();
  const link = tab.page.getByRole("textbox", { name: "Invite link" });
  await expect(link).toHaveValue(/\/join#\S+$/, { timeout: 20_000 });
  await expect(link).toHaveAttribute("readonly", "");
  if (role) {
    const first = await link.inputValue();
    await tab.page.getByText("Another kind of link").click();
    await tab.page.getByRole("radio", { name: role }).check();
    await tab.button("Make a link").click();
    await expect(link).not.toHaveValue(first, { timeout: 20_000 });
  }
  const secret = (await link.inputValue()).split("#")[1];
  await tab.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  return secret;
}

/* Joins by an invite, on a device with or without a journal. */
export async function joinTeam(device, secret, { team, name }) {
  const tab = await device.tab(`/join#${secret}`);
  await tab.page.getByRole("textbox", { name: "Your name" }).fill(name);
  await tab.button("Join team").click();
  await isInTeam(tab, team);
  return tab;
}

/* Two people in one team, each on a device of their own: `ana`, and Bea, whose tab this gives. */
export async function two(ana, device, team = "Night shift") {
  await startTeam(ana, { team, name: "Ana" });
  const secret = await inviteOf(ana);
  return joinTeam(await device(), secret, { team, name: "Bea" });
}

/* The members, once the page of them is open. */
export function members(tab) {
  return tab.page.getByRole("list", { name: "Members" });
}

export function member(tab, name) {
  return members(tab).getByRole("listitem").filter({ hasText: name });
}
