/**
 * What the visitor's browser keeps of the chat: beyond the page (session, what was read, choices),
 * and in this tab alone (the conversation for a reload, half-written words, whether it is open).
 */
import { Store } from "./store.js";

const SAVED_WITHIN = 250; // milliseconds: many events make one writing

export class Shelf {
  /** For what keeps things of its own beyond the page. */
  lasting;
  #tab;
  #writing = 0;

  constructor(base) {
    this.lasting = new Store(() => window.localStorage, base);
    this.#tab = new Store(() => window.sessionStorage, base);
  }

  get language() {
    return this.lasting.get("language");
  }

  set language(language) {
    this.lasting.set("language", language);
  }

  /** What the visitor said in the chat of being watched on the page; null when nothing. */
  get tracking() {
    return this.lasting.get("tracking");
  }

  set tracking(given) {
    this.lasting.set("tracking", given);
  }

  get draft() {
    return this.#tab.get("draft");
  }

  set draft(text) {
    this.#keep("draft", text);
  }

  get open() {
    return this.#tab.get("open") === true;
  }

  set open(open) {
    this.#keep("open", open);
  }

  /** The name of this tab, which outlives a reload of it; `made` when it has none yet. */
  tabName(made) {
    const name = this.#tab.get("tab") ?? made;
    this.#tab.set("tab", name);
    return name;
  }

  /** The conversation as this tab last had it, when it is still that one; else null. */
  log(id) {
    const saved = this.#tab.get("log");
    return saved && saved.id === id ? saved : null;
  }

  /** Keeps a conversation for a reload, a moment later. `conversation` gives the present one. */
  save(conversation) {
    this.#writing ||= setTimeout(() => this.saveNow(conversation()), SAVED_WITHIN);
  }

  saveNow(conversation) {
    this.stop();
    this.#keep("log", conversation.saved());
  }

  /** Up to where a conversation has been on the screen in front of the visitor, as a seq. */
  seenIn(id) {
    const seen = this.lasting.get("seen");
    return seen?.conversation === id ? seen.seq : 0;
  }

  see(id, seq) {
    this.lasting.set("seen", { conversation: id, seq });
  }

  /** The name of the business in a language, or in any it is known in; null when in none. */
  businessName(language) {
    const business = this.lasting.get("business");
    return business?.[language] ?? Object.values(business ?? {})[0] ?? null;
  }

  nameBusiness(language, name) {
    this.lasting.set("business", { ...this.lasting.get("business"), [language]: name });
  }

  /** From now on nothing here says whose conversation it was. */
  forget() {
    this.stop();
    for (const name of ["places", "session", "seen", "business", "tracking"]) this.lasting.remove(name);
    for (const name of ["log", "draft", "open"]) this.#tab.remove(name);
  }

  stop() {
    clearTimeout(this.#writing);
    this.#writing = 0;
  }

  #keep(name, value) {
    if (value) this.#tab.set(name, value);
    else this.#tab.remove(name);
  }
}
