/**
 * How the widget looks: paper, ink, indigo, and a vermilion seal where a person speaks. A
 * constructed stylesheet, so that the strictest Content-Security-Policy has nothing to forbid.
 * A page changes the look through the `--kizashi-…` properties listed in docs/widget.md.
 */

const LIGHT = `
  --paper: var(--kizashi-paper, #fbf9f4);
  --shade: var(--kizashi-shade, #f3efe5);
  --card: var(--kizashi-card, #ffffff);
  --ink: var(--kizashi-ink, #2b2824);
  --soft: var(--kizashi-soft, #635c52);
  --line: var(--kizashi-line, #e0d9ca);
  --edge: #8d8475;
  --accent: var(--kizashi-accent, #2c4a68);
  --on-accent: var(--kizashi-on-accent, #fdfcf8);
  --mine: var(--accent);
  --on-mine: var(--on-accent);
  --seal: var(--kizashi-seal, #a63d2a);
  --on-seal: #fffaf5;
  --shadow: 0 1px 2px rgb(43 40 36 / 8%), 0 12px 40px rgb(43 40 36 / 18%);
  color-scheme: light;`;

const DARK = `
  --paper: var(--kizashi-paper, #1d1c1a);
  --shade: var(--kizashi-shade, #262421);
  --card: var(--kizashi-card, #2b2926);
  --ink: var(--kizashi-ink, #ece7dd);
  --soft: var(--kizashi-soft, #b5ada0);
  --line: var(--kizashi-line, #3b3833);
  --edge: #877f73;
  --accent: var(--kizashi-accent, #9dbdd9);
  --on-accent: var(--kizashi-on-accent, #14202b);
  --mine: var(--kizashi-accent, #35536f);
  --on-mine: var(--kizashi-on-accent, #f3f6f9);
  --seal: var(--kizashi-seal, #e58c76);
  --on-seal: #2a0f08;
  --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 40px rgb(0 0 0 / 50%);
  color-scheme: dark;`;

