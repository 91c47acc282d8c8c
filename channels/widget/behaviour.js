/**
 * What the visitor does on the page, as far as the visitor has agreed, on its way to the server.
 * What could not be sent is gone when the page is left.
 */
import { newId } from "./outbox.js";

const WAITING_AT_MOST = 100;
const PROPERTIES_AT_MOST = 4_096; // bytes, the protocol's limit

export class Behaviour {
  #send;
  #waiting = new Map();

  constructor(send) {
    this.#send = send;
  }

  /** Notes one event, to be sent now or when the line is back. */
  note(event, properties = {}) {
    const name = String(event ?? "").trim().slice(0, 100);
    const size = new TextEncoder().encode(JSON.stringify(properties)).length;
    if (!name || size > PROPERTIES_AT_MOST) {
      const needs = `a name, and properties of at most ${PROPERTIES_AT_MOST} bytes`;
      console.warn(`Kizashi: the event "${name}" was not sent: it needs ${needs}.`);
      return;
    }
    const now = new Date();
    const clock = [now.getHours(), now.getMinutes()].map((n) => String(n).padStart(2, "0"));
    this.send("evt", {
      type: "behaviour",
      behaviour: { event: name, properties, local_time: clock.join(":") },
      observed_at: now.toISOString(),
    });
  }

  /** Sends a frame until it is answered, with an id of its own that begins so. */
  send(prefix, content) {
    const frame = { ...content, id: newId(prefix) };
    if (this.#waiting.size >= WAITING_AT_MOST) this.#waiting.delete(this.#waiting.keys().next().value);
    this.#waiting.set(frame.id, frame);
    this.#send(frame);
  }

  /** The line is open: everything not yet acknowledged goes, with the ids it had. */
  flush() {
    for (const frame of this.#waiting.values()) if (!this.#send(frame)) return;
  }

  /** The server answered, with an ack or a refusal: either way we are done with it. */
  answered(id) {
    return this.#waiting.delete(id);
  }
}
