// A network of the test's own: every WebSocket made while it stands is in its hands.

let sockets = [];
let waiting = [];

class Socket extends EventTarget {
  constructor(address) {
    super();
    Object.assign(this, { address, sent: [], readyState: 0, bufferedAmount: 0, binaryType: "blob" });
    sockets.push(this);
    waiting.shift()?.();
  }
  send(bytes) {
    this.sent.push([...bytes]);
    this.bufferedAmount += bytes.length;
  }
  close() {
    this.readyState = 3;
  }
}
Object.assign(Socket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });

export function take_over() {
  sockets = [];
  globalThis.WebSocket = Socket;
}

/* Resolves when the program has made socket number `at`, from 0; with the address it dialled. */
export async function dialled(at) {
  while (sockets.length <= at) await new Promise((resolve) => waiting.push(resolve));
  return sockets[at].address;
}

export const count = () => sockets.length;
export const state = (at) => sockets[at].readyState;
export const sent = (at) => JSON.stringify(sockets[at].sent);

export function open(at) {
  sockets[at].readyState = 1;
  sockets[at].dispatchEvent(new Event("open"));
}

export function receive(at, bytes) {
  const data = sockets[at].binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : new Blob([new Uint8Array(bytes)]);
  sockets[at].dispatchEvent(new MessageEvent("message", { data }));
}

export function receive_text(at) {
  sockets[at].dispatchEvent(new MessageEvent("message", { data: "hello" }));
}

export function drain(at) {
  sockets[at].bufferedAmount = 0;
}

export function break_off(at) {
  sockets[at].readyState = 3;
  sockets[at].dispatchEvent(new CloseEvent("close"));
}
