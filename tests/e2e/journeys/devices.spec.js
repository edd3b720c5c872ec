/* Two devices, one journal: the 24 words bring it over, and both go on writing. */

import { expect, pair, test } from "../kit/test.js";

test("the words are there to be written down, and are only shown when asked for", async ({ journal: tab }) => {
  await tab.goto("/settings/recovery");
  const list = tab.page.getByRole("list", { name: "Recovery words" });
  await expect(tab.button("Show words")).toBeVisible();
  await expect(list).toHaveCount(0);
  await tab.look("words hidden");
  await tab.button("Show words").click();
  await expect(list.getByRole("listitem")).toHaveCount(24);
  await tab.look("words shown");
  await tab.page.reload();
  await expect(tab.button("Show words")).toBeVisible();
  await expect(list).toHaveCount(0);
});

test("a second device gets the whole journal with the words, however they are typed", async ({ journal: tab, device }) => {
  await tab.write("Written on the phone\n\nwith a second paragraph");
  const words = await tab.until("Synced", () => tab.write("Also on the phone")).then(() => tab.recoveryWords());
  const laptop = await (await device()).tab();
  await laptop.recover(` ${words.slice(0, 12).join("  ").toUpperCase()}\n${words.slice(12).join("\n")} `);
  await expect(laptop.row("Written on the phone")).toBeVisible();
  await expect(laptop.row("Also on the phone")).toBeVisible();
  await laptop.open("Written on the phone");
  await expect(laptop.entry).toHaveValue("Written on the phone\n\nwith a second paragraph");
});

test("what one writes, the other has within two seconds", async ({ journal: tab, device }) => {
  const laptop = await pair(tab, device);
  await tab.write("From the phone");
  await expect(laptop.row("From the phone")).toBeVisible({ timeout: 2_000 });
  await laptop.write("From the laptop");
  await expect(tab.row("From the laptop")).toBeVisible({ timeout: 2_000 });
});

test("a wrong word is named, and everything typed is still there", async ({ journal: tab, device }) => {
  const words = await tab.recoveryWords();
  const laptop = await (await device()).tab();
  await laptop.openWithWords();
  const box = laptop.page.getByRole("textbox", { name: "Recovery words" });
  await laptop.look("recovery");
  const attempt = async (typed) => {
    await box.fill(typed);
    await laptop.button("Open my journal").click();
    await expect(box).toHaveValue(typed);
  };
  const alert = laptop.page.getByRole("alert");
  await attempt(words.with(2, "holow").join(" "));
  await expect(alert).toContainText(/word 3\b.*holow/i);
  await laptop.look("wrong word");
  await attempt(words.slice(0, 23).join(" "));
  await expect(alert).toContainText("23");
  // All of these are words, and no journal has them: the last would have to be another.
  await attempt(Array(24).fill("abandon").join(" "));
  await expect(alert).toContainText(/do not belong together/);
  await box.fill(words.join(" "));
  await laptop.button("Open my journal").click();
  await expect(laptop.compose).toBeVisible({ timeout: 20_000 });
});

test("edits made on both at the same time are both there", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("one two three"));
  const laptop = await pair(tab, device);
  await laptop.open("one two three");
  await tab.open("one two three");
  await laptop.device.unplug();
  await expect(laptop.status).toContainText(/Offline|Waiting/);
  await laptop.typeAtEnd(" four");
  await tab.entry.press("ControlOrMeta+Home");
  await tab.until("Synced", () => tab.entry.pressSequentially("zero "));
  await laptop.device.plug();
  for (const one of [tab, laptop]) await expect(one.entry).toHaveValue("zero one two three four");
});

test("typing on both at once ends the same on both", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("between"));
  const laptop = await pair(tab, device);
  for (const one of [tab, laptop]) await one.open("between");
  await tab.entry.press("ControlOrMeta+Home");
  await laptop.entry.press("ControlOrMeta+End");
  await Promise.all([
    tab.entry.pressSequentially("every letter of the phone ", { delay: 15 }),
    laptop.entry.pressSequentially(" every letter of the laptop", { delay: 15 }),
  ]);
  for (const one of [tab, laptop]) {
    await expect(one.entry).toHaveValue("every letter of the phone between every letter of the laptop");
  }
});

test("a journal can be had from another relay than the one that served the app", async ({ journal: tab, relay, elsewhere, device }) => {
  await tab.until("Synced", () => tab.write("Kept on the first relay"));
  const words = (await tab.recoveryWords()).join(" ");
  const laptop = await (await device({ relay: elsewhere })).tab();
  await laptop.recover(words, { relay: `ws://127.0.0.1:${relay.port}/sync` });
  await expect(laptop.row("Kept on the first relay")).toBeVisible();
  await laptop.until("Synced", () => laptop.write("Written beside the other relay"));
  await tab.goto("/journal");
  await expect(tab.row("Written beside the other relay")).toBeVisible();
  await laptop.page.reload();
  await laptop.isSynced();
});
