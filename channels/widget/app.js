/**
 * The widget: joins what the page asks, what the visitor does and what the server says into one
 * state, and hands that state to the screen.
 */
import { Alerts } from "./alerts.js";
import { Api } from "./api.js";
import { Behaviour } from "./behaviour.js";
import { Capture } from "./capture.js";
import { Connection } from "./connection.js";
import { Uploads } from "./files.js";
import { Keepsake } from "./keepsake.js";
import { LineWord } from "./line.js";
import { newId, Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Refused, Sessions } from "./session.js";
import { Shelf } from "./shelf.js";
import { Talk } from "./talk.js";
import { firstLanguage, LANGUAGES, Texts } from "./texts.js";
import { timeline } from "./timeline.js";
import { save } from "./transcript.js";
import { VisitorData } from "./visitor_data.js";

const PROTOCOL = 1;
/** Seconds before we ask again a server that wants no line with us. */
const LONG_REST = 30;

const DEFAULTS = { language: null, theme: "auto", side: "right", launcher: true, open: false, consent: false, capture: false };

/** Starts the widget and resolves to it once it is on the page. */
export async function start({ base, version, settings, emit }) {
  const shelf = new Shelf(base);
  const texts = new Texts(base, version);
  const language = firstLanguage(shelf.language, settings.language);
  const t = await texts.of(language);
  return new Widget({ base, settings, emit, shelf, texts, language, t });
}

class Widget {
  /** What a page may ask for by name; see docs/widget.md. */
  commands = new Set(["update", "open", "close", "show", "hide", "identify", "track", "page"]);

  #base;
  #emit;
  #shelf;
  #texts;
  #language;
  #t;
  #options;
  #sessions;
  #connection;
  #outbox;
  #behaviour;
  #capture;
  #talk;
  #panel;
  #stopWatching;
  #session = null; // the one this line said hello with
  #who = null; // whose this browser was when the page was opened, or is since: {person, verified}
  #proven = { at: 0, draft: null }; // when the page last said who is logged in
  #alerts;
  #api;
  #yours;
  #keepsake;
  #page = "chat"; // what the panel shows: `chat` or `more`
  #open = false;
  #visible = true;
  #line = new LineWord(() => this.#draw());
  #uploads;
  #fetched = new Map();
  #unread = 0;
  #drawn = 0;

