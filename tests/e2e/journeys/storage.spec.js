/* A disk that is full, and a database that the browser lost: what is typed stays, the person is told, and when it is
   over nothing is missing. */

import { expect, test } from "../kit/test.js";
import { fragile, sabotage } from "../kit/sabotage.js";
import { KEPT } from "../kit/tab.js";

for (const [trouble, said] of [
  ["full", /room|full/i],
  ["lost", /storage|database/i],
]) {
  test(`a ${trouble} database loses nothing that was written`, async ({ device }) => {
    const tab = await (await fragile(device)).tab();
    await tab.begin();
    await tab.until("Synced", () => tab.write("Before the trouble"));
    await sabotage(tab, trouble);
    await tab.compose.pressSequentially("Written while nothing could be kept");
    await expect(tab.status).toHaveText(/Not saved/);
    const notice = tab.page.getByRole("region", { name: "Notice", exact: true });
    await expect(notice).toContainText(said);
    await tab.look(`a ${trouble} database`);
    expect(await tab.compose.inputValue()).toBe("Written while nothing could be kept");
    await tab.compose.pressSequentially(", and this too");
    await notice.getByRole("button", { name: "Try again" }).click();
    await expect(tab.status).toHaveText(/Not saved/);
    await tab.until(KEPT, () => sabotage(tab, null));
    await tab.page.reload();
    for (const text of ["Before the trouble", "Written while nothing could be kept, and this too"]) {
      await expect(tab.row(text)).toBeVisible();
    }
  });
}
