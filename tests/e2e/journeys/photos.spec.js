/* Photos: picked, pasted, seen large, kept offline, on the other device. */

import { expect, pair, test } from "../kit/test.js";
import { KEPT } from "../kit/tab.js";

/* A picture as a camera would give it, drawn in the page: what it looks like is known, and no file is needed. */
function drawn(page, { width = 3000, height = 2000, colour = "teal", type = "image/jpeg" } = {}) {
  return page.evaluate(
    async ([width, height, colour, type]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.fillStyle = colour;
      context.fillRect(0, 0, width, height);
      for (let at = 0; at < 400; at++) {
        context.fillStyle = `hsl(${(at * 47) % 360} 60% 50%)`;
        context.fillRect((at * 7919) % width, (at * 104729) % height, 160, 120);
      }
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.9 })).arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [width, height, colour, type],
  );
}

async function picture(page, options = {}) {
  const type = options.type ?? "image/jpeg";
  return { name: "photo", mimeType: type, buffer: Buffer.from(await drawn(page, options), "base64") };
}

const strip = (tab) => tab.page.getByRole("region", { name: "Photos" });
const shown = (tab) => strip(tab).locator("button.photo img");
const input = (tab) => tab.page.locator("article.editor").getByLabel("Add photo");

/* Every picture is drawn: none is a broken icon. */
async function isDrawn(images, count) {
  await expect(images).toHaveCount(count, { timeout: 20_000 });
  await expect
    .poll(() => images.evaluateAll((all) => all.every((one) => one.complete && one.naturalWidth > 0)))
    .toBe(true);
}

async function paste(tab, file) {
  await tab.page.evaluate(
    ([base64, type]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "pasted", { type }));
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    },
    [file.buffer.toString("base64"), file.mimeType],
  );
}

test("picked and pasted, made smaller, described, and whole on the other device", async ({ journal: tab, device }) => {
  await tab.write("The workshop");
  await tab.open("The workshop");
  await tab.until("Synced", async () => {
    await input(tab).setInputFiles([await picture(tab.page), await picture(tab.page, { colour: "maroon" })]);
    await isDrawn(shown(tab), 2);
  });
  await tab.entry.focus();
  await tab.until("Synced", async () => {
    await paste(tab, await picture(tab.page, { width: 640, height: 480, type: "image/png" }));
    await isDrawn(shown(tab), 3);
  });
  const sizes = await shown(tab).evaluateAll((all) => all.map((one) => [one.naturalWidth, one.naturalHeight]));
  expect(sizes.sort()).toEqual([[2048, 1365], [2048, 1365], [640, 480]].sort());
  await expect(tab.entry).toHaveValue(/!\[\]\(photo:[0-9a-f]{32}\)/);

  await tab.until("Synced", async () => {
    const description = strip(tab).getByLabel("Description of the photo").first();
    await description.fill("The bench by the window");
    await description.blur();
    await expect(tab.entry).toHaveValue(/!\[The bench by the window\]\(photo:/);
  });
  await tab.look("photos");

  const laptop = await pair(tab, device);
  await laptop.open("The workshop");
  await isDrawn(shown(laptop), 3);
  await expect(strip(laptop).getByRole("button", { name: /The bench by the window/ })).toBeVisible();
});

test("seen large by keyboard, and the focus comes back", async ({ journal: tab }) => {
  await tab.write("Large");
  await tab.open("Large");
  await input(tab).setInputFiles(await picture(tab.page));
  await isDrawn(shown(tab), 1);
  const small = strip(tab).locator("button.photo");
  await small.focus();
  await small.press("Enter");
  const dialog = tab.page.getByRole("dialog", { name: "Photo" });
  await expect(dialog.getByRole("img")).toBeVisible();
  await tab.look("photo large");
  await tab.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(small).toBeFocused();
});

test("taken offline, kept through a reload, and sent when there is a network", async ({ device }) => {
  const phone = await device({ durable: true });
  let tab = await phone.tab();
  await tab.begin();
  await tab.until("Synced", () => tab.write("On a train"));
  await tab.isOfflineReady();
  const laptop = await pair(tab, device);
  await tab.open("On a train");
  const file = await picture(tab.page);

  await phone.unplug();
  await expect(tab.status).toContainText(/Offline|Waiting/);
  await tab.until(KEPT, async () => {
    await input(tab).setInputFiles(file);
    await isDrawn(shown(tab), 1);
  });
  await expect(tab.status).toContainText("waiting");
  await tab.page.reload();
  await isDrawn(shown(tab), 1);
  await phone.close();
  tab = await phone.start("/journal");
  await tab.open("On a train");
  await isDrawn(shown(tab), 1);

  await phone.plug();
  await tab.isSynced();
  await laptop.open("On a train");
  await isDrawn(shown(laptop), 1);
});

test("taken out and had back", async ({ journal: tab }) => {
  await tab.write("Changing my mind");
  await tab.open("Changing my mind");
  await input(tab).setInputFiles(await picture(tab.page));
  await isDrawn(shown(tab), 1);
  const before = await tab.entry.inputValue();
  await strip(tab).getByRole("button", { name: "Remove photo" }).click();
  await expect(shown(tab)).toHaveCount(0);
  await expect(tab.entry).not.toHaveValue(/photo:/);
  await tab.notices.getByRole("button", { name: "Undo" }).click();
  await isDrawn(shown(tab), 1);
  await expect(tab.entry).toHaveValue(before);
});

test("what is no photo is refused in words and changes nothing", async ({ journal: tab }) => {
  await tab.write("Words only");
  await tab.open("Words only");
  const said = strip(tab).getByRole("alert");
  await input(tab).setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await expect(said).toContainText("not a photo");
  await strip(tab).getByRole("button", { name: "Remove photo" }).click();
  await expect(said).toHaveCount(0);
  await input(tab).setInputFiles({ name: "odd.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await expect(said).toContainText("cannot read");
  await expect(tab.entry).toHaveValue("Words only");
});

test("an entry begins with a photo", async ({ journal: tab }) => {
  await tab.page.locator("section.compose").getByLabel("Add photo").setInputFiles(await picture(tab.page));
  await expect(tab.compose).toHaveValue(/photo:/, { timeout: 20_000 });
  await tab.compose.press("ControlOrMeta+Home");
  await tab.compose.pressSequentially("First the picture ");
  await tab.save.click();
  await tab.open("First the picture");
  await isDrawn(shown(tab), 1);
});
