// Makes the browser's database fail as real ones do: once, at the next opportunity.

function once(prototype, method, instead) {
  const original = prototype[method];
  prototype[method] = function (...given) {
    prototype[method] = original;
    return instead.call(this, (...args) => original.apply(this, args), ...given);
  };
}

/* The handle is dead, as after Safari lost its database process. */
export const lose_connection = () =>
  once(IDBDatabase.prototype, "transaction", () => {
    throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
  });

/* The write after `good` ones finds the disk full. */
export function fill_disk_after(good) {
  const original = IDBObjectStore.prototype.put;
  let left = good;
  IDBObjectStore.prototype.put = function (...given) {
    if (left-- > 0) return original.apply(this, given);
    IDBObjectStore.prototype.put = original;
    throw new DOMException("full", "QuotaExceededError");
  };
}

/* Everything seems well until the transaction commits: only the transaction knows why. */
export const fill_disk_at_commit = () =>
  once(IDBTransaction.prototype, "commit", function () {
    Object.defineProperty(this, "error", { value: new DOMException("full", "QuotaExceededError") });
    this.abort();
  });

/* The browser aborts the transaction at the moment of committing, and does not say why. */
export const abort_at_commit = () =>
  once(IDBTransaction.prototype, "commit", function () {
    this.abort();
  });

/* What the next transaction asks for. */
export const durability_of_next = () =>
  new Promise((resolve) =>
    once(IDBDatabase.prototype, "transaction", (original, ...given) => {
      resolve(given[2]?.durability ?? "unset");
      return original(...given);
    }),
  );

/* The browser closes every connection to a database by itself: we can only pretend. */
export const close_next_connection = () =>
  once(IDBDatabase.prototype, "transaction", function (original, ...given) {
    const transaction = original(...given);
    transaction.addEventListener("complete", () => {
      this.close();
      this.dispatchEvent(new Event("close"));
    });
    return transaction;
  });

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/* A newer version of the program opens the database, in another tab. */
export async function open_newer(name) {
  const db = await settled(indexedDB.open(name, 99));
  const version = db.version;
  db.close();
  return version;
}

export async function remove(name) {
  await settled(indexedDB.deleteDatabase(name));
}

export async function exists(name) {
  return (await indexedDB.databases()).some((found) => found.name === name);
}

const FIRST = ["records", "docs", "cards", "texts", "meta", "keys"];

async function make(name, version, stores) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
    request.transaction.objectStore("keys").put(new Uint8Array(16), "birth");
    request.transaction.objectStore("meta").put(new TextEncoder().encode("word"), new Uint8Array([97]));
  };
  return settled(request);
}

/* Another tab makes an empty database of the same layout under the same name. */
export async function make_another(name) {
  (await make(name, 2, [...FIRST, "chunks"])).close();
}

/* What the first version of the program left behind. */
export async function make_first(name) {
  (await make(name, 1, FIRST)).close();
}

/* A tab of the first version that lets go when it is asked to, as it does. */
export async function keep_first_open(name) {
  const db = await make(name, 1, FIRST);
  db.onversionchange = () => db.close();
}

async function slot(name) {
  const db = await settled(indexedDB.open(name));
  const found = await settled(db.transaction("keys").objectStore("keys").get("device"));
  db.close();
  return found;
}

/* What a thief would try: to have the browser's key given out. "refused" is the right answer. */
export async function steal_key(name) {
  const { key } = await slot(name);
  return crypto.subtle.exportKey("raw", key).then(
    () => "given",
    () => "refused",
  );
}

/* Every byte of the wrapped key matters: change one. */
export async function damage_key(name) {
  const found = await slot(name);
  found.wrapped[7] ^= 1;
  const db = await settled(indexedDB.open(name));
  await settled(db.transaction("keys", "readwrite").objectStore("keys").put(found, "device"));
  db.close();
}

/* The names of what lies in the store of keys. */
export async function key_rows(name) {
  const db = await settled(indexedDB.open(name));
  const rows = await settled(db.transaction("keys").objectStore("keys").getAllKeys());
  db.close();
  return rows;
}
