/* Measures the release in Chromium: a journal of many entries arriving on a new device, opened, typed into and
   searched. `node browser.js SECONDS NOTES.zip COUNT [REAL.zip COUNT]` prints one JSON object; SECONDS is the most
   that any one of its parts may take. */

import { median, rounded, spread } from "./figures.js";
import { instrument, search } from "./page.js";
import { Setting, part, recover } from "./setting.js";

const TYPED = "What one writes down stays, and what stays can be found again by whoever looks for it later. ";
const STROKE_EVERY_MS = 40;
const OPENINGS = 5;
const [seconds, archive, count, ...more] = process.argv.slice(2);
const LIMIT_MS = Number(seconds) * 1000;

const bench = (page) => page.evaluate(() => window.bench);

/* From the press of the button until the first rows are drawn, until all are listed, until all is durable here. */
async function newDevice(setting, { device, tab, page }, words, total) {
  await tab.isOfflineReady();
  const before = device.wire.down;
  await recover({ tab, page }, words);
  await setting.settled(page, total);
  const seen = await bench(page);
  const since = (at) => rounded(at - seen.clicked);
  return {
    first_rows_ms: since(seen.firstRows),
    all_listed_ms: since(seen.totals.find(({ value }) => value === total).at),
    all_saved_ms: since(seen.statuses.at(-1).at),
    received_bytes: device.wire.down - before,
    longest_task_ms: seen.longest,
  };
}

/* Types into whatever has the focus, and answers how long each letter took to be drawn. */
async function type(page, text) {
  await page.evaluate(() => Object.assign(window.bench, { strokes: [], longest: 0 }));
  for (const letter of text) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(STROKE_EVERY_MS);
  }
  const { strokes, longest } = await bench(page);
  const took = strokes.map(({ at, painted }) => painted - at);
  return { strokes: took.length, ...spread("paint", took), longest_task_ms: rounded(longest) };
}

/* Types while the journal arrives, for as long as it does. */
async function typeWhileArriving(setting, words, total) {
  const { device, tab, page } = await setting.start();
  await recover({ tab, page }, words);
  await tab.compose.focus();
  await page.waitForFunction(() => window.bench.firstRows > 0);
  const figures = await type(page, TYPED);
  const { totals } = await bench(page);
  await device.dispose();
  return { ...figures, listed_when_done: totals.at(-1).value, of: total };
}

/* Opens the journal again and again, each time in a new tab after the last one was closed: in a browser that runs, and
   in one just started. */
async function openings(device, total) {
  const open = async () => {
    const before = device.context.pages();
    const page = await device.context.newPage();
    for (const old of before) await old.close();
    await page.goto(`${device.url}/journal`);
    await page.waitForFunction((total) => window.bench.totals.at(-1)?.value === total, total, { timeout: LIMIT_MS });
    await page.waitForFunction(() => window.bench.firstRows > 0);
    return { seen: await bench(page), page };
  };
  const warm = [];
  for (let turn = 0; turn < OPENINGS; turn += 1) warm.push((await open()).seen);
  await device.close();
  await device.start();
  await device.context.addInitScript(instrument);
  const cold = await open();
  const figures = {
    usable_list_ms: median(warm.map(({ firstRows }) => firstRows)),
    of_which_until_the_core_hears_ms: median(warm.map(({ posted }) => posted[0])),
    in_a_browser_just_started_ms: rounded(cold.seen.firstRows),
  };
  return { figures, page: cold.page };
}

async function typeIntoEntry(page) {
  await page.locator('[aria-label="Entries"] li a').nth(3).click();
  const entry = page.getByRole("textbox", { name: "Entry", exact: true });
  await entry.waitFor();
  await entry.press("ControlOrMeta+End");
  const figures = await type(page, TYPED);
  await page.waitForFunction(() => /^(Saved|Synced)/.test(window.bench.statuses.at(-1).value));
  return figures;
}

/* Words that few, many and no entries hold, one letter and two words. */
async function searches(page) {
  const title = await page.locator(".list .entry-title").nth(5).textContent();
  const rare = title.split(" ").toSorted((a, b) => b.length - a.length)[0];
  const queries = [rare, "the", "note 77", "quiop sta", "e", "xylophone", "wilter by", "note 9"];
  await page.evaluate(search, "note");
  const found = [];
  for (const query of queries) {
    found.push(await page.evaluate(search, query));
    await page.evaluate(search, "note 1");
  }
  const of = (name) => found.map((one) => one[name]);
  return {
    queries: queries.length,
    ...spread("core", of("core")),
    ...spread("painted", found.map(({ all, wait }) => all - wait)),
    wait_for_the_last_letter_ms: median(of("wait")),
  };
}

/* Fills the relay from one device; gives the words. */
async function fill(setting, file, total) {
  const made = await setting.start();
  const import_ms = await setting.fill(made, file, total);
  const words = await made.tab.recoveryWords();
  await made.device.dispose();
  return { words: words.join(" "), import_ms };
}

async function journal(file, total, results, prefix) {
  const setting = await Setting.begin(LIMIT_MS);
  let words;
  await part(results, `${prefix}_import`, async () => {
    const filled = await fill(setting, file, total);
    words = filled.words;
    return { import_ms: filled.import_ms };
  });
  const made = await setting.start({ durable: true });
  await part(results, `${prefix}_new_device`, () => newDevice(setting, made, words, total));
  if (prefix === "generated") {
    let { page } = made;
    await part(results, "opening", async () => {
      await made.tab.isOfflineReady();
      const opened = await openings(made.device, total);
      page = opened.page;
      return opened.figures;
    });
    await part(results, "search", () => searches(page));
    await part(results, "typing", () => typeIntoEntry(page));
    // Last, as what is typed becomes an entry.
    await part(results, "typing_while_arriving", () => typeWhileArriving(setting, words, total));
  }
  await made.device.dispose();
  await setting.end();
}

const results = { entries: Number(count) };
await journal(archive, Number(count), results, "generated");
if (more.length > 0) await journal(more[0], Number(more[1]), results, "real");
console.log(JSON.stringify(results));
