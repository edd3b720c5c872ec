/* What journeys start with: a relay, and as many devices as they ask for. In the end none may have had any trouble. */

import { test as base, expect } from "@playwright/test";
import { Build } from "./build.js";
import { Device } from "./device.js";
import { Relay } from "./relay.js";

export { expect };

export const test = base.extend({
  /* What is added to the relay's command line. */
  relayArgs: [[], { option: true }],

  relay: async ({ relayArgs }, use) => {
    const relay = await Relay.start({ args: relayArgs });
    await use(relay);
    await relay.dispose();
  },

  /* Another relay, for who does not use the one that served the app. */
  elsewhere: async ({}, use) => {
    const relay = await Relay.start();
    await use(relay);
    await relay.dispose();
  },

  /* A copy of the built app that can become a new version. */
  build: async ({}, use) => {
    const build = await Build.copy();
    await use(build);
    await build.dispose();
  },

  /* Makes a device: `await device({ durable: true })`. */
  device: async ({ browser, playwright, relay, launchOptions, headless }, use) => {
    const devices = [];
    await use(async ({ durable = false, relay: served = relay, ...options } = {}) => {
      const launch = durable ? { ...launchOptions, headless } : {};
      const made = await Device.on(served, { playwright, browser, durable, ...launch, ...options });
      devices.push(made);
      return made;
    });
    for (const device of devices) await device.dispose();
    expect.soft(devices.flatMap((device) => device.troubles)).toEqual([]);
  },

  /* A tab of a device whose journal is begun, and empty. */
  journal: async ({ device }, use) => {
    const tab = await (await device()).tab();
    await tab.begin();
    await use(tab);
  },
});

/* A second device with the journal of `tab`, which is back in its journal afterwards. */
export async function pair(tab, device, options) {
  const words = await tab.recoveryWords();
  const other = await (await device(options)).tab();
  await other.recover(words.join(" "));
  await tab.goto("/journal");
  await expect(tab.compose).toBeVisible();
  return other;
}
