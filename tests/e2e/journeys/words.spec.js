/* Whether the words were written down: three of them are asked for, a wrong one is pointed out, and a device may
   forget them once they are on paper. */

import { expect, test } from "../kit/test.js";

test("three words are asked for, however they are typed, and a wrong one is pointed out", async ({ journal: tab, device }) => {
  const words = await tab.recoveryWords();
  await tab.button("I have written them down").click();
  const fields = tab.page.getByRole("textbox", { name: /^Word \d+$/ });
  await expect(fields).toHaveCount(3);
  await tab.look("asking for words");
  const places = await fields.evaluateAll((found) => found.map((field) => Number(field.id.replace("word-", ""))));
  const answer = async (typed) => {
    for (const [at, text] of typed.entries()) await fields.nth(at).fill(text);
    await tab.button("Check these words").click();
  };
  const right = places.map((place) => words[place - 1]);
  await answer([right[0], "wrong", right[2]]);
  await expect(tab.page.getByRole("alert")).toHaveText(new RegExp(`This is not word ${places[1]}\\.`));
  await tab.look("a wrong word of three");
  await answer([` ${right[0].toUpperCase()} `, `${places[1]}. ${right[1]}`, right[2].slice(0, 4)]);
  await expect(tab.page.getByText("You have your words")).toBeVisible();
  await tab.look("words checked");
  await tab.page.reload();
  await expect(tab.page.getByText("You have your words")).toBeVisible();

  await tab.button("Remove them from this device").click();
  await expect(tab.button("Remove them from this device")).toHaveCount(0);
  await expect(tab.button("Show words")).toHaveCount(0);
  // They open the journal elsewhere as before.
  await tab.goto("/journal");
  await tab.until("Synced", () => tab.write("Kept"));
  const other = await (await device()).tab();
  await other.recover(words.join(" "));
  await expect(other.row("Kept")).toBeVisible();
});
