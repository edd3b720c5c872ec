/* What stands around every screen: getting about by keyboard, the language, how things look, the first minute. */

import { readFile } from "node:fs/promises";
import { expect, test } from "../kit/test.js";
import { DESKTOP, PHONE } from "../kit/look.js";

test("every screen is a few letters away", async ({ device }) => {
  const tab = await (await device({ viewport: DESKTOP })).tab();
  await tab.begin();
  for (const [letters, path] of [
    ["recov", "/settings/recovery"],
    ["remind", "/settings/reminders"],
    ["about", "/settings/about"],
    ["devices", "/settings/devices"],
    ["safety", "/settings/safety"],
    ["lock", "/settings/lock"],
    ["find", "/find"],
    ["import", "/import"],
    ["settings", "/settings"],
    ["journal", "/journal"],
  ]) {
    await tab.palette(letters);
    await expect(tab.page).toHaveURL(new RegExp(`${path}$`));
  }
  await tab.page.keyboard.press("Control+k");
  const options = tab.page.getByRole("listbox", { name: "Go to or do" }).getByRole("option");
  await expect(options.first()).toBeVisible();
  await tab.look("palette");
  await tab.page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await expect(options.last()).toBeInViewport();
  await tab.page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
});

test("g and a letter lead about, unless letters are no keys", async ({ journal: tab }) => {
  const { keyboard } = tab.page;
  await tab.page.getByRole("link", { name: "Commonplace" }).focus();
  await keyboard.press("g");
  await keyboard.press(",");
  await expect(tab.page).toHaveURL(/\/settings$/);
  await expect(tab.page.getByRole("heading", { level: 1 })).toBeFocused();
  await keyboard.press("g");
  await keyboard.press("j");
  await expect(tab.page).toHaveURL(/\/journal$/);
  await tab.goto("/settings");
  await tab.page.getByLabel("Single letters are keys").uncheck();
  await tab.page.reload();
  const heading = tab.page.getByRole("heading", { level: 1 });
  await heading.focus();
  await keyboard.press("g");
  await keyboard.press("j");
  await keyboard.press("?");
  await keyboard.press("Control+k");
  await expect(tab.page.getByRole("combobox")).toBeFocused();
  await expect(tab.page.getByRole("dialog", { name: "Keys" })).toHaveCount(0);
  await expect(tab.page).toHaveURL(/\/settings$/);
});

test("German is one press away, at once and for good", async ({ journal: tab }) => {
  await tab.write("Written in English");
  await tab.goto("/settings");
  const german = tab.page.getByRole("radio", { name: "Deutsch" });
  await german.check({ force: true });
  await expect(tab.page.getByRole("heading", { name: "Einstellungen", level: 1 })).toBeVisible();
  await expect(german).toBeFocused();
  await expect(tab.page).toHaveTitle("Einstellungen · Commonplace");
  await tab.look("settings in German");
  await tab.goto("/journal");
  await expect(tab.page.locator("html")).toHaveAttribute("lang", "de");
  await expect(tab.page.getByRole("textbox", { name: "Was hat dich der Tag gelehrt?" })).toBeVisible();
  await expect(tab.page.getByText("Written in English")).toBeVisible();
  await expect(tab.page.getByRole("listitem").filter({ hasText: "Written in English" }).getByText("Heute", { exact: true })).toBeVisible();
});

test("whoever reads German is greeted in German, even where the app cannot run", async ({ device, relay }) => {
  const phone = await device({ locale: "de-AT", viewport: PHONE });
  const tab = await phone.tab();
  await expect(tab.page.getByRole("heading", { name: "Dieses Journal gehört dir." })).toBeVisible();
  await tab.look("welcome in German");
  const broken = await device({ locale: "de-DE", serviceWorkers: "block" });
  broken.networkMayFail();
  await broken.context.route(/\.wasm$/, (route) => route.abort());
  const stuck = await broken.tab();
  await expect(stuck.page.getByRole("heading", { name: "Commonplace ist nicht gestartet" })).toBeVisible();
  await expect(stuck.page.locator("html")).toHaveAttribute("lang", "de");
});

test("looks are chosen once, and are there before anything is drawn", async ({ journal: tab }) => {
  await tab.goto("/settings");
  await tab.page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await tab.page.getByRole("radio", { name: "Huge" }).check({ force: true });
  const root = tab.page.locator("html");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await tab.look("huge letters");
  await tab.page.route(/commonplace[^/]*\.js$/, (route) => route.abort());
  tab.device.networkMayFail();
  await tab.page.reload();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(root).toHaveAttribute("data-text", "huge");
});

test("a reminder is a file for the calendar that says nothing", async ({ journal: tab }) => {
  await tab.goto("/settings/reminders");
  await tab.look("reminders");
  await tab.page.getByLabel("Day").selectOption({ label: "Monday" });
  await tab.page.getByLabel("Time").fill("08:15");
  const download = tab.page.waitForEvent("download");
  await tab.button("Save calendar file").click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("commonplace.ics");
  const text = await readFile(await file.path(), "utf8");
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toMatch(/\r\nDTSTART:\d{8}T081500\r\n/);
  expect(text).toMatch(/\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n/);
  expect(text).toMatch(/\r\nSUMMARY:Weekly review\r\n/);
});

test("the first minute: a promise, a line, and the words for when it is lost", async ({ device }) => {
  const tab = await (await device({ viewport: PHONE })).tab();
  await expect(tab.page.getByRole("heading", { name: "This journal is yours." })).toBeVisible();
  await tab.look("welcome");
  await tab.button("I have a journal").click();
  await expect(tab.page.getByRole("heading", { name: "Open your journal" })).toBeFocused();
  await tab.look("ways to open a journal");
  await tab.button("Start a new journal instead").click();
  await tab.begin();
  await expect(tab.compose).toBeFocused();
  const card = tab.page.getByRole("complementary", { name: "If this device is lost" });
  await expect(card).toHaveCount(0);
  await tab.page.keyboard.type("My first line");
  await tab.save.click();
  await expect(tab.row("My first line")).toBeVisible();
  await expect(card).toBeVisible();
  await tab.look("first entry");
  await card.getByRole("link", { name: "Write the words down" }).click();
  await tab.button("Show words").click();
  await tab.button("I have written them down").click();
  await tab.goto("/journal");
  await expect(tab.row("My first line")).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("on a phone writing is in the middle, on a desktop it comes first", async ({ journal: tab }) => {
  const middle = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const main = tab.page.getByRole("navigation", { name: "Main" });
  const compose = main.getByRole("link", { name: "New entry" });
  const journal = main.getByRole("link", { name: "Journal" });
  const settings = main.getByRole("link", { name: "Settings" });
  await tab.page.setViewportSize(PHONE);
  const [left, centre, right] = await Promise.all([journal, compose, settings].map(middle));
  expect(left.x).toBeLessThan(centre.x);
  expect(centre.x).toBeLessThan(right.x);
  await tab.page.setViewportSize(DESKTOP);
  const [first, second] = await Promise.all([compose, journal].map(middle));
  expect(first.y).toBeLessThan(second.y);
});

for (const path of ["/settings/about", "/settings/reminders"]) {
  test(`${path} is without barriers`, async ({ journal: tab }) => {
    await tab.goto(path);
    await expect(tab.page.getByRole("heading", { level: 1 })).toBeVisible();
    await tab.look(path);
  });
}
