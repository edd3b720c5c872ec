/* What people do with teams, by the names on the screen. */

import { expect } from "@playwright/test";
import { pair } from "./test.js";

/* The longest that something takes which two devices and the relay have a part in. */
export const SOON = { timeout: 30_000 };

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
export async function two(ana, device, team = "Night shift", role) {
  await startTeam(ana, { team, name: "Ana" });
  const secret = await inviteOf(ana, role);
  return joinTeam(await device(), secret, { team, name: "Bea" });
}

/* To a team one is in, from wherever. */
export async function toTeam(tab, team) {
  await tab.goto("/teams");
  await tab.page.getByRole("main").getByRole("link", { name: team }).click();
  await isInTeam(tab, team);
}

/* Three people with four devices in one team: Ana, its admin, with a phone and a laptop, Bea and Cleo with one each. */
export async function three(phone, device, team) {
  await startTeam(phone, { team, name: "Ana" });
  const secret = await inviteOf(phone);
  const bea = await joinTeam(await device(), secret, { team, name: "Bea" });
  const cleo = await joinTeam(await device(), secret, { team, name: "Cleo" });
  const laptop = await pair(phone, device);
  for (const tab of [phone, laptop]) await toTeam(tab, team);
  return { phone, laptop, bea, cleo };
}

/* Asks the team, and waits until the question is listed here. */
export async function ask(tab, text) {
  await toPart(tab, "Questions");
  await tab.page.getByRole("textbox", { name: "Ask the team" }).fill(text);
  await tab.page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(question(tab, text)).toBeVisible();
}

/* A question, once the page of them is open. */
export function question(tab, text) {
  return tab.page.getByRole("list", { name: "What was asked" }).getByRole("link", { name: text });
}

/* Waits until the page of questions, which is opened here, lists all of `texts`. */
export async function hasQuestions(tab, texts) {
  await toPart(tab, "Questions");
  for (const text of texts) await expect(question(tab, text)).toBeVisible(SOON);
}

/* The members, once the page of them is open. */
export function members(tab) {
  return tab.page.getByRole("list", { name: "Members" });
}

export function member(tab, name) {
  return members(tab).getByRole("listitem").filter({ has: tab.page.getByText(name, { exact: true }) });
}

/* Removes somebody: asked for, and agreed to. It is so once the relay says so. */
export async function removeMember(tab, name) {
  await member(tab, name).getByRole("button", { name: "Remove", exact: true }).click();
  const sheet = tab.page.getByRole("dialog");
  await expect(sheet).toContainText("Nothing can take that back");
  await sheet.getByRole("button", { name: "Remove", exact: true }).click();
}

export function roleOf(tab, name) {
  return tab.page.getByRole("combobox", { name: `Role of ${name}` });
}

/* Waits until exactly these are listed, each with a role: `{ Ana: "Admin" }`. */
export async function hasMembers(tab, roles) {
  await expect(members(tab).getByRole("listitem")).toHaveCount(Object.keys(roles).length, SOON);
  for (const [name, role] of Object.entries(roles)) await expect(member(tab, name)).toContainText(role, SOON);
}
