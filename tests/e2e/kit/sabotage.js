/* Makes the browser's database fail under the core, as real ones do, when the test says so. The core is a worker, which
   init scripts do not reach: what breaks it is put before its own first line. Such a device has no service worker. */

const PREFIX = `
{
  let trouble = null;
  new BroadcastChannel("sabotage").onmessage = ({ data }) => {
    trouble = data;
  };
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (trouble === "full") throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, given);
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given) {
    if (trouble === "lost") throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    return transaction.apply(this, given);
  };
}
`;

/* A device whose disk can be made to fail. */
export async function fragile(device) {
  // A script that comes out of a test counts as one from the internet, which has to be allowed to speak to this machine.
  const made = await device({ serviceWorkers: "block", permissions: ["local-network-access"] });
  await made.context.route(/\/core[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: PREFIX + (await response.text()) });
  });
  return made;
}

/* From now on the database is "full", "lost", or as it should be. */
export const sabotage = (tab, trouble) =>
  tab.page.evaluate((what) => new BroadcastChannel("sabotage").postMessage(what), trouble);