  constructor({ base, settings, emit, shelf, texts, language, t }) {
    this.#base = base;
    this.#emit = emit;
    const kept = shelf.lasting;
    this.#shelf = shelf;
    this.#texts = texts;
    this.#language = language;
    this.#t = t;
    this.#options = { ...DEFAULTS, ...settings };
    this.#sessions = new Sessions(base, kept, (error) => this.#unproven(error));
    this.#prove(this.#options);
    this.#talk = new Talk({
      saved: shelf.log(this.#sessions.current?.conversation),
      onNews: (message) => this.#news(message),
      onChange: () => this.#draw(),
    });
    this.#who = this.#sessions.kept;
    this.#connection = new Connection({
      url: `${base.replace(/^http/, "ws")}v1/socket`,
      introduce: () => this.#introduce(),
      onFrame: (frame) => this.#hear(frame),
      onState: (state, reason) => this.#lineIs(state, reason),
    });
    this.#outbox = new Outbox({
      store: kept,
      tab: shelf.tabName(newId("tab")),
      send: (frame) => this.#connection.send(frame),
      onTaken: (message, seq) => this.#taken(message, seq),
      onChange: () => this.#draw(),
      onDead: () => this.#connection.reconnect(),
    });
    this.#behaviour = new Behaviour((frame) => this.#connection.send(frame));
    this.#capture = new Capture((event, properties) => this.#note(event, properties), kept);
    this.#alerts = new Alerts(kept);
    this.#api = new Api(base, () => this.#sessions.obtain(this.#language));
    this.#yours = new VisitorData({
      api: this.#api,
      words: () => ({ t: this.#t, language: this.#language }),
      announce: (words) => this.#panel.announce(words),
      onConsents: (items) => this.#consentsAre(items),
      onErased: () => this.#forget(),
      onChange: () => this.#drawNow(),
    });
    this.#keepsake = new Keepsake({
      api: this.#api,
      words: () => ({ t: this.#t, language: this.#language }),
      told: () => ({ conversations: this.#talk.conversations, business: this.#businessName() ?? this.#t("header.title") }),
      onChange: () => this.#drawNow(),
    });
    this.#uploads = new Uploads({
      api: this.#api,
      onStored: (card) => this.#say(this.#t(card.width ? "file.picture" : "file.file", { name: card.name }), [card]),
      onChange: () => this.#draw(),
    });
    this.#panel = new Panel(this.#actions(), shelf.draft);
    this.#stopWatching = kept.onChange((name) => this.#otherTab(name));
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#comeBack);
    document.addEventListener("visibilitychange", this.#look);
    if (this.#sessions.kept || this.#outbox.list().length) this.#connection.start();
    this.#watch();
    this.#drawNow();
    // A reload keeps the panel open where it only stands beside the page.
    if (this.#options.open || (shelf.open && !this.#panel.isSheet)) this.#setOpen(true);
  }

  // ── what a page may ask for ────────────────────────────────────────────────────────────────

  update(options = {}) {
    this.#options = { ...this.#options, ...options };
    if (this.#prove(options)) this.#connection.reconnect();
    if (LANGUAGES.includes(options.language) && !this.#shelf.language) {
      void this.#speak(options.language);
    }
    this.#watch();
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

  /** With a proof (`{token}` or `{hash}`) the visitor is that user; without, it is the page's word. */
  identify(userId, traits = {}, { token, hash } = {}) {
    if (this.#prove({ token, userId, userHash: hash })) this.#connection.reconnect();
    else this.#note("identify", { user_id: userId ?? null, traits });
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
    clearTimeout(this.#drawn);
    this.#talk.stop();
    this.#shelf.stop();
    this.#outbox.interrupted();
    this.#capture.end({ forget });
    this.#panel.remove();
    if (forget) this.#forget();
  }

  // ── what the visitor does ──────────────────────────────────────────────────────────────────

  #actions() {
    return {
      toggle: () => (this.#open ? this.close() : this.open()),
      close: () => this.close(),
      again: () => this.#connection.wake(),
      send: (text) => this.#say(text),
      person: () => this.#say(this.#t("person.message")),
      retry: (id) => (this.#uploads.owns(id) ? this.#uploads : this.#outbox).retry(id),
      discard: (id) => (this.#uploads.owns(id) ? this.#uploads : this.#outbox).discard(id),
      files: (files) => files.forEach((file) => this.#uploads.add(file, this.#talk.fileLimit)),
      fetchFile: (part) => this.#fetchFile(part),
      saveFile: async (part) => save(await this.#fetchFile(part), part.name),
      typing: (on) => this.#connection.send({ type: "typing", on }),
      draft: (text) => (this.#shelf.draft = text),
      judge: (id, helpful) => this.#judge(id, helpful),
      more: () => this.#turnTo(this.#page === "more" ? "chat" : "more"),
      back: () => this.#turnTo("chat"),
      sound: (on) => {
        this.#alerts.setSound(on);
        this.#drawNow();
      },
      notices: async (on) => {
        await this.#alerts.setNotices(on);
        this.#drawNow();
      },
      ...this.#keepsake.actions(),
      ...this.#yours.actions(),
      disclosure: `${this.#base}disclosure`,
      pageOf: (passage) => `${this.#base}read/${encodeURIComponent(passage)}`,
      switchLanguage: () => this.#choose(this.#language === "ja" ? "en" : "ja"),
    };
  }

  #say(text, files) {
    this.#connection.start();
    this.#outbox.add(text, files);
    this.#drawNow();
  }

  /** Whether an answer helped: on the screen at once, to the business when there is a line. */
  #judge(message, helpful) {
    this.#talk.judge(message, helpful);
    this.#behaviour.send("fbk", { type: "feedback", message, helpful });
    this.#panel.announce(this.#t("feedback.thanks"));
    this.#save();
    this.#drawNow();
  }

  #turnTo(page) {
    this.#page = page;
    this.#yours.turnedTo();
    if (page === "more") {
      void this.#yours.askConsents();
      void this.#keepsake.askOffer();
    }
    this.#drawNow();
  }

  /** This browser no longer knows whose conversation it was; what is said next is a stranger's. */
  #forget() {
    this.#outbox.clear();
    this.#shelf.forget();
    this.#who = null;
    this.#talk.forget();
    this.#fetched.clear();
    this.#connection.reconnect();
  }

  /** The visitor's own word in the chat counts more than what the page says of it. */
  #consentsAre(items) {
    const tracking = items.find(({ purpose }) => purpose === "tracking");
    if (tracking?.since) this.#shelf.tracking = tracking.given;
    this.#watch();
  }

  /** Notices what the visitor does while the page wants it and the visitor agrees. */
  #watch() {
    this.#capture.on = this.#options.capture === true && this.#consents;
  }

  get #consents() {
    return this.#shelf.tracking ?? this.#options.consent === true;
  }

  /** A stored file, asked for once on each page. */
  #fetchFile({ id }) {
    if (!this.#fetched.has(id)) {
      const coming = this.#api.file(`me/files/${encodeURIComponent(id)}`);
      coming.catch(() => this.#fetched.delete(id));
      this.#fetched.set(id, coming);
    }
    return this.#fetched.get(id);
  }

  #businessName() {
    return this.#shelf.businessName(this.#language);
  }

  #setOpen(open) {
    if (open === this.#open) return;
    this.#open = open;
    if (!open) this.#page = "chat";
    this.#shelf.open = open;
    if (open) this.#connection.start();
    this.#drawNow();
    this.#look();
    this.#emit(open ? "open" : "close", {});
  }

  #choose(language) {
    this.#shelf.language = language;
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
    if (this.#page === "more") this.#turnTo("more"); // the words of consent in this language
    this.#connection.reconnect(); // the server greets and answers by the language of `hello`
    this.#drawNow();
    this.#emit("language", { language });
  }

  #note(event, properties) {
    if (!this.#consents) return;
    this.#connection.start();
    this.#behaviour.note(event, properties);
  }

  // ── what the server says ───────────────────────────────────────────────────────────────────

  /** The page says who is logged in; what was written until now may be another user's. */
  #prove(proof) {
    const given = this.#sessions.prove(proof);
    if (given) this.#proven = { at: Date.now(), draft: this.#shelf.draft };
    return given;
  }

  /** The page's proof was not taken: for its maker to see, in words that hold no secret. */
  #unproven(error) {
    console.warn(`Kizashi: the visitor is not verified: ${error.message}`);
    this.#emit("unverified", { code: error.code ?? "identity.source" });
  }

  async #introduce() {
    this.#session = await this.#sessions.obtain(this.#language);
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return { protocol: PROTOCOL, session: this.#session.session, language: this.#language, time_zone };
  }

  #hear(frame) {
    if (frame.type === "welcome") return this.#welcomed(frame);
    if (frame.type === "error") return this.#refused(frame);
    if (frame.type === "ack") {
      if (!this.#behaviour.answered(frame.id)) this.#outbox.taken(frame.id, frame.seq);
      return;
    }
    const changed = this.#talk.take(frame);
    const id = frame.type === "event" ? frame.body.id : null;
    if (id && this.#outbox.owns(id)) this.#outbox.taken(id, frame.seq);
    if (changed) this.#save();
    if (frame.type === "caught_up") this.#look();
    this.#draw();
  }

  #welcomed(frame) {
    this.#shelf.nameBusiness(frame.language, frame.business);
    this.#talk.welcomed(frame);
    if (this.#who?.verified && this.#who.person !== frame.person) this.#forgetUser();
    this.#who = this.#session;
    this.#connection.send({ type: "subscribe", id: newId("sub"), after: this.#talk.conversation.cursor });
    this.#outbox.flush();
    this.#behaviour.flush();
    this.#drawNow();
  }

  /** Somebody else has logged in: nothing of the former user stays on the screen or goes out. */
  #forgetUser() {
    this.#talk.earlier = null;
    this.#outbox.clear(this.#proven.at);
    if (this.#shelf.draft === this.#proven.draft) this.#panel.suggest("", { over: true });
  }

  #news(message) {
    const speaker = this.#t(`speaker.${message.speaker}`);
    const seen = this.#open && this.#visible;
    this.#panel.announce(
      seen ? this.#t("message.arrived", { speaker, text: message.text }) : this.#t("message.arrived_closed"),
    );
    if (!seen || document.visibilityState === "hidden") {
      const title = `${this.#businessName() ?? this.#t("header.title")} · ${speaker}`;
      this.#alerts.tell({ title, text: message.text, open: () => this.open() });
    }
    this.#emit("message", { id: message.id, speaker: message.speaker });
  }

  #taken(message, seq) {
    this.#talk.conversation.accepted({ ...message, seq });
    this.#save();
    this.#emit("sent", { id: message.id });
  }

  #refused(frame) {
    if (frame.code === "session.expired" || frame.code === "session.invalid") {
      this.#sessions.drop(this.#session?.session, frame.code);
      return this.#connection.reconnect();
    }
    if (frame.id && !this.#behaviour.answered(frame.id)) {
      this.#outbox.refused(frame.id, frame.code, frame.retry_after);
    }
    if (!frame.fatal) return;
    this.#connection.rest(frame.retry_after ?? LONG_REST);
    this.#connection.reconnect(new Refused(frame.code, frame.message));
  }

  #lineIs(state, reason) {
    this.#line.is(state, reason);
    if (state !== "online") {
      this.#outbox.interrupted();
      this.#talk.lost();
    }
    this.#emit("status", { status: state });
    this.#draw();
  }

  // ── keeping and showing ────────────────────────────────────────────────────────────────────

  #otherTab(name) {
    if (name === "language") {
      const { language } = this.#shelf;
      if (LANGUAGES.includes(language)) void this.#speak(language);
    }
    if (name === "tracking") this.#watch();
    if (name === "session") {
      const session = this.#sessions.current;
      if (session && session.conversation !== this.#talk.conversation.id) {
        this.#connection.start();
        this.#connection.reconnect();
      }
    }
    if (name.startsWith("out:")) this.#outbox.flush();
    this.#draw();
  }

  #leave = () => {
    this.#shelf.saveNow(this.#talk.conversation);
    this.#connection.stop(); // an open line would keep the page out of the back-forward cache
  };

  #comeBack = (event) => {
    if (event.persisted && (this.#sessions.current || this.#open)) this.#connection.start();
  };

  /** What is on the screen in front of the visitor has been seen. */
  #look = () => {
    const { id, heardUpTo } = this.#talk.conversation;
    const looking = this.#open && this.#visible && this.#page === "chat" && document.visibilityState === "visible";
    if (looking && id && heardUpTo > this.#seen()) {
      this.#shelf.see(id, heardUpTo);
      this.#connection.send({ type: "seen", seq: heardUpTo });
      this.#alerts.seen();
    }
    this.#draw();
  };

  #seen() {
    return this.#shelf.seenIn(this.#talk.conversation.id);
  }

  #save() {
    this.#shelf.save(() => this.#talk.conversation);
  }

  /** Many events make one drawing; a hidden page is drawn too, for its title may count what is new. */
  #draw() {
    this.#drawn ||= setTimeout(() => this.#drawNow(), 16);
  }

  #drawNow() {
    clearTimeout(this.#drawn);
    this.#drawn = 0;
    const visible = document.visibilityState === "visible";
    const { conversation, earlier, ownerOnline, limit, timeZone, fileLimit } = this.#talk;
    if (this.#open && visible && conversation.heardUpTo > this.#seen()) this.#look();
    const unread = conversation.unreadAfter(this.#seen());
    this.#panel.render({
      t: this.#t,
      language: this.#language,
      theme: this.#options.theme,
      side: this.#options.side,
      launcher: this.#options.launcher,
      visible: this.#visible,
      open: this.#open,
      line: this.#line.word,
      business: this.#businessName(),
      page: this.#page,
      more: {
        sound: this.#alerts.sound,
        notices: this.#alerts.notices,
        canNotify: this.#alerts.canNotify,
        empty: !this.#talk.conversations.length,
        yours: this.#yours.state,
        keepsake: this.#keepsake.state,
      },
      checking: conversation.checking && conversation.mode === "agents",
      mode: conversation.mode,
      ownerOnline,
      typing: this.#talk.isTyping(this.#connection.online),
      limit,
      timeZone,
      fileLimit,
      unread,
      rows: timeline({
        earlier,
        conversation,
        waiting: this.#outbox.list(),
        uploads: this.#uploads.list(),
        online: this.#connection.online,
      }),
    });
    if (unread !== this.#unread) this.#emit("unread", { count: (this.#unread = unread) });
  }
}
