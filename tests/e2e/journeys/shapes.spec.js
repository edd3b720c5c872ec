/* Every script, every size: what people write is not all short English, and their screens are not all wide. */

import { expect, test } from "../kit/test.js";
import { PHONE, overflow } from "../kit/look.js";

test("text from right to left is shown and edited as such", async ({ journal: tab }) => {
  const hebrew = "היום למדתי לשאול ואז לחכות";
  await tab.until("Synced", () => tab.write(`${hebrew}\n\nوالصمت ليس موافقة`));
  const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
  expect(await direction(tab.row(hebrew).getByText(hebrew))).toBe("rtl");
  await tab.open(hebrew);
  expect(await direction(tab.entry)).toBe("rtl");
  await tab.look("right to left");
  await tab.typeAtEnd(" תמיד");
  await expect(tab.entry).toHaveValue(`${hebrew}\n\nوالصمت ليس موافقة תמיד`);
});

test("a word without end does not push the page aside", async ({ device }) => {
  const tab = await (await device({ viewport: PHONE })).tab();
  await tab.begin();
  const word = "Rindfleischetikettierungs".repeat(20);
  await tab.compose.fill(`${word}\n\nhttps://example.org/${"a".repeat(600)}`);
  await tab.save.click();
  await expect(tab.row(word.slice(0, 25))).toBeVisible();
  expect(await overflow(tab.page)).toBeLessThanOrEqual(0);
  await tab.open(word.slice(0, 25));
  expect(await overflow(tab.page)).toBeLessThanOrEqual(0);
});

for (const [what, viewport, letters] of [
  ["a small phone", { width: 320, height: 568 }, "100%"],
  ["large letters", PHONE, "200%"],
]) {
  test(`every screen fits ${what}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab();
    await tab.begin();
    await tab.write("Small screens, large letters");
    for (const path of ["/journal", "/import", "/settings", "/settings/recovery", "/settings/reminders", "/settings/about", "/nowhere"]) {
      await tab.goto(path);
      await expect(tab.page.getByRole("heading", { level: 1 })).toBeAttached();
      await tab.page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), letters);
      expect(await overflow(tab.page), path).toBeLessThanOrEqual(0);
    }
  });
}

test("every screen is without barriers", async ({ journal: tab }) => {
  await tab.write("Something in the list");
  for (const path of ["/settings", "/settings/recovery", "/nowhere"]) {
    await tab.goto(path);
    await expect(tab.page.getByRole("heading", { level: 1 })).toBeVisible();
    await tab.look(path);
  }
});

test("letters that are composed are kept whole", async ({ journal: tab }) => {
  await tab.write("ground");
  await tab.open("ground");
  await tab.entry.press("ControlOrMeta+End");
  const session = await tab.device.context.newCDPSession(tab.page);
  await session.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
  await session.send("Input.imeSetComposition", { text: "日本", selectionStart: 2, selectionEnd: 2 });
  const other = await tab.device.tab(new URL(tab.page.url()).pathname);
  await other.entry.press("ControlOrMeta+Home");
  await other.entry.pressSequentially("above ");
  await expect(other.entry).toHaveValue(/^above ground/);
  await expect(tab.entry).toHaveValue("ground日本");
  await tab.entry.blur();
  for (const one of [tab, other]) await expect(one.entry).toHaveValue("above ground日本");
});
