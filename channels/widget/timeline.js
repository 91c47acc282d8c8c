/**
 * What stands in the log, line by line: what was said, what waits to be sent, the days between,
 * and the moments when the conversation changed hands. Values in, rows out.
 */

/** Messages of one speaker within this time stand together under one name. */
const TOGETHER = 5 * 60_000;

function dayOf(at) {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

const MARKS = {
  "person.requested": "person_wanted",
  "conversation.taken_over": "taken_over",
  "conversation.handed_back": "handed_back",
};

function said(conversation) {
  const messages = conversation.messages.map((message) => ({
    kind: "message",
    key: message.id,
    state: message.speaker !== "customer" ? null : message.seq <= conversation.readUpTo ? "read" : "sent",
    helpful: conversation.helpful[message.id] ?? null,
    ...message,
  }));
  const marks = conversation.marks.map((mark) => ({
    key: mark.id,
    seq: mark.seq,
    at: mark.at,
    kind: "mark",
    mark: MARKS[mark.kind],
  }));
  return [...messages, ...marks].sort((a, b) => a.seq - b.seq);
}

/**
 * The rows of the log. `earlier` is a former conversation of this page or null, `waiting` the
 * outbox in order, `uploads` the files on their way, `online` whether what waits is on its way.
 */
export function timeline({ earlier, conversation, waiting, uploads, online }) {
  const rows = earlier ? said(earlier) : [];
  if (earlier) rows.push({ kind: "mark", key: `renewed_${conversation.id}`, mark: "renewed", at: null });
  rows.push(...said(conversation));
  for (const entry of waiting) {
    if (conversation.has(entry.id)) continue; // taken; the outbox has not heard yet
    const state = entry.state === "failed" ? "failed" : online ? "sending" : "waiting";
    rows.push({ kind: "message", key: entry.id, speaker: "customer", state, ...pick(entry) });
  }
  for (const entry of uploads) {
    rows.push({ kind: "message", key: entry.id, speaker: "customer", state: entry.state, upload: true, ...pick(entry) });
  }
  return together(withDays(rows));
}

function pick({ id, text, at, files = [], code = null }) {
  return { id, text, at, code, parts: files };
}

function withDays(rows) {
  const found = [];
  let day = null;
  for (const row of rows) {
    if (row.at && dayOf(row.at) !== day) {
      day = dayOf(row.at);
      found.push({ kind: "day", key: `day_${day}_${row.key}`, at: row.at });
    }
    found.push(row);
  }
  return found;
}

function together(rows) {
  const near = (a, b) =>
    a?.kind === "message" &&
    b?.kind === "message" &&
    a.speaker === b.speaker &&
    Math.abs(Date.parse(b.at) - Date.parse(a.at)) < TOGETHER;
  const lastSent = rows.findLast((row) => row.state === "sent" || row.state === "read");
  return rows.map((row, i) =>
    row.kind === "message"
      ? {
          ...row,
          first: !near(rows[i - 1], row),
          last: !near(row, rows[i + 1]),
          newest: i === rows.length - 1,
          newestSent: row === lastSent,
        }
      : row,
  );
}
