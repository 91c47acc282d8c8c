/**
 * What the visitor has written and the server has not yet taken. Kept in the browser, one entry
 * per message, so that nothing is lost by a reload or a dead network; sent one after the other,
 * each with the id it was born with, so that it arrives once and in order however often we try.
 */

const ACK_PATIENCE = 12_000;
/** A message that another tab made is ours to send when that tab has not managed for so long. */
const ADOPT_AFTER = 10_000;
/** Refusals that pass by themselves. */
const PASSING = new Set(["rate.limited", "storage.unavailable", "internal", "service.unavailable"]);
const TRIES = 4;

/** A new id such as `msg_4f0c…`: 96 random bits. */
export function newId(prefix) {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${prefix}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export class Outbox {
  #store;
  #send;
  #onTaken;
  #onChange;
  #onDead;
  #tab;
  #inFlight = null;
  #timer = 0;
  #restUntil = 0;
  #refusals = new Map();
  #lastOrder = 0;

  /**
   * `store` is shared by all tabs, `tab` names this one and outlives a reload of it. `send(frame)`
   * says whether it went; `onTaken(message, seq)` when the server has it for good;
   * `onDead()` when nothing comes back although the line seems open.
   */
  constructor({ store, tab, send, onTaken, onChange, onDead }) {
    this.#store = store;
    this.#tab = tab;
    this.#send = send;
    this.#onTaken = onTaken;
    this.#onChange = onChange;
    this.#onDead = onDead;
  }

  /** Everything that is waiting or has failed, in the order it was written. */
  list() {
    return this.#store
      .names("out:")
      .map((name) => this.#store.get(name))
      .filter((entry) => entry?.id)
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  }

  /** `files` are cards of files that the server has. */
  add(text, files = []) {
    const entry = { id: newId("msg"), text, files, tab: this.#tab, state: "waiting", ...this.#now() };
    this.#keep(entry);
    this.flush();
    return entry;
  }

  /** A failed message is tried again, at the end of the line: what came after it has gone. */
  retry(id) {
    const entry = this.#store.get(`out:${id}`);
    if (!entry) return;
    this.#refusals.delete(id);
    this.#keep({ ...entry, tab: this.#tab, state: "waiting", code: null, ...this.#now() });
    this.flush();
  }

  discard(id) {
    this.#store.remove(`out:${id}`);
    this.#onChange();
  }

  /** Sends the next waiting message, unless one is on its way already. */
  flush() {
    if (this.#inFlight) return;
    const now = Date.now();
    const waiting = this.list().filter((entry) => entry.state === "waiting");
    const next = waiting.find((entry) => entry.tab === this.#tab || now - entry.order > ADOPT_AFTER);
    if (!next) return waiting.length ? this.#wakeIn(ADOPT_AFTER) : undefined;
    if (now < this.#restUntil) return this.#wakeIn(this.#restUntil - now);
    const files = (next.files ?? []).map(({ id }) => id);
    const frame = { type: "message", id: next.id, text: next.text, ...(files.length ? { files } : {}) };
    if (!this.#send(frame)) return;
    this.#inFlight = next.id;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onDead(), ACK_PATIENCE);
  }

  /** The line was lost: what was on its way may or may not have arrived, and goes again. */
  interrupted() {
    this.#inFlight = null;
    clearTimeout(this.#timer);
  }

  /** The server has the message, told by an ack or by its event. */
  taken(id, seq) {
    const entry = this.#store.get(`out:${id}`);
    this.#settled(id);
    if (entry) {
      this.#store.remove(`out:${id}`);
      this.#onTaken(entry, seq);
      this.#onChange();
    }
    this.flush();
  }

  /** The server refused the message: again a little later when that may help, else failed. */
  refused(id, code, retryAfter) {
    const entry = this.#store.get(`out:${id}`);
    if (!entry) return;
    this.#settled(id);
    const times = (this.#refusals.get(id) ?? 0) + 1;
    this.#refusals.set(id, times);
    if ((PASSING.has(code) || retryAfter) && times < TRIES) {
      this.#restUntil = Date.now() + (retryAfter ?? 2 ** times) * 1000;
    } else {
      this.#keep({ ...entry, state: "failed", code });
    }
    this.flush();
  }

  owns(id) {
    return this.#store.get(`out:${id}`) !== null;
  }

  /** Forgets what was written before that moment. */
  clear(before = Infinity) {
    this.interrupted();
    for (const entry of this.list()) if (entry.order < before) this.#store.remove(`out:${entry.id}`);
  }

  #settled(id) {
    if (this.#inFlight !== id) return;
    this.#inFlight = null;
    clearTimeout(this.#timer);
  }

  #wakeIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), milliseconds);
  }

  #keep(entry) {
    this.#store.set(`out:${entry.id}`, entry);
    this.#onChange();
  }

  #now() {
    this.#lastOrder = Math.max(this.#lastOrder + 1, Date.now());
    return { order: this.#lastOrder, at: new Date(this.#lastOrder).toISOString() };
  }
}
