"""A draft with all that is needed to decide it: the words, why they wait, what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from kizashi.counsel import Whisper
from kizashi.draft import Draft, DraftStatus
from kizashi.parts import DocumentCard, FileCard, ProductCard, QuickReply, SlotCard
from kizashi.recollection import Hit
from kizashi.verdict import Finding, Severity
from tui.board import Board
from tui.cells import clip
from tui.consulted_rows import consulted_rows
from tui.diff import changes, diff_rows
from tui.grounds_rows import finding_rows, heading, hit_at, memory_blocks, source_rows
from tui.harmless import harmless, one_line
from tui.rows import EMPTY, Block, Mark, Piece, Row, Tone, paragraph, spread
from tui.state import Standing
from tui.whisper_rows import whisper_rows
from tui.words import Words

_MARK_TONES: dict[Severity, Tone] = {
    Severity.NOTE: "mark",
    Severity.REVISE: "mark",
    Severity.HOLD: "mark",
    Severity.BLOCK: "mark_hard",
}
_HARDEST_LAST = tuple(Severity)
_ANSWERS_CHARACTERS = 2_000
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


def draft_blocks(
    draft: Draft, standing: Standing, progress: Progress, words: Words, width: int
) -> list[Block]:
    """A draft, whole: what became of it, the words it answers, its text, reasons and sources, and
    what was remembered, which opens."""
    rows = _banner_rows(draft, standing, progress, words, width)
    rows += _answers_rows(draft, words, width)
    rows += _text_rows(draft, words, width)
    rows += _part_rows(draft, words, width)
    rows += _changed_rows(draft, words, width)
    if standing != "decided":
        rows += _because_rows(draft, words, width)
    rows += finding_rows(draft.verdict, words, width)
    rows += source_rows(draft.step, words, width)
    if draft.consulted:
        rows += heading(words.say("draft.tools"), width)
        rows += consulted_rows(draft.consulted, words, width)
    reason = heading(words.say("draft.reason"), width)
    told = harmless(draft.step.reason.of(words.language))
    reason += paragraph(told, width - 1, "quiet", margin=_MARGIN)
    return [
        Block.of("draft", rows, selectable=False),
        *memory_blocks(draft.remembered, words, width),
        Block.of("reason", reason, selectable=False),
    ]


def _banner_rows(
    draft: Draft, standing: Standing, progress: Progress, words: Words, width: int
) -> list[Row]:
    said: list[tuple[str, Tone]] = []
    if standing == "decided":
        status = words.label("status", draft.status.value)
        by = words.by(draft.decided_by or "", own=progress.own)
        overtaken = draft.status in (DraftStatus.SUPERSEDED, DraftStatus.EXPIRED)
        if overtaken:
            replaced = draft.decided_by == "deliberation"
            key = "deliberation" if replaced else draft.status.value
            said.append((words.say(f"draft.closed.{key}"), "warn"))
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
    rows = heading(words.say("draft.answers"), width)
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
    rows = heading(kind, width, Piece(sure, "faint"))
    bar: Row = (Piece(" "), Piece("▎", "ai"))
    text = draft.step.text
    marks = finding_marks(text, draft.verdict.findings)
    if draft.final_text is not None and draft.final_text != text:
        text, marks, bar = draft.final_text, [], (Piece(" "), Piece("▎", "owner"))
    if not text.strip():
        return [*rows, (*bar, Piece(clip(words.say("draft.says_nothing"), width - 3), "quiet"))]
    shown, moved = shown_text(text, marks)
    return rows + paragraph(shown, width - 1, "strong", marks=moved, margin=bar)


def _part_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    """The cards and answers to choose from that go with the text."""
    if not draft.step.parts:
        return []
    rows = heading(words.say("draft.parts"), width)
    for part in draft.step.parts:
        match part:
            case ProductCard():
                rows += _item(harmless("  ".join(filter(None, (part.title, part.price)))), width)
            case SlotCard():
                ends = f"–{part.ends:%H:%M}" if part.ends is not None else ""
                rows += _item(harmless(f"{part.title}  {part.begins:%Y-%m-%d %H:%M}{ends}"), width)
            case QuickReply():
                rows += _item(harmless(f"[{part.label}]"), width)
            case DocumentCard():
                rows += _item(harmless("  ".join(filter(None, (part.title, part.url)))), width)
            case FileCard():
                rows += _item(harmless(part.name), width)
        told = getattr(part, "text", None)
        if told:
            rows += paragraph(harmless(told), width - 1, "quiet", margin=_DEEPER)
    return rows


def _changed_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    """What the owner changed, once it is decided."""
    if draft.status is not DraftStatus.EDITED or draft.final_text is None:
        return []
    found = changes(draft.step.text, draft.final_text)
    rows = [(*_DEEPER, *row) for row in diff_rows(found, width - 1 - len("   "))]
    return [*heading(words.say("draft.changed"), width), *rows]


def _because_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    if not draft.held_because:
        return []
    rows = heading(words.say("draft.because"), width)
    for key in draft.held_because:
        rows += _item(words.held_because(key, draft.verdict), width)
    return rows


def _item(line: str, width: int) -> list[Row]:
    rows = paragraph(line, width - 1, margin=_DEEPER)
    return [(Piece(" - ", "faint"), *rows[0][len(_DEEPER) :]), *rows[1:]]


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
        """The whole draft; what was remembered can be chosen."""
        if self._words is None:
            return ()
        if self._whisper is not None:
            rows = whisper_rows(self._whisper, self._words, width)
        elif self._draft is None:
            rows = [EMPTY, *paragraph(self._note, width - 1, "quiet", margin=_MARGIN)]
        else:
            return draft_blocks(self._draft, self._standing, self._progress, self._words, width)
        return (Block.of("draft", rows, selectable=False),)

    def _settle(self, before: int | None) -> None:
        """A draft is read from its beginning: nothing of it is chosen before the owner moves."""
        self.cursor = None

    def hit(self, key: str) -> Hit | None:
        """The remembered line that a block shows."""
        return hit_at(self._draft.remembered, key) if self._draft is not None else None
