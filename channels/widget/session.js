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

/** Names of the errors with which `fetch` says that nothing came through. */
const NETWORK = new Set(["TypeError", "AbortError", "TimeoutError", "NetworkError"]);

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
  #onUnproven;
  #source = null;
  #due = false;

  /** `onUnproven(error)` is told when the server does not take the page's proof. */
  constructor(base, store, onUnproven) {
    this.#base = base;
    this.#store = store;
    this.#onUnproven = onUnproven;
  }

  /**
   * The page says who is logged in: `token` is a signed token or a function that gets one,
   * `userId` with `userHash` the proof of those who migrate. It is handed over once on each page.
   */
  prove({ token, userId, userHash }) {
    if (token) {
      this.#source = async () => {
        const signed = typeof token === "function" ? await token() : token;
        return signed ? { token: String(signed) } : null;
      };
    }
    else if (userId && userHash) {
      this.#source = async () => ({ user_id: String(userId), user_hash: String(userHash) });
    } else return false;
    return (this.#due = true);
  }

  /** The session this browser had last, good or not, or null. */
  get kept() {
    const kept = this.#store.get("session");
    return typeof kept?.session === "string" ? kept : null;
  }

  /** The session to go on with, or null; null too while a proof waits to be handed over. */
  get current() {
    const kept = this.kept;
    const usable = kept && !kept.over && !this.#due && !(Date.parse(kept.expires_at) <= Date.now());
    return usable ? kept : null;
  }

  /** The session to use: the one kept, or a new one. Throws `Refused`, or what `fetch` throws. */
  obtain(language) {
    if (this.current) return Promise.resolve(this.current);
    return alone(`kizashi:${this.#base}:session`, async () => {
      if (this.current) return this.current; // another tab was first
      const made = (await this.#proven(language)) ?? (await this.#renewed(language)) ?? (await this.#ask({ language }));
      this.#store.set("session", made);
      return made;
    });
  }

  /** The server no longer takes this session. One that another tab has renewed meanwhile stays. */
  drop(session, code) {
    const kept = this.kept;
    if (kept?.session !== session) return;
    if (code === "session.expired") this.#store.set("session", { ...kept, over: true });
    else this.#store.remove("session");
    this.#due ||= Boolean(kept.verified && this.#source);
  }

  /** A session for the user whom the page proves; null when it proves none. */
  async #proven(language) {
    const kept = this.kept;
    if (!this.#due && !(kept?.verified && this.#source)) return null;
    try {
      const proof = await this.#source();
      if (!proof) throw new Refused("identity.none", "the page says that nobody is logged in");
      const former = kept && !kept.verified ? { session: kept.session } : {};
      const made = await this.#ask({ language, ...proof, ...former });
      this.#due = false;
      return made;
    } catch (error) {
      // A network that is down says nothing about who the visitor is: it is asked again later.
      const refused = error instanceof Refused ? error.code.startsWith("identity.") : !NETWORK.has(error.name);
      if (!refused) throw error;
      // The chat goes on with a stranger: whose session this was is not for whoever comes now.
      this.#due = false;
      if (kept?.verified) this.#store.remove("session");
      this.#onUnproven(error);
      return null;
    }
  }

  /** The stranger of an ended session again; null when that is not to be had. */
  async #renewed(language) {
    const kept = this.kept;
    if (!kept || kept.verified) return null;
    if (!kept.over && !(Date.parse(kept.expires_at) <= Date.now())) return kept;
    try {
      return await this.#ask({ language, session: kept.session });
    } catch (error) {
      if (error instanceof Refused && error.code.startsWith("session.")) return null;
      throw error;
    }
  }

  async #ask(wanted) {
    const answer = await fetch(`${this.#base}v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wanted),
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
