/* Pictures instead of journeys: `cargo xtask shots`. The same browser, one at a time. */

import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.js";

export default defineConfig({ ...journeys, testDir: "shots", testMatch: "*.shots.js", workers: 1, timeout: 300_000 });
