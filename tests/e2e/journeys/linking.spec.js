/* A one-time link brings the journal to another device, once; one that leads nowhere says why and changes nothing. */

import { DESKTOP, PHONE } from "../kit/look.js";
import { expect, test } from "../kit/test.js";

/* Makes a link on `tab` and gives what follows its `#`. */
async function secretOf(tab) {
  await tab.goto("/settings/devices");
  await tab.button("Make a link").click();
  const link = tab.page.getByRole("textbox", { name: "One-time link" });
  await expect(link).toHaveValue(/\/link#[\w-]{43}$/);
  await expect(tab.page.getByRole("img", { name: "The one-time link as a code to scan" })).toBeVisible();
  return (await link.inputValue()).split("#")[1];
}

const listed = (tab) => tab.page.getByRole("list", { name: "Your devices" }).locator("li.row");

for (const [glass, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`a link opens the journal on another device, on a ${glass}`, async ({ device }) => {
    const tab = await (await device({ viewport })).tab();
    await tab.begin();
    await tab.until("Synced", () => tab.write("Handed over"));
    const secret = await secretOf(tab);
    await tab.look("one-time link");

    const other = await device({ viewport });
    const asked = [];
    other.context.on("request", (request) => asked.push(request.url()));
    const linked = await other.tab(`/link#${secret}`);
    await expect(linked.button("Open it here")).toBeVisible();
    expect(linked.page.url()).toBe(`${other.url}/link`);
    await linked.look("opening a link");
    await linked.button("Open it here").click();
    await linked.isIn();
    await linked.goto("/journal");
    await expect(linked.row("Handed over")).toBeVisible();
    expect(asked.filter((url) => url.includes(secret))).toEqual([]);

    await expect(tab.page.getByText("Your other device has taken it")).toBeVisible();
    await tab.look("link taken");
    await tab.goto("/journal");
    await linked.write("And back");
    await expect(tab.row("And back")).toBeVisible();
  });
}

test("a link that was used says so, and changes nothing", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("Mine"));
  const secret = await secretOf(tab);
  const first = await (await device()).tab(`/link#${secret}`);
  await first.button("Open it here").click();
  await first.isIn();
  await first.goto("/journal");
  await expect(first.row("Mine")).toBeVisible();
  const second = await (await device()).tab(`/link#${secret}`);
  await second.button("Open it here").click();
  await expect(second.page.getByRole("alert")).toContainText("Somebody opened this link before");
  await second.look("used link");
  await second.button("Leave this device as it is").click();
  await second.begin();
});

test("a link can be taken back, pasted, and is of no use in part or where a journal is", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("Mine"));
  const secret = await secretOf(tab);
  await tab.button("Cancel").click();
  await expect(tab.button("Make a link")).toBeVisible();
  const other = await (await device()).tab();
  await other.openWithLink();
  const field = other.page.getByRole("textbox", { name: "One-time link" });
  const attempt = async (typed, said) => {
    await field.fill(typed);
    await other.button("Open the link").click();
    await expect(other.page.getByRole("alert")).toContainText(said);
  };
  await attempt(`${other.device.url}/link#${secret.slice(1)}`, "not a whole one-time link");
  await attempt(`${other.device.url}/link#${secret}`, "Somebody opened this link before");
  await attempt(`${other.device.url}/link#${"A".repeat(43)}`, "The relay knows nothing of this link");
  await other.look("a link that leads nowhere");

  const good = await secretOf(tab);
  const third = await (await device()).tab();
  await third.begin();
  await third.goto(`/link#${good}`);
  await expect(third.page.getByText("There is a journal on this device already")).toBeVisible();
  await third.look("a link where a journal is");
  await field.fill(`${other.device.url}/link#${good}`);
  await other.button("Open the link").click();
  await expect(other.compose).toBeVisible({ timeout: 20_000 });
  await expect(other.row("Mine")).toBeVisible();
});

test("without the relay no link is made or opened, and both say so", async ({ journal: tab, device, relay }) => {
  await tab.until("Synced", () => tab.write("Mine"));
  const secret = await secretOf(tab);
  const other = await device();
  const linked = await other.tab(`/link#${secret}`);
  await expect(linked.button("Open it here")).toBeVisible();
  for (const one of [tab, linked]) await one.isOfflineReady();
  tab.device.networkMayFail();
  other.networkMayFail();
  await relay.kill9();
  await linked.button("Open it here").click();
  await expect(linked.page.getByRole("alert")).toContainText("The relay does not answer", { timeout: 40_000 });
  await relay.restart();
  await linked.button("Open it here").click();
  await expect(linked.compose.or(linked.page.getByRole("heading", { name: "Devices and keys" }))).toBeVisible({ timeout: 40_000 });
});

test("devices have names, say when they were heard from, and can be taken off the list", async ({ journal: tab, device }) => {
  await tab.until("Synced", () => tab.write("Mine"));
  const secret = await secretOf(tab);
  const other = await (await device()).tab(`/link#${secret}`);
  await other.button("Open it here").click();
  await other.isIn();
  await other.goto("/settings/devices");
  await expect(listed(other)).toHaveCount(2);
  await expect(listed(other).first()).toContainText("This device");
  await other.button("Rename Chrome, Linux").first().click();
  await other.page.getByRole("textbox", { name: "Name of the device" }).fill("Work laptop");
  await other.until("Synced", () => other.button("Save").click());
  await expect(tab.page.getByText("Linked: Work laptop")).toBeVisible();
  await tab.goto("/settings/devices");
  const named = listed(tab).filter({ hasText: "Work laptop" });
  await expect(named).toContainText("Last heard from");
  await tab.look("devices with names");
  await tab.until("Synced", () => named.getByRole("button", { name: "Remove Work laptop from the list" }).click());
  await expect(named).toHaveCount(0);
  await tab.until("Synced", () => tab.notices.getByRole("button", { name: "Undo" }).click());
  await expect(named).toHaveCount(1);
});
