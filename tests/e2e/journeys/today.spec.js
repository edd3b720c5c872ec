/* The page of the day: a line is written at once, an old lesson comes back and is answered on every device. */

import { DESKTOP, PHONE } from "../kit/look.js";
import { noteOf } from "../kit/notes.js";
import { expect, pair, test } from "../kit/test.js";

const lesson = (tab) => tab.page.getByRole("region", { name: "An old lesson" });

for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a line is written on the page of the day, on a ${name}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab("/");
    await tab.begin();
    const today = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Amsterdam" });
    const said = today.formatToParts(new Date()).filter((part) => part.type !== "literal");
    for (const { value } of said) await expect(tab.page.getByRole("heading", { level: 1 })).toContainText(value);
    await expect(tab.page.getByText("One line is enough.")).toBeVisible();
    await expect(tab.compose).toBeFocused();
    await tab.look(`an empty day on a ${name}`);
    await tab.page.keyboard.type("Ask before you answer");
    await tab.page.keyboard.press("ControlOrMeta+Enter");
    await expect(tab.row("Ask before you answer")).toBeVisible();
    await expect(tab.compose).toHaveValue("");
    await tab.look(`a day on a ${name}`);
    await tab.button("Make it a commitment: Ask before you answer").click();
    await expect(tab.page.getByRole("textbox", { name: "I will", exact: true })).toHaveValue("Ask before you answer");
    await tab.button("Cancel").click();
    await tab.open("Ask before you answer");
    await tab.page.goBack();
    await expect(tab.row("Ask before you answer")).toBeVisible();
    await tab.page.reload();
    await expect(tab.row("Ask before you answer")).toBeVisible();
    await expect(tab.compose).toBeFocused();
  });
}

test("an old lesson comes back, and what is chosen offline holds on the other device", async ({ journal: tab, device }) => {
  await tab.import([noteOf(31, "Silence is an answer"), noteOf(3, "Too young to come back")]);
  await tab.isSynced();
  const laptop = await pair(tab, device);
  await laptop.goto("/");
  await expect(lesson(laptop)).toContainText("Silence is an answer");

  await tab.goto("/");
  await expect(lesson(tab)).toContainText("Silence is an answer");
  await expect(lesson(tab)).not.toContainText("Too young");
  await tab.look("an old lesson");
  await tab.isOfflineReady();
  await tab.device.unplug();
  await lesson(tab).getByRole("button", { name: "Let go" }).click();
  await expect(lesson(tab)).toHaveCount(0);
  await tab.notices.getByRole("button", { name: "Undo" }).click();
  await expect(lesson(tab)).toContainText("Silence is an answer");
  await tab.until(/Waiting|Offline|Saved/, () => lesson(tab).getByRole("button", { name: "Keep" }).click());
  await expect(lesson(tab)).toHaveCount(0);
  await expect(lesson(laptop)).toBeVisible();

  await tab.device.plug();
  await expect(lesson(laptop)).toHaveCount(0, { timeout: 20_000 });
  await tab.page.reload();
  await expect(tab.compose).toBeVisible();
  await expect(lesson(tab)).toHaveCount(0);
});

test("the day speaks German to whoever does", async ({ device }) => {
  const tab = await (await device({ locale: "de-DE" })).tab("/");
  await tab.page.getByRole("button", { name: /Nur ich|Anfangen|Losschreiben/ }).first().click();
  await expect(tab.page.getByText("Eine Zeile genügt.")).toBeVisible();
  await expect(tab.page.getByRole("link", { name: /Rückblick/ }).first()).toBeVisible();
});
