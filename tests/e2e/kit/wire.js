/* The network cable between one device and the relay: it can be pulled, slowed, and it counts what went through.
   Cutting it ends sockets that are open, which emulating "offline" in a browser does not. */

import { once } from "node:events";
import net from "node:net";

export class Wire {
  #server;
  #pairs = new Set();
  #watchers = new Set();
  #isCut = false;
  /* Bytes from the device to the relay, and back. */
  up = 0;
  down = 0;

  static async to(port) {
    const wire = new Wire();
    wire.#server = net.createServer((device) => wire.#join(device, port));
    wire.#server.listen(0, "127.0.0.1");
    await once(wire.#server, "listening");
    return wire;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  cut() {
    this.#isCut = true;
    for (const pair of this.#pairs) pair.forEach((socket) => socket.destroy());
  }

  mend() {
    this.#isCut = false;
  }

  /* Settles once the device has sent, or received, so many bytes more. */
  sent(bytes) {
    const goal = this.up + bytes;
    return this.#until(() => this.up >= goal);
  }

  received(bytes) {
    const goal = this.down + bytes;
    return this.#until(() => this.down >= goal);
  }

  #until(isReached) {
    return new Promise((settle) => {
      const watcher = () => {
        if (!isReached()) return;
        this.#watchers.delete(watcher);
        settle();
      };
      this.#watchers.add(watcher);
    });
  }

  #join(device, port) {
    if (this.#isCut) return device.destroy();
    const relay = net.connect(port, "127.0.0.1");
    const pair = [device, relay];
    this.#pairs.add(pair);
    for (const [from, to, way] of [[device, relay, "up"], [relay, device, "down"]]) {
      from.on("data", (chunk) => this.#count(way, chunk.length));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        to.destroySoon();
        this.#pairs.delete(pair);
      });
      from.pipe(to);
    }
  }

  #count(way, bytes) {
    this[way] += bytes;
    for (const watcher of this.#watchers) watcher();
  }

  dispose() {
    this.cut();
    this.#server.close();
  }
}
