/* A relay of its own for a test: the real program, a folder of its own, and a port that it keeps when it is started
   again, whatever ended it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesOf } from "./disk.js";

const PROGRAM = process.env.COMMONPLACE_RELAY ?? join(import.meta.dirname, "../../../dist/commonplace-relay");
const START_MS = 20_000;

export class Relay {
  #child;
  #said = "";

  /* `args` are added to the command line; `app` is a folder to serve instead of the app inside the program. */
  static async start({ args = [], app } = {}) {
    const relay = new Relay();
    relay.folder = await mkdtemp(join(tmpdir(), "relay-"));
    relay.port = 0;
    await relay.restart({ args, app });
    return relay;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.#child.pid;
  }

  /* Starts it again where it was, with what it had. */
  async restart({ args = this.args, app = this.app } = {}) {
    Object.assign(this, { args, app });
    const served = app ? ["--app", app] : [];
    const listen = `127.0.0.1:${this.port}`;
    this.#said = "";
    this.#child = spawn(PROGRAM, ["serve", "--listen", listen, "--data", this.folder, ...served, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.port = await this.#listening();
  }

  #listening() {
    const child = this.#child;
    return new Promise((settle, fail) => {
      const late = setTimeout(() => fail(new Error(`the relay did not start:\n${this.#said}`)), START_MS);
      const hear = (chunk) => {
        this.#said += chunk;
        const port = /listening on (?:http:\/\/)?127\.0\.0\.1:(\d+)/.exec(this.#said)?.[1];
        if (port) {
          clearTimeout(late);
          settle(Number(port));
        }
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", fail);
      child.once("exit", (code, signal) => fail(new Error(`the relay ended (${code ?? signal}):\n${this.#said}`)));
    });
  }

  /* As a power cut would end it. */
  kill9() {
    return this.#end("SIGKILL");
  }

  /* As its operator would. Gives the exit code. */
  stop() {
    return this.#end("SIGTERM");
  }

  async #end(signal) {
    const child = this.#child;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /* Everything it has on its disk, as one run of bytes. */
  bytes() {
    return bytesOf(this.folder);
  }

  /* Empties its disk. */
  async forget() {
    const names = await readdir(this.folder);
    await Promise.all(names.map((name) => rm(join(this.folder, name), { recursive: true })));
  }

  async dispose() {
    await this.kill9();
    await rm(this.folder, { recursive: true, force: true });
  }
}
