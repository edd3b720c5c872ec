/* What every screen must be, whatever it shows: without barriers, in light and dark, and never wider than the glass. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

/* Looks at `page` as it is now, on a phone and on a desktop, by day and by night; leaves it as it was. */
export async function lookAt(page, screen) {
  const size = page.viewportSize();
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const name = `${screen}, ${colorScheme}, ${viewport.width} px`;
      expect(await barriers(page), name).toEqual([]);
      expect(await overflow(page), `${name}: reaches beyond the edge`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(size);
}

async function barriers(page) {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(`if (typeof axe !== "object") { ${AXE} }; 0`);
  return page.evaluate(async (rules) => {
    const { violations } = await axe.run({ runOnly: rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
  }, RULES);
}

/* How many pixels of the page lie to the right of the glass. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
