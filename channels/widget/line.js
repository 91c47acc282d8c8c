/**
 * How the line is, in the one word the visitor is told: nothing while all is well, and nothing of
 * a break so short that it mends before anybody has noticed.
 */

const QUIET_BREAK = 1_200;
const GOOD_NEWS = 2_500;
const TROUBLE = new Set(["reconnecting", "unavailable", "blocked"]);

export class LineWord {
  /** null, or `connecting`, `reconnecting`, `unavailable`, `blocked`, `back`. */
  word = null;
  #onChange;
  #coming = null;
  #timer = 0;
  #everOnline = false;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** The connection became `state`, for this reason if it told one. */
  is(state, reason) {
    if (state === "online") {
      this.#everOnline = true;
      this.#tell(TROUBLE.has(this.word) ? "back" : null);
    } else if (state === "waiting") {
      const blocked = reason?.status === 403 || reason?.code === "origin.denied";
      this.#tell(blocked ? "blocked" : this.#everOnline ? "reconnecting" : "unavailable", !TROUBLE.has(this.word));
    } else if (state === "connecting" && !this.#everOnline && !this.word && !this.#coming) {
      this.#tell("connecting", true);
    }
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #tell(word, afterAWhile = false) {
    if (afterAWhile && word === this.#coming) return; // its time runs already
    clearTimeout(this.#timer);
    this.#coming = afterAWhile ? word : null;
    if (afterAWhile) this.#timer = setTimeout(() => this.#tell(word), QUIET_BREAK);
    else {
      this.word = word;
      if (word === "back") this.#timer = setTimeout(() => this.#tell(null), GOOD_NEWS);
      this.#onChange();
    }
  }
}
