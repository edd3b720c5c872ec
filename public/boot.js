/* Starts the app, or says honestly why it could not. Knows nothing of what the app does.

   index.html names the program in <meta name="app-js"> and <meta name="app-wasm">, and may hold a
   <div id="boot" class="boot"> with the mark, which is taken away once the app stands. */

/* Chosen in the settings, else the first of the person's languages that the app speaks. */
const tags = [remembered("language"), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
const language = tags.find((tag) => tag === "en" || tag === "de") ?? "en";
document.documentElement.lang = language;

const words = {
  en: {
    again: "Try again",
    insecure:
      "Commonplace keeps your journal sealed, and the browser only allows that on a secure address. Open it with https.",
    offline: "You are offline, and this browser does not hold a whole copy of the app yet. Try again when you are connected.",
    part: "Part of the app could not be loaded.",
    safe: "What you wrote before is still on this device. Nothing is changed or removed by trying again.",
    said: "What the browser said",
    title: "Commonplace did not start",
    trying: "Trying again",
    unable:
      "This browser cannot run Commonplace, or has been told not to (WebAssembly is off). A current Chrome, Edge, Firefox or Safari can.",
  },
  de: {
    again: "Noch einmal versuchen",
    insecure:
      "Commonplace versiegelt dein Journal, und der Browser erlaubt das nur bei einer sicheren Adresse. Öffne sie mit https.",
    offline:
      "Du bist offline, und dieser Browser hat noch keine ganze Kopie der App. Versuch es noch einmal, wenn du verbunden bist.",
    part: "Ein Teil der App ließ sich nicht laden.",
    safe: "Was du vorher geschrieben hast, ist noch auf diesem Gerät. Ein neuer Versuch verändert und entfernt nichts.",
    said: "Was der Browser sagt",
    title: "Commonplace ist nicht gestartet",
    trying: "Neuer Versuch",
    unable:
      "Dieser Browser kann Commonplace nicht ausführen oder darf es nicht (WebAssembly ist aus). Ein aktueller Chrome, Edge, Firefox oder Safari kann es.",
  },
}[language];

function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is blocked.
  }
}

const named = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

/* What is missing here, in the person's words; nothing if the app can run. */
function missing() {
  if (!isSecureContext) {
    return words.insecure;
  }
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    return words.unable;
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
  const page = element("main", "failure", element("h1", "", words.title), element("p", "lead", message));
  page.tabIndex = -1;
  if (detail) {
    const again = element("button", "button primary", words.again);
    again.type = "button";
    again.addEventListener("click", () => {
      again.disabled = true;
      again.textContent = words.trying;
      retry();
    });
    page.append(
      element("p", "", words.safe),
      element("div", "actions", again),
      element("details", "", element("summary", "", words.said), element("p", "fine", detail)),
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
    showFailure(navigator.onLine ? words.part : words.offline, String(error));
  }
}
