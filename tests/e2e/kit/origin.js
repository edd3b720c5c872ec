/* A web server with a tiny app in it, around the real boot.js and sw.js: what only a host's mistakes can show, a file
   tampered with or a program that does not start, without building the app for each. */

import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";

const PUBLIC = join(import.meta.dirname, "../../../public");
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/* The shortest program there is. */
const WASM = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

export class Origin {
  #files = new Map();
  /* Every request, in order: "GET /boot.js". */
  requests = [];
  isDown = false;

  static async start() {
    const origin = new Origin();
    origin.server = http.createServer((request, response) => origin.#answer(request, response));
    origin.server.listen(0, "127.0.0.1");
    await once(origin.server, "listening");
    origin.url = `http://127.0.0.1:${origin.server.address().port}`;
    return origin;
  }

  /* Serves a version that shows `word`, or whose program fails. */
  async serve(id, word, { fails = false } = {}) {
    const program = fails
      ? `export default async () => { throw new Error("broken build"); };`
      : `export default async ({ module_or_path }) => {
           await WebAssembly.instantiate(await (await fetch(module_or_path)).arrayBuffer());
           const shown = document.createElement("p");
           shown.textContent = "${word}";
           document.body.append(shown);
         };`;
    const page = `<!doctype html><title>${word}</title><meta name="app-js" content="/app.js">
      <meta name="app-wasm" content="/app.wasm"><div id="boot"></div><script type="module" src="/boot.js"></script>`;
    const listed = new Map([
      ["/", ["text/html", Buffer.from(page)]],
      ["/app.js", ["text/javascript", Buffer.from(program)]],
      ["/app.wasm", ["application/wasm", WASM]],
      ["/boot.js", ["text/javascript", await readFile(join(PUBLIC, "boot.js"))]],
      ["/favicon.svg", ["image/svg+xml", await readFile(join(PUBLIC, "favicon.svg"))]],
    ]);
    const list = [...listed].map(([path, [, bytes]]) => [path, `sha256-${hash(bytes)}`]);
    const template = await readFile(join(PUBLIC, "sw.js"), "utf8");
    const worker = template
      .replace('"BUILD_ID"', JSON.stringify(id))
      .replace("/*PRECACHE*/[]", JSON.stringify(list));
    this.#files = listed
      .set("/sw.js", ["text/javascript", Buffer.from(worker)])
      .set("/version.json", ["application/json", Buffer.from(JSON.stringify({ build: id }))])
      .set("/healthz", ["text/plain", Buffer.from("ok")])
      .set("/favicon.ico", ["image/x-icon", Buffer.alloc(0)]);
  }

  /* From now on `path` is not what the list says it is. */
  tamper(path) {
    const [type, bytes] = this.#files.get(path);
    this.#files.set(path, [type, Buffer.concat([bytes, Buffer.from("\n")])]);
  }

  #answer({ method, url, headers, socket }, response) {
    const { pathname } = new URL(url, this.url);
    this.requests.push(`${method} ${url}${headers.range ? " (part)" : ""}`);
    if (this.isDown) return socket.destroy();
    const screen = /\.[^/]*$/.test(pathname) || pathname === "/sync" ? undefined : this.#files.get("/");
    const [type, bytes] = this.#files.get(pathname) ?? screen ?? [];
    const common = { "Content-Security-Policy": POLICY, "Cache-Control": "no-cache", Vary: "Accept-Encoding" };
    response.writeHead(bytes ? 200 : 404, bytes ? { ...common, "Content-Type": type } : common);
    response.end(bytes);
  }

  dispose() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const hash = (bytes) => createHash("sha256").update(bytes).digest("base64");
