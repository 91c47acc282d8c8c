/**
 * The line to the server: one websocket that opens itself again whenever it is lost, says hello
 * on each opening, and notices a line that has gone dead without saying so.
 */

export const FIRST_DELAY = 700;
export const LONGEST_DELAY = 30_000;
const HELLO_PATIENCE = 12_000;
const PROBE_PATIENCE = 5_000;
/** A line that held for so long was a good one: the next attempt comes at once. */
const GOOD_LINE = 5_000;

/**
 * Milliseconds to wait before the next attempt: doubling, with jitter over the upper half, so
 * that a restarted server is not met by all its visitors in the same instant.
 */
export function delayBefore(attempt, random = Math.random()) {
  const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt);
  return ceiling / 2 + (random * ceiling) / 2;
}

export class Connection {
  #url;
  #introduce;
  #onFrame;
  #onState;
  #socket = null;
  #state = "idle";
  #wanted = false;
  #attempt = 0;
  #notBefore = 0;
  #round = 0; // every attempt is a round of its own; what an older round still says is ignored
  #retryTimer = 0;
  #patience = 0;
  #heartbeat = 0;
  #lastHeard = 0;
  #openedAt = 0;

  /**
   * `introduce()` resolves to the fields of `hello`; `onFrame(frame)` gets every frame but the
   * heartbeats; `onState(state, reason)` one of `idle`, `connecting`, `online`, `waiting`.
   */
  constructor({ url, introduce, onFrame, onState }) {
    this.#url = url;
    this.#introduce = introduce;
    this.#onFrame = onFrame;
    this.#onState = onState;
    this.wake = this.wake.bind(this);
    this.probe = this.probe.bind(this);
  }

  get online() {
    return this.#state === "online";
  }

  /** Opens the line and keeps it open until `stop`. */
  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    window.addEventListener("online", this.wake);
    window.addEventListener("offline", this.probe);
    document.addEventListener("visibilitychange", this.probe);
    void this.#open();
  }

  stop() {
    this.#wanted = false;
    window.removeEventListener("online", this.wake);
    window.removeEventListener("offline", this.probe);
    document.removeEventListener("visibilitychange", this.probe);
    this.#hangUp();
    this.#become("idle");
  }

  /** Sends a frame; false when there is no line, and then nothing was sent. */
  send(frame) {
    if (!this.online || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Tries again at once: the network is back, or the visitor asks. */
  wake() {
    if (!this.#wanted || this.online) return;
    this.#attempt = 0;
    if (this.#state !== "connecting") void this.#open();
  }

  /** Leaves the present line for a new one, at once when the last one had worked. */
  reconnect(reason) {
    if (this.#wanted) this.#lost(reason);
  }

  /** Not before so many seconds from now: the server asked for it. */
  rest(seconds) {
    this.#notBefore = Date.now() + Math.min(seconds, 300) * 1000;
  }

  /** Something happened that may have cut the line: ask, and leave it when nobody answers. */
  probe() {
    if (document.visibilityState === "hidden") return;
    if (!this.online) return this.wake();
    const asked = Date.now();
    const round = this.#round;
    this.send({ type: "ping" });
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      if (round === this.#round && this.#lastHeard < asked) this.#lost();
    }, PROBE_PATIENCE);
  }

  async #open() {
    this.#hangUp();
    const round = this.#round;
    this.#become("connecting");
    let hello;
    try {
      hello = await this.#introduce();
    } catch (error) {
      if (round !== this.#round) return;
      if (error.retryAfter) this.rest(error.retryAfter);
      return this.#lost(error);
    }
    if (round !== this.#round) return;
    let socket;
    try {
      socket = new WebSocket(this.#url);
    } catch (error) {
      return this.#lost(error); // a policy of the page forbids it
    }
    this.#socket = socket;
    this.#patience = setTimeout(() => this.#lost(), HELLO_PATIENCE);
    socket.addEventListener("open", () => {
      if (round === this.#round) socket.send(JSON.stringify({ type: "hello", ...hello }));
    });
    socket.addEventListener("message", (event) => {
      if (round === this.#round) this.#hear(event.data);
    });
    socket.addEventListener("close", () => {
      if (round === this.#round) this.#lost();
    });
  }

  #hear(data) {
    this.#lastHeard = Date.now();
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return; // not a frame of ours
    }
    if (frame.type === "pong") return;
    if (frame.type === "ping") return void this.send({ type: "pong" });
    if (frame.type === "welcome") {
      clearTimeout(this.#patience);
      this.#openedAt = Date.now();
      this.#notBefore = 0;
      this.#beat((frame.heartbeat_seconds ?? 25) * 1000);
      this.#state = "online"; // so that the listener may send already
      this.#onFrame(frame);
      return this.#onState("online");
    }
    this.#onFrame(frame);
  }

  #beat(every) {
    clearInterval(this.#heartbeat);
    this.#heartbeat = setInterval(() => {
      const silent = Date.now() - this.#lastHeard;
      if (silent > 2.5 * every) this.#lost();
      else if (silent > every / 2) this.send({ type: "ping" });
    }, every);
  }

  #lost(reason) {
    const worked = this.online && Date.now() - this.#openedAt > GOOD_LINE;
    this.#hangUp();
    if (!this.#wanted) return;
    const rest = Math.max(0, this.#notBefore - Date.now());
    const delay = Math.max(rest, worked ? Math.random() * 300 : delayBefore(this.#attempt));
    this.#attempt = worked ? 0 : this.#attempt + 1;
    this.#become("waiting", reason);
    this.#retryTimer = setTimeout(() => void this.#open(), delay);
  }

  #hangUp() {
    this.#round += 1;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#patience);
    clearInterval(this.#heartbeat);
    const socket = this.#socket;
    this.#socket = null;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(1000);
    if (this.#state === "online") this.#state = "waiting";
  }

  #become(state, reason) {
    this.#state = state;
    this.#onState(state, reason);
  }
}
