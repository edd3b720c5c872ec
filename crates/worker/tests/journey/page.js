// The page's side of the port, in the worker's own hands.

const pass = self.postMessage.bind(self);
const heard = [];
let waiting;

self.postMessage = (data, ...rest) => {
  if (!(data instanceof Uint8Array) && data !== "ready") return pass(data, ...rest);
  heard.push(data);
  waiting?.();
};

/* What the core says next; nothing if it stays silent for ten seconds. */
export async function next() {
  const silent = AbortSignal.timeout(10_000);
  while (heard.length === 0 && !silent.aborted) {
    await new Promise((resolve) => {
      waiting = resolve;
      silent.addEventListener("abort", resolve);
    });
  }
  return heard.shift();
}

/* The test runner listens as well, and must not take this for its own. */
function post(data) {
  const runner = self.onmessage;
  self.onmessage = null;
  self.dispatchEvent(new MessageEvent("message", { data }));
  self.onmessage = runner;
}

export const say = (bytes) => post(bytes.slice());
export const init = (relay) => post({ init: { relay } });

/* Files as a folder picker and a drop give them, one of them not worth reading. */
export function import_files() {
  const file = (name, text) => new File([text], name, { lastModified: 1_700_000_000_000 });
  const picked = file("borrowing.md", "# Borrowing\n\nA reference does not own.");
  Object.defineProperty(picked, "webkitRelativePath", { value: "rust/borrowing.md" });
  const dropped = { file: file("locks.md", "Web Locks end with the tab."), path: "/notes/web/locks.md" };
  post({ import: [picked, dropped, file("photo.png", "x"), file(".hidden.md", "x")] });
}
