/** The visitor's own side of the HTTP API: asked with their session, answered with JSON or refused. */
import { Refused } from "./session.js";

export class Api {
  #base;
  #session;

  /** `session` resolves to the session to ask with. */
  constructor(base, session) {
    this.#base = base;
    this.#session = session;
  }

  get(path) {
    return this.#ask("GET", path);
  }

  send(method, path, body) {
    return this.#ask(method, path, { body: JSON.stringify(body), type: "application/json" });
  }

  /** A file's bytes as they are. */
  upload(path, blob) {
    return this.#ask("POST", path, { body: blob, type: "application/octet-stream", patience: 120_000 });
  }

  /** A stored file as a blob. */
  async file(path) {
    return (await this.#answer("GET", path, {})).blob();
  }

  async #ask(method, path, how = {}) {
    return (await this.#answer(method, path, how)).json();
  }

  async #answer(method, path, { body, type, patience = 20_000 }) {
    const { session } = await this.#session();
    const answer = await fetch(`${this.#base}v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${session}`, ...(type ? { "content-type": type } : {}) },
      body,
      credentials: "omit",
      signal: AbortSignal.timeout(patience),
    });
    if (answer.ok) return answer;
    const { error } = await answer.json().catch(() => ({}));
    throw new Refused(error?.code ?? "service.unavailable", error?.message ?? "", {
      status: answer.status,
      retryAfter: Number(answer.headers.get("retry-after")) || null,
    });
  }
}
