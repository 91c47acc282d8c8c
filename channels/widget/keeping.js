/** The part of the page behind the chat where the conversation can be kept: as a file, by e-mail. */
import { h, icon, say, set } from "./dom.js";

export class Keeping {
  element;
  #parts = {};

  constructor(actions) {
    const p = this.#parts;
    p.title = h("h4", {});
    p.save = h("button", { type: "button", class: "act", onclick: () => actions.transcript() }, icon("save"), h("span"));
    p.label = h("label", { for: "mail-address" });
    p.address = h("input", { id: "mail-address", class: "line", type: "email", autocomplete: "email", inputmode: "email", maxlength: 254, required: true });
    p.send = h("button", { type: "submit", class: "act" }, icon("mail"), h("span"));
    p.told = h("p", { class: "note", role: "status" });
    const form = { class: "mail", hidden: true, novalidate: true, onsubmit: (event) => this.#submitted(event, actions) };
    p.form = h("form", form, p.label, h("div", { class: "line-row" }, p.address, p.send));
    this.element = h("section", {}, p.title, p.save, p.form, p.told);
  }

  render({ t, empty, keepsake: { mail, address, mailing } }) {
    const p = this.#parts;
    say(p.title, t("transcript.title"));
    say(p.save.lastChild, t("transcript.save"));
    set(p.save, "aria-disabled", String(empty));
    p.form.hidden = !mail || empty;
    say(p.label, t("transcript.address"));
    say(p.send.lastChild, t("transcript.send"));
    set(p.send, "aria-disabled", String(mailing === "coming"));
    set(p.address, "aria-invalid", String(mailing === "address"));
    if (!p.address.value && p.address.dataset.known !== address) p.address.value = p.address.dataset.known = address;
    say(p.told, mailing ? t(`transcript.mail_${mailing}`) : "");
  }

  #submitted(event, actions) {
    event.preventDefault();
    const p = this.#parts;
    if (p.send.ariaDisabled === "true") return;
    if (!p.address.value.trim()) p.address.focus();
    else actions.mail(p.address.value);
  }
}
