/* Somebody who knows where the relay is and nothing else: bytes on a socket, without a browser's manners. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import net from "node:net";

export class Stranger {
  static async at(relay) {
    const stranger = new Stranger();
    stranger.socket = net.connect(relay.port, "127.0.0.1");
    stranger.socket.on("error", () => undefined);
    stranger.closed = new Promise((settle) => stranger.socket.on("close", settle));
    await once(stranger.socket, "connect");
    return stranger;
  }

  /* Becomes a WebSocket at /sync. */
  static async onSync(relay) {
    const stranger = await Stranger.at(relay);
    const lines = [
      "GET /sync HTTP/1.1",
      `Host: 127.0.0.1:${relay.port}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ];
    stranger.socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    const [answer] = await once(stranger.socket, "data");
    if (!answer.toString("latin1").startsWith("HTTP/1.1 101")) throw new Error(`no WebSocket: ${answer}`);
    stranger.socket.resume();
    return stranger;
  }

  /* A binary frame that says it is `length` bytes long, followed by as many of `body` as the other side takes. */
  frame(body, length = body.length) {
    const head = Buffer.alloc(14);
    head[0] = 0x82;
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(length), 2);
    // A mask of zeros leaves the body as it is.
    this.socket.write(Buffer.concat([head, body]));
  }

  /* Pours `bytes` of noise, piece by piece, until all is taken or the other side has had enough. */
  async pour(bytes) {
    const piece = randomBytes(1 << 16);
    for (let poured = 0; poured < bytes && !this.socket.destroyed; poured += piece.length) {
      if (this.socket.write(piece)) continue;
      await Promise.race([new Promise((settle) => this.socket.once("drain", settle)), this.closed]);
    }
  }

  end() {
    this.socket.destroy();
  }
}
