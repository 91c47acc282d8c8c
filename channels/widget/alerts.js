/**
 * Telling a visitor who is elsewhere that an answer has come: a soft sound, a notification of the
 * browser. Both are off until the visitor asks for them.
 */

const NOTES = [
  [660, 0],
  [880, 0.12],
];
const LONGEST_NOTICE = 120;

export class Alerts {
  #store;
  #audio = null;
  #shown = null;

  constructor(store) {
    this.#store = store;
  }

  get sound() {
    return this.#store.get("alerts")?.sound === true;
  }

  /** `on`, `off`, or `blocked`: the visitor wants them and the browser does not let us. */
  get notices() {
    if (this.#store.get("alerts")?.notices !== true) return "off";
    return window.Notification?.permission === "granted" ? "on" : "blocked";
  }

  /** False where the browser knows no notifications (phones' pages, insecure addresses). */
  get canNotify() {
    return "Notification" in window && window.isSecureContext;
  }

  /** Called from the visitor's own press, as browsers demand. */
  setSound(on) {
    this.#keep({ sound: on });
    if (on) this.ring();
  }

  async setNotices(on) {
    if (on && Notification.permission === "default") await Notification.requestPermission();
    this.#keep({ notices: on });
  }

  /** News has come while the visitor looks elsewhere. `open` brings them to it. */
  tell({ title, text, open }) {
    if (this.sound) this.ring();
    if (this.notices !== "on" || document.visibilityState === "visible") return;
    try {
      this.#shown?.close();
      const body = text.length > LONGEST_NOTICE ? `${text.slice(0, LONGEST_NOTICE - 1)}…` : text;
      const shown = new Notification(title, { body, tag: "kizashi" });
      shown.onclick = () => {
        window.focus();
        shown.close();
        open();
      };
      this.#shown = shown;
    } catch {
      // Some phones know the permission and refuse the constructor: the badge has to do.
    }
  }

  seen() {
    this.#shown?.close();
    this.#shown = null;
  }

  ring() {
    try {
      this.#audio ??= new AudioContext();
      const from = this.#audio.currentTime + 0.02;
      for (const [pitch, after] of NOTES) {
        const [tone, loudness] = [this.#audio.createOscillator(), this.#audio.createGain()];
        tone.frequency.value = pitch;
        loudness.gain.setValueAtTime(0, from + after);
        loudness.gain.linearRampToValueAtTime(0.08, from + after + 0.02);
        loudness.gain.exponentialRampToValueAtTime(0.0001, from + after + 0.4);
        tone.connect(loudness).connect(this.#audio.destination);
        tone.start(from + after);
        tone.stop(from + after + 0.45);
      }
    } catch {
      // No sound here: a browser without audio, or one that wants a press first.
    }
  }

  #keep(change) {
    this.#store.set("alerts", { ...this.#store.get("alerts"), ...change });
  }
}
