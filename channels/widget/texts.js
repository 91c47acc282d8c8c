/** The widget's words in the visitor's language, and the choice of that language. */

export const LANGUAGES = ["ja", "en"];

/** The language to begin with: the visitor's own choice, the page's setting, the page, the browser. */
export function firstLanguage(chosen, configured) {
  const wishes = [chosen, configured, document.documentElement.lang, ...(navigator.languages ?? [])];
  for (const wish of wishes) {
    const found = LANGUAGES.find((language) => String(wish ?? "").toLowerCase().startsWith(language));
    if (found) return found;
  }
  return "en";
}

/** Fetches the texts of a language once; resolves to a function from key and values to text. */
export class Texts {
  #address;
  #loaded = new Map();

  constructor(base, version) {
    this.#address = (language) => `${base}widget/texts/${language}.json?v=${version}`;
  }

  async of(language) {
    if (!this.#loaded.has(language)) {
      const answer = await fetch(this.#address(language), { credentials: "omit" });
      if (!answer.ok) throw new Error(`the texts could not be loaded (HTTP ${answer.status})`);
      const lines = await answer.json();
      this.#loaded.set(language, (key, values = {}) =>
        lines[key].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)),
      );
    }
    return this.#loaded.get(language);
  }
}
