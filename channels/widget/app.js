/**
 * The widget: joins what the page asks, what the visitor does and what the server says into one
 * state, and hands that state to the screen.
 */
import { Behaviour } from "./behaviour.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { LineWord } from "./line.js";
import { newId, Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Refused, Sessions } from "./session.js";
import { Store } from "./store.js";
import { firstLanguage, LANGUAGES, Texts } from "./texts.js";
import { timeline } from "./timeline.js";

const PROTOCOL = 1;
const SPOKEN_FOR = 30_000; // milliseconds until "is typing" is taken to have ended
/** Seconds before we ask again a server that wants no line with us. */
const LONG_REST = 30;

const DEFAULTS = { language: null, theme: "auto", side: "right", launcher: true, open: false, consent: false };

/** Starts the widget and resolves to it once it is on the page. */
export async function start({ base, version, settings, emit }) {
  const kept = new Store(() => window.localStorage, base);
  const texts = new Texts(base, version);
  const language = firstLanguage(kept.get("language"), settings.language);
  const t = await texts.of(language);
  return new Widget({ base, settings, emit, kept, texts, language, t });
}

class Widget {
  /** What a page may ask for by name; see docs/widget.md. */
  commands = new Set(["update", "open", "close", "show", "hide", "identify", "track", "page"]);

  #emit;
  #kept;
  #tab;
  #texts;
  #language;
  #t;
  #options;
  #sessions;
  #connection;
  #outbox;
  #behaviour;
  #conversation;
  #panel;
  #stopWatching;
  #session = null; // the one this line said hello with
  #earlier = null;
  #replaying = true;
  #open = false;
  #visible = true;
  #line = new LineWord(() => this.#draw());
  #typing = false;
  #typingTimer = 0;
  #ownerOnline = false;
  #limit = 10_000;
  #unread = 0;
  #drawn = 0;
  #savedAt = 0;

