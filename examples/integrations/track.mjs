// A Segment-style client in plain Node (18 or newer), without any dependency: it gathers calls,
// sends them in batches, tries again with the same message ids, and waits when it is told to.
//
//   KIZASHI=http://127.0.0.1:8420 KIZASHI_TOKEN=… node track.mjs

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

export class Analytics {
  #host;
  #authorization;
  #queue = [];

  constructor({ host, writeKey }) {
    this.#host = host;
    this.#authorization = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  }

  track(call) { this.#add("track", call); }
  page(call) { this.#add("page", call); }
  screen(call) { this.#add("screen", call); }
  identify(call) { this.#add("identify", call); }
  group(call) { this.#add("group", call); }
  alias(call) { this.#add("alias", call); }

  #add(type, call) {
    this.#queue.push({
      messageId: randomUUID(),
      timestamp: new Date().toISOString(),
      context: { library: { name: "kizashi-example", version: "1" } },
      ...call,
      type,
    });
  }

  /** Sends what is gathered; resolves with the server's answers, one for each batch. */
  async flush({ size = 100, attempts = 5 } = {}) {
    const answers = [];
    while (this.#queue.length > 0) {
      answers.push(await this.#send(this.#queue.slice(0, size), attempts));
      this.#queue.splice(0, size); // only now: what failed is sent again, and counts once
    }
    return answers;
  }

  async #send(batch, attempts) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(`${this.#host}/v1/batch`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: this.#authorization },
        body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
      });
      if (answer.ok) return answer.json();
      const again = answer.status === 429 || answer.status >= 500;
      if (!again || attempt === attempts) {
        throw new Error(`${answer.status}: ${await answer.text()}`);
      }
      await pause(1000 * Number(answer.headers.get("Retry-After") ?? 2 ** attempt));
    }
  }
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith("track.mjs")) {
  const analytics = new Analytics({
    host: process.env.KIZASHI ?? "http://127.0.0.1:8420",
    writeKey: process.env.KIZASHI_TOKEN,
  });
  const anonymousId = "example-browser";
  analytics.page({ anonymousId, name: "年間プラン", properties: { path: "/plans" } });
  analytics.track({ anonymousId, event: "Form Opened", properties: { form: "annual" } });
  analytics.identify({ anonymousId, userId: "member-42", traits: { name: "佐藤あい", plan: "trial" } });
  analytics.track({
    userId: "member-42",
    event: "Order Completed",
    properties: { order_id: "o-1", total: 5800, currency: "JPY", products: [{ name: "体験" }] },
  });
  console.log(JSON.stringify(await analytics.flush()));
}
