/* The largest, the broken and the malicious: each is refused by name, and everything beside it is taken. */

import { expect, test } from "../kit/test.js";
import { zip } from "../kit/zip.js";

const MIB = 1 << 20;
const line = "Nine words and a full stop make one line.\n";
const text = (bytes) => line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes - 1) + "Z";
const markdown = (name, bytes) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(bytes) });

/* As a person pastes: one change, at once. */
async function paste(box, pasted) {
  await box.focus();
  await box.evaluate((element, value) => {
    element.setRangeText(value, element.selectionStart, element.selectionEnd, "end");
    element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, pasted);
}

test("an entry of one mebibyte is written, synced and read again", async ({ journal: tab }) => {
  test.slow();
  const whole = text(MIB);
  await tab.until("Synced", () => paste(tab.compose, whole));
  await tab.page.reload();
  await tab.open("Nine words");
  expect((await tab.entry.inputValue()) === whole).toBe(true);
});

test("more than one mebibyte is said to be too much, and nothing is lost", async ({ journal: tab }) => {
  test.slow();
  await tab.until("Synced", () => tab.write("Short, before"));
  await tab.open("Short, before");
  await tab.entry.press("ControlOrMeta+End");
  await paste(tab.entry, text(MIB + 1));
  await expect(tab.page.getByText(/can hold 1 MiB/).first()).toBeVisible();
  await tab.goto("/journal");
  await tab.open("Short, before");
  await expect(tab.entry).toHaveValue("Short, before");
  await tab.until("Synced", () => tab.typeAtEnd(", and after"));
});

test("what cannot be a note is named with its reason, and the rest is added", async ({ journal: tab }) => {
  await tab.choose([
    markdown("good.md", "# A good note\n"),
    markdown("nul.md", "# With a NUL\0 byte\n"),
    markdown("latin.md", Buffer.from([0x23, 0x20, 0xff, 0xfe, 0xc3, 0x28, 0x0a])),
    markdown("large.md", text(MIB + 1)),
    markdown("empty.md", ""),
    { name: "picture.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n", "latin1") },
    { name: "broken.zip", mimeType: "application/zip", buffer: Buffer.from("PK but not really") },
  ]);
  await expect(tab.figure("to add")).toHaveText("1");
  await expect(tab.figure("left out")).toHaveText("6");
  await tab.openRefused();
  for (const [file, why] of [
    ["nul.md", /not text/i],
    ["latin.md", /not text/i],
    ["large.md", /More than 1 MiB/],
    ["empty.md", /nothing in it|empty/i],
    ["picture.png", /markdown/i],
    ["broken.zip", /damaged/i],
  ]) {
    await expect(tab.refused(file)).toHaveText(why);
  }
  await tab.look("refused notes");
  await tab.button(/^Add 1 /).click();
  await tab.isImported();
  await tab.goto("/journal");
  await expect(tab.row("A good note")).toBeVisible();
  await expect(tab.entries.getByRole("listitem")).toHaveCount(1);
});

test("a hostile archive gives up its good notes and nothing else", async ({ journal: tab }) => {
  const hostile = zip([
    { path: "good.md", bytes: "# Good in bad company\n" },
    { path: "../../outside.md", bytes: "# Outside\n" },
    { path: "/etc/absolute.md", bytes: "# Absolute\n" },
    { path: "bomb.md", bytes: Buffer.alloc(64 * MIB, "a") },
    { path: "nul.md", bytes: "a\0b" },
  ]);
  await tab.choose({ name: "hostile.zip", mimeType: "application/zip", buffer: hostile });
  await expect(tab.figure("to add")).toHaveText("1");
  await expect(tab.figure("left out")).toHaveText("4");
  await tab.openRefused();
  await expect(tab.refused("outside.md")).toHaveText(/path/i);
  await expect(tab.refused("absolute.md")).toHaveText(/path/i);
  await expect(tab.refused("bomb.md")).toHaveText(/unpack/i);
  await tab.button(/^Add 1 /).click();
  await tab.isImported();
  await tab.goto("/journal");
  await expect(tab.row("Good in bad company")).toBeVisible();
  await expect(tab.entries.getByRole("listitem")).toHaveCount(1);
});