  constructor({ base, settings, emit, kept, texts, language, t }) {
    this.#emit = emit;
    this.#kept = kept;
    this.#tab = new Store(() => window.sessionStorage, base);
    this.#texts = texts;
    this.#language = language;
    this.#t = t;
    this.#options = { ...DEFAULTS, ...settings };
    this.#sessions = new Sessions(base, kept);
    const saved = this.#tab.get("log");
    const session = this.#sessions.current;
    this.#conversation = new Conversation(saved && saved.id === session?.conversation ? saved : null);
    this.#replaying = this.#conversation.cursor === 0;
    this.#connection = new Connection({
      url: `${base.replace(/^http/, "ws")}v1/socket`,
      introduce: () => this.#introduce(),
      onFrame: (frame) => this.#hear(frame),
      onState: (state, reason) => this.#lineIs(state, reason),
    });
    const tab = this.#tab.get("tab") ?? newId("tab");
    this.#tab.set("tab", tab);
    this.#outbox = new Outbox({
      store: kept,
      tab,
      send: (frame) => this.#connection.send(frame),
      onTaken: (message, seq) => this.#taken(message, seq),
      onChange: () => this.#draw(),
      onDead: () => this.#connection.reconnect(),
    });
    this.#behaviour = new Behaviour((frame) => this.#connection.send(frame));
    this.#panel = new Panel(this.#actions(), this.#tab.get("draft"));
    this.#stopWatching = kept.onChange((name) => this.#otherTab(name));
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#comeBack);
    document.addEventListener("visibilitychange", this.#look);
    if (session || this.#outbox.list().length) this.#connection.start();
    this.#drawNow();
    // A reload keeps the panel open where it only stands beside the page.
    if (this.#options.open || (this.#tab.get("open") && !this.#panel.isSheet)) this.#setOpen(true);
  }

  // ── what a page may ask for ────────────────────────────────────────────────────────────────

  update(options = {}) {
    this.#options = { ...this.#options, ...options };
    if (LANGUAGES.includes(options.language) && !this.#kept.get("language")) {
      void this.#speak(options.language);
    }
    this.#drawNow();
  }

  open({ text } = {}) {
    this.#visible = true;
    this.#setOpen(true);
    if (text) this.#panel.suggest(String(text));
    this.#panel.focus();
  }

  close() {
    this.#setOpen(false);
  }

  show() {
    this.#visible = true;
    this.#drawNow();
  }

  hide() {
    this.#setOpen(false);
    this.#visible = false;
    this.#drawNow();
  }

  identify(userId, traits = {}) {
    this.#note("identify", { user_id: userId ?? null, traits });
  }

  track(event, properties = {}) {
    this.#note(event, properties);
  }

  /** The address goes without its query and fragment: they can carry what is nobody's business. */
  page(name, properties = {}) {
    const { pathname } = window.location;
    this.#note("page", { name: name ?? document.title, path: pathname, ...properties });
  }

  /** Ends everything; with `forget`, this browser no longer knows whose conversation it was. */
  shutdown({ forget = false } = {}) {
    this.#connection.stop();
    this.#stopWatching();
    window.removeEventListener("pagehide", this.#leave);
    window.removeEventListener("pageshow", this.#comeBack);
    document.removeEventListener("visibilitychange", this.#look);
    this.#line.stop();
    for (const timer of [this.#typingTimer, this.#savedAt, this.#drawn]) clearTimeout(timer);
    this.#outbox.interrupted();
    this.#panel.remove();
    if (!forget) return;
    this.#outbox.clear();
    for (const name of ["session", "seen", "business"]) this.#kept.remove(name);
    for (const name of ["log", "draft", "open"]) this.#tab.remove(name);
  }

  // ── what the visitor does ──────────────────────────────────────────────────────────────────

  #actions() {
    return {
      toggle: () => (this.#open ? this.close() : this.open()),
      close: () => this.close(),
      again: () => this.#connection.wake(),
      send: (text) => this.#say(text),
      person: () => this.#say(this.#t("person.message")),
      retry: (id) => this.#outbox.retry(id),
      discard: (id) => this.#outbox.discard(id),
      typing: (on) => this.#connection.send({ type: "typing", on }),
      draft: (text) => (text ? this.#tab.set("draft", text) : this.#tab.remove("draft")),
      switchLanguage: () => this.#choose(this.#language === "ja" ? "en" : "ja"),
    };
  }

  #say(text) {
    this.#connection.start();
    this.#outbox.add(text);
    this.#drawNow();
  }

  #setOpen(open) {
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.#tab.set("open", true);
    else this.#tab.remove("open");
    if (open) this.#connection.start();
    this.#drawNow();
    this.#look();
    this.#emit(open ? "open" : "close", {});
  }

  #choose(language) {
    this.#kept.set("language", language);
    void this.#speak(language);
  }

  async #speak(language) {
    if (language === this.#language) return;
    let t;
    try {
      t = await this.#texts.of(language);
    } catch {
      return; // no line to fetch the words over: the present language stays
    }
    this.#language = language;
    this.#t = t;
    this.#connection.reconnect(); // the server greets and answers by the language of `hello`
    this.#drawNow();
    this.#emit("language", { language });
  }

  #note(event, properties) {
    if (this.#options.consent !== true) return;
    this.#connection.start();
    this.#behaviour.note(event, properties);
  }

  // ── what the server says ───────────────────────────────────────────────────────────────────

  async #introduce() {
    this.#session = await this.#sessions.obtain(this.#language);
    return { protocol: PROTOCOL, session: this.#session.session, language: this.#language };
  }

  #hear(frame) {
    if (frame.type === "event") return this.#happened(frame);
    if (frame.type === "welcome") return this.#welcomed(frame);
    if (frame.type === "ack") {
      if (!this.#behaviour.answered(frame.id)) this.#outbox.taken(frame.id, frame.seq);
    } else if (frame.type === "error") this.#refused(frame);
    else if (frame.type === "caught_up") {
      this.#conversation.caughtUp(frame.seq);
      this.#replaying = false;
      this.#save();
      this.#look();
    } else if (frame.type === "typing" && frame.who === "business") this.#typingIs(frame.on);
    else if (frame.type === "presence" && frame.who === "business") {
      this.#ownerOnline = frame.online;
      this.#draw();
    }
  }

  #welcomed(frame) {
    this.#limit = frame.max_message_characters ?? this.#limit;
    this.#kept.set("business", { ...this.#kept.get("business"), [frame.language]: frame.business });
    const { id, cursor } = this.#conversation;
    if ((id && frame.conversation && id !== frame.conversation) || cursor > frame.head) {
      // Another conversation than the one on the screen (the session was renewed), or a journal
      // that knows less than we do: begin anew, and keep in sight what had been said.
      this.#earlier = this.#conversation.messages.length ? this.#conversation : this.#earlier;
      this.#conversation = new Conversation(null);
      this.#replaying = true;
    }
    this.#conversation.id = frame.conversation ?? null;
    this.#connection.send({ type: "subscribe", id: newId("sub"), after: this.#conversation.cursor });
    this.#outbox.flush();
    this.#behaviour.flush();
    this.#drawNow();
  }

  #happened(frame) {
    const message = this.#conversation.take(frame);
    const { id } = frame.body;
    if (id && this.#outbox.owns(id)) this.#outbox.taken(id, frame.seq);
    if (message && message.speaker !== "customer") {
      this.#typingIs(false);
      if (!this.#replaying) this.#news(message);
    }
    this.#save();
    this.#draw();
  }

  #news(message) {
    const speaker = this.#t(`speaker.${message.speaker}`);
    const seen = this.#open && this.#visible;
    this.#panel.announce(
      seen ? this.#t("message.arrived", { speaker, text: message.text }) : this.#t("message.arrived_closed"),
    );
    this.#emit("message", { id: message.id, speaker: message.speaker });
  }

  #taken(message, seq) {
    this.#conversation.accepted({ ...message, seq });
    this.#save();
    this.#emit("sent", { id: message.id });
  }

  #refused(frame) {
    if (frame.code === "session.expired" || frame.code === "session.invalid") {
      this.#sessions.drop(this.#session?.session);
      return this.#connection.reconnect();
    }
    if (frame.id && !this.#behaviour.answered(frame.id)) {
      this.#outbox.refused(frame.id, frame.code, frame.retry_after);
    }
    if (!frame.fatal) return;
    this.#connection.rest(frame.retry_after ?? LONG_REST);
    this.#connection.reconnect(new Refused(frame.code, frame.message));
  }

  #typingIs(on) {
    clearTimeout(this.#typingTimer);
    this.#typing = on;
    if (on) this.#typingTimer = setTimeout(() => this.#typingIs(false), SPOKEN_FOR);
    this.#draw();
  }

  #lineIs(state, reason) {
    this.#line.is(state, reason);
    if (state !== "online") {
      this.#outbox.interrupted();
      this.#typingIs(false);
      this.#ownerOnline = false;
    }
    this.#emit("status", { status: state });
    this.#draw();
  }

  // ── keeping and showing ────────────────────────────────────────────────────────────────────

  #otherTab(name) {
    if (name === "language") {
      const language = this.#kept.get("language");
      if (LANGUAGES.includes(language)) void this.#speak(language);
    }
    if (name === "session") {
      const session = this.#sessions.current;
      if (session && session.conversation !== this.#conversation.id) {
        this.#connection.start();
        this.#connection.reconnect();
      }
    }
    if (name.startsWith("out:")) this.#outbox.flush();
    this.#draw();
  }

  #leave = () => {
    this.#saveNow();
    this.#connection.stop(); // an open line would keep the page out of the back-forward cache
  };

  #comeBack = (event) => {
    if (event.persisted && (this.#sessions.current || this.#open)) this.#connection.start();
  };

  /** What is on the screen in front of the visitor has been seen. */
  #look = () => {
    const { id, heardUpTo } = this.#conversation;
    const looking = this.#open && this.#visible && document.visibilityState === "visible";
    if (looking && id && heardUpTo > this.#seen()) {
      this.#kept.set("seen", { conversation: id, seq: heardUpTo });
      this.#connection.send({ type: "seen", seq: heardUpTo });
    }
    this.#draw();
  };

  #seen() {
    const seen = this.#kept.get("seen");
    return seen?.conversation === this.#conversation.id ? seen.seq : 0;
  }

  #save() {
    this.#savedAt ||= setTimeout(() => this.#saveNow(), 250);
  }

  #saveNow() {
    clearTimeout(this.#savedAt);
    this.#savedAt = 0;
    const log = this.#conversation.saved();
    if (log) this.#tab.set("log", log);
    else this.#tab.remove("log");
  }

  /** Many events make one drawing; a hidden page is drawn too, for its title may count what is new. */
  #draw() {
    this.#drawn ||= setTimeout(() => this.#drawNow(), 16);
  }

  #drawNow() {
    clearTimeout(this.#drawn);
    this.#drawn = 0;
    const visible = document.visibilityState === "visible";
    if (this.#open && visible && this.#conversation.heardUpTo > this.#seen()) this.#look();
    const unread = this.#conversation.unreadAfter(this.#seen());
    const business = this.#kept.get("business");
    this.#panel.render({
      t: this.#t,
      language: this.#language,
      theme: this.#options.theme,
      side: this.#options.side,
      launcher: this.#options.launcher,
      visible: this.#visible,
      open: this.#open,
      line: this.#line.word,
      business: business?.[this.#language] ?? Object.values(business ?? {})[0] ?? null,
      mode: this.#conversation.mode,
      ownerOnline: this.#ownerOnline,
      typing: this.#typing,
      limit: this.#limit,
      unread,
      rows: timeline({
        earlier: this.#earlier,
        conversation: this.#conversation,
        waiting: this.#outbox.list(),
        online: this.#connection.online,
      }),
    });
    if (unread !== this.#unread) this.#emit("unread", { count: (this.#unread = unread) });
  }
}
