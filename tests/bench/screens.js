/* Measures the release in Chromium: how long every screen takes from the click until it is drawn with what it shows, and
   a search from the letter until what is found is drawn, in a full journal while notes arrive from another device.
   `node screens.js SECONDS NOTES.zip COUNT` prints one JSON object; SECONDS is the most that any one of its parts may
   take. Targets stand beside the figures, and nothing here judges: how busy a machine is decides about times. */

import { median, percentile, rounded } from "./figures.js";
import { bring, makePlans, makeSkills, stop } from "./hands.js";
import { find, open } from "./page.js";
import { Setting, part, recover } from "./setting.js";
import { PHRASES, TOUR, WORDS } from "./tour.js";

const PLANS = 200;
const SKILLS = 100;
/* With so many, one slow turn alone is not yet the 95th percentile. */
const ROUNDS = 21;
const NOTE_EVERY_MS = 200;
const OPEN_TARGET_MS = 200;
const SEARCH_TARGET_MS = 50;
const [seconds, archive, count] = process.argv.slice(2);

/* Figures of what `open` or `find` measured, beside what they should be. The least says what it takes when nothing else
   wants a core just then, the relay and the other device included. */
function figures(seen, target_ms) {
  const took = seen.map((one) => one.took);
  return {
    p50_ms: median(took),
    p95_ms: percentile(took, 95),
    max_ms: rounded(Math.max(...took)),
    min_ms: rounded(Math.min(...took)),
    target_ms,
    of_which_until_the_core_answers_p50_ms: median(seen.map((one) => one.core)),
  };
}

/* Adds plans, skills and something written today; ends once the relay has it all. */
async function furnish(setting, { tab, page }, total) {
  const make = async (path, act, count) => {
    await tab.goto(path);
    await page.locator("main h1").waitFor();
    const from = performance.now();
    await page.evaluate(act, count);
    const took = rounded(performance.now() - from);
    // Leaving the page earlier would throw the last of it away.
    await setting.synced(page);
    return took;
  };
  await tab.until("Synced", () => tab.write("Today"));
  const making_plans_ms = await make("/plans", makePlans, PLANS);
  const making_skills_ms = await make("/skills", makeSkills, SKILLS);
  await tab.goto("/journal");
  await setting.settled(page, total);
  return { plans: PLANS, making_plans_ms, skills: SKILLS, making_skills_ms };
}

/* Another device with the same journal, which brings in notes from now on. */
async function join(setting, { tab, page }, total) {
  const words = await tab.recoveryWords();
  await tab.goto("/journal");
  await setting.settled(page, total);
  const other = await setting.start();
  await recover(other, words.join(" "));
  await setting.settled(other.page, total);
  await other.tab.goto("/import");
  await other.page.evaluate(bring, NOTE_EVERY_MS);
  return other;
}

/* Clicks through every screen, again and again. Each click waits until the page has nothing left to do, as people do
   not click again before they have looked. */
async function tour(page) {
  const seen = new Map(TOUR.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, link, before, ...screen } of TOUR) {
      if (before) await page.locator(before).first().click();
      await page.evaluate(() => new Promise((settle) => requestIdleCallback(settle)));
      await page.evaluate(open, screen);
      await page.locator(link).first().click();
      seen.get(name).push(await page.evaluate(() => window.bench.measured));
    }
  }
  const screens = Object.fromEntries([...seen].map(([name, times]) => [name, figures(times, OPEN_TARGET_MS)]));
  const all = [...seen.values()].flat();
  const late = Object.keys(screens).filter((name) => screens[name].p95_ms > OPEN_TARGET_MS);
  return { rounds: ROUNDS, all: figures(all, OPEN_TARGET_MS), p95_over_the_target: late, ...screens };
}

/* Words letter by letter, and phrases all at once. */
async function searches(page) {
  await page.locator('.tabs a[href="/find"]').click();
  const box = page.locator("#find");
  await box.waitFor();
  const clear = async () => {
    await box.press("Escape");
    await page.locator(".find-start").waitFor();
  };
  const one = async (act) => {
    await page.evaluate(find);
    await act();
    return page.evaluate(() => window.bench.measured);
  };
  const [letters, phrases] = [[], []];
  for (const word of WORDS) {
    await clear();
    for (const letter of word) letters.push(await one(() => box.press(letter)));
  }
  for (const phrase of PHRASES) {
    await clear();
    phrases.push(await one(() => page.keyboard.insertText(phrase)));
  }
  return {
    searches: letters.length + phrases.length,
    letter_by_letter: figures(letters, SEARCH_TARGET_MS),
    all_at_once: figures(phrases, SEARCH_TARGET_MS),
  };
}

/* Runs `act` while `other` brings in notes, and answers too how much of that came here meanwhile. Without any, the
   figures would not be of what they are said to be. */
async function whileSyncing(device, other, act) {
  const brought = () => other.page.evaluate(() => window.bench.brought);
  const [down, before, from] = [device.wire.down, await brought(), performance.now()];
  const result = await act();
  const seconds = (performance.now() - from) / 1000;
  const received = device.wire.down - down;
  if (received === 0) throw new Error("nothing was synced meanwhile");
  const notes = (await brought()) - before;
  return {
    ...result,
    notes_meanwhile_per_second: rounded(notes / seconds),
    received_meanwhile_bytes_per_second: Math.round(received / seconds),
  };
}

const total = Number(count);
const results = { entries: total };
const setting = await Setting.begin(Number(seconds) * 1000);
const made = await setting.start({ durable: true });
let other;
await part(results, "import", async () => ({ import_ms: await setting.fill(made, archive, total) }));
await part(results, "furnishing", () => furnish(setting, made, total + 1));
await part(results, "joining", async () => {
  const from = performance.now();
  other = await join(setting, made, total + 1);
  return { joined_ms: rounded(performance.now() - from) };
});
if (other) {
  await part(results, "screens", () => whileSyncing(made.device, other, () => tour(made.page)));
  await part(results, "find", () => whileSyncing(made.device, other, () => searches(made.page)));
  await other.page.evaluate(stop);
  await other.device.dispose();
}
await made.device.dispose();
await setting.end();
console.log(JSON.stringify(results));
