/** Where the visitor writes: Enter sends, Shift+Enter breaks the line, an input method is left alone. */
import { h, icon, say, set } from "./dom.js";
import { ACCEPTED } from "./files.js";

const TYPING_PAUSE = 4_000;
/** From here on the visitor is told how much room is left. */
const SHOW_LEFT_FROM = 0.9;

/** Length as the server counts it: characters, not the halves JavaScript stores some of them in. */
export function length(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The text as it may travel: no control characters but line breaks and tabs, no broken halves. */
export function tidy(text) {
  const whole = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "");
  return whole.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, "").trim();
}

export class Composer {
  element;
  #actions;
  #field;
  #button;
  #files;
  #attach;
  #hint;
  #room;
  #person;
  #t = null;
  #limit = 10_000;
  #typing = false;
  #pause = 0;

  /** `actions`: `send(text)`, `typing(on)`, `person()`, `draft(text)` (to keep across a reload), `files(list)`. */
  constructor(actions, draft) {
    this.#actions = actions;
    this.#field = h("textarea", {
      id: "field",
      rows: 1,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-describedby": "hint room",
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#dropped(event, event.clipboardData),
      oninput: () => this.#changed(),
    });
    this.#field.value = draft ?? "";
    this.#button = h("button", { type: "submit", class: "send" }, icon("send"));
    this.#files = h("input", {
      type: "file",
      multiple: true,
      accept: ACCEPTED,
      hidden: true,
      onchange: () => {
        this.#actions.files([...this.#files.files]);
        this.#files.value = "";
      },
    });
    this.#attach = h("button", { type: "button", class: "attach", onclick: () => this.#files.click() }, icon("attach"));
    this.#hint = h("span", { id: "hint", class: "hint" });
    this.#room = h("span", { id: "room", class: "room", role: "status" });
    const wish = { type: "button", class: "person", onclick: () => actions.person() };
    this.#person = h("button", wish, icon("person"), h("span"));
    this.element = h(
      "form",
      {
        class: "composer",
        novalidate: true,
        onsubmit: (event) => this.#submit(event),
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => this.#dropped(event, event.dataTransfer),
      },
      h("div", { class: "tools" }, this.#person, this.#hint),
      this.#room,
      h("div", { class: "field" }, this.#attach, this.#files, this.#field, this.#button),
    );
  }

  render({ t, limit, mode, fileLimit }) {
    this.#limit = limit;
    this.#attach.hidden = !fileLimit;
    this.#person.hidden = mode === "owner"; // a person has the conversation already
    if (t !== this.#t) {
      this.#t = t;
      set(this.#field, "aria-label", t("composer.label"));
      set(this.#field, "placeholder", t("composer.placeholder"));
      set(this.#button, "aria-label", t("composer.send"));
      set(this.#attach, "aria-label", t("file.attach"));
      set(this.#files, "aria-label", t("file.attach"));
      say(this.#hint, t("composer.hint"));
      say(this.#person.lastChild, t("person.button"));
    }
    this.#measure();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Puts a suggestion into an empty field; what the visitor has written is theirs, unless `over`. */
  suggest(text, { over = false } = {}) {
    if (over || !this.#field.value.trim()) this.#field.value = text;
    this.#changed();
  }

  /** The field grows with what is in it; measured again when it comes on the screen. */
  grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight + 2}px`;
  }

  stopTyping() {
    clearTimeout(this.#pause);
    if (this.#typing) this.#actions.typing(false);
    this.#typing = false;
  }

  /** Files that were pasted or dropped; anything else goes where it always goes. */
  #dropped(event, data) {
    const files = [...(data?.files ?? [])];
    if (!files.length || this.#attach.hidden) return;
    event.preventDefault();
    this.#actions.files(files);
  }

  #key(event) {
    // During a composition Enter chooses a word; Safari tells it by the key code alone.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit(event) {
    event?.preventDefault();
    const text = tidy(this.#field.value);
    if (!text || length(text) > this.#limit) return this.#field.focus();
    this.#field.value = "";
    this.#changed();
    this.stopTyping();
    this.#actions.send(text);
    this.#field.focus({ preventScroll: true });
  }

  #changed() {
    this.#actions.draft(this.#field.value);
    this.#measure();
    const writing = this.#field.value.trim() !== "";
    if (!writing) return this.stopTyping();
    if (!this.#typing) this.#actions.typing(true);
    this.#typing = true;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.stopTyping(), TYPING_PAUSE);
  }

  #measure() {
    this.grow();
    const text = tidy(this.#field.value);
    const left = this.#limit - length(text);
    set(this.#button, "aria-disabled", !text || left < 0 ? "true" : "false");
    set(this.#field, "aria-invalid", left < 0 ? "true" : null);
    if (left < 0) say(this.#room, this.#t("composer.over", { count: -left }));
    else if (left < this.#limit * (1 - SHOW_LEFT_FROM)) say(this.#room, this.#t("composer.left", { count: left }));
    else say(this.#room, "");
    set(this.#room, "data-over", left < 0);
  }
}
