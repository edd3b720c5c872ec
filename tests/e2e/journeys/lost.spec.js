/* A device is lost: the words shut it out, it is told, and it can neither read nor write anything later. One that was
   not lost is let in again, with all that was written on it. */

import { ask, hasMembers, hasQuestions, question, roleOf, three, toPart, toTeam } from "../kit/teams.js";
import { expect, pair, test } from "../kit/test.js";

async function renew(tab, words) {
  await tab.goto("/settings/devices/lost");
  await tab.page.getByRole("textbox", { name: "Recovery words" }).fill(words);
  await tab.button("Shut it out").click();
  await expect(tab.page.getByText("Your journal has new keys")).toBeVisible({ timeout: 30_000 });
}

test("a lost device is shut out and told, and reads and writes nothing more", async ({ journal: tab, device, relay }) => {
  await tab.until("Synced", () => tab.write("Before it was lost"));
  const words = (await tab.recoveryWords()).join(" ");
  const lost = await pair(tab, device);
  await expect(lost.row("Before it was lost")).toBeVisible();
  await lost.device.unplug();
  await lost.write("Written by whoever has it");

  await tab.goto("/settings/devices/lost");
  await tab.look("lost device");
  await tab.page.getByRole("textbox", { name: "Recovery words" }).fill("abandon ability");
  await tab.button("Shut it out").click();
  await expect(tab.page.getByRole("alert")).toContainText("24");
  await renew(tab, words);
  await tab.look("keys renewed");
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write("Not for the finder"));

  await lost.device.plug();
  await expect(lost.page.getByRole("alert")).toContainText("This device was shut out", { timeout: 30_000 });
  await lost.look("shut out");
  await lost.write("Still typing");
  await lost.page.reload();
  await expect(lost.row("Before it was lost")).toBeVisible();
  await expect(lost.row("Still typing")).toBeVisible();
  await expect(lost.row("Not for the finder")).toHaveCount(0);
  await expect(tab.row("Written by whoever has it")).toHaveCount(0);
  await expect(tab.row("Still typing")).toHaveCount(0);
  await lost.goto("/settings/devices");
  await expect(lost.page.getByRole("heading", { name: "This device was shut out" })).toBeVisible();
  await lost.look("what a device that is shut out can do");
  expect((await relay.bytes()).includes("Not for the finder")).toBe(false);

  // A third device needs nothing but the words, as before.
  const third = await (await device()).tab();
  await third.recover(words);
  await expect(third.row("Not for the finder")).toBeVisible();
  await expect(third.row("Written by whoever has it")).toHaveCount(0);
});

test("a device that was not lost is let in again with all that was written on it", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("Shared"));
  const words = (await tab.recoveryWords()).join(" ");
  const laptop = await pair(tab, device);
  await expect(laptop.row("Shared")).toBeVisible();
  await laptop.device.unplug();
  await laptop.write("On the train");
  await renew(tab, words);
  await laptop.device.plug();
  await expect(laptop.page.getByRole("alert")).toContainText("This device was shut out", { timeout: 30_000 });

  await tab.goto("/settings/devices");
  await tab.button("Make a link").click();
  const link = tab.page.getByRole("textbox", { name: "One-time link" });
  await expect(link).toHaveValue(/#[\w-]{43}$/);
  const secret = (await link.inputValue()).split("#")[1];
  await laptop.goto(`/link#${secret}`);
  await expect(laptop.page.getByRole("textbox", { name: "One-time link" })).toHaveValue(new RegExp(`#${secret}$`));
  await laptop.button("Open the link").click();
  await expect(laptop.page.getByRole("alert")).toHaveCount(0, { timeout: 30_000 });
  await tab.goto("/journal");
  await expect(tab.row("On the train")).toBeVisible({ timeout: 30_000 });
  await laptop.goto("/journal");
  await laptop.until("Synced", () => laptop.write("As before"));
  await expect(tab.row("As before")).toBeVisible();
});

test("a lost device gets nothing newer of a team, and everybody else goes on", async ({ journal, device }) => {
  test.slow();
  const TEAM = "Night shift";
  const { phone, laptop: lost, bea, cleo } = await three(journal, device, TEAM);
  const words = (await phone.recoveryWords()).join(" ");
  await toTeam(phone, TEAM);
  await phone.until("Synced", () => ask(phone, "Before it was lost"));
  await hasQuestions(lost, ["Before it was lost"]);
  await lost.device.unplug();
  await ask(lost, "Asked by whoever has it");
  await renew(phone, words);

  await toTeam(phone, TEAM);
  await phone.until("Synced", () => ask(phone, "Not for the finder"));
  for (const tab of [bea, cleo]) {
    await hasQuestions(tab, ["Before it was lost", "Not for the finder"]);
    await tab.until("Synced", () => ask(tab, tab === bea ? "Bea goes on" : "Cleo goes on"));
  }
  const later = ["Not for the finder", "Bea goes on", "Cleo goes on"];
  for (const tab of [phone, bea, cleo]) await hasQuestions(tab, later);
  await toPart(phone, "Members");
  await roleOf(phone, "Cleo").selectOption("reader");
  await hasMembers(phone, { Ana: "Admin", Bea: "Member", Cleo: "Reader" });

  await lost.device.plug();
  await expect(lost.page.getByRole("alert")).toContainText("This device was shut out", { timeout: 30_000 });
  await toTeam(lost, TEAM);
  await expect(lost.page.getByText("The keys of this team were renewed elsewhere")).toBeVisible({ timeout: 30_000 });
  await lost.look("a team on a device that is shut out");
  await hasQuestions(lost, ["Before it was lost", "Asked by whoever has it"]);
  for (const text of later) await expect(question(lost, text)).toHaveCount(0);
  await bea.until("Synced", () => ask(bea, "After it was back"));
  await hasQuestions(phone, ["After it was back"]);
  for (const tab of [phone, bea, cleo]) await expect(question(tab, "Asked by whoever has it")).toHaveCount(0);
  await expect(question(lost, "After it was back")).toHaveCount(0);
});