const CSS = `
:host { all: initial !important; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }

.root {
  ${LIGHT}
  --inset: var(--kizashi-inset, 20px);
  --round: var(--kizashi-radius, 16px);
  --sans: var(--kizashi-font, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", "Yu Gothic", Meiryo, system-ui, sans-serif);
  --serif: var(--kizashi-heading-font, "Hiragino Mincho ProN", "Noto Serif JP", "Noto Serif CJK JP", "Yu Mincho", Georgia, serif);
  font: 400 15px/1.7 var(--sans);
  color: var(--ink);
  letter-spacing: .01em;
  text-align: start;
  -webkit-text-size-adjust: 100%;
}
.root:lang(en) { line-height: 1.55; letter-spacing: 0; }
.root[data-theme="dark"] { ${DARK} }

h2, h3, h4, p, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
button, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
button { cursor: pointer; background: none; border: 0; padding: 0; -webkit-tap-highlight-color: transparent; touch-action: manipulation; }
a { color: inherit; text-underline-offset: .18em; overflow-wrap: anywhere; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.icon { width: 1.25em; height: 1.25em; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; flex: none; display: block; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.live { position: fixed; }

/* ── launcher ─────────────────────────────────────────────────────────────── */
.launcher {
  position: fixed;
  z-index: var(--kizashi-z-index, 2147483000);
  inset-block-end: calc(var(--inset) + env(safe-area-inset-bottom, 0px));
  inset-inline-end: calc(var(--inset) + env(safe-area-inset-right, 0px));
  width: 58px; height: 58px; border-radius: 50%;
  display: grid; place-items: center;
  background: var(--accent); color: var(--on-accent);
  box-shadow: var(--shadow);
  font-size: 24px;
  transition: transform .16s ease-out;
}
[data-side="left"] .launcher { inset-inline: calc(var(--inset) + env(safe-area-inset-left, 0px)) auto; }
.launcher:hover { transform: translateY(-2px); }
.launcher:focus-visible { outline-offset: 3px; }
.badge {
  position: absolute; inset-block-start: -3px; inset-inline-end: -3px;
  min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
  background: var(--seal); color: var(--on-seal);
  border: 2px solid var(--paper);
  font-size: 12px; line-height: 18px; font-weight: 600; text-align: center; letter-spacing: 0;
}
[data-sheet][data-open] .launcher { display: none; }

/* ── panel ────────────────────────────────────────────────────────────────── */
.panel {
  position: fixed;
  z-index: var(--kizashi-z-index, 2147483000);
  inset-block-end: calc(var(--inset) + 74px + env(safe-area-inset-bottom, 0px));
  inset-inline-end: calc(var(--inset) + env(safe-area-inset-right, 0px));
  width: min(var(--kizashi-width, 396px), calc(100vw - 2 * var(--inset)));
  height: min(var(--kizashi-height, 660px), calc(100vh - 2 * var(--inset) - 74px));
  display: flex; flex-direction: column; overflow: hidden;
  background: var(--paper);
  border: 1px solid var(--line); border-radius: var(--round);
  box-shadow: var(--shadow);
  animation: rise .22s cubic-bezier(.2, .8, .3, 1);
}
[data-side="left"] .panel { inset-inline: calc(var(--inset) + env(safe-area-inset-left, 0px)) auto; }
[data-sheet] .panel {
  inset: var(--top, 0px) 0 auto 0;
  width: 100vw; height: var(--height, 100dvh);
  border: 0; border-radius: 0;
}

.bar {
  display: flex; align-items: center; gap: 6px;
  padding: 14px 12px 12px 20px;
  background: var(--shade);
  border-block-end: 1px solid var(--line);
}
[data-sheet] .bar { padding-block-start: calc(12px + env(safe-area-inset-top, 0px)); padding-inline: calc(18px + env(safe-area-inset-left, 0px)) calc(8px + env(safe-area-inset-right, 0px)); }
.names { flex: 1; min-width: 0; }
h2 { font: 600 18px/1.35 var(--serif); letter-spacing: .06em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
:lang(en) h2 { letter-spacing: .01em; }
.presence { display: flex; align-items: center; gap: 7px; font-size: 12.5px; line-height: 1.5; color: var(--soft); }
.dot { width: 8px; height: 8px; border-radius: 50%; border: 1.5px solid var(--accent); flex: none; }
.presence[data-mode="owner"] .dot { background: var(--seal); border-color: var(--seal); }
.quiet { min-width: 44px; height: 44px; border-radius: 10px; display: grid; place-items: center; color: var(--soft); }
.quiet:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); color: var(--ink); }
.language { padding: 0 10px; font-size: 13px; }
.close { font-size: 18px; }

.notice {
  display: flex; align-items: center; justify-content: space-between; gap: 12px;
  padding: 8px 20px; font-size: 13px; line-height: 1.5;
  background: color-mix(in srgb, var(--seal) 9%, var(--paper));
  border-block-end: 1px solid var(--line);
}
.notice[data-line="back"], .notice[data-line="connecting"] { background: color-mix(in srgb, var(--accent) 9%, var(--paper)); }
.plain { min-height: 28px; padding: 2px 4px; font-size: 13px; text-decoration: underline; text-underline-offset: .2em; white-space: nowrap; border-radius: 6px; }
.plain:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); }

.chat { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.middle { position: relative; flex: 1; min-height: 0; display: flex; }
.scroll {
  position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin;
  scrollbar-color: var(--edge) transparent;
  display: flex; flex-direction: column;
  padding: 16px 18px 14px;
}
.scroll:focus-visible { outline-offset: -3px; }
.disclosure { font-size: 12.5px; line-height: 1.65; color: var(--soft); text-wrap: pretty; }

.empty { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; text-align: center; padding: 20px; color: var(--soft); }
.empty .icon { font-size: 40px; stroke-width: 1; color: var(--accent); margin-block-end: 14px; }
.greeting { font: 600 19px/1.6 var(--serif); letter-spacing: .08em; color: var(--ink); }
:lang(en) .greeting { letter-spacing: .01em; }

/* ── messages ─────────────────────────────────────────────────────────────── */
.between { margin: 18px 0 4px; font-size: 12.5px; color: var(--soft); text-align: center; text-wrap: balance; }
.mark { display: flex; align-items: center; gap: 12px; line-height: 1.5; }
.mark::before, .mark::after { content: ""; flex: 1 0 16px; border-block-start: 1px solid var(--line); }
.message { display: flex; flex-direction: column; align-items: flex-start; margin-block-start: 4px; }
.message.first { margin-block-start: 16px; }
.message.mine { align-items: flex-end; }
.message .who { display: none; align-items: center; gap: 7px; font-size: 12.5px; font-weight: 600; line-height: 1.5; margin-block-end: 5px; }
.message .who.unseen { display: block; }
.message.theirs.first .who { display: flex; }
.message.theirs:not(.first) .who { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.seal { width: 22px; height: 22px; display: grid; place-items: center; font-size: 12.5px; border-radius: 50%; border: 1.5px solid var(--accent); color: var(--accent); }
[data-speaker="owner"] .seal, [data-speaker="owner_through_ai"] .seal { border-radius: 5px; border-color: var(--seal); background: var(--seal); color: var(--on-seal); }
[data-speaker="owner"] .who, [data-speaker="owner_through_ai"] .who { color: var(--seal); }
.bubble {
  max-width: 86%; padding: 9px 14px;
  white-space: pre-wrap; overflow-wrap: anywhere; line-break: strict; text-wrap: pretty;
  background: var(--card); border: 1px solid var(--line); border-radius: var(--round);
}
:lang(ja) :is(.bubble:not(.long), .name, .note, .known, .question) { word-break: auto-phrase; }
.theirs.first .bubble { border-start-start-radius: 4px; }
[data-speaker="owner"] .bubble, [data-speaker="owner_through_ai"] .bubble { border-inline-start: 3px solid var(--seal); border-start-start-radius: 4px; border-end-start-radius: 4px; }
.mine .bubble { background: var(--mine); color: var(--on-mine); border-color: transparent; }
.mine.last .bubble { border-end-end-radius: 4px; }
.mine[data-state="waiting"] .bubble, .mine[data-state="failed"] .bubble { background: transparent; color: var(--ink); border: 1px dashed var(--edge); }
.meta { display: none; align-items: center; gap: 8px; margin-block: 4px 2px; font-size: 12px; line-height: 1.5; color: var(--soft); font-variant-numeric: tabular-nums; }
.message.last .meta, .message:not([data-shown="quiet"]) .meta { display: flex; }
.state { display: inline-flex; align-items: center; gap: 4px; }
.state:empty { display: none; }
.state .icon { font-size: 11.5px; stroke-width: 2; }
[data-state="failed"] .state { color: var(--seal); }
.choices { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 2px 10px; max-width: 86%; }

.typing { margin-block-start: 14px; }
.dots { display: inline-flex; gap: 5px; padding: 13px 15px; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); border-start-start-radius: 4px; }
.dots i { width: 6px; height: 6px; border-radius: 50%; background: var(--soft); animation: breathe 1.4s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .18s; }
.dots i:nth-child(3) { animation-delay: .36s; }
.newer {
  position: absolute; inset-block-end: 10px; inset-inline-start: 50%; translate: -50% 0;
  display: flex; align-items: center; gap: 6px; min-height: 36px; padding: 0 16px 0 12px; white-space: nowrap;
  background: var(--accent); color: var(--on-accent); border-radius: 18px; box-shadow: var(--shadow); font-size: 13px;
}

.checking { display: flex; align-items: center; gap: 8px; margin-block-start: 14px; font-size: 13px; line-height: 1.5; color: var(--soft); }
.checking .icon { color: var(--seal); flex: none; }

/* ── cards, answers to choose from, feedback ──────────────────────────────── */
.cards { display: grid; gap: 8px; width: min(100%, 320px); margin-block-start: 8px; }
.card { padding: 12px 14px; background: var(--card); border: 1px solid var(--line); border-radius: calc(var(--round) * .75); }
.card-title { display: flex; gap: 9px; align-items: flex-start; font: 600 15px/1.5 var(--serif); overflow-wrap: anywhere; }
.card-title .icon { margin-block-start: .15em; color: var(--accent); }
.card-price, .card-when { margin: 2px 0 0 28px; font-weight: 600; font-variant-numeric: tabular-nums; }
.card-text { margin: 4px 0 0 28px; font-size: 13.5px; line-height: 1.6; color: var(--soft); overflow-wrap: anywhere; }
.card-acts { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 10px 0 0 28px; }
.choose, .more-link {
  display: inline-flex; align-items: center; min-height: 36px; padding: 0 14px;
  border: 1px solid var(--edge); border-radius: 18px; font-size: 13.5px; text-decoration: none; color: inherit;
}
.choose { background: var(--accent); border-color: transparent; color: var(--on-accent); }
.more-link:hover { background: var(--shade); }
.picture { display: block; max-width: 100%; max-height: 300px; object-fit: contain; border-radius: 8px; background: var(--shade); }
.picture[data-lost] { min-height: 60px; outline: 1px dashed var(--edge); outline-offset: -1px; }
.card[data-picture] { padding: 8px 8px 12px; }
.card-name { margin: 6px 6px 0; font-size: 13px; line-height: 1.5; color: var(--soft); overflow-wrap: anywhere; }
.card[data-picture] .card-acts { margin: 6px 6px 0; }
.why { font-size: 12.5px; line-height: 1.5; color: var(--seal); }
.replies { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 10px; }
.reply {
  min-height: 36px; padding: 6px 15px; font-size: 14px; line-height: 1.4; text-align: start;
  border: 1.5px solid var(--accent); border-radius: 19px; background: var(--paper); color: var(--accent);
}
.reply:hover, .choose:hover { filter: brightness(1.06); background: color-mix(in srgb, var(--accent) 12%, var(--paper)); color: var(--accent); }
[data-sheet] :is(.reply, .choose, .more-link) { min-height: 44px; border-radius: 22px; }
.judge { display: inline-flex; gap: 2px; margin-inline-start: auto; }
.theirs .meta { align-self: stretch; max-width: 86%; }
.thumb { width: 28px; height: 28px; border-radius: 8px; display: grid; place-items: center; color: var(--soft); font-size: 14px; }
.thumb:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); color: var(--ink); }
.thumb[aria-pressed="true"] { color: var(--accent); background: color-mix(in srgb, var(--accent) 14%, transparent); }
.thumb[aria-pressed="true"] .icon { fill: color-mix(in srgb, var(--accent) 30%, transparent); }
[data-sheet] .thumb { width: 44px; height: 40px; }

/* ── the page behind the chat ─────────────────────────────────────────────── */
.more { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.more-bar { display: flex; align-items: center; gap: 4px; padding: 6px 12px 6px 8px; border-block-end: 1px solid var(--line); }
.back { font-size: 18px; }
h3 { font: 600 16px/1.4 var(--serif); letter-spacing: .04em; }
:lang(en) h3 { letter-spacing: .01em; }
.more-body { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 6px 20px calc(24px + env(safe-area-inset-bottom, 0px)); scrollbar-width: thin; scrollbar-color: var(--edge) transparent; }
.more-body:focus-visible { outline-offset: -3px; }
.more-body section { padding-block: 14px; border-block-end: 1px solid var(--line); }
h4 { font-size: 12.5px; font-weight: 600; color: var(--soft); letter-spacing: .06em; margin-block-end: 4px; }
.toggle { display: flex; align-items: center; justify-content: space-between; gap: 14px; width: 100%; min-height: 44px; text-align: start; border-radius: 8px; }
.knob { position: relative; flex: none; width: 42px; height: 24px; border-radius: 12px; border: 1.5px solid var(--edge); background: transparent; transition: background .15s; }
.knob::after { content: ""; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; width: 15px; height: 15px; border-radius: 50%; background: var(--edge); transition: translate .15s; }
.toggle[aria-checked="true"] .knob { background: var(--accent); border-color: var(--accent); }
.toggle[aria-checked="true"] .knob::after { background: var(--on-accent); translate: 18px 0; }
.act { display: inline-flex; align-items: center; gap: 9px; min-height: 44px; padding: 0 16px; border: 1px solid var(--edge); border-radius: 22px; font-size: 14px; }
.act:hover { background: var(--shade); }
.act[aria-disabled="true"] { color: var(--soft); cursor: default; border-style: dashed; }
.mail { padding-block-start: 14px; }
.mail label { display: block; font-size: 12.5px; line-height: 1.6; color: var(--soft); margin-block-end: 6px; }
.line-row { display: flex; flex-wrap: wrap; gap: 8px; }
.line { flex: 1 1 160px; min-width: 0; min-height: 44px; padding: 0 14px; font: inherit; font-size: 16px; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: 22px; }
.line[aria-invalid="true"] { border-color: var(--seal); }
.mail ~ .note:not(:empty) { margin-block-start: 8px; }
.toggle .name { padding-block: 8px; line-height: 1.6; }
.known { margin-block-start: 8px; font-size: 14px; line-height: 1.75; }
.known li { padding-block: 3px; overflow-wrap: anywhere; }
.known:focus-visible { outline-offset: 4px; border-radius: 4px; }
.facts li { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding-block: 6px; font-size: 14px; line-height: 1.65; border-block-start: 1px solid var(--line); }
.facts span:first-child { overflow-wrap: anywhere; }
.facts .plain { color: var(--soft); flex: none; }
.acts { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 6px; }
.grave { border-color: var(--seal); color: var(--seal); }
.question { font-size: 14px; line-height: 1.75; }
.question:focus-visible { outline-offset: 4px; border-radius: 4px; }
.more-body > div > section:last-child { border: 0; }
.note:empty { display: none; }
.note { font-size: 12.5px; line-height: 1.6; color: var(--soft); }

/* ── composer ─────────────────────────────────────────────────────────────── */
.composer {
  padding: 10px 14px calc(14px + env(safe-area-inset-bottom, 0px));
  border-block-start: 1px solid var(--line);
  background: var(--paper);
}
[data-sheet] .composer { padding-inline: calc(14px + env(safe-area-inset-left, 0px)) calc(14px + env(safe-area-inset-right, 0px)); }
.tools { display: flex; align-items: center; justify-content: space-between; gap: 10px; margin-block-end: 8px; min-height: 32px; }
.person {
  display: flex; align-items: center; gap: 6px; min-height: 32px; padding: 0 13px 0 10px; white-space: nowrap;
  border: 1px solid var(--edge); border-radius: 17px; font-size: 13px;
}
.person .icon { color: var(--seal); }
.person:hover { background: var(--shade); }
.hint { font-size: 12px; line-height: 1.4; color: var(--soft); text-align: end; }
[data-sheet] .hint, [data-sheet] .tools:has(.person[hidden]) { display: none; }
[data-sheet] .person { min-height: 40px; border-radius: 20px; }
.room { display: block; font-size: 12.5px; color: var(--soft); }
.room:not(:empty) { margin: 0 4px 6px; }
.room[data-over] { color: var(--seal); }
.field { position: relative; display: flex; align-items: flex-end; background: var(--card); border: 1px solid var(--edge); border-radius: var(--round); }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
textarea {
  flex: 1; min-width: 0; display: block; resize: none;
  max-height: min(180px, 30vh); padding: 11px 4px 11px 6px;
  border: 0; background: none; border-radius: inherit;
  font-size: 16px; line-height: 1.5; overflow-wrap: anywhere; scrollbar-width: thin;
}
textarea:focus-visible { outline: none; } /* its frame shows the focus */
textarea::placeholder { color: var(--soft); opacity: 1; }
.attach { flex: none; width: 38px; height: 38px; margin: 4px -2px 4px 4px; border-radius: 50%; display: grid; place-items: center; font-size: 18px; color: var(--soft); }
.attach:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); color: var(--ink); }
.attach[hidden] + input + textarea { padding-inline-start: 14px; }
.send { flex: none; width: 38px; height: 38px; margin: 4px; border-radius: 50%; display: grid; place-items: center; font-size: 17px; background: var(--accent); color: var(--on-accent); }
.send .icon { stroke-width: 2; }
.send[aria-disabled="true"] { background: transparent; color: var(--soft); cursor: default; }

/* A page zoomed to 400 %: the log gets the room, everything stays in reach. */
@media (max-height: 340px) {
  [data-sheet] .bar { padding-block: calc(4px + env(safe-area-inset-top, 0px)) 4px; }
  .composer { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding-block: 6px calc(6px + env(safe-area-inset-bottom, 0px)); }
  .tools { margin: 0; }
  .person { width: 40px; padding: 0; justify-content: center; }
  .person span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .room { order: -1; flex-basis: 100%; }
  .room:empty { display: none; }
  .field { flex: 1; min-width: 0; }
}

@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .launcher, .send, .newer, .bubble, .badge { border: 1px solid; }
  .knob::after { background: ButtonText; }
  .toggle[aria-checked="true"] .knob { forced-color-adjust: none; background: Highlight; border-color: Highlight; }
  .toggle[aria-checked="true"] .knob::after { background: HighlightText; }
}
@media print { .root { display: none; } }
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
