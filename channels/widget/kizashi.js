/**
 * The loader: the one script a page embeds. It takes commands at once, keeps them in order until
 * the widget has arrived, and never blocks or moves the page around it.
 */
(() => {
  "use strict";

  // The server writes the version of the widget's files here; unversioned files work as well.
  const VERSION = "__VERSION__";

  const before = window.kizashi;
  if (before && before.version) return; // embedded twice on one page: one widget

  const script =
    document.currentScript || document.querySelector('script[src*="/widget/kizashi.js"]');
  const base = new URL("..", new URL(script.src, document.baseURI)).href;
  const folder = `${base}widget/${VERSION.startsWith("_") ? "" : `${VERSION}/`}`;

  const listeners = new Map();
  let waiting = [];
  let widget = null;
  let booting = null;

  function emit(event, detail) {
    for (const listener of listeners.get(event) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        // The page's own function failed: that is for the page to see, and the chat goes on.
        setTimeout(() => {
          throw error;
        });
      }
    }
    window.dispatchEvent(new CustomEvent(`kizashi:${event}`, { detail }));
  }

  /** Adds a listener and returns the function that takes it away again. */
  function on(event, listener) {
    if (typeof listener !== "function") throw new TypeError("kizashi('on', event, function)");
    if (!listeners.has(event)) listeners.set(event, new Set());
    listeners.get(event).add(listener);
    if (event === "ready" && widget) queueMicrotask(() => listener({}));
    return () => listeners.get(event).delete(listener);
  }

  /** Options that the embedding tag carries, so that a page needs no script of its own. */
  function tagOptions() {
    const options = {};
    for (const [name, value] of Object.entries(script.dataset)) {
      if (name !== "boot") options[name] = { true: true, false: false }[value] ?? value;
    }
    return options;
  }

  function quietMoment() {
    return new Promise((resolve) => {
      const idle = () =>
        window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1500 }) : setTimeout(resolve, 1);
      if (document.body) idle();
      else document.addEventListener("DOMContentLoaded", idle, { once: true });
    });
  }

  async function boot(options) {
    if (booting) return run("update", [options ?? {}]);
    const mine = {};
    booting = mine;
    const settings = { ...tagOptions(), ...window.kizashiSettings, ...options };
    try {
      await quietMoment();
      const { start } = await import(`${folder}app.js`);
      const started = await start({ base, folder, version: VERSION, settings, emit });
      if (booting !== mine) return started.shutdown(); // shut down while it was on its way
      widget = started;
    } catch (error) {
      if (booting === mine) booting = null;
      console.warn("Kizashi: the chat could not be loaded; the page works without it.", error);
      return emit("failed", { message: String(error?.message ?? error) });
    }
    emit("ready", {});
    const kept = waiting;
    waiting = [];
    for (const [command, args] of kept) run(command, args);
  }

  function run(command, args) {
    if (command === "boot") return void boot(args[0]);
    if (command === "shutdown") {
      waiting = [];
      booting = null;
      widget?.shutdown({ forget: true });
      widget = null;
      return;
    }
    if (!widget) return void waiting.push([command, args]);
    if (!widget.commands.has(command)) {
      console.warn(`Kizashi: there is no command "${command}".`);
      return;
    }
    try {
      // `null` is how some pages write "nothing".
      widget[command](...args.map((arg) => arg ?? undefined));
    } catch (error) {
      console.warn(`Kizashi: "${command}" could not be done:`, error); // the page goes on
    }
  }

  function kizashi(command, ...args) {
    return command === "on" ? on(args[0], args[1]) : run(command, args);
  }
  kizashi.version = VERSION;
  window.kizashi = kizashi;

  const early = Array.from(before?.q ?? [], (call) => Array.from(call));
  const pageBoots = script.dataset.boot === "manual" || early.some(([command]) => command === "boot");
  if (!pageBoots) void boot();
  for (const call of early) kizashi(...call);
})();
