/* How long automerge-repo with its WebSocket sync server takes for what our relay is measured with: a new device that
   receives every note of a file, one document each. Runs where its packages are installed.
   node bench.js SECONDS NOTES...   gives one JSON object; what takes longer than SECONDS is reported as such. */

import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/* More at once, and a busy client misses the server's pings. */
const AT_ONCE = 500;
/* How long to wait before asking again for what the server did not have: it had, but the connection broke. */
const PAUSE_MS = 100;
const [role, ...rest] = process.argv.slice(2);

/* The texts of a file written by notes.js. */
function textsOf(file) {
  const notes = readFileSync(file, "utf8").split("\0").slice(0, -1);
  return notes.map((note) => note.slice(note.indexOf("\t") + 1));
}

/* Like Promise.all over `items.map(act)`, with few at a time. */
async function each(items, act) {
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await act(items[at]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

const roles = {
  async server(folder) {
    const { Repo } = await import("@automerge/automerge-repo");
    const { WebSocketServerAdapter } = await import("@automerge/automerge-repo-network-websocket");
    const { NodeFSStorageAdapter } = await import("@automerge/automerge-repo-storage-nodefs");
    const { WebSocketServer } = await import("ws");
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    const storage = new NodeFSStorageAdapter(folder);
    const sharePolicy = async () => false;
    new Repo({ network: [new WebSocketServerAdapter(server)], storage, peerId: "server", sharePolicy });
    server.on("listening", () => process.send({ port: server.address().port }));
  },

  async fill(port, file) {
    const { repo, getHeads } = await connected(port);
    const told = new Map();
    repo.synchronizer.on("sync-state", ({ documentId, syncState }) => told.get(documentId)?.(syncState.theirHeads ?? []));
    const urls = await each(textsOf(file), async (text) => {
      const handle = repo.create({ text });
      const [head] = getHeads(handle.doc());
      await new Promise((settle) => told.set(handle.documentId, (heads) => heads.includes(head) && settle()));
      told.delete(handle.documentId);
      return handle.url;
    });
    process.send({ urls });
  },

  async receive(port, file) {
    const sockets = watchSockets();
    const texts = textsOf(file);
    process.on("message", async ({ urls }) => {
      const start = performance.now();
      const { repo } = await connected(port);
      const got = await each(urls, async (url) => (await found(repo, url)).doc().text);
      const ms = performance.now() - start;
      if (got.some((text, at) => text !== texts[at])) throw new Error("a note differs");
      process.send({ ms, received_bytes: sockets.reduce((sum, socket) => sum + socket.bytesRead, 0) });
    });
    process.send({ ready: true });
  },
};

async function connected(port) {
  const { getHeads } = await import("@automerge/automerge");
  const { Repo } = await import("@automerge/automerge-repo");
  const { WebSocketClientAdapter } = await import("@automerge/automerge-repo-network-websocket");
  const adapter = new WebSocketClientAdapter(`ws://127.0.0.1:${port}`);
  const repo = new Repo({ network: [adapter] });
  await adapter.whenReady();
  return { repo, getHeads };
}

async function found(repo, url) {
  for (;;) {
    try {
      return await repo.find(url);
    } catch {
      await new Promise((settle) => setTimeout(settle, PAUSE_MS));
    }
  }
}

/* Every socket this process opens, for the bytes that go through. */
function watchSockets() {
  const sockets = [];
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...options) {
    sockets.push(this);
    return connect.apply(this, options);
  };
  return sockets;
}

/* A child in `role`, its first message, and a way to end it. */
async function child(...options) {
  const started = fork(import.meta.filename, options, { execArgv: ["--max-old-space-size=4096"] });
  const answer = (what) =>
    new Promise((settle, fail) => {
      started.once("message", settle);
      started.once("exit", (code) => fail(new Error(`${what} ended (${code})`)));
    });
  const end = () => started.kill("SIGKILL");
  process.once("exit", end);
  return { started, end, answer, first: await answer(options[0]) };
}

async function measure(file) {
  const folder = mkdtempSync(join(tmpdir(), "peer-"));
  const server = await child("server", folder);
  try {
    const { port } = server.first;
    const filled = await child("fill", String(port), file);
    filled.end();
    const receiver = await child("receive", String(port), file);
    receiver.started.send(filled.first);
    const result = await receiver.answer("receiving");
    receiver.end();
    return { notes: filled.first.urls.length, ...result };
  } finally {
    server.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/* `act`, or that it took too long. */
async function within(seconds, act) {
  let timer;
  const late = new Promise((settle) => {
    timer = setTimeout(() => settle({ longer_than_ms: seconds * 1000 }), seconds * 1000);
  });
  const result = await Promise.race([act.catch((error) => ({ error: String(error) })), late]);
  clearTimeout(timer);
  return result;
}

if (role in roles) {
  await roles[role](...rest);
} else {
  const results = {};
  for (const file of rest) results[basename(file, ".notes")] = await within(Number(role), measure(file));
  console.log(JSON.stringify(results));
  process.exit(0);
}
