/* What people do by hand, done in the page faster than by any hand: making plans and skills, and bringing in notes
   without end. Presses what they press and nothing else, so that what is there is what the app made. Each function is sent to the
   browser as it is, so it uses nothing from around it but `window.bench`. */

/* At `/plans`: makes `count` plans with all that the two minutes ask for: a step, and a commitment due in a week. */
export async function makePlans(count) {
  const { until } = window.bench;
  const at = (place) => document.querySelector(place);
  for (let plan = 1; plan <= count; plan += 1) {
    const templates = await until(() => at(".plans button.template") && document.querySelectorAll(".plans button.template"));
    templates[plan % templates.length].click();
    for (let question = 1; question <= 5; question += 1) {
      const form = await until(() => {
        const form = at("dialog[open] form");
        return form?.querySelector(".fine").textContent.includes(` ${question} `) && form;
      });
      if (question === 1) {
        const title = form.querySelector("input");
        title.value += `, part ${plan}`;
        title.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      form.requestSubmit();
    }
    await until(() => at(".plan .plan-top"));
    at(".plan .page-back").click();
  }
  await until(() => document.querySelectorAll(".plans .rows a.row").length === count);
}

/* At `/skills`: chooses those to start with and names others, until there are `count`; then says of each where one
   stands. */
export async function makeSkills(count) {
  const { until } = window.bench;
  const rows = () => document.querySelectorAll(".skills a.skill-row");
  await until(() => document.querySelector(".skills .empty") || rows().length > 0);
  for (;;) {
    const made = rows().length;
    const starter = document.querySelector(".skills details button.row");
    if (!starter || made === count) break;
    starter.click();
    await until(() => rows().length === made + 1);
  }
  for (let made = rows().length; made < count; made += 1) {
    const form = document.querySelector(".skills .add-line");
    const name = form.querySelector("input");
    name.value = `Doing thing ${made + 1} well`;
    name.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => !form.querySelector("button").disabled);
    form.requestSubmit();
    await until(() => rows().length === made + 1);
  }
  for (let skill = 0; skill < count; skill += 1) {
    const row = await until(() => [...rows()].find((row) => row.textContent.includes("Not placed yet")));
    row.click();
    const form = await until(() => document.querySelector(".skill form.place"));
    form.querySelectorAll('[name="level"]')[skill % 5].click();
    await until(() => !form.querySelector("[type=submit]").disabled);
    form.requestSubmit();
    await until(() => document.querySelector(".skill .group:not([hidden]) ol .row"));
    document.querySelector(".skill .page-back").click();
  }
  await until(() => rows().length === count);
}

/* At `/import`: from now on brings in a note of about a kilobyte every `everyMs`, dated somewhere in ten years, so that
   the page of the day stays that of one day. No word of it begins as anything does that the bench searches for: what is
   found changes by searching alone. */
export function bring(everyMs) {
  const { bench } = window;
  const syllables = "za ce gi do mu pa he zi co ga de mi po hu ze ca go di mo".split(" ");
  const note = (number) => {
    const syllable = (at) => syllables[(number * 7 + at * at) % syllables.length];
    const words = Array.from({ length: 170 }, (_, at) => syllable(at) + syllable(at + number) + syllable(at * 3));
    const day = new Date(Date.UTC(2015, 0, 1 + ((number * 37) % 3650))).toISOString().slice(0, 10);
    return `---\ndate: ${day}\n---\n\n# Page ${number}\n\n${words.join(" ")}\n`;
  };
  const button = (name) => [...document.querySelectorAll("main button")].find((one) => one.textContent.startsWith(name));
  const one = async () => {
    const input = await bench.until(() => document.querySelector(".drop input"));
    const { items, files } = new DataTransfer();
    items.add(new File([note(bench.brought)], `${bench.brought}.md`, { type: "text/markdown" }));
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    (await bench.until(() => button("Add "))).click();
    (await bench.until(() => button("Close"))).click();
    bench.brought += 1;
  };
  const pause = () => new Promise((settle) => setTimeout(settle, everyMs));
  const go = async () => {
    while (bench.bringing) await Promise.all([one(), pause()]);
  };
  Object.assign(bench, { brought: 0, bringing: true });
  void go();
}

/* Ends that. */
export function stop() {
  window.bench.bringing = false;
}
