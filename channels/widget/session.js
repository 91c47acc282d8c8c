/**
 * The visitor's session: a signed word from the server that says which person and conversation
 * this browser belongs to. Made when the visitor first needs it, never before.
 */

/** What the server refused, in its own words: a stable code, and how long to wait if it said so. */
export class Refused extends Error {
  constructor(code, message, { status = 0, retryAfter = null } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** What one tab has stored, the others see a moment later. */
const SEEN_BY_ALL = 250;

/** One tab at a time, so that two tabs do not make two people out of one visitor. */
function alone(name, work) {
  if (!navigator.locks) return work();
  return new Promise((resolve, reject) => {
    const turn = async () => {
      resolve(await work());
      await new Promise((done) => setTimeout(done, SEEN_BY_ALL));
    };
    navigator.locks.request(name, turn).catch(reject);
  });
}

export class Sessions {
  #base;
  #store;

  constructor(base, store) {
    this.#base = base;
    this.#store = store;
  }

  /** The session this browser has, or null. */
  get current() {
    const kept = this.#store.get("session");
    const usable = typeof kept?.session === "string" && !(Date.parse(kept.expires_at) <= Date.now());
    return usable ? kept : null;
  }

  /** The session to use: the one kept, or a new one. Throws `Refused`, or what `fetch` throws. */
  obtain(language) {
    if (this.current) return Promise.resolve(this.current);
    return alone(`kizashi:${this.#base}:session`, async () => {
      if (this.current) return this.current; // another tab was first
      const made = await this.#ask(language);
      this.#store.set("session", made);
      return made;
    });
  }

  /** The server no longer takes this session. One that another tab has renewed meanwhile stays. */
  drop(session) {
    if (this.#store.get("session")?.session === session) this.#store.remove("session");
  }

  async #ask(language) {
    const answer = await fetch(`${this.#base}v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ language }),
      credentials: "omit",
      signal: AbortSignal.timeout(15_000),
    });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok && typeof body.session === "string") return body;
    throw new Refused(body.error?.code ?? "service.unavailable", body.error?.message ?? "", {
      status: answer.status,
      retryAfter: Number(answer.headers.get("retry-after")) || null,
    });
  }
}
