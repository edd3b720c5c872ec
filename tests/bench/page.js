/* What is measured from inside the page. Each function here is sent to the browser as it is, so it uses nothing from
   around it. */

/* Before the app starts: notes when things happen, in milliseconds since navigation, in `window.bench`. */
export function instrument() {
  const bench = { strokes: [], posted: [], heard: [], totals: [], statuses: [], longest: 0, clicked: 0, firstRows: null };
  window.bench = bench;
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  /* Runs `act` after the next frame is drawn: what a frame callback posts comes after it. */
  bench.afterPaint = (act) =>
    requestAnimationFrame(() => {
      waiting.push(act);
      channel.port2.postMessage(0);
    });

  /* Looks whenever the document changes, until `find` finds something. */
  bench.until = (find, ms = 60_000) =>
    new Promise((settle, fail) => {
      const look = () => {
        const found = find();
        if (!found) return;
        clearTimeout(late);
        observer.disconnect();
        settle(found);
      };
      const observer = new MutationObserver(look);
      const late = setTimeout(() => {
        observer.disconnect();
        fail(new Error(`not there after ${ms} ms, at ${location.pathname}: ${find}`));
      }, ms);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      look();
    });

  /* Begins to measure from the first of some events until the document is as `is` says, and that is drawn. What comes
     of it is in `bench.measured`: how long it took, and how long until the core said the last thing before that. */
  bench.measure = (events, is) => {
    let from;
    const begin = (event) => (from ??= event.timeStamp);
    for (const type of events) addEventListener(type, begin, { capture: true, once: true });
    bench.measured = bench
      .until(() => from !== undefined && is())
      .then(() => {
        const core = Math.max(bench.heard.at(-1) - from, 0);
        return new Promise((settle) => bench.afterPaint(() => settle({ took: performance.now() - from, core })));
      });
  };

  let stroke;
  const begin = (event) => {
    if (event.key.length === 1) stroke = { at: event.timeStamp, heard: performance.now() };
  };
  const typed = () => {
    if (!stroke) return;
    const mine = stroke;
    stroke = undefined;
    bench.afterPaint(() => {
      mine.painted = performance.now();
      bench.strokes.push(mine);
    });
  };
  addEventListener("keydown", begin, { capture: true });
  addEventListener("input", typed, { capture: true });
  addEventListener("click", (event) => (bench.clicked = event.timeStamp), { capture: true });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) bench.longest = Math.max(bench.longest, task.duration);
  }).observe({ type: "longtask" });

  const Original = window.Worker;
  window.Worker = class extends Original {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", () => bench.heard.push(performance.now()));
    }
    postMessage(...message) {
      bench.posted.push(performance.now());
      super.postMessage(...message);
    }
  };

  const note = (list, value) => {
    if (value && value !== list.at(-1)?.value) list.push({ value, at: performance.now() });
  };
  const look = () => {
    const row = document.querySelector('[aria-label="Entries"] li[aria-setsize]');
    if (row) {
      note(bench.totals, Number(row.ariaSetSize));
      if (bench.firstRows === null) {
        bench.firstRows = 0;
        bench.afterPaint(() => (bench.firstRows = performance.now()));
      }
    }
    note(bench.statuses, document.querySelector('[role="status"][aria-label="Sync status"] span')?.textContent);
  };
  const attributeFilter = ["aria-setsize"];
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter });
}

/* Puts `query` into the search box, and answers when the core was asked, when it answered, and when what it found was
   drawn: what was found is marked in the rows, so that they change with every query. */
export async function search(query) {
  const { bench } = window;
  const box = document.querySelector('input[type="search"]');
  const shown = () => document.querySelector(".list .entries, .list .empty")?.innerHTML;
  const before = shown();
  const start = performance.now();
  box.value = query;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const until = (done) =>
    new Promise((settle, fail) => {
      const step = () => {
        if (done()) settle();
        else if (performance.now() - start > 5000) fail(new Error(`nothing came of searching ${query}`));
        else bench.afterPaint(step);
      };
      step();
    });
  await until(() => shown() !== before);
  const painted = performance.now();
  const asked = bench.posted.find((at) => at > start);
  const answered = bench.heard.find((at) => at > asked);
  return { wait: asked - start, core: answered - asked, all: painted - start };
}

/* Begins to wait for the next click, for the screen it leads to, and for that to be drawn. `address` is what the path is
   to match; `ready` is on that screen alone, once it has what it shows; `heading` is what it is called, where nothing
   else is its own. */
export function open({ address, ready, heading }) {
  const is = () =>
    new RegExp(address).test(location.pathname) &&
    document.querySelector(ready) &&
    (heading === undefined || document.querySelector("main h1")?.textContent === heading);
  window.bench.measure(["click"], is);
}

/* Begins to wait for the next letter in the box of Find, or for the next words put there, and for what is found to be
   drawn. What is drawn is the answer to what stands in the box, not to what stood there before, when what it marks is one
   of these words. */
export function find() {
  const is = () => {
    const words = document.querySelector("#find").value.toLowerCase().split(" ");
    const marked = document.querySelector(".find .entries mark")?.textContent.toLowerCase();
    return words.includes(marked) || document.querySelector(".find .empty");
  };
  window.bench.measure(["keydown", "input"], is);
}
