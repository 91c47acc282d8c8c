/**
 * What the server keeps of the visitor, and what they decide about it: consents, what is known, a
 * copy, erasure. Each choice is asked of the server here; the state is handed to the screen.
 */
import { save } from "./transcript.js";

const ERASURE_PATIENCE = 20; // seconds that the visitor watches; it goes on without them
const UNKNOWN = { consents: null, me: null, facts: null, erasure: null, copying: null };

export class VisitorData {
  /** What `Yours` shows; a value is null while it is not known, `"failed"` when it cannot be. */
  state = UNKNOWN;
  #api;
  #words;
  #announce;
  #onConsents;
  #onErased;
  #onChange;

  /** `words` gives the texts and the language of this moment. */
  constructor({ api, words, announce, onConsents, onErased, onChange }) {
    this.#api = api;
    this.#words = words;
    this.#announce = announce;
    this.#onConsents = onConsents;
    this.#onErased = onErased;
    this.#onChange = onChange;
  }

  /** What the visitor may press. */
  actions() {
    return {
      consent: (purpose, given) => this.#decide(purpose, given),
      askKnown: () => {
        void this.#learn("facts", "me/facts");
        void this.#learn("me", `me?language=${this.#words().language}`);
      },
      notSo: (fact) => this.#notSo(fact),
      copy: (form) => this.#copy(form),
      erasing: (erasure) => this.#is({ erasure }),
      erase: () => this.#erase(),
    };
  }

  /** Another page is shown: what was asked for on the one before is asked anew. */
  turnedTo() {
    this.state = { ...UNKNOWN, consents: this.state.consents };
  }

  askConsents() {
    return this.#learn("consents", `me/consents?language=${this.#words().language}`);
  }

  #is(change) {
    this.state = { ...this.state, ...change };
    this.#onChange();
  }

  #consentsAre(consents) {
    if (Array.isArray(consents)) this.#onConsents(consents);
    this.#is({ consents });
  }

  /** Asks the server for what the page behind the chat shows. */
  async #learn(what, path) {
    let told;
    try {
      told = await this.#api.get(path);
    } catch {
      told = "failed";
    }
    if (what === "consents") this.#consentsAre(told.items ?? told);
    else this.#is({ [what]: told.items ?? told });
  }

  /** A choice is on the screen at once, and goes back when the server does not take it. */
  async #decide(purpose, given) {
    const { t, language } = this.#words();
    const before = this.state.consents;
    this.#is({ consents: before.map((item) => (item.purpose === purpose ? { ...item, given } : item)) });
    try {
      const { items } = await this.#api.send("PUT", "me/consents", { purpose, given, language });
      this.#consentsAre(items);
      this.#announce(t(given ? "consent.given" : "consent.withdrawn"));
    } catch {
      this.#is({ consents: before });
      this.#announce(t("consent.failed"));
    }
  }

  async #notSo(fact) {
    const { t } = this.#words();
    try {
      const { items } = await this.#api.send("DELETE", `me/facts/${encodeURIComponent(fact)}`, {});
      this.#is({ facts: items });
      this.#announce(t("facts.removed"));
    } catch {
      this.#announce(t("consent.failed"));
    }
  }

  /** Everything that is kept of the visitor, as a page to read or a file for machines. */
  async #copy(form) {
    const { t, language } = this.#words();
    let copying = null;
    try {
      save(await this.#api.file(`me/copy?form=${form}&language=${language}`), `${t("copy.name")}.${form}`);
    } catch {
      copying = "failed";
    }
    this.#is({ copying });
  }

  /** Has everything erased: with the server first, then in this browser. */
  async #erase() {
    this.#is({ erasure: "coming" });
    try {
      const { subject_request_id: id, request_status } = await this.#api.send("POST", "me/requests", { type: "erasure" });
      let status = request_status;
      for (let asked = 0; status !== "completed" && asked < ERASURE_PATIENCE; asked += 1) {
        await new Promise((later) => setTimeout(later, 1_000));
        status = (await this.#api.get(`me/requests/${encodeURIComponent(id)}`)).request_status;
      }
      this.#onErased();
      this.#is({ ...UNKNOWN, erasure: status === "completed" ? "done" : "coming" });
    } catch {
      this.#is({ erasure: "failed" });
    }
  }
}
