/** The conversation as a text file: who said what, and when. */

export function transcript(conversations, { t, language, business }) {
  const form = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const lines = conversations.flatMap(({ messages }) =>
    messages.map(({ at, speaker, text }) => `${form.format(new Date(at))}  ${t(`speaker.${speaker}`)}\n${text}\n`),
  );
  return [business, t("transcript.head", { when: form.format(new Date()) }), "", ...lines].join("\n");
}

/** Hands a text to the visitor as a file of that name. */
export function save(text, name, type = "text/plain;charset=utf-8") {
  // The mark at the start tells older Windows editors that Japanese follows.
  const blob = text instanceof Blob ? text : new Blob(["\uFEFF", text], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
