/* Takes a picture of a page as it is now: phone and desktop, light and dark. */

import { join } from "node:path";
import { expect } from "@playwright/test";
import { DESKTOP, PHONE } from "../kit/look.js";

const FOLDER = process.env.SHOTS ?? "../../dist/shots";
const SIZES = { phone: PHONE, desktop: DESKTOP };

export async function shoot(page, name) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`), animations: "disabled" });
    }
  }
}

export async function visit(tab, path) {
  await tab.goto(path);
  await expect(tab.page.getByRole("heading", { level: 1 })).toBeAttached();
  await tab.page.evaluate(() => document.fonts.ready);
}

export async function speak(tab, language) {
  await tab.page.evaluate((code) => localStorage.setItem("language", code), language);
}
