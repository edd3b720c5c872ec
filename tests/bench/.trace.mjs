// ad hoc: trace new device
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import settings from "/work/main/tests/e2e/playwright.config.js";
import { Device } from "/work/main/tests/e2e/kit/device.js";
import { Relay } from "/work/main/tests/e2e/kit/relay.js";
import { instrument } from "/work/main/tests/bench/page.js";
const { chromium } = createRequire("/work/main/tests/e2e/playwright.config.js")("playwright");
const LAUNCH = { ...settings.use.launchOptions, headless: true };
const relay = await Relay.start();
process.on("exit", () => { try { process.kill(relay.pid, "SIGKILL"); } catch {} });
const [file, total] = [process.argv[2], Number(process.argv[3])];
const browser = await chromium.launch(LAUNCH);
const start = async (b) => {
  const device = await Device.on(relay, { playwright: { chromium }, browser: b });
  await device.context.addInitScript(instrument);
  const tab = await device.tab("/");
  return { device, tab, page: tab.page };
};
const settled = (page) => page.waitForFunction((t) => window.bench.totals.at(-1)?.value >= t && window.bench.statuses.at(-1)?.value === "Synced", total, { timeout: 120000, polling: 100 });
const a = await start(browser);
await a.tab.button("Start writing").click(); await a.tab.compose.waitFor();
await a.tab.goto("/import"); await a.tab.files.setInputFiles(file);
const traceImport = process.argv[4] === "import";
if (traceImport) await browser.startTracing(a.page, { categories: ["disabled-by-default-v8.cpu_profiler", "toplevel", "v8", "IndexedDB", "blink"] });
await a.tab.button(/^Add /).click(); await a.page.getByText("added", { exact: true }).waitFor({ timeout: 120000 });
if (traceImport) writeFileSync("/tmp/trace.json", await browser.stopTracing());
else {
await a.tab.goto("/journal"); await settled(a.page);
const words = (await a.tab.recoveryWords()).join(" ");
await a.device.dispose();
const b = await start(browser);
await b.tab.isOfflineReady();
await b.tab.button("I have recovery words").click();
await b.page.getByRole("textbox", { name: "Recovery words" }).fill(words);
await browser.startTracing(b.page, { categories: ["disabled-by-default-v8.cpu_profiler", "toplevel", "v8", "IndexedDB", "blink"] });
await b.tab.button("Open my journal").click();
await settled(b.page);
writeFileSync("/tmp/trace.json", await browser.stopTracing());
const seen = await b.page.evaluate(() => window.bench);
console.log(seen.clicked, seen.firstRows, JSON.stringify(seen.totals.slice(-3)), JSON.stringify(seen.statuses));
}
await browser.close(); await relay.dispose();
