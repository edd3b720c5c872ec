/* A phone or a laptop: a browser of its own, on a cable of its own. What it holds outlives closing it, and being
   killed, if it is durable. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesOf } from "./disk.js";
import { Tab } from "./tab.js";
import { Watch } from "./watch.js";
import { Wire } from "./wire.js";

const SETTINGS = { reducedMotion: "reduce", timezoneId: "Europe/Amsterdam", locale: "en-GB", serviceWorkers: "allow" };

export class Device {
  #playwright;
  #browser;
  #folder;
  #options;
  #watches = [];

  /* `durable` devices can be closed and opened again; they cost a browser each. */
  static async on(relay, { playwright, browser, durable = false, ...options }) {
    const device = new Device();
    device.#playwright = playwright;
    device.#browser = browser;
    device.#options = { ...SETTINGS, ...options };
    device.wire = await Wire.to(relay.port);
    if (durable) device.#folder = await mkdtemp(join(tmpdir(), "device-"));
    await device.start();
    return device;
  }

  get url() {
    return this.wire.url;
  }

  get troubles() {
    return this.#watches.flatMap((watch) => watch.troubles);
  }

  /* Starts the browser, at `path` of the app if one is given. */
  async start(path) {
    this.context = this.#folder
      ? await this.#playwright.chromium.launchPersistentContext(this.#folder, { ...this.#options })
      : await this.#browser.newContext(this.#options);
    const watch = await Watch.over(this.context);
    this.#watches.push(watch);
    if (this.mayFail) watch.networkMayFail();
    await this.context.addInitScript(rememberStatuses);
    if (this.isUnplugged) await this.context.setOffline(true);
    return path === undefined ? undefined : this.tab(path);
  }

  /* A new tab, at `path`. */
  async tab(path = "/journal") {
    const tab = new Tab(await this.context.newPage(), this);
    await tab.goto(path);
    return tab;
  }

  async close() {
    await this.context.close();
  }

  /* Ends the browser as a dead battery would. */
  async kill9() {
    const session = await this.context.newCDPSession(this.context.pages()[0]);
    const gone = new Promise((settle) => this.context.once("close", settle));
    session.send("Browser.crash").catch(() => undefined);
    await gone;
  }

  /* From here on the console may speak of a network that is gone. */
  networkMayFail() {
    this.mayFail = true;
    this.#watches.at(-1).networkMayFail();
  }

  async unplug() {
    this.networkMayFail();
    this.isUnplugged = true;
    this.wire.cut();
    await this.context.setOffline(true);
  }

  async plug() {
    this.isUnplugged = false;
    this.wire.mend();
    await this.context.setOffline(false);
  }

  /* What a durable device has on its disk for pages to keep things in. */
  disk() {
    return bytesOf(join(this.#folder, "Default/IndexedDB"));
  }

  async dispose() {
    await this.context.close().catch(() => undefined);
    this.wire.dispose();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/* Runs in the page: keeps all that the status says, as one word may be there for less time than a test looks. */
function rememberStatuses() {
  window.statuses = [];
  const look = () => {
    const status = document.querySelector('[role="status"][aria-label="Sync status"]');
    // The first part is what is seen; what is said besides changes a moment later.
    const text = (status?.firstElementChild ?? status)?.textContent.trim();
    if (text && text !== window.statuses.at(-1)) window.statuses.push(text);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}
