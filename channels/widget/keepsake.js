/**
 * The conversation to keep: saved as a file, or sent by e-mail to an address that the visitor
 * types. What is asked of the server is asked here; the state is handed to the screen.
 */
import { save, transcript } from "./transcript.js";

const PATIENCE = 10; // seconds that the visitor watches the mail go; it goes on without them
const REFUSALS = { "mail.address": "address", "mail.too_many": "too_many" };

export class Keepsake {
  /**
   * `mail` is whether mail can be asked for; `address` the one that is known of a verified visitor;
   * `mailing` null, or how the one that was asked for goes: `coming`, `later`, `sent`, `failed`,
   * `address` (it is none) or `too_many`.
   */
  state = { mail: false, address: "", mailing: null };
  #api;
  #words;
  #told;
  #onChange;

  /** `told` gives the conversations on the screen and the name of the business. */
  constructor({ api, words, told, onChange }) {
    this.#api = api;
    this.#words = words;
    this.#told = told;
    this.#onChange = onChange;
  }

  actions() {
    return { transcript: () => this.#save(), mail: (address) => this.#mail(address) };
  }

  /** Asks whether the shop sends mail; without an answer only the file is offered. */
  async askOffer() {
    this.#is({ mailing: null });
    try {
      const { mail, address } = await this.#api.get("me/transcript");
      this.#is({ mail, address: address ?? "" });
    } catch {
      this.#is({ mail: false });
    }
  }

  #is(change) {
    this.state = { ...this.state, ...change };
    this.#onChange();
  }

  #save() {
    const { conversations, business } = this.#told();
    if (!conversations.length) return;
    const { t, language } = this.#words();
    const day = new Date().toISOString().slice(0, 10);
    save(transcript(conversations, { t, language, business }), `${business} ${day}.txt`);
  }

  async #mail(address) {
    const { language } = this.#words();
    this.#is({ mailing: "coming" });
    try {
      let { id, status } = await this.#api.send("POST", "me/transcript", { address, language });
      for (let asked = 0; status === "pending" && asked < PATIENCE; asked += 1) {
        await new Promise((later) => setTimeout(later, 1_000));
        ({ status } = await this.#api.get(`me/transcript/${encodeURIComponent(id)}`));
      }
      this.#is({ mailing: status === "pending" ? "later" : status });
    } catch (error) {
      this.#is({ mailing: REFUSALS[error.code] ?? "failed" });
    }
  }
}
