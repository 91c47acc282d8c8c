/**
 * What the visitor does on the page, noticed by itself: only where the page asks for it and the
 * visitor agrees. Never a key that is pressed, never what stands in a field, never a query.
 */

const DWELL = 90; // seconds on one page that are worth a word while they last
const GLANCE = 30; // less than that is no dwelling
const NEW_VISIT = 30 * 60_000; // a page seen again after so long is a return (web analytics' session)
const FORM_LEFT = 30_000; // away from a form for so long, and it counts as closed
const DEEP = 0.6; // scrolled down so far …
const BACK = 0.35; // … and up again by so much of the page
const PLACES = 50;

export class Capture {
  #note;
  #store;
  #stop = null;
  #path = "";
  #seconds = 0;
  #dwelt = false;
  #deepest = 0;
  #wentBack = false;
  #form = null;
  #formTimer = 0;

  /** `note(event, properties)` tells; `store` keeps which pages this browser has seen. */
  constructor(note, store) {
    this.#note = note;
    this.#store = store;
  }

  /** Begins or ends; what was kept goes with the agreement. */
  set on(wanted) {
    if (wanted && !this.#stop) this.#begin();
    else if (!wanted && this.#stop) this.end({ forget: true });
  }

  end({ forget = false } = {}) {
    this.#stop?.();
    this.#stop = null;
    if (forget) this.#store.remove("places");
  }

  #begin() {
    const heard = new AbortController();
    const listen = (target, event, work) =>
      target?.addEventListener(event, work, { signal: heard.signal, passive: true, capture: true });
    const clock = setInterval(() => this.#tick(), 1_000);
    listen(window, "popstate", () => this.#arrive());
    listen(window.navigation, "navigatesuccess", () => this.#arrive());
    listen(window, "pagehide", () => this.#depart());
    listen(window, "scroll", () => this.#scrolled());
    listen(document, "focusin", (event) => this.#intoForm(event.target));
    listen(document, "focusout", () => this.#outOfForm());
    listen(document, "submit", (event) => this.#submitted(event.target));
    listen(document, "click", (event) => this.#pressed(event.target));
    this.#stop = () => {
      heard.abort();
      clearInterval(clock);
      clearTimeout(this.#formTimer);
      this.#path = "";
      this.#form = null;
    };
    this.#arrive();
  }

  #arrive() {
    const { pathname } = window.location;
    if (pathname === this.#path) return;
    if (this.#path) this.#depart();
    [this.#path, this.#seconds, this.#dwelt, this.#deepest, this.#wentBack] = [pathname, 0, false, 0, false];
    const places = this.#store.get("places") ?? {};
    const known = places[pathname];
    const now = Date.now();
    const again = Boolean(known) && now - known.at > NEW_VISIT;
    const times = (known?.times ?? 0) + (again || !known ? 1 : 0);
    const newest = Object.entries({ ...places, [pathname]: { at: now, times } }).sort(([, a], [, b]) => b.at - a.at);
    this.#store.set("places", Object.fromEntries(newest.slice(0, PLACES)));
    if (again) this.#note("return", { path: pathname, times });
    else this.#note("page", { path: pathname, name: document.title });
  }

  #depart() {
    if (this.#form) this.#closeForm();
    if (!this.#dwelt && this.#seconds >= GLANCE) this.#note("dwell", { path: this.#path, seconds: this.#seconds });
    this.#dwelt = true;
  }

  #tick() {
    if (document.visibilityState !== "visible") return;
    this.#seconds += 1;
    if (this.#dwelt || this.#seconds < DWELL) return;
    this.#dwelt = true;
    this.#note("dwell", { path: this.#path, seconds: this.#seconds });
  }

  #scrolled() {
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    if (this.#wentBack || scrollHeight < 2 * clientHeight) return;
    const here = scrollTop / (scrollHeight - clientHeight);
    this.#deepest = Math.max(this.#deepest, here);
    if (this.#deepest < DEEP || this.#deepest - here < BACK) return;
    this.#wentBack = true;
    this.#note("scroll_back", { path: this.#path });
  }

  /** A form is told by its own name; one that asks for a password is not told at all. */
  #intoForm(element) {
    const form = element?.form;
    if (form && form === this.#form) return clearTimeout(this.#formTimer);
    if (!(form instanceof HTMLFormElement) || form.querySelector("[type=password]")) return;
    if (this.#form) this.#closeForm();
    this.#form = form;
    this.#note("form_open", { path: this.#path, form: nameOf(form) });
  }

  #outOfForm() {
    if (!this.#form) return;
    clearTimeout(this.#formTimer);
    this.#formTimer = setTimeout(() => this.#closeForm(), FORM_LEFT);
  }

  #closeForm() {
    clearTimeout(this.#formTimer);
    this.#note("form_close", { path: this.#path, form: nameOf(this.#form) });
    this.#form = null;
  }

  #submitted(form) {
    if (form !== this.#form) return;
    clearTimeout(this.#formTimer);
    this.#form = null;
    this.#note("form_submit", { path: this.#path, form: nameOf(form) });
  }

  /** What the page marks itself: `data-kizashi-track="cart_add" data-kizashi-item="W-01"`. */
  #pressed(target) {
    const marked = target instanceof Element ? target.closest("[data-kizashi-track]") : null;
    if (!marked) return;
    const { kizashiTrack: event, kizashiItem: item } = marked.dataset;
    this.#note(event, { path: this.#path, ...(item ? { item } : {}) });
  }
}

function nameOf(form) {
  return (form.getAttribute("id") || form.getAttribute("name") || "form").slice(0, 80);
}
