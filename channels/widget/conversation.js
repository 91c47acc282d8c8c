/**
 * What has been said, as the journal tells it: events go in, in any doubling, and every message
 * is there once and in its place. Knows nothing of the screen or the network.
 */

/** The longest conversation that is kept in the tab for a reload; a longer one is asked for anew. */
const KEPT_MESSAGES = 400;

/** Our own message was accepted but its place is not told yet: the event will tell. */
const UNPLACED = Number.MAX_SAFE_INTEGER;

/** Those who may speak for the business. Whoever we do not know is never shown as a person. */
const SPEAKERS = new Set(["ai", "owner", "owner_through_ai"]);

export class Conversation {
  id = null;
  cursor = 0;
  mode = "agents";
  messages = []; // {id, seq, at, speaker, text, parts, coming?, heard?}, by seq
  marks = []; // {id, seq, at, kind}: the conversation changed hands
  readUpTo = 0; // a person of the business has read so far, as a seq
  checking = false; // an answer waits for a person
  helpful = {}; // what the visitor said of answers, by message id
  #known = new Map();

  constructor(saved) {
    if (!saved || !Array.isArray(saved.messages) || typeof saved.cursor !== "number") return;
    this.id = saved.id;
    this.cursor = saved.cursor;
    this.mode = saved.mode;
    this.marks = saved.marks;
    this.readUpTo = saved.readUpTo ?? 0;
    this.checking = saved.checking ?? false;
    this.helpful = saved.helpful ?? {};
    for (const message of saved.messages) this.#place(message);
  }

  /** The part that a reload of this tab may start from, or null when it would be too much. */
  saved() {
    const placed = this.messages.filter((message) => message.seq !== UNPLACED);
    if (placed.length > KEPT_MESSAGES) return null;
    const { id, cursor, mode, marks, readUpTo, checking, helpful } = this;
    return { id, cursor, mode, marks, readUpTo, checking, helpful, messages: placed };
  }

  /** Takes one event; returns the message it newly brought, or null. */
  take({ seq, at, body }) {
    if (seq <= this.cursor) return null;
    this.cursor = seq;
    const parts = Array.isArray(body.parts) ? body.parts : [];
    switch (body.kind) {
      case "message.received":
        this.checking = false; // what was held is made anew with these words
        return this.#place({ id: body.id, seq, at, speaker: "customer", text: body.text, parts });
      case "message.sent": {
        this.checking = false;
        const speaker = SPEAKERS.has(body.speaker) ? body.speaker : "ai";
        if (speaker !== "ai") this.readUpTo = seq; // a person who answers has read
        return this.#place({ id: body.id, seq, at, speaker, text: body.text, parts });
      }
      case "turn.finished":
        this.checking = body.outcome === "held";
        break;
      case "conversation.seen":
        this.readUpTo = Math.max(this.readUpTo, body.seq);
        break;
      case "behaviour.observed":
        this.helpful = { ...this.helpful, [body.message]: body.helpful === true };
        break;
      case "person.requested":
        this.marks.push({ id: `mark_${seq}`, seq, at, kind: body.kind });
        break;
      case "conversation.taken_over":
      case "conversation.handed_back":
        this.checking = false;
        this.mode = body.kind === "conversation.taken_over" ? "owner" : "agents";
        this.marks.push({ id: `mark_${seq}`, seq, at, kind: body.kind });
    }
    return null;
  }

  /** Takes what was said so far of an answer that is still coming: one bubble that grows. */
  takeChunk({ seq, at, id, text }) {
    if (seq <= this.cursor) return;
    this.cursor = seq;
    this.checking = false;
    const known = this.#known.get(id);
    if (known) known.text = text;
    else this.#place({ id, seq, at, speaker: "ai", text, parts: [], coming: true });
  }

  /** Whether an answer is still coming. */
  get coming() {
    return this.messages.some((message) => message.coming);
  }

  caughtUp(seq) {
    this.cursor = Math.max(this.cursor, seq);
  }

  /** Our own message is durable: it takes its place without waiting for its event. */
  accepted({ id, text, at, files = [], seq }) {
    this.#place({ id, text, at, speaker: "customer", parts: files, seq: seq ?? UNPLACED });
  }

  has(id) {
    return this.#known.has(id);
  }

  /** How many messages of the business came after `seq`. */
  unreadAfter(seq) {
    return this.messages.filter((m) => m.speaker !== "customer" && m.seq > seq).length;
  }

  /** The newest message of the business, as a seq; 0 when it has not spoken. */
  get heardUpTo() {
    const end = (m) => m.heard ?? m.seq;
    return this.messages.reduce((top, m) => (m.speaker === "customer" ? top : Math.max(top, end(m))), 0);
  }

  #place(message) {
    const known = this.#known.get(message.id);
    if (known?.coming) {
      // The whole takes the place of what was shown of it, and stays where that stood.
      Object.assign(known, { text: message.text, parts: message.parts, heard: message.seq, coming: false });
      return known;
    }
    if (known && known.seq !== UNPLACED) return null;
    if (known) this.messages.splice(this.messages.indexOf(known), 1);
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].seq > message.seq) at -= 1;
    this.messages.splice(at, 0, message);
    this.#known.set(message.id, message);
    return known ? null : message;
  }
}
