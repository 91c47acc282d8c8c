/** The log on the screen: one element per row, kept and moved, never built again without need. */
import { h, icon, prose, say, set } from "./dom.js";
import { cards, replies } from "./parts.js";

const WHY = {
  "file.too_large": "file.too_large",
  "input.too_large": "file.too_large",
  "file.kind": "file.kind",
  "file.damaged": "file.damaged",
  "file.empty": "file.damaged",
  "files.too_many": "file.too_many",
  "file.off": "file.kind",
};
/** From here on a text is broken anywhere: whole phrases would leave long lines ragged. */
const LONG = 60;
const MARKS = { ai: "ai", owner: "person", owner_through_ai: "person" };

export class MessageList {
  #list;
  #actions;
  #nodes = new Map();
  #told = new WeakMap(); // what stands in each bubble
  #t = null;
  #language = "";
  #zone;

  constructor(list, actions) {
    this.#list = list;
    this.#actions = actions;
  }

  /** Shows the rows in these words. */
  render(rows, t, language, zone) {
    this.#zone = zone;
    if (t !== this.#t) {
      this.#t = t;
      this.#language = language;
      this.#nodes.clear();
      this.#list.replaceChildren();
    }
    const gone = new Set(this.#nodes.keys());
    rows.forEach((row, place) => {
      gone.delete(row.key);
      let node = this.#nodes.get(row.key);
      if (!node) this.#nodes.set(row.key, (node = this.#build(row)));
      if (row.kind === "message") this.#refresh(node, row);
      if (this.#list.children[place] !== node) this.#list.insertBefore(node, this.#list.children[place] ?? null);
    });
    for (const key of gone) {
      this.#nodes.get(key).remove();
      this.#nodes.delete(key);
    }
  }

  /** How far down the message with this key begins, in pixels. */
  topOf(key) {
    return this.#nodes.get(key)?.offsetTop ?? 0;
  }

  /** The day in words: today, yesterday, or the date. */
  #day(at) {
    const days = (date) => Math.round(new Date(date).setHours(12, 0, 0, 0) / 86_400_000);
    const ago = days(Date.now()) - days(at);
    if (ago === 0) return this.#t("day.today");
    if (ago === 1) return this.#t("day.yesterday");
    const year = ago > 300 ? "numeric" : undefined;
    const form = { year, month: "long", day: "numeric", weekday: "short" };
    return new Intl.DateTimeFormat(this.#language, form).format(new Date(at));
  }

  #build(row) {
    if (row.kind === "day") return h("li", { class: "between day" }, this.#day(row.at));
    if (row.kind === "mark") return h("li", { class: "between mark" }, this.#t(`mark.${row.mark}`));
    const mine = row.speaker === "customer";
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const time = new Intl.DateTimeFormat(this.#language, clock).format(new Date(row.at));
    return h(
      "li",
      { "data-id": row.id, "data-speaker": row.speaker },
      h(
        "p",
        { class: mine ? "who unseen" : "who" },
        mine ? null : h("span", { class: "seal" }, icon(MARKS[row.speaker])),
        this.#t(`speaker.${row.speaker}`),
      ),
      h("div", { class: "bubble" }),
      row.coming ? null : this.#cards(row),
      h("div", { class: "meta" }, h("time", { datetime: row.at }, time), h("span", { class: "state" })),
    );
  }

  #cards({ parts }) {
    return cards(parts, { t: this.#t, language: this.#language, timeZone: this.#zone, ...this.#actions });
  }

  /** The words; those of an answer that is coming grow, and its cards come with its end. */
  #tell(node, row) {
    const bubble = node.querySelector(".bubble");
    const grown = this.#told.has(node);
    if (this.#told.get(node) === row.text + row.coming) return;
    this.#told.set(node, row.text + row.coming);
    set(bubble, "class", row.text.length > LONG ? "bubble long" : "bubble");
    bubble.replaceChildren(...prose(row.text));
    if (grown && !row.coming) bubble.after(...[this.#cards(row)].filter(Boolean));
  }

  /** Whether an answer of the AI helped: two buttons, the chosen one pressed. */
  #judge(node, row) {
    const meta = node.querySelector(".meta");
    let group = meta.querySelector(".judge");
    if (row.speaker !== "ai") return;
    if (!group) {
      const button = (helpful) =>
        h(
          "button",
          {
            type: "button",
            class: "thumb",
            "aria-label": this.#t(helpful ? "feedback.helpful" : "feedback.unhelpful"),
            onclick: () => this.#actions.judge(row.id, helpful),
          },
          icon(helpful ? "up" : "bad"),
        );
      group = h("span", { class: "judge", role: "group", "aria-label": this.#t("feedback.label") }, button(true), button(false));
      meta.append(group);
    }
    set(group.firstChild, "aria-pressed", String(row.helpful === true));
    set(group.lastChild, "aria-pressed", String(row.helpful === false));
  }

  #refresh(node, row) {
    const classes = ["message", row.speaker === "customer" ? "mine" : "theirs"];
    if (row.coming) classes.push("coming");
    if (row.first) classes.push("first");
    if (row.last) classes.push("last");
    set(node, "class", classes.join(" "));
    this.#tell(node, row);
    if (!row.coming) this.#judge(node, row);
    this.#offer(node, row);
    // The newest sent message carries its tick; older ones are known to have gone.
    const gone = row.state === "sent" || row.state === "read";
    const shown = gone && !row.newestSent ? "quiet" : (row.state ?? "quiet");
    if (node.dataset.state === row.state && node.dataset.shown === shown) return;
    set(node, "data-state", row.state);
    set(node, "data-shown", shown);
    const state = node.querySelector(".state");
    state.replaceChildren();
    if (shown !== "quiet") {
      const drawing = icon(row.state === "sending" ? "waiting" : row.state);
      state.append(drawing, h("span", {}, this.#t(`message.${row.state}`)));
    }
    node.querySelector(".choices")?.remove();
    if (row.state === "failed") node.append(this.#choices(row));
  }

  /** Answers to choose from stand under the newest message only: later they would mislead. */
  #offer(node, row) {
    const there = node.querySelector(".replies");
    if (!row.newest) return there?.remove();
    const offered = there ? null : replies(row.parts, { t: this.#t, send: this.#actions.send });
    if (offered) node.append(offered);
  }

  #choices({ id, upload, code }) {
    const choice = (what) =>
      h(
        "button",
        { type: "button", class: `plain ${what}`, onclick: () => this.#actions[what](id) },
        this.#t(`message.${what}`),
      );
    const why = upload ? h("p", { class: "why" }, this.#t(WHY[code] ?? "file.unsent")) : null;
    // The same bytes would be refused again.
    const again = code in WHY ? null : choice("retry");
    return h("div", { class: "choices" }, why, again, choice("discard"));
  }
}

/** The rows that this reader has not been told about yet go through here, one polite line each. */
export function announce(region, line) {
  say(region, "");
  // A change in a later task is heard even when the same words come twice.
  setTimeout(() => say(region, line), 60);
}
