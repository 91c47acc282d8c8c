/**
 * The talk with the business as the server tells it: the conversation on the screen and the one
 * before it, who types, who is there, and the limits that the server set.
 */
import { Conversation } from "./conversation.js";

const SPOKEN_FOR = 30_000; // milliseconds until "is typing" is taken to have ended

export class Talk {
  conversation;
  /** A former conversation of this page that stays in sight above the present one, or null. */
  earlier = null;
  ownerOnline = false;
  limit = 10_000; // characters of a message
  fileLimit = 0; // bytes of a file; 0: none are taken
  timeZone;
  #replaying;
  #typing = false;
  #typingTimer = 0;
  #onNews;
  #onChange;

  /** `onNews(message)` is told of what the business says now, and not of what is only caught up. */
  constructor({ saved, onNews, onChange }) {
    this.conversation = new Conversation(saved);
    this.#replaying = this.conversation.cursor === 0;
    this.#onNews = onNews;
    this.#onChange = onChange;
  }

  /** Those in which something was said, the former one first. */
  get conversations() {
    return [this.earlier, this.conversation].filter((found) => found?.messages.length);
  }

  /** Whether an answer is being worded, by a person or before the visitor's eyes. */
  isTyping(online) {
    return this.#typing || (this.conversation.coming && online);
  }

  /** Takes a frame; says whether the conversation is another one afterwards. */
  take(frame) {
    switch (frame.type) {
      case "event":
        this.#happened(frame);
        return true;
      case "reply.chunk":
        this.conversation.takeChunk(frame);
        return true;
      case "caught_up":
        this.conversation.caughtUp(frame.seq);
        this.#replaying = false;
        return true;
      case "typing":
        if (frame.who === "business") this.#typingIs(frame.on);
        return false;
      case "presence":
        if (frame.who === "business") this.ownerOnline = frame.online;
    }
    return false;
  }

  /** The server said whose conversation this is and what holds here. */
  welcomed(frame) {
    this.timeZone = frame.time_zone;
    this.fileLimit = frame.max_file_bytes ?? 0;
    this.limit = frame.max_message_characters ?? this.limit;
    const { id, cursor } = this.conversation;
    if ((id && frame.conversation && id !== frame.conversation) || cursor > frame.head) {
      // Another conversation than the one on the screen, or a journal that knows less than we do:
      // begin anew, and keep in sight what had been said.
      this.earlier = this.conversation.messages.length ? this.conversation : this.earlier;
      this.#anew();
    }
    this.conversation.id = frame.conversation ?? null;
  }

  judge(message, helpful) {
    this.conversation.helpful = { ...this.conversation.helpful, [message]: helpful };
  }

  /** Nothing of what was said stays. */
  forget() {
    this.earlier = null;
    this.#anew();
  }

  /** The line is gone: who was there is not known any more. */
  lost() {
    this.ownerOnline = false;
    this.#typingIs(false);
  }

  stop() {
    clearTimeout(this.#typingTimer);
  }

  #anew() {
    this.conversation = new Conversation(null);
    this.#replaying = true;
  }

  #happened(frame) {
    const message = this.conversation.take(frame);
    if (!message || message.speaker === "customer") return;
    this.#typingIs(false);
    if (!this.#replaying) this.#onNews(message);
  }

  #typingIs(on) {
    clearTimeout(this.#typingTimer);
    this.#typing = on;
    if (on) this.#typingTimer = setTimeout(() => this.#typingIs(false), SPOKEN_FOR);
    this.#onChange();
  }
}
