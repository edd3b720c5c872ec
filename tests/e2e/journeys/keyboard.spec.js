/* Everything by keyboard alone, and the focus is always somewhere that makes sense. */

import { expect, test } from "../kit/test.js";

/* Presses Tab until `target` has the focus, as a person would; it must not take forever. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

test("writing, opening, deleting and taking back without a mouse", async ({ device }) => {
  const tab = await (await device({ viewport: { width: 1280, height: 800 } })).tab();
  const { keyboard } = tab.page;
  await expect(tab.button("Just me")).toBeVisible();
  await tabTo(tab.page, tab.button("Just me"));
  await keyboard.press("Enter");
  await expect(tab.compose).toBeVisible();
  await tabTo(tab.page, tab.compose);
  await keyboard.type("Typed by hand");
  await tabTo(tab.page, tab.save);
  await keyboard.press("Enter");
  const link = tab.row("Typed by hand").getByRole("link");
  await expect(link).toBeVisible();
  await tabTo(tab.page, link);
  await keyboard.press("Enter");
  await expect(tab.entry).toHaveValue("Typed by hand");
  await tabTo(tab.page, tab.entry);
  await keyboard.press("ControlOrMeta+End");
  await keyboard.type(", and nothing else");
  await expect(tab.row("Typed by hand, and nothing else")).toBeVisible();
  await tabTo(tab.page, tab.page.getByRole("button", { name: "More", exact: true }));
  await keyboard.press("Enter");
  await tabTo(tab.page, tab.button("Delete entry"));
  await keyboard.press("Enter");
  await expect(tab.row("Typed by hand")).toHaveCount(0);
  await tabTo(tab.page, tab.notices.getByRole("button", { name: "Undo" }));
  await keyboard.press("Enter");
  await expect(tab.row("Typed by hand, and nothing else")).toBeVisible();
});

test("single keys lead to a new entry, the search, the list of keys, and back", async ({ journal: tab }) => {
  const { keyboard } = tab.page;
  await tab.compose.fill("Kept with two keys");
  await keyboard.press("Control+Enter");
  await expect(tab.row("Kept with two keys")).toBeVisible();
  await expect(tab.compose).toHaveValue("");
  await tab.open("Kept with two keys");
  await keyboard.press("Escape");
  await expect(tab.compose).toBeVisible();
  await tab.page.getByRole("link", { name: "Commonplace" }).focus();
  await keyboard.press("/");
  const find = tab.page.getByRole("searchbox", { name: "Find anything you wrote" });
  await expect(find).toBeFocused();
  await keyboard.type("n?");
  await expect(find).toHaveValue("n?");
  await tab.page.getByRole("link", { name: "Commonplace" }).focus();
  await keyboard.press("n");
  await expect(tab.compose).toBeFocused();
  await expect(tab.compose).toHaveValue("");
  await tab.page.getByRole("link", { name: "Commonplace" }).focus();
  await keyboard.press("?");
  await expect(tab.page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await tab.look("keys");
  await keyboard.press("Escape");
  await expect(tab.page.getByRole("dialog")).toHaveCount(0);
});

test("the first key leads past the navigation", async ({ journal: tab }) => {
  await tab.write("Something to skip to");
  await tab.page.reload();
  await expect(tab.row("Something to skip to")).toBeVisible();
  await tab.page.keyboard.press("Tab");
  await expect(tab.page.getByRole("link", { name: /^Skip/ })).toBeFocused();
  await tab.page.keyboard.press("Enter");
  await expect(tab.page.getByRole("main")).toBeFocused();
});

test("every place in the focus order can be seen", async ({ journal: tab }) => {
  await tab.write("A line to land on");
  await tab.page.reload();
  await expect(tab.row("A line to land on")).toBeVisible();
  const seen = [];
  for (let presses = 0; presses < 25; presses += 1) {
    await tab.page.keyboard.press("Tab");
    const focus = await tab.page.evaluate(describeFocus);
    if (!focus) break;
    seen.push(focus);
  }
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter(({ visible }) => !visible)).toEqual([]);
  expect(seen.filter(({ marked }) => !marked)).toEqual([]);
});

function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const { width, height } = element.getBoundingClientRect();
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const isText = element.matches("textarea, input:not([type=file])");
  return {
    name: element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40),
    visible: width > 1 && height > 1,
    // A caret marks where text goes.
    marked: isText || (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none",
  };
}
