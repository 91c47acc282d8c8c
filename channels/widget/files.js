/**
 * Files the visitor sends: stored with the server first, then named by a message. What is on its
 * way stands in the log; a file outlives no reload, because a browser keeps no files for us.
 */
import { newId } from "./outbox.js";

/** What the server takes; it looks at the bytes and not at the name. */
export const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt";

export class Uploads {
  #api;
  #onStored;
  #onChange;
  #waiting = new Map();
  #busy = false;

  /** `onStored(card)` when the server has a file; `onChange()` when there is something to draw. */
  constructor({ api, onStored, onChange }) {
    this.#api = api;
    this.#onStored = onStored;
    this.#onChange = onChange;
  }

  /** What is on its way or failed, as rows of the log: {id, text, at, state, code}. */
  list() {
    return [...this.#waiting.values()];
  }

  add(file, limit) {
    const id = newId("up");
    const code = file.size > limit ? "file.too_large" : file.size === 0 ? "file.empty" : null;
    this.#waiting.set(id, { id, file, text: file.name, at: new Date().toISOString(), state: code ? "failed" : "sending", code });
    this.#onChange();
    void this.#next();
  }

  owns(id) {
    return this.#waiting.has(id);
  }

  retry(id) {
    const entry = this.#waiting.get(id);
    this.#waiting.set(id, { ...entry, state: "sending", code: null });
    this.#onChange();
    void this.#next();
  }

  discard(id) {
    this.#waiting.delete(id);
    this.#onChange();
  }

  /** One after the other, so that they are said in the order they were chosen. */
  async #next() {
    if (this.#busy) return;
    const entry = this.list().find(({ state }) => state === "sending");
    if (!entry) return;
    this.#busy = true;
    try {
      const card = await this.#api.upload(`me/files?name=${encodeURIComponent(entry.file.name || "file")}`, entry.file);
      if (this.#waiting.delete(entry.id)) this.#onStored(card);
    } catch (error) {
      if (this.owns(entry.id)) this.#waiting.set(entry.id, { ...entry, state: "failed", code: error.code ?? "file.unsent" });
    }
    this.#busy = false;
    this.#onChange();
    void this.#next();
  }
}
