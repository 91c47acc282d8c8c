/**
 * The widget on the screen: a custom element with a shadow root of its own, holding the launcher
 * and the panel. It shows the state it is given and reports what the visitor does; it decides
 * nothing.
 */
import { Composer } from "./composer.js";
import { h, icon, say, set } from "./dom.js";
import { announce, MessageList } from "./messages.js";
import { More } from "./more.js";
import { sheet } from "./styles.js";

/** Where the panel covers the whole screen: phones, and pages zoomed in far. */
const SHEET = "(max-width: 520px), (max-height: 460px)";
const NEAR_THE_END = 80; // pixels

class KizashiChat extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  }
}
if (!customElements.get("kizashi-chat")) customElements.define("kizashi-chat", KizashiChat);

export class Panel {
  #host = document.createElement("kizashi-chat");
  #actions;
  #composer;
  #messages;
  #more;
  #small = window.matchMedia(SHEET);
  #dark = window.matchMedia("(prefers-color-scheme: dark)");
  #state = null;
  #returnTo = null;
  #overflow = null;
  #atEnd = true;
  #parts = {};
  // The log shrinks when the field grows or a notice comes: its end stays in sight.
  #room = new ResizeObserver(() => {
    if (this.#atEnd) this.#toEnd(false);
  });

  /** `actions`: what the visitor can do, see `Widget`; `draft`: text kept from before a reload. */
  constructor(actions, draft) {
    this.#actions = actions;
    this.#composer = new Composer(actions, draft);
    this.#more = new More(actions);
    this.#build();
    this.#messages = new MessageList(this.#parts.list, actions);
    this.#small.addEventListener("change", this.#refit);
    this.#dark.addEventListener("change", this.#refit);
    window.visualViewport?.addEventListener("resize", this.#refit);
    window.visualViewport?.addEventListener("scroll", this.#refit);
    this.#room.observe(this.#parts.scroll);
    document.body.append(this.#host);
  }

  remove() {
    this.#composer.stopTyping();
    this.#small.removeEventListener("change", this.#refit);
    this.#dark.removeEventListener("change", this.#refit);
    window.visualViewport?.removeEventListener("resize", this.#refit);
    window.visualViewport?.removeEventListener("scroll", this.#refit);
    this.#room.disconnect();
    this.#lockPage(false);
    this.#host.remove();
  }

  get isSheet() {
    return this.#small.matches;
  }

  /** Shows a state of the widget; see `Widget.#render` for its fields. */
  render(state) {
    const before = this.#state;
    this.#state = state;
    const { t, language, open, line, unread } = state;
    const p = this.#parts;
    p.root.hidden = !state.visible;
    set(p.root, "lang", language);
    set(p.root, "data-side", state.side);
    p.launcher.hidden = !state.launcher && !open;
    p.launcher.replaceChildren(icon(open ? "down" : "chat"), p.badge);
    const label = open ? t("launcher.close") : unread ? t("launcher.unread", { count: unread }) : t("launcher.open");
    set(p.launcher, "aria-label", label);
    set(p.launcher, "aria-expanded", String(open));
    p.badge.hidden = open || unread === 0;
    say(p.badge, unread > 99 ? "99+" : String(unread));
    say(p.title, state.business ?? t("header.title"));
    set(p.presence, "data-mode", state.mode);
    const present = state.ownerOnline ? "owner_here" : "ai";
    say(p.presence.lastChild, t(`header.${state.mode === "owner" ? "owner" : present}`));
    say(p.language, t("header.other_language"));
    set(p.language, "lang", language === "ja" ? "en" : "ja");
    set(p.language, "aria-label", t("header.switch_language"));
    set(p.close, "aria-label", t("header.close"));
    set(p.more, "aria-label", t("more.open"));
    set(p.more, "aria-expanded", String(state.page === "more"));
    p.chat.hidden = state.page !== "chat";
    this.#more.element.hidden = state.page !== "more";
    if (state.page === "more") this.#more.render({ t, language, ...state.more });
    p.notice.hidden = line === null;
    set(p.notice, "data-line", line);
    say(p.noticeText, line ? t(`status.${line}`) : "");
    p.again.hidden = line !== "reconnecting" && line !== "unavailable";
    say(p.again, t("status.again"));
    say(p.disclosure, t("disclosure.text"));
    say(p.greeting, t("empty.greeting"));
    say(p.invitation, t("empty.invitation"));
    p.empty.hidden = state.rows.length > 0;
    set(p.scroll, "aria-label", t("message.log"));
    p.typing.hidden = !state.typing;
    p.checking.hidden = !state.checking || state.typing;
    say(p.checking.lastChild, t("checking.label"));
    say(p.typingText, t("typing.label"));
    say(p.newer.lastChild, t("message.newer"));
    this.#composer.render({ t, limit: state.limit, mode: state.mode, fileLimit: state.fileLimit });
    this.#messages.render(state.rows, t, language, state.timeZone);
    this.#refit();
    if (Boolean(before?.open) !== open) this.#turn(open);
    else if (before && before.page !== state.page) this.#turnPage(state.page);
    this.#follow(before);
  }

  /** Moves the focus to where writing starts; on a phone without calling the keyboard up. */
  focus() {
    if (this.isSheet) this.#parts.panel.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  suggest(text, how) {
    this.#composer.suggest(text, how);
  }

  /** Tells a screen reader, politely. */
  announce(line) {
    announce(this.#parts.live, line);
  }

  #build() {
    const a = this.#actions;
    const p = this.#parts;
    p.badge = h("span", { class: "badge", "aria-hidden": "true" });
    const button = (name, press, ...inside) =>
      h("button", { type: "button", class: name, onclick: press }, ...inside);
    p.launcher = button("launcher", () => a.toggle());
    set(p.launcher, "aria-controls", "panel");
    p.title = h("h2", { id: "title" });
    p.presence = h("p", { class: "presence" }, h("span", { class: "dot", "aria-hidden": "true" }), h("span"));
    p.language = button("quiet language", () => a.switchLanguage());
    p.more = button("quiet more-open", () => a.more(), icon("more"));
    p.close = button("quiet close", () => a.close(), icon("close"));
    p.noticeText = h("span", { role: "status" });
    p.again = button("plain again", () => a.again());
    p.notice = h("div", { class: "notice" }, p.noticeText, p.again);
    p.disclosure = h("p", { class: "disclosure" });
    p.greeting = h("p", { class: "greeting" });
    p.invitation = h("p", { class: "invitation" });
    p.empty = h("div", { class: "empty" }, icon("ai"), p.greeting, p.invitation);
    p.list = h("ol", { class: "messages", role: "list" });
    p.typingText = h("span", { class: "unseen" });
    const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    p.typing = h("p", { class: "typing" }, dots, p.typingText);
    p.checking = h("p", { class: "checking", role: "status", hidden: true }, icon("person"), h("span"));
    const scroll = { class: "scroll", role: "region", tabindex: 0, onscroll: () => this.#scrolled() };
    p.scroll = h("div", scroll, p.disclosure, p.empty, p.list, p.typing, p.checking);
    p.newer = button("newer", () => this.#toEnd(true), icon("down"), h("span"));
    p.newer.hidden = true;
    p.live = h("p", { class: "unseen live", "aria-live": "polite" });
    p.chat = h("div", { class: "chat" }, h("div", { class: "middle" }, p.scroll, p.newer), this.#composer.element);
    p.panel = h(
      "section",
      { id: "panel", class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: -1, hidden: true },
      h("div", { class: "bar" }, h("div", { class: "names" }, p.title, p.presence), p.language, p.more, p.close),
      p.notice,
      p.chat,
      this.#more.element,
    );
    p.root = h("div", { class: "root", onkeydown: (event) => this.#key(event) }, p.panel, p.launcher, p.live);
    this.#host.shadowRoot.append(p.root);
  }

  #turn(open) {
    const p = this.#parts;
    const inside = this.#host.shadowRoot.activeElement;
    p.panel.hidden = !open;
    if (open) {
      this.#returnTo = document.activeElement === this.#host ? p.launcher : document.activeElement;
      this.#atEnd = true;
      this.#composer.grow();
    } else {
      this.#composer.stopTyping();
      const target = this.#returnTo?.isConnected && this.#returnTo !== document.body ? this.#returnTo : p.launcher;
      if (inside && inside !== p.launcher) target.focus({ preventScroll: true });
      this.#returnTo = null;
    }
  }

  /** Another page of the panel: the focus goes along. */
  #turnPage(page) {
    if (!this.#state.open) return;
    if (page === "more") return this.#more.focus();
    this.#composer.grow();
    this.#toEnd(false);
    this.#parts.more.focus({ preventScroll: true });
  }

  /** Fits the panel to the room there is: a card, or a sheet above the phone's keyboard. */
  #refit = () => {
    if (!this.#state) return;
    const { root, panel } = this.#parts;
    const { theme, open, visible } = this.#state;
    const covering = this.isSheet && open && visible;
    set(root, "data-theme", theme === "auto" ? (this.#dark.matches ? "dark" : "light") : theme);
    set(root, "data-sheet", this.isSheet);
    set(root, "data-open", open);
    set(panel, "aria-modal", covering ? "true" : null);
    this.#lockPage(covering);
    const view = window.visualViewport;
    if (covering && view) {
      panel.style.setProperty("--top", `${view.offsetTop}px`);
      panel.style.setProperty("--height", `${view.height}px`);
    }
  };

  /** Under a sheet the page must not scroll; its own setting comes back afterwards. */
  #lockPage(locked) {
    const style = document.documentElement.style;
    if (locked && this.#overflow === null) {
      this.#overflow = style.overflow;
      style.overflow = "hidden";
    } else if (!locked && this.#overflow !== null) {
      style.overflow = this.#overflow;
      this.#overflow = null;
    }
  }

  #scrolled() {
    const { scroll, newer } = this.#parts;
    this.#atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_THE_END;
    if (this.#atEnd) newer.hidden = true;
  }

  #toEnd(focus) {
    const { scroll, newer } = this.#parts;
    scroll.scrollTop = scroll.scrollHeight;
    this.#atEnd = true;
    newer.hidden = true;
    if (focus) this.#composer.focus();
  }

  /** Keeps the end in sight, unless the visitor reads further up: then a word about news. */
  #follow(before) {
    const [last, known] = [this.#state.rows.at(-1), before?.rows.at(-1)];
    if (!this.#state.open) return;
    const own = last?.speaker === "customer" && last.state !== "sent" && last.key !== known?.key;
    if (this.#atEnd || own) {
      this.#toEnd(false);
      // An answer longer than the window is read from its beginning.
      const { scroll } = this.#parts;
      const top = last && last.key !== known?.key && last.kind === "message" && !own ? this.#messages.topOf(last.key) : Infinity;
      if (before?.open && top - 12 < scroll.scrollTop) scroll.scrollTop = top - 12;
    } else if (last && last.key !== known?.key && last.kind === "message") this.#parts.newer.hidden = false;
  }

  #key(event) {
    if (!this.#state.open || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.#state.page === "chat" ? this.#actions.close() : this.#actions.back();
    }
    if (event.key !== "Tab" || !this.isSheet) return;
    // A sheet covers the page, so the focus stays inside it; beside a card the page is in reach.
    const stops = [...this.#parts.panel.querySelectorAll("button, textarea, a, [tabindex='0']")].filter(
      (element) => element.getClientRects().length > 0,
    );
    const here = stops.indexOf(this.#host.shadowRoot.activeElement);
    const over = event.shiftKey ? here <= 0 : here === stops.length - 1;
    if (!over) return;
    event.preventDefault();
    stops.at(event.shiftKey ? -1 : 0).focus();
  }
}
