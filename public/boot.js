/* Starts the app, or says honestly why it could not. Knows nothing of what the app does.

   index.html names the program in <meta name="app-js"> and <meta name="app-wasm">, and may hold a
   <div id="boot" class="boot"> with the mark, which is taken away once the app stands. */

const named = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

/* What is missing here, in the person's words; nothing if the app can run. */
function missing() {
  if (!isSecureContext) {
    return "Commonplace keeps your journal sealed, and the browser only allows that on a secure address. Open it with https.";
  }
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    return "This browser cannot run Commonplace, or has been told not to (WebAssembly is off). A current Chrome, Edge, Firefox or Safari can.";
  }
  return undefined;
}

async function start() {
  const app = await import(named("app-js"));
  await app.default({ module_or_path: named("app-wasm") });
}

/* A broken version must not lock itself in: look for a newer one, and take it before trying again. */
async function retry() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await registration?.update().catch(() => undefined);
  await installed(registration?.installing);
  if (!registration?.waiting) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  registration.waiting.postMessage({ type: "skip" });
}

/* Settles once the worker has its copy of the app, or has failed to get one. */
function installed(worker) {
  if (worker?.state !== "installing") return undefined;
  return new Promise((settle) => {
    worker.addEventListener("statechange", () => worker.state !== "installing" && settle());
  });
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function showFailure(message, detail) {
  const page = element("main", "failure", element("h1", "", "Commonplace did not start"), element("p", "lead", message));
  page.tabIndex = -1;
  if (detail) {
    const again = element("button", "button primary", "Try again");
    again.type = "button";
    again.addEventListener("click", () => {
      again.disabled = true;
      again.textContent = "Trying again";
      retry();
    });
    page.append(
      element("p", "", "What you wrote before is still on this device. Nothing is changed or removed by trying again."),
      element("div", "actions", again),
      element("details", "", element("summary", "", "What the browser said"), element("p", "fine", detail)),
    );
  }
  document.getElementById("boot")?.remove();
  document.body.append(page);
  page.focus();
}

const reason = missing();
if (reason) {
  showFailure(reason);
} else {
  try {
    await start();
    document.getElementById("boot")?.remove();
  } catch (error) {
    showFailure(
      navigator.onLine
        ? "Part of the app could not be loaded."
        : "You are offline, and this browser does not hold a whole copy of the app yet. Try again when you are connected.",
      String(error),
    );
  }
}
