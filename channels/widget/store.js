/**
 * What the visitor's browser keeps for us: JSON values under names of our own. Where the browser
 * refuses storage (private modes, sandboxes, full disks) the values live as long as the page.
 */
export class Store {
  #area;
  #prefix;
  #memory = new Map();

  /** `area` is a function, because merely touching `localStorage` can throw. */
  constructor(area, base) {
    this.#prefix = `kizashi:${base}:`;
    try {
      const found = area();
      found.setItem(`${this.#prefix}probe`, "1");
      found.removeItem(`${this.#prefix}probe`);
      this.#area = found;
    } catch {
      this.#area = null;
    }
  }

  get(name) {
    if (this.#memory.has(name)) return this.#memory.get(name);
    try {
      return JSON.parse(this.#area?.getItem(this.#prefix + name) ?? "null");
    } catch {
      return null; // not our writing: as good as nothing
    }
  }

  set(name, value) {
    try {
      if (!this.#area) throw new Error("no storage");
      this.#area.setItem(this.#prefix + name, JSON.stringify(value));
      this.#memory.delete(name);
    } catch {
      this.#memory.set(name, value);
    }
  }

  remove(name) {
    this.#memory.delete(name);
    this.#area?.removeItem(this.#prefix + name);
  }

  /** The names that begin with `start`. */
  names(start) {
    const found = new Set([...this.#memory.keys()].filter((name) => name.startsWith(start)));
    for (let i = 0; i < (this.#area?.length ?? 0); i += 1) {
      const key = this.#area.key(i);
      if (key.startsWith(this.#prefix + start)) found.add(key.slice(this.#prefix.length));
    }
    return [...found];
  }

  /** Calls `listener(name)` when another tab changed something; returns the way to stop. */
  onChange(listener) {
    const heard = (event) => {
      if (event.storageArea !== this.#area || !this.#area) return;
      if (event.key?.startsWith(this.#prefix)) listener(event.key.slice(this.#prefix.length));
    };
    window.addEventListener("storage", heard);
    return () => window.removeEventListener("storage", heard);
  }
}
