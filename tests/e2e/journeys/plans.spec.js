/* Plans: made in two minutes, filled in where they stand, done and looked back at; a line of an entry becomes a
   commitment, and the commitment leads back to it. */

import { DESKTOP, PHONE } from "../kit/look.js";
import { noteOf } from "../kit/notes.js";
import { expect, pair, test } from "../kit/test.js";

const field = (tab, name) => tab.page.getByRole("textbox", { name, exact: true });
const items = (tab, name) => tab.page.getByRole("main").getByRole("list", { name }).first().getByRole("listitem");

for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a plan is made by five questions, on a ${name}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab();
    await tab.begin();
    await tab.goto("/plans");
    await expect(tab.page.getByText("No plans yet")).toBeVisible();
    await tab.look(`no plans on a ${name}`);
    await tab.button("Plan in two minutes").click();
    await expect(field(tab, "What do you want to learn?")).toBeFocused();
    await tab.look(`the first question of a plan on a ${name}`);
    for (const said of ["Ask better questions", "So that people say what they think", "Read one chapter on listening"]) {
      await tab.page.keyboard.type(said);
      await tab.page.keyboard.press("Enter");
    }
    await field(tab, "When").fill("somebody objects");
    await field(tab, "I will").fill("ask what they see that I do not");
    await tab.button("Next").click();
    await tab.until(/Saved|Synced|Waiting/, () => tab.button("Start the plan").click());
    await expect(field(tab, "Title")).toHaveValue("Ask better questions");
    await expect(tab.page.getByRole("heading", { level: 1, name: "Ask better questions" })).toBeAttached();
    await expect(tab.page.getByText("Under way").first()).toBeVisible();
    await expect(items(tab, "Steps")).toHaveCount(1);
    await expect(items(tab, "Commitments")).toHaveCount(1);
    await tab.look(`a plan on a ${name}`);
    await tab.page.getByRole("link", { name: "Back to the plans" }).click();
    await expect(tab.page.getByRole("list", { name: "Under way" }).getByText("Ask better questions")).toBeVisible();
    await tab.look(`plans on a ${name}`);
  });
}

test("a line becomes a commitment in two presses, and the plan shows how it came about", async ({ journal: tab }) => {
  await tab.until("Synced", () => tab.write("Notes of the retro\n\n- [ ] ask one question"));
  await tab.open("Notes of the retro");
  await tab.entry.press("ControlOrMeta+End");
  await tab.button("Make it a commitment").click();
  await expect(field(tab, "I will")).toHaveValue("ask one question");
  await tab.look("making a commitment");
  await tab.until("Synced", () => tab.button("Save commitment").click());
  await expect(tab.notices).toContainText("The commitment is in your plan");
  await tab.goto("/plans");
  await tab.page.getByRole("link", { name: /ask one question/ }).click();
  await expect(items(tab, "Commitments").getByRole("link", { name: "Notes of the retro" })).toBeVisible();
  await tab.until("Synced", () => items(tab, "Commitments").getByRole("button", { name: "Did it" }).click());
  await tab.until("Synced", () => field(tab, "What happened, in words").fill("Three people answered"));
  const chain = tab.page.getByRole("figure");
  await expect(chain).toContainText("1 commitment: 1 came from an entry, 1 tried, 1 with what happened in words.");
  await expect(chain).toContainText("Did it: Three people answered");
  await tab.look("a plan with what happened");
  await chain.getByRole("link", { name: "Notes of the retro" }).click();
  await expect(tab.entry).toHaveValue(/Notes of the retro/);
});

