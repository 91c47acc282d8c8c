/** Building elements without ever parsing text as HTML. */

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else set(element, name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** An element; `onclick` and the like are listeners, strings among the children are text. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Sets an attribute: `true` is present, `false`, `null` and `undefined` are absent. */
export function set(element, name, value) {
  const wanted = value === true ? "" : value;
  if (wanted === false || wanted === null || wanted === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(wanted)) element.setAttribute(name, wanted);
}

/** Changes an element's text only when it is another one, so that readers do not hear it twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The sign before the thing: two leaves. */
const SPROUT = "M12 20v-7.5c0-3.4 2.5-6.3 6.8-6.5.1 4.2-2.6 6.5-6.8 6.5 0-3-2.2-5-6.6-5.1 0 4 2.6 5.1 6.6 5.1";
const DRAWINGS = {
  chat: [
    ["path", { d: "M12 3.2c-5.2 0-9.4 3.4-9.4 7.8 0 2.4 1.2 4.5 3.2 5.9-.1 1.2-.6 2.4-1.7 3.6 2-.1 3.7-.8 5-1.9.9.2 1.9.3 2.9.3 5.2 0 9.4-3.5 9.4-7.9S17.2 3.2 12 3.2Z" }],
    ["path", { d: SPROUT, transform: "translate(5.2 2.9) scale(.56)", "vector-effect": "non-scaling-stroke" }],
  ],
  close: [["path", { d: "m6 6 12 12M18 6 6 18" }]],
  down: [["path", { d: "m6 9.5 6 6 6-6" }]],
  send: [["path", { d: "M12 19V6m-6 5.5L12 5.5l6 6" }]],
  person: [["circle", { cx: 12, cy: 8, r: 3.6 }], ["path", { d: "M4.8 19.5c.9-3.6 3.6-5.4 7.2-5.4s6.3 1.8 7.2 5.4" }]],
  ai: [["path", { d: SPROUT }]],
  waiting: [["circle", { cx: 12, cy: 12, r: 8 }], ["path", { d: "M12 7.5V12l3 2" }]],
  sent: [["path", { d: "m5.5 12.5 4.5 4.5 8.5-10" }]],
  read: [["path", { d: "m2.5 12.5 4.5 4.5 8.5-10" }], ["path", { d: "m10.5 15 2 2 8.5-10" }]],
  more: [["path", { d: "M5 12h.01M12 12h.01M19 12h.01", "stroke-width": 2.6 }]],
  back: [["path", { d: "M19 12H5.5m6-6.5L5 12l6.5 6.5" }]],
  up: [["path", { d: "M7.5 10.5 11 3.8c1.5 0 2.4 1 2.2 2.4l-.5 3.3h5.2c1.2 0 2 1.1 1.7 2.2l-1.7 6.6c-.2.9-1 1.5-1.9 1.5H7.5m0-9.3H4.2v9.3h3.3z" }]],
  bad: [["path", { d: "M7.5 10.5 11 3.8c1.5 0 2.4 1 2.2 2.4l-.5 3.3h5.2c1.2 0 2 1.1 1.7 2.2l-1.7 6.6c-.2.9-1 1.5-1.9 1.5H7.5m0-9.3H4.2v9.3h3.3z", transform: "rotate(180 12 12)" }]],
  product: [["path", { d: "M5 9h14c0 6-2.8 10-7 10s-7-4-7-10Z" }], ["path", { d: "M9.5 5.8c0-1 .7-1.3.7-2.3m3.3 2.3c0-1 .7-1.3.7-2.3" }]],
  slot: [["rect", { x: 4, y: 5.5, width: 16, height: 14, rx: 2.5 }], ["path", { d: "M4 10h16M8.5 3.5v3.6m7-3.6v3.6" }]],
  document: [["path", { d: "M6.5 3.8h7.2l4 4v12.4H6.5zM13.5 4v4h4M9.2 12.2h5.6M9.2 15.6h5.6" }]],
  attach: [["path", { d: "m19.5 11.2-7.9 7.9a4.9 4.9 0 0 1-7-7l8.3-8.2a3.3 3.3 0 0 1 4.6 4.6l-8.2 8.3a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2" }]],
  ask: [["circle", { cx: 12, cy: 12, r: 8.6 }], ["path", { d: "M9.6 9.6c.2-1.4 1.2-2.2 2.5-2.2 1.4 0 2.4.9 2.4 2.1 0 1.9-2.4 2-2.4 3.9m0 2.7v.3" }]],
  save: [["path", { d: "M12 4v10.5m-4.5-4.2 4.5 4.5 4.5-4.5M5 19.5h14" }]],
  mail: [["rect", { x: 3.5, y: 6, width: 17, height: 12.5, rx: 2.5 }], ["path", { d: "m4.5 8 7.5 5.8L19.5 8" }]],
  failed: [["circle", { cx: 12, cy: 12, r: 8.5 }], ["path", { d: "M12 7.5v5.5m0 3v.3" }]],
};

/** A line drawing of our own, invisible to screen readers: what it means stands beside it. */
export function icon(name) {
  const shapes = DRAWINGS[name].map(([tag, attributes]) =>
    fill(document.createElementNS(SVG, tag), attributes, []),
  );
  const attributes = { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" };
  return fill(document.createElementNS(SVG, "svg"), attributes, shapes);
}

/** An address in a text, as far as it is plain ASCII: Japanese may follow without a space. */
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/g;
const CLOSERS = { ")": "(", "]": "[" };

/** Takes off what belongs to the sentence and not to the address. */
function withoutPunctuation(address) {
  let end = address;
  for (;;) {
    const last = end.at(-1);
    const opener = CLOSERS[last];
    const unbalanced = opener && end.split(last).length > end.split(opener).length;
    if (!unbalanced && !".,;:!?'".includes(last)) return end;
    end = end.slice(0, -1);
  }
}

function isAddress(text) {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}

/** A message as nodes: its text untouched, addresses as links that give nothing away. */
export function prose(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(match[0]);
    if (!isAddress(address)) continue;
    nodes.push(text.slice(from, match.index));
    nodes.push(h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, address));
    from = match.index + address.length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}
