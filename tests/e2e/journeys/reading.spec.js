/* Writing with the toolbar, reading what was written, and going back to what it was. */

import { expect, test } from "../kit/test.js";
import { DESKTOP, PHONE } from "../kit/look.js";

for (const [place, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`an entry is marked, undone, and read on a ${place}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab();
    await tab.begin();
    await tab.write("Notes of the day");
    await tab.open("Notes of the day");
    await tab.typeAtEnd("\n\nso much");
    await tab.entry.press("Shift+Control+ArrowLeft");
    await tab.button("Bold").and(tab.page.locator(".editor button")).click();
    await expect(tab.entry).toHaveValue("Notes of the day\n\nso **much**");
    await tab.entry.press("ControlOrMeta+z");
    await expect(tab.entry).toHaveValue("Notes of the day\n\nso much");
    await tab.entry.press("ControlOrMeta+Shift+z");
    await expect(tab.entry).toHaveValue("Notes of the day\n\nso **much**");
    await tab.typeAtEnd("\n\n- [ ] call Ana\nwrite it up\n\n\n");
    await tab.entry.pressSequentially("[docs](https://a.example/x) <b>no</b>");
    await expect(tab.entry).toHaveValue(/- \[ \] call Ana\n- \[ \] write it up\n\n\[docs\]/);
    await tab.button("Read").click();
    const reading = tab.page.locator(".reading");
    await expect(reading.locator("strong")).toHaveText("much");
    await expect(reading).toContainText("<b>no</b>");
    await expect(reading.getByRole("link", { name: "docs" })).toHaveAttribute("rel", "noopener noreferrer nofollow");
    await tab.until("Synced", () => reading.getByRole("checkbox", { name: "call Ana" }).check());
    await tab.look(`reading on a ${place}`);
    await tab.button("Write").click();
    await expect(tab.entry).toHaveValue(/- \[x\] call Ana/);
  });
}

test("the history shows what an entry was", async ({ journal: tab }) => {
  await tab.write("The outage was a bug");
  await tab.open("The outage was a bug");
  await tab.until("Synced", () => tab.entry.fill("The outage was a handover"));
  await tab.menu("History");
  await expect(tab.page.getByRole("heading", { name: "History" })).toBeVisible();
  await tab.button(/As it is now/).click();
  await expect(tab.page.getByRole("region", { name: "Earlier version" })).toHaveText("The outage was a handover");
  await tab.look("history");
});

test("a star, another day and the calendar", async ({ journal: tab }) => {
  await tab.write("Learned to wait");
  await tab.open("Learned to wait");
  await tab.until("Synced", () => tab.button("Star").click());
  await expect(tab.button("Star")).toHaveAttribute("aria-pressed", "true");
  await tab.menu("Change date");
  await tab.page.getByLabel("Date and time").fill("2024-02-29T23:30");
  await tab.page.getByLabel("Time zone").selectOption("Pacific/Auckland");
  await tab.look("change date");
  await tab.until("Synced", () => tab.button("Save").click());
  await expect(tab.page.locator("time.editor-date")).toContainText("29 February 2024");
  await tab.page.reload();
  await expect(tab.page.locator("time.editor-date")).toContainText("29 February 2024");
  await tab.goto("/journal/calendar");
  await tab.look("calendar");
});

test("an entry begins with a prompt of one's own", async ({ journal: tab }) => {
  await tab.goto("/settings/templates");
  await tab.button("Add a prompt").click();
  await tab.page.getByLabel("Name").fill("Retro");
  await tab.page.getByLabel("What the entry begins with").fill("### Keep\n\n### Change");
  await tab.until("Synced", () => tab.page.getByLabel("Name").focus());
  await tab.look("own prompts");
  await tab.goto("/journal");
  await tab.button("Begin with a prompt").click();
  await tab.look("prompts");
  await tab.button("Retro").click();
  await expect(tab.compose).toHaveValue("### Keep\n\n### Change\n\n");
});

test("a tag that was used is offered", async ({ journal: tab }) => {
  await tab.write("First #handover");
  await tab.open("First #handover");
  await tab.typeAtEnd(" and #ha");
  await expect(tab.page.getByRole("option", { name: "handover" })).toBeVisible();
  await tab.look("completion");
  await tab.entry.press("ArrowDown");
  await tab.entry.press("Enter");
  await expect(tab.entry).toHaveValue("First #handover and #handover ");
});