test("an entry shows what came of a plan", async ({ journal: tab }) => {
  await tab.until("Synced", () => tab.write("It worked at last"));
  await tab.open("It worked at last");
  await tab.menu("Link to a plan");
  await tab.look("linking an entry to a plan");
  const sheet = tab.page.getByRole("dialog", { name: "Link to a plan" });
  await tab.until("Synced", () => sheet.getByRole("button", { name: "Link", exact: true }).click());
  await tab.goto("/plans");
  await tab.page.getByRole("link", { name: /It worked at last/ }).click();
  const shows = items(tab, "What shows it");
  await expect(shows.getByRole("link", { name: "It worked at last" })).toBeVisible();
  await tab.until("Synced", () => shows.getByRole("button", { name: "Take this entry out" }).click());
  await expect(shows).toHaveCount(0);
  await tab.until("Synced", () => tab.notices.getByRole("button", { name: "Undo" }).click());
  await expect(shows).toHaveCount(1);
  await tab.button("Add an entry").click();
  await tab.page.getByRole("searchbox", { name: "Find an entry" }).fill("nothing like it");
  await expect(tab.page.getByRole("list", { name: "Entries" }).getByRole("button")).toHaveCount(0);
});

test("a plan is filled in, completed and kept as it stood, with the network pulled in between", async ({ journal: tab, device }) => {
  await tab.goto("/plans");
  await tab.until("Synced", () => tab.button("Blank plan").click());
  await tab.until("Synced", () => field(tab, "Title").fill("Give feedback that helps"));
  const laptop = await pair(tab, device);
  await laptop.goto("/plans");
  await laptop.page.getByRole("link", { name: /Give feedback/ }).click();
  await expect(field(laptop, "Title")).toHaveValue("Give feedback that helps");

  await tab.goto("/plans");
  await tab.page.getByRole("link", { name: /Give feedback/ }).click();
  await tab.isOfflineReady();
  await tab.device.unplug();
  await tab.button("Add a step").click();
  await expect(field(tab, "Step")).toBeFocused();
  await tab.page.keyboard.type("Watch how Ana does it");
  await tab.button("Add a commitment").click();
  await field(tab, "I will").fill("say it within a day");
  await items(tab, "Commitments").getByRole("button", { name: "Partly" }).click();
  await laptop.until("Synced", () => field(laptop, "What for").fill("So that people hear it in time"));
  await tab.device.plug();
  await tab.isSynced();
  await expect(field(tab, "What for")).toHaveValue("So that people hear it in time");
  await expect(field(laptop, "Step")).toHaveValue("Watch how Ana does it");

  await laptop.button("Start the plan").click();
  await laptop.until("Synced", () => laptop.button("Complete the plan").click());
  const kept = laptop.page.locator(".summary-body");
  await expect(kept).toContainText("Watch how Ana does it");
  await laptop.look("a plan that is done");
  await laptop.until("Synced", () => field(laptop, "Title").fill("Another name"));
  await expect(kept.getByRole("heading")).toHaveText("Give feedback that helps");
  await laptop.menu("Delete plan");
  await expect(laptop.notices).toContainText("Plan deleted");
  const deleted = laptop.notices.locator(".toast").filter({ hasText: "Plan deleted" });
  await laptop.until("Synced", () => deleted.getByRole("button", { name: "Undo" }).click());
  await expect(laptop.page.getByRole("list", { name: "Done" }).getByText("Another name")).toBeVisible();
});

test("what is due stands on the page of the day, and an old lesson becomes a commitment", async ({ journal: tab }) => {
  await tab.import([noteOf(31, "Silence is an answer")]);
  await tab.goto("/");
  const lesson = tab.page.getByRole("region", { name: "An old lesson" });
  await lesson.getByRole("button", { name: "Make it a commitment" }).click();
  await expect(field(tab, "I will")).toHaveValue("Silence is an answer");
  await field(tab, "I will").fill("wait ten seconds");
  await tab.button("Save commitment").click();
  await expect(lesson).toHaveCount(0);
  const due = tab.page.getByRole("region", { name: "What you set out to do" });
  await expect(due).toContainText("wait ten seconds");
  await tab.look("a day with something due");
  await due.getByRole("button", { name: "Didn’t" }).click();
  await expect(due).toHaveCount(0);
  await tab.notices.getByRole("button", { name: "Undo" }).last().click();
  await expect(due).toContainText("wait ten seconds");
});
