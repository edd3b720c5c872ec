/* Hears whatever a person would never see: refusals by the page's own policy, errors in the console, and errors that
   nothing caught, in pages and workers alike. A journey with any of them has failed. */

/* What a browser says by itself when the network is gone. Only a test that takes it away may hear this. */
const NETWORK = /net::ERR_|WebSocket connection to .* failed|WebSocket is closed before/;

export class Watch {
  troubles = [];
  #networkMayFail = false;

  static async over(context) {
    const watch = new Watch();
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} forbade ${event.blockedURI} at ${event.sourceFile}`);
      });
    });
    const hear = (message) => {
      if (message.type() === "error") watch.#note(`console: ${message.text()} (${message.location().url})`);
    };
    context.on("console", hear);
    context.on("weberror", (error) => watch.#note(`uncaught: ${error.error().stack ?? error.error()}`));
    context.on("serviceworker", (worker) => worker.on("console", hear));
    context.on("page", (page) => page.on("crash", () => watch.#note(`crashed: ${page.url()}`)));
    return watch;
  }

  #note(trouble) {
    if (this.#networkMayFail && NETWORK.test(trouble)) return;
    this.troubles.push(trouble);
  }

  /* From here on the test itself cuts the network or stops the relay. */
  networkMayFail() {
    this.#networkMayFail = true;
  }
}
