"""A draft with all that is needed to decide it: the words, why they wait, what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from kizashi.counsel import Whisper
from kizashi.draft import Draft, DraftStatus
from kizashi.verdict import Decision, Finding, Severity
from tui.board import Block, Board
from tui.cells import clip
from tui.diff import changes, diff_rows
from tui.harmless import harmless, one_line
from tui.rows import EMPTY, Mark, Piece, Row, Tone, flowing, paragraph, spread
from tui.state import Standing
from tui.whisper_rows import whisper_rows
from tui.words import Words

_SEVERITY_TONES: dict[Severity, Tone] = {
    Severity.NOTE: "quiet",
    Severity.REVISE: "warn",
    Severity.HOLD: "warn",
    Severity.BLOCK: "alarm",
}
_MARK_TONES: dict[Severity, Tone] = {
    Severity.NOTE: "mark",
    Severity.REVISE: "mark",
    Severity.HOLD: "mark",
    Severity.BLOCK: "mark_hard",
}
_HARDEST_LAST = tuple(Severity)
_ANSWERS_CHARACTERS = 2_000
_REMEMBERED_CHARACTERS = 240
_MARGIN: Row = (Piece(" "),)
_DEEPER: Row = (Piece("   "),)


def finding_marks(text: str, findings: Sequence[Finding]) -> list[Mark]:
    """Where the findings' words stand in the draft's text, the hardest drawn last."""
    marks: list[tuple[int, Mark]] = []
    for finding in findings:
        span = finding.span
        if span is None or span.start >= span.end or span.end > len(text):
            continue
        mark = Mark(span.start, span.end, _MARK_TONES[finding.severity])
        marks.append((_HARDEST_LAST.index(finding.severity), mark))
    return [mark for _, mark in sorted(marks, key=lambda pair: pair[0])]


def shown_text(text: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """The text made harmless, with its marks moved to where their words are now."""
    moved = [
        Mark(len(harmless(text[: mark.start])), len(harmless(text[: mark.end])), mark.tone)
        for mark in marks
    ]
    return harmless(text), moved


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is at this screen. `own`: it was decided here. `sending`: a decision is on
    its way. `leaves_in`: seconds in which it can still be taken back. `kept`: words that the owner
    had begun to write are kept for this conversation."""

    own: bool = False
    sending: bool = False
    leaves_in: int | None = None
    kept: bool = False


def draft_rows(
    draft: Draft, standing: Standing, progress: Progress, words: Words, width: int
) -> list[Row]:
    """A draft, whole: what became of it, the words it answers, its text, reasons and sources."""
    rows = _banner_rows(draft, standing, progress, words, width)
    rows += _answers_rows(draft, words, width)
    rows += _text_rows(draft, words, width)
    rows += _changed_rows(draft, words, width)
    if standing != "decided":
        rows += _because_rows(draft, words, width)
    rows += _finding_rows(draft, words, width)
    rows += _source_rows(draft, words, width)
    rows += _memory_rows(draft, words, width)
    rows += _heading(words.say("draft.reason"), width)
    reason = harmless(draft.step.reason.of(words.language))
    rows += paragraph(reason, width - 1, "quiet", margin=_MARGIN)
    return rows


def _heading(label: str, width: int, *right: Piece) -> list[Row]:
    return [EMPTY, spread((Piece(" "), Piece(label, "quiet")), (*right, Piece(" ")), width)]


def _banner_rows(
    draft: Draft, standing: Standing, progress: Progress, words: Words, width: int
) -> list[Row]:
    said: list[tuple[str, Tone]] = []
    if standing == "decided":
        status = words.label("status", draft.status.value)
        by = words.by(draft.decided_by or "", own=progress.own)
        overtaken = draft.status in (DraftStatus.SUPERSEDED, DraftStatus.EXPIRED)
        if overtaken:
            said.append((words.say(f"draft.closed.{draft.status.value}"), "warn"))
        else:
            said.append((words.say("draft.decided", status=status, by=by), "good"))
        if draft.decision_reason:
            reason = one_line(draft.decision_reason)
            said.append((words.say("draft.decided_reason", reason=reason), "quiet"))
    elif standing == "overtaken":
        said.append((words.say("draft.overtaken"), "warn"))
    if progress.leaves_in is not None:
        said.append((words.say("draft.leaving", seconds=progress.leaves_in), "accent"))
    elif progress.sending:
        said.append((words.say("draft.sending"), "accent"))
    if progress.kept:
        said.append((words.say("draft.kept"), "owner"))
    rows: list[Row] = []
    for line, tone in said:
        rows += paragraph(line, width - 1, tone, margin=_MARGIN)
    return [EMPTY, *rows] if rows else []


def _answers_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    rows = _heading(words.say("draft.answers"), width)
    said = harmless(draft.answers[:_ANSWERS_CHARACTERS])
    bar: Row = (Piece(" "), Piece("▎", "customer"))
    if not said.strip():
        return [
            *rows,
            (*_MARGIN, Piece(clip(words.say("draft.answers_nothing"), width - 2), "quiet")),
        ]
    rows += paragraph(said, width - 1, margin=bar)
    if len(draft.answers) > _ANSWERS_CHARACTERS:
        more = words.say("draft.more", count=f"{len(draft.answers):,}")
        rows.append((*bar, Piece(clip(more, width - 3), "quiet")))
    return rows


