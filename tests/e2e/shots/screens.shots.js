/* A picture of every screen: phone and desktop, light and dark, a few in German. A new screen is one line in SCREENS,
   or a step of its own in `stages` where an address is not enough. */

import { expect, test } from "../kit/test.js";
import { PHONE } from "../kit/look.js";
import { shoot, speak, visit } from "./camera.js";
import { ENTRIES } from "./journal.js";

/* Name and address; `de` also in German. */
const SCREENS = [
  ["today", "/", "de"],
  ["journal", "/journal", "de"],
  ["calendar", "/journal/calendar"],
  ["plans", "/plans", "de"],
  ["skills", "/skills", "de"],
  ["review", "/review", "de"],
  ["find", "/find", "de"],
  ["import", "/import"],
  ["settings", "/settings", "de"],
  ["recovery", "/settings/recovery"],
  ["devices", "/settings/devices"],
  ["templates", "/settings/templates"],
  ["safety", "/settings/safety"],
  ["away", "/settings/away"],
  ["restore", "/settings/restore"],
  ["lock", "/settings/lock"],
  ["reminders", "/settings/reminders"],
  ["about", "/settings/about", "de"],
  ["nowhere", "/nowhere"],
];

/* A plan under way with a commitment of today's first line, a skill placed twice, and a review begun. */
async function fill(tab) {
  const field = (name) => tab.page.getByRole("textbox", { name, exact: true });
  await tab.goto("/plans");
  await shoot(tab.page, "plans-empty");
  await tab.page.getByRole("button", { name: /^Give feedback/ }).click();
  await shoot(tab.page, "plan-wizard");
  for (let question = 0; question < 4; question += 1) await tab.button("Next").click();
  await tab.button("Start the plan").click();
  await expect(field("Title")).toHaveValue(/feedback/);
  await tab.page.getByRole("button", { name: "Partly" }).click();
  await field("What happened, in words").fill("She wrote it down at once");
  await shoot(tab.page, "plan");
  await tab.goto("/skills");
  await shoot(tab.page, "skills-empty");
  await tab.page.getByRole("list", { name: "Skills to start with" }).getByRole("button").first().click();
  await tab.page.getByRole("list", { name: "Skills", exact: true }).getByRole("link").click();
  for (const level of [2, 3]) {
    await tab.page.getByRole("radio", { name: new RegExp(`^Level ${level}`) }).check();
    await tab.button("Place yourself").click();
  }
  await shoot(tab.page, "skill");
  await tab.goto("/review");
  await tab.page.getByRole("main").getByRole("link", { name: /^(Begin|Begin now)$/ }).click();
  await shoot(tab.page, "review-question");
  await tab.goto("/");
  await tab.button(/^Make it a commitment/).first().click();
  await shoot(tab.page, "commitment");
  await tab.button("Save commitment").click();
}

test("every screen", async ({ device }) => {
  const tab = await (await device({ viewport: PHONE })).tab();
  await expect(tab.button("Just me")).toBeVisible();
  await shoot(tab.page, "welcome");
  await tab.button("I have a journal").click();
  await shoot(tab.page, "welcome-open");
  await tab.button("Start a new journal instead").click();
  await tab.begin();
  await shoot(tab.page, "journal-empty");
  for (const text of ENTRIES) await tab.write(text);
  await fill(tab);
  for (const [name, path] of SCREENS) {
    await visit(tab, path);
    await shoot(tab.page, name);
  }
  await visit(tab, "/journal");
  await tab.open("The meeting that was an e-mail");
  await shoot(tab.page, "entry");
  await visit(tab, "/journal");
  await tab.page.keyboard.press("Control+k");
  await expect(tab.page.getByRole("combobox")).toBeFocused();
  await shoot(tab.page, "palette");
  await tab.page.keyboard.press("Escape");
  await speak(tab, "de");
  for (const [name, path] of SCREENS.filter(([, , german]) => german)) {
    await visit(tab, path);
    await shoot(tab.page, `${name}-de`);
  }
});
