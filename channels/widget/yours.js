/**
 * What concerns the visitor's data: what they allow, one purpose at a time and in the very words
 * that are recorded, and what is known of them, in plain sentences.
 */
import { h, icon, say, set } from "./dom.js";

const FAILED = "failed";

/** What is known, as sentences; nothing that is not there is mentioned. */
export function sentences({ verified, known }, t, language) {
  const day = (at) => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(at));
  const list = (words) => new Intl.ListFormat(language, { type: "unit", style: "short" }).format(words);
  const lines = [];
  if (!known.first_seen) return [t("known.nothing")];
  lines.push(t("known.first_seen", { day: day(known.first_seen) }));
  if (known.name) lines.push(t("known.name", { name: known.name }));
  for (const [kind, value] of known.identifiers) {
    if (["user", "email", "phone"].includes(kind)) lines.push(t(`known.${kind}`, { value }));
  }
  for (const [name, value] of known.traits) {
    if (!["name", "email", "phone"].includes(name)) lines.push(t("known.trait", { name, value }));
  }
  lines.push(t("known.messages", { count: known.messages }));
  if (known.actions) lines.push(t("known.actions", { count: known.actions }));
  if (known.places.length) lines.push(t("known.places", { places: list(known.places) }));
  if (known.understood) {
    const stall = known.understood.stall;
    lines.push(t(`known.phase_${known.understood.phase}`));
    if (stall) lines.push(t(`known.stall_${stall}`));
  }
  lines.push(t(verified ? "known.verified" : "known.this_browser"));
  return lines;
}

export class Yours {
  element;
  #parts = {};
  #toggles = new Map();
  #actions;
  #t;

  constructor(actions) {
    this.#actions = actions;
    const p = this.#parts;
    p.title = h("h4");
    p.consents = h("div", { class: "consents" });
    p.note = h("p", { class: "note", role: "status" });
    p.ask = h("button", { type: "button", class: "act", onclick: () => actions.askKnown() }, icon("ask"), h("span"));
    p.known = h("ul", { class: "known", role: "list", tabindex: -1 });
    p.knownTitle = h("h4");
    p.facts = h("ul", { class: "facts", role: "list" });
    p.factsNote = h("p", { class: "note" });
    p.copyTitle = h("h4");
    p.page = h("button", { type: "button", class: "act", onclick: () => actions.copy("html") }, icon("document"), h("span"));
    p.json = h("button", { type: "button", class: "act", onclick: () => actions.copy("json") }, icon("save"), h("span"));
    p.eraseTitle = h("h4");
    p.erase = h("button", { type: "button", class: "act grave", onclick: () => actions.erasing("asked") }, h("span"));
    p.question = h("p", { class: "question", tabindex: -1 });
    p.yes = h("button", { type: "button", class: "act grave", onclick: () => actions.erase() }, h("span"));
    p.no = h("button", { type: "button", class: "act", onclick: () => actions.erasing(null) }, h("span"));
    p.sure = h("div", { class: "sure", hidden: true }, p.question, h("p", { class: "acts" }, p.no, p.yes));
    p.told = h("p", { class: "note", role: "status" });
    p.sent = h("a", { class: "more-link", target: "_blank", rel: "noopener", href: actions.disclosure });
    this.element = h(
      "div",
      {},
      h("section", {}, p.title, p.consents, p.note),
      h("section", {}, p.knownTitle, p.ask, p.known, p.factsNote, p.facts),
      h("section", {}, p.copyTitle, h("p", { class: "acts" }, p.page, p.json)),
      h("section", {}, p.eraseTitle, p.erase, p.sure, p.told),
      h("section", {}, p.sent),
    );
  }

  /**
   * `consents`, `me` and `facts` are null while not known, `"failed"` when the server cannot be
   * asked; `erasure` is null, `asked` (are they sure?), `coming`, `done` or `failed`.
   */
  render({ t, language, yours: { consents, me, facts, erasure, copying } }) {
    const p = this.#parts;
    this.#t = t;
    say(p.copyTitle, t("copy.title"));
    say(p.page.lastChild, t("copy.page"));
    say(p.json.lastChild, t("copy.json"));
    say(p.eraseTitle, t("erase.title"));
    say(p.erase.lastChild, t("erase.ask"));
    say(p.question, t("erase.question"));
    say(p.yes.lastChild, t("erase.yes"));
    say(p.no.lastChild, t("erase.no"));
    say(p.sent, t("disclosure.link"));
    p.erase.hidden = erasure === "asked" || erasure === "coming";
    const asked = erasure === "asked" && p.sure.hidden;
    p.sure.hidden = erasure !== "asked";
    if (asked) p.question.focus();
    say(p.told, copying === "failed" ? t("copy.failed") : erasure && erasure !== "asked" ? t(`erase.${erasure}`) : "");
    this.#facts(Array.isArray(facts) ? facts.filter(({ status }) => status === "current") : []);
    say(p.title, t("consent.title"));
    say(p.knownTitle, t("known.title"));
    say(p.ask.lastChild, t("known.ask"));
    say(p.note, consents === FAILED ? t("consent.failed") : consents ? t("consent.note") : t("consent.loading"));
    if (Array.isArray(consents)) for (const item of consents) this.#consent(item);
    const lines = me === FAILED ? [t("known.failed")] : me ? sentences(me, t, language) : [];
    if (lines.join("\n") !== [...p.known.children].map((line) => line.textContent).join("\n")) {
      p.known.replaceChildren(...lines.map((line) => h("li", {}, line)));
      if (lines.length) p.known.focus({ preventScroll: false });
    }
  }

  /** What was noted from the visitor's own words, each with a way to say that it is not so. */
  #facts(facts) {
    const p = this.#parts;
    say(p.factsNote, facts.length ? this.#t("facts.title") : "");
    const shown = facts.map(({ id, quote }) => `${id} ${quote}`).join("\n");
    if (p.facts.dataset.shown === shown) return;
    p.facts.dataset.shown = shown;
    const wrong = (id, quote) =>
      h("button", { type: "button", class: "plain", onclick: () => this.#actions.notSo(id) }, this.#t("facts.wrong"), h("span", { class: "unseen" }, ` ${quote}`));
    p.facts.replaceChildren(...facts.map(({ id, quote }) => h("li", {}, h("span", {}, quote), wrong(id, quote))));
  }

  #consent({ purpose, words, given }) {
    let toggle = this.#toggles.get(purpose);
    if (!toggle) {
      toggle = h(
        "button",
        { type: "button", class: "toggle", role: "switch", onclick: () => this.#actions.consent(purpose, toggle.ariaChecked !== "true") },
        h("span", { class: "name" }),
        h("span", { class: "knob", "aria-hidden": "true" }),
      );
      this.#toggles.set(purpose, toggle);
      this.#parts.consents.append(toggle);
    }
    say(toggle.firstChild, words);
    set(toggle, "aria-checked", String(given));
  }
}
