/** What a message carries beside its words: cards, and answers to choose from. */
import { h, icon, prose, set } from "./dom.js";

/** Only web addresses can be opened from a message, whatever the server lets through. */
function link(address, label) {
  if (!/^https?:\/\//.test(address ?? "")) return null;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow ugc", class: "more-link" }, label);
}

/** A time on the wall clock of the business; whose clock it is, is told to those who live by another. */
function when({ begins, ends }, language, timeZone) {
  const elsewhere = timeZone && timeZone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = { month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const form = new Intl.DateTimeFormat(language, { ...day, timeZone, ...(elsewhere ? { timeZoneName: "short" } : {}) });
  const [from, to] = [new Date(begins), ends ? new Date(ends) : null];
  return to ? form.formatRange(from, to) : form.format(from);
}

function size(bytes, language) {
  const [amount, unit] = bytes < 1_048_576 ? [Math.max(1, bytes / 1024), "kilobyte"] : [bytes / 1_048_576, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
}

/**
 * A picture is drawn on a canvas: the bytes come over the visitor's own session, and a page whose
 * policy knows nothing of our pictures has nothing to forbid.
 */
function picture(part, fetchFile) {
  const canvas = h("canvas", { class: "picture", role: "img", "aria-label": part.name, width: part.width, height: part.height });
  fetchFile(part)
    .then((blob) => createImageBitmap(blob))
    .then((image) => canvas.getContext("2d").drawImage(image, 0, 0))
    .catch(() => set(canvas, "data-lost", true));
  return canvas;
}

/** The cards of a message as elements; kinds we do not know are left out. */
export function cards(parts, { t, language, timeZone, send, fetchFile, saveFile, pageOf }) {
  const choose = (part, label) =>
    part.says ? h("button", { type: "button", class: "choose", onclick: () => send(part.says) }, label) : null;
  const card = (kind, drawing, part, ...rest) =>
    h(
      "li",
      { class: `card ${kind}` },
      h("p", { class: "card-title" }, icon(drawing), h("span", {}, part.title)),
      ...rest,
      part.text ? h("p", { class: "card-text" }, ...prose(part.text)) : null,
    );
  const make = {
    product: (part) => [
      card("product", "product", part, part.price ? h("p", { class: "card-price" }, part.price) : null),
      link(part.url, t("card.look")),
      choose(part, t("card.ask")),
    ],
    slot: (part) => [
      card("slot", "slot", part, h("p", { class: "card-when" }, h("time", { datetime: part.begins }, when(part, language, timeZone)))),
      choose(part, t("card.take")),
    ],
    file: (part) => [
      part.width
        ? h("li", { class: "card file", "data-picture": true }, picture(part, fetchFile), h("p", { class: "card-name" }, part.name))
        : card("file", "document", { title: part.name }, h("p", { class: "card-text" }, size(part.size, language))),
      h("button", { type: "button", class: "more-link", onclick: () => saveFile(part) }, t("file.save"), h("span", { class: "unseen" }, ` ${part.name}`)),
    ],
    document: (part) => [card("document", "document", part), link(part.passage ? pageOf(part.passage) : part.url, t("card.read"))],
  };
  const found = parts.filter((part) => part.kind in make).map((part) => {
    const [element, ...acts] = make[part.kind](part);
    const shown = acts.filter(Boolean);
    if (shown.length) element.append(h("p", { class: "card-acts" }, ...shown));
    return element;
  });
  return found.length ? h("ul", { class: "cards", role: "list" }, ...found) : null;
}

/** The answers to choose from, as buttons. */
export function replies(parts, { t, send }) {
  const offered = parts.filter((part) => part.kind === "reply");
  if (!offered.length) return null;
  const button = (part) =>
    h("button", { type: "button", class: "reply", onclick: () => send(part.says ?? part.label) }, part.label);
  return h("div", { class: "replies", role: "group", "aria-label": t("card.replies") }, ...offered.map(button));
}
