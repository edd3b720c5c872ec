/* Notes that somebody already has: looked at first, added while the page goes on, and never added twice. */

import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "../kit/test.js";
import { notes, zip } from "../kit/zip.js";

const REAL = join(import.meta.dirname, "../../../../shared/data/til-notes.zip");
/* What an archive holds, and what is left out of it: the real one has a licence that is no note. */
const ARCHIVE = existsSync(REAL)
  ? { file: REAL, total: "1,871", refused: "til/LICENSE" }
  : { file: archive("notes.zip", [...notes(300), { path: "LICENSE", bytes: "MIT" }]), total: "300", refused: "LICENSE" };

function archive(name, files) {
  return { name, mimeType: "application/zip", buffer: zip(files) };
}

function note(name, text) {
  return { name, mimeType: "text/markdown", buffer: Buffer.from(text) };
}

test("a whole archive is looked at, added and summed up, and adds nothing the second time", async ({ journal: tab }) => {
  test.slow();
  await tab.goto("/import");
  await tab.look("import");
  await tab.choose(ARCHIVE.file);
  await expect(tab.figure("to add")).toHaveText(ARCHIVE.total);
  await expect(tab.figure("left out")).toHaveText("1");
  await tab.look("import preview");
  await Promise.all([tab.progress.waitFor(), tab.button(/^Add /).click()]);
  await tab.isImported();
  await expect(tab.figure("added")).toHaveText(ARCHIVE.total);
  await expect(tab.figure("left out")).toHaveText("1");
  await tab.openRefused();
  await expect(tab.refused(ARCHIVE.refused)).toHaveText(/Markdown/);
  await tab.look("import summary");
  await tab.isSynced();

  await tab.choose(ARCHIVE.file);
  await expect(tab.figure("already here")).toHaveText(ARCHIVE.total);
  await expect(tab.figure("to add")).toHaveText("0");
  await expect(tab.button(/^Add /)).toHaveCount(0);
  await tab.goto("/journal");
  await tab.hasTotal(Number(ARCHIVE.total.replace(",", "")));
  await tab.look("full journal");
});

test("writing goes on while notes are added", async ({ journal: tab }) => {
  test.slow();
  const second = await tab.device.tab("/journal");
  await tab.choose(ARCHIVE.file);
  await tab.page.evaluate(noteLongTasks);
  await tab.button(/^Add /).click();
  await tab.toJournal();
  await tab.write("Written in the middle of an import");
  await second.write("Written in another tab meanwhile");
  await tab.isImported();
  await expect(tab.figure("added")).toHaveText(ARCHIVE.total);
  expect(await tab.page.evaluate(() => Math.max(0, ...window.longTasks)), "ms without an answer").toBeLessThan(500);
  await tab.button("Close").click();
  await expect(tab.row("Written in the middle of an import")).toBeVisible();
  await expect(tab.row("Written in another tab meanwhile")).toBeVisible();
});

/* How long the page did not answer, each time, in milliseconds. */
function noteLongTasks() {
  window.longTasks = [];
  const note = (list) => window.longTasks.push(...list.getEntries().map((task) => task.duration));
  new PerformanceObserver(note).observe({ entryTypes: ["longtask"] });
}

test("single notes keep their dates and their text", async ({ journal: tab }) => {
  const dated = "---\ndate: 2021-03-04\ntags: [meetings]\n---\n# The standup\n\nTwo minutes each.\n";
  await tab.import([note("standup.md", dated), note("plain.txt", "A plain thought\n")]);
  await expect(tab.figure("added")).toHaveText("2");
  await tab.goto("/journal");
  await expect(tab.row("A plain thought")).toBeVisible();
  await expect(tab.row("The standup").locator("time[datetime^='2021-03-04']").first()).toBeAttached();
  await tab.open("The standup");
  await expect(tab.entry).toHaveValue(/^# The standup\n\nTwo minutes each\.\n?$/);
});

test("a folder is taken whole", async ({ journal: tab }, info) => {
  const folder = info.outputPath("notes");
  const files = { "a.md": "# First of a folder", "deep/down/b.md": "# Second of a folder", "deep/.hidden.md": "# Hidden" };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await tab.goto("/import");
  await tab.page.getByLabel("Import a folder").setInputFiles(folder);
  await tab.button(/^Add 2 /).click();
  await tab.isImported();
  await tab.goto("/journal");
  await expect(tab.entries.getByRole("listitem")).toHaveCount(2);
});

test("notes dropped on the journal are looked at first", async ({ journal: tab }) => {
  const dropped = await tab.page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["# Dropped here\n"], "dropped.md", { type: "text/markdown" }));
    return transfer;
  });
  for (const type of ["dragenter", "dragover", "drop"]) {
    await tab.page.getByRole("main").dispatchEvent(type, { dataTransfer: dropped });
  }
  await tab.button(/^Add 1 /).click();
  await tab.isImported();
  await tab.goto("/journal");
  await expect(tab.row("Dropped here")).toBeVisible();
});

test("the whole archive reaches a second device", async ({ journal: tab, device }) => {
  test.slow();
  await tab.import(ARCHIVE.file);
  await tab.isSynced();
  const words = await tab.recoveryWords();
  const laptop = await (await device()).tab();
  await laptop.recover(words.join(" "), { withProgress: true });
  await laptop.hasTotal(Number(ARCHIVE.total.replace(",", "")));
});