def _text_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    sure = words.say("draft.confidence", percent=words.percent(draft.step.confidence))
    kind = words.say("draft.text", kind=words.label("step", draft.step.kind.value))
    rows = _heading(kind, width, Piece(sure, "faint"))
    bar: Row = (Piece(" "), Piece("▎", "ai"))
    text = draft.step.text
    marks = finding_marks(text, draft.verdict.findings)
    if draft.final_text is not None and draft.final_text != text:
        text, marks, bar = draft.final_text, [], (Piece(" "), Piece("▎", "owner"))
    if not text.strip():
        return [*rows, (*bar, Piece(clip(words.say("draft.says_nothing"), width - 3), "quiet"))]
    shown, moved = shown_text(text, marks)
    return rows + paragraph(shown, width - 1, "strong", marks=moved, margin=bar)


def _changed_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    """What the owner changed, once it is decided."""
    if draft.status is not DraftStatus.EDITED or draft.final_text is None:
        return []
    found = changes(draft.step.text, draft.final_text)
    rows = [(*_DEEPER, *row) for row in diff_rows(found, width - 1 - len("   "))]
    return [*_heading(words.say("draft.changed"), width), *rows]


def _because_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    if not draft.held_because:
        return []
    rows = _heading(words.say("draft.because"), width)
    for key in draft.held_because:
        rows += _item(words.held_because(key, draft.verdict), width)
    return rows


def _item(line: str, width: int) -> list[Row]:
    rows = paragraph(line, width - 1, margin=_DEEPER)
    return [(Piece(" - ", "faint"), *rows[0][len(_DEEPER) :]), *rows[1:]]


def _finding_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    decision = draft.verdict.decision
    tone: Tone = "alarm" if decision is Decision.BLOCK else "plain"
    label = Piece(words.label("decision", decision.value), tone)
    rows = _heading(words.say("draft.reviewer"), width, label)
    if not draft.verdict.findings:
        none = paragraph(words.say("draft.no_findings"), width - 1, "quiet", margin=_MARGIN)
        return [*rows, *none]
    for finding in sorted(
        draft.verdict.findings, key=lambda one: -_HARDEST_LAST.index(one.severity)
    ):
        severity = words.label("severity", finding.severity.value)
        pieces = [
            Piece(severity, _SEVERITY_TONES[finding.severity]),
            Piece(f"  {one_line(finding.rule)}", "faint"),
        ]
        rows += flowing(pieces, width - 1, margin=_MARGIN)
        explanation = harmless(finding.explanation.of(words.language))
        rows += paragraph(explanation, width - 1, margin=_DEEPER)
        if finding.span is not None and finding.span.text:
            quote = words.say("reading.quote", quote=one_line(finding.span.text))
            rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
    return rows


def _source_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    rows = _heading(words.say("draft.sources"), width)
    if draft.step.admits_unknown:
        rows += paragraph(words.say("draft.admits_unknown"), width - 1, "quiet", margin=_MARGIN)
    elif not draft.step.sources:
        rows += paragraph(words.say("draft.no_sources"), width - 1, "quiet", margin=_MARGIN)
    for source in draft.step.sources:
        rows += paragraph(one_line(source.document), width - 1, "accent", margin=_MARGIN)
        quote = words.say("reading.quote", quote=harmless(source.quote))
        rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
    return rows


def _memory_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    """What was remembered of the person, with who said it and where it lies."""
    if not draft.remembered:
        return []
    rows = _heading(words.say("draft.remembered"), width)
    for hit in draft.remembered:
        who = words.say("draft.they" if hit.speaker == "customer" else "draft.we")
        at = f"  {one_line(hit.at)[:16].replace('T', ' ')}" if hit.at else ""
        rows += paragraph(f"{who}{at}", width - 1, "quiet", margin=_MARGIN)
        quote = words.say("reading.quote", quote=one_line(hit.text[:_REMEMBERED_CHARACTERS]))
        rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
    return rows


def title_row(
    words: Words, width: int, *, place: int | None, waiting: int, name: str, focused: bool
) -> Row:
    """The head of the pane: whose draft, and which of how many in the queue."""
    tone: Tone = "accent" if focused else "strong"
    left = [Piece(" "), Piece(words.say("draft.title"), tone)]
    if name:
        left.append(Piece(f"  {name}", "quiet"))
    if place is not None:
        right = [Piece(words.say("draft.place", place=place, count=waiting), "quiet")]
    elif waiting:
        right = [Piece(words.say("draft.waiting", count=waiting), "quiet")]
    else:
        right = []
    return spread(left, (*right, Piece(" ")), width)


class Drafts(Board):
    """The draft of the open conversation as a board that scrolls."""

    def __init__(self) -> None:
        super().__init__(id="drafts")
        self._draft: Draft | None = None
        self._standing: Standing = "open"
        self._progress = Progress()
        self._words: Words | None = None
        self._note = ""
        self._whisper: Whisper | None = None

    def show(
        self,
        draft: Draft | None,
        standing: Standing,
        progress: Progress,
        words: Words,
        note: str,
        whisper: Whisper | None = None,
    ) -> None:
        """Shows this draft from now on, from its beginning when it is another one; `note` is
        shown when there is none, and a whisper of the Coach comes before either."""
        if not self.changed(draft, standing, progress, words, note, whisper):
            return
        self._whisper = whisper
        other = (draft.id if draft else None) != (self._draft.id if self._draft else None)
        self._draft, self._standing, self._progress = draft, standing, progress
        self._words, self._note = words, note
        self.rebuild()
        if other:
            self.scroll_to(y=0, animate=False)

    def build(self, width: int) -> Sequence[Block]:
        """The whole draft as one block."""
        if self._words is None:
            return ()
        if self._whisper is not None:
            rows = whisper_rows(self._whisper, self._words, width)
        elif self._draft is None:
            rows = [EMPTY, *paragraph(self._note, width - 1, "quiet", margin=_MARGIN)]
        else:
            rows = draft_rows(self._draft, self._standing, self._progress, self._words, width)
        return (Block.of("draft", rows, selectable=False),)
