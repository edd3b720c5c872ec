/* People of a team act without knowing of each other: somebody is removed while they are away and write, and two admins
   decide at once. In the end everybody agrees, and nothing passes that should not. */

import * as team from "../kit/teams.js";
import { expect, test } from "../kit/test.js";

const { SOON, ask, hasMembers, hasQuestions, question, removeMember, roleOf, three, toPart } = team;
const TEAM = "Night shift";
const REMOVED = "an admin removed you";

test("who is removed while away keeps what they had, and nothing later goes either way", async ({ journal, device }) => {
  test.slow();
  const { phone, laptop, bea, cleo } = await three(journal, device, TEAM);
  await ask(phone, "Asked before");
  for (const tab of [bea, cleo]) {
    await hasQuestions(tab, ["Asked before"]);
    await tab.isSynced();
    await tab.device.unplug();
  }
  await ask(cleo, "Asked by who is out");
  await ask(bea, "Asked without a network");
  await toPart(phone, "Members");
  await removeMember(phone, "Cleo");
  await hasMembers(phone, { Ana: "Admin", Bea: "Member" });
  await phone.until("Synced", () => ask(phone, "Not for who is out"));

  await cleo.device.plug();
  await expect(cleo.page.getByText(REMOVED)).toBeVisible(SOON);
  await cleo.look("removed while away");
  await bea.device.plug();
  for (const tab of [phone, laptop, bea]) {
    await hasQuestions(tab, ["Asked before", "Asked without a network", "Not for who is out"]);
  }
  await ask(bea, "Asked under the new key");
  for (const tab of [phone, laptop]) await hasQuestions(tab, ["Asked under the new key"]);
  for (const tab of [phone, laptop, bea]) await expect(question(tab, "Asked by who is out")).toHaveCount(0);

  await cleo.page.reload();
  await expect(cleo.page.getByText(REMOVED)).toBeVisible(SOON);
  // Theirs to keep: what was there, and what they wrote themselves.
  await hasQuestions(cleo, ["Asked before", "Asked by who is out"]);
  for (const later of ["Asked without a network", "Not for who is out", "Asked under the new key"]) {
    await expect(question(cleo, later)).toHaveCount(0);
  }
  await expect(cleo.page.getByRole("textbox", { name: "Ask the team" })).toHaveCount(0);
});

/* Ana and Bea are both admins, are both on the page of the members, and neither has a network. */
async function admins(journal, device) {
  const all = await three(journal, device, TEAM);
  for (const tab of Object.values(all)) await toPart(tab, "Members");
  await roleOf(all.phone, "Bea").selectOption("admin");
  for (const tab of Object.values(all)) await hasMembers(tab, { Ana: "Admin", Bea: "Admin", Cleo: "Member" });
  for (const tab of [all.phone, all.bea]) {
    await tab.isSynced();
    await tab.device.unplug();
  }
  return all;
}

const waits = (tab) => tab.page.getByText("This is done as soon as it does");

/* Has both networks back, the one of `first` first, and settled with the relay before the other. */
async function back(first, second) {
  await first.device.plug();
  await expect(waits(first)).toHaveCount(0, SOON);
  await second.device.plug();
  await expect(waits(second)).toHaveCount(0, SOON);
}

for (const first of ["phone", "bea"]) {
  const whose = first === "bea" ? "the role" : "the removal";

  test(`of a removal and a new role at once the removal holds, ${whose} first`, async ({ journal, device }) => {
    test.slow();
    const all = await admins(journal, device);
    const { phone, laptop, bea, cleo } = all;
    await removeMember(phone, "Cleo");
    await expect(waits(phone)).toBeVisible();
    await roleOf(bea, "Cleo").selectOption("reader");
    await expect(waits(bea)).toBeVisible();
    await back(all[first], first === "bea" ? phone : bea);
    for (const tab of [phone, laptop, bea]) await hasMembers(tab, { Ana: "Admin", Bea: "Admin" });
    await expect(cleo.page.getByText(REMOVED)).toBeVisible(SOON);
    if (first === "phone") await expect(bea.page.getByText("They are not in this team any more")).toBeVisible();
    await ask(bea, "Asked by who decided");
    for (const tab of [phone, laptop]) await hasQuestions(tab, ["Asked by who decided"]);
  });

  test(`of two admins who remove each other one stays, ${first}`, async ({ journal, device }) => {
    test.slow();
    const all = await admins(journal, device);
    const { phone, laptop, bea, cleo } = all;
    await removeMember(phone, "Bea");
    await removeMember(bea, "Ana");
    for (const tab of [phone, bea]) await expect(waits(tab)).toBeVisible();
    await back(all[first], first === "bea" ? phone : bea);
    const [stays, out] = first === "bea" ? [[bea], [phone, laptop]] : [[phone, laptop], [bea]];
    const name = first === "bea" ? "Bea" : "Ana";
    for (const tab of [...stays, cleo]) await hasMembers(tab, { [name]: "Admin", Cleo: "Member" });
    for (const tab of out) await expect(tab.page.getByText(REMOVED)).toBeVisible(SOON);
    await ask(stays[0], "Asked by who stayed");
    await hasQuestions(cleo, ["Asked by who stayed"]);
    for (const tab of out) {
      await toPart(tab, "Questions");
      await expect(question(tab, "Asked by who stayed")).toHaveCount(0);
    }
  });
}
