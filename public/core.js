/* The core's way in: a module worker that starts the wasm beside it. A release puts the hashed names here. */

import init from "./worker.js";

await init({ module_or_path: new URL("./worker_bg.wasm", import.meta.url) });
