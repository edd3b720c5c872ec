/* What every bench in a browser begins with: a relay, a browser, devices with instruments in their pages, and a journal
   filled from an archive. Measures no more than the filling itself. */

import { createRequire } from "node:module";
import settings from "../e2e/playwright.config.js";
import { Device } from "../e2e/kit/device.js";
import { Relay } from "../e2e/kit/relay.js";
import { rounded } from "./figures.js";
import { instrument } from "./page.js";

const { chromium } = createRequire(import.meta.resolve("../e2e/playwright.config.js"))("playwright");
const LAUNCH = { ...settings.use.launchOptions, headless: true };

export class Setting {
  #end;

  /* No part may take longer than `limitMs`. */
  static async begin(limitMs) {
    const setting = new Setting();
    setting.limitMs = limitMs;
    setting.browser = await chromium.launch(LAUNCH);
    setting.relay = await Relay.start();
    const { pid } = setting.relay;
    setting.#end = () => process.kill(pid, "SIGKILL");
    process.once("exit", setting.#end);
    return setting;
  }

  /* A device and a tab of it, both instrumented, where the list of entries will be. */
  async start(options = {}) {
    const launch = options.durable ? LAUNCH : {};
    const playwright = { chromium };
    const device = await Device.on(this.relay, { playwright, browser: this.browser, ...launch, ...options });
    await device.context.addInitScript(instrument);
    const tab = await device.tab("/journal");
    tab.page.setDefaultTimeout(this.limitMs);
    return { device, tab, page: tab.page };
  }

  /* Begins a journal there by importing an archive; ends once the relay has it all. Gives how long the import took. */
  async fill({ tab, page }, file, total) {
    await tab.button("Just me").click();
    await tab.compose.waitFor();
    await tab.goto("/import");
    await tab.files.setInputFiles(file);
    const add = tab.button(/^Add /);
    await add.waitFor();
    const from = await now(page);
    await add.click();
    await page.getByText("added", { exact: true }).waitFor();
    const took = rounded((await now(page)) - from);
    await tab.goto("/journal");
    await this.settled(page, total);
    return took;
  }

  /* Waits until the page lists `total` entries and says that everything is held here and by the relay. */
  async settled(page, total) {
    await this.#until(page, (total) => window.bench.totals.at(-1)?.value === total, total);
    await this.synced(page);
  }

  /* Waits until the page says so, on whatever screen. */
  async synced(page) {
    await this.#until(page, () => window.bench.statuses.at(-1)?.value === "Synced");
  }

  async #until(page, done, given) {
    await page.waitForFunction(done, given, { timeout: this.limitMs, polling: 100 });
  }

  async end() {
    process.off("exit", this.#end);
    await this.relay.dispose();
    await this.browser.close();
  }
}

const now = (page) => page.evaluate(() => performance.now());

/* From the welcome page on: opens the journal that `words` belong to, and does not wait for it. */
export async function recover({ tab, page }, words) {
  await tab.openWithWords();
  await page.getByRole("textbox", { name: "Recovery words" }).fill(words);
  await tab.button("Open my journal").click();
}

/* One part of the whole; a part that fails says so, and the others go on. */
export async function part(results, name, act) {
  console.error(`browser: ${name}`);
  try {
    results[name] = await act();
  } catch (error) {
    results[name] = { error: String(error.message ?? error) };
    console.error(error);
  }
}
