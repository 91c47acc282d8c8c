/**
 * The page behind the chat: how the visitor is told of answers, the conversation as a file, and
 * what concerns their data. It shows the state it is given and reports what is pressed.
 */
import { h, icon, say, set } from "./dom.js";
import { Keeping } from "./keeping.js";
import { Yours } from "./yours.js";

export class More {
  element;
  #yours;
  #keeping;
  #parts = {};

  constructor(actions) {
    this.#yours = new Yours(actions);
    this.#keeping = new Keeping(actions);
    const p = this.#parts;
    p.back = h("button", { type: "button", class: "quiet back", onclick: () => actions.back() }, icon("back"));
    p.title = h("h3", { id: "more-title" });
    p.alerts = h("h4", {});
    p.sound = this.#toggle(() => actions.sound(!this.#on(p.sound)));
    p.notices = this.#toggle(() => actions.notices(!this.#on(p.notices)));
    p.blocked = h("p", { class: "note", role: "status" });
    p.body = h(
      "div",
      { class: "more-body", tabindex: 0, role: "region", "aria-labelledby": "more-title" },
      h("section", {}, p.alerts, p.sound, p.notices, p.blocked),
      this.#keeping.element,
      this.#yours.element,
    );
    this.element = h("div", { class: "more", hidden: true }, h("div", { class: "more-bar" }, p.back, p.title), p.body);
  }

  focus() {
    this.#parts.back.focus({ preventScroll: true });
  }

  render({ t, language, yours, keepsake, sound, notices, canNotify, empty }) {
    const p = this.#parts;
    this.#yours.render({ t, language, yours });
    set(p.back, "aria-label", t("more.back"));
    say(p.title, t("more.title"));
    say(p.alerts, t("alerts.title"));
    this.#show(p.sound, t("alerts.sound"), sound);
    this.#show(p.notices, t("alerts.notices"), notices === "on");
    p.notices.hidden = !canNotify;
    say(p.blocked, notices === "blocked" ? t("alerts.blocked") : "");
    this.#keeping.render({ t, empty, keepsake });
  }

  #toggle(press) {
    const name = h("span", { class: "name" });
    return h("button", { type: "button", class: "toggle", role: "switch", onclick: press }, name, h("span", { class: "knob", "aria-hidden": "true" }));
  }

  #show(toggle, name, on) {
    say(toggle.firstChild, name);
    set(toggle, "aria-checked", String(on));
  }

  #on(toggle) {
    return toggle.getAttribute("aria-checked") === "true";
  }
}
