/* Another version of the app: a copy of the built one with another build id, so that its service worker is new. */

import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BUILT = join(process.env.COMMONPLACE_RELAY ?? join(import.meta.dirname, "../../../dist/commonplace-relay"), "../app");

export class Build {
  static async copy() {
    const build = new Build();
    build.folder = await mkdtemp(join(tmpdir(), "app-"));
    await cp(BUILT, build.folder, { recursive: true });
    build.id = await build.#currentId();
    return build;
  }

  async #currentId() {
    const { build } = JSON.parse(await readFile(join(this.folder, "version.json"), "utf8"));
    return build;
  }

  /* Becomes a version of its own: another id in the page, in the list of its worker, and in what says which it is. */
  async renew(id) {
    const before = await this.#integrity();
    for (const name of ["index.html", "sw.js", "version.json"]) {
      const path = join(this.folder, name);
      await writeFile(path, (await readFile(path, "utf8")).replaceAll(this.id, id));
      await rm(`${path}.br`, { force: true });
    }
    const worker = join(this.folder, "sw.js");
    await writeFile(worker, (await readFile(worker, "utf8")).replace(before, await this.#integrity()));
    this.id = id;
  }

  async #integrity() {
    const page = await readFile(join(this.folder, "index.html"));
    return `sha256-${createHash("sha256").update(page).digest("base64")}`;
  }

  async dispose() {
    await rm(this.folder, { recursive: true, force: true });
  }
}
