"""The editor: the owner's own words, with the draft they come from and what was changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from kizashi.signal import MAX_MESSAGE_CHARACTERS
from tui.board import Board
from tui.cells import clip
from tui.diff import changes, diff_rows
from tui.fields import TextField
from tui.harmless import harmless, writable
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece, Row, Tone, paragraph
from tui.words import Words

_CONTEXT_ROWS = 4
_CONTEXT_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Task:
    """What is written. `answers` is what the customer said, `original` the draft's text (`None`
    for a letter of the owner's own), `begun` what had been written before."""

    title: str
    answers: str
    original: str | None
    begun: str | None = None


class _Changes(Board):
    def __init__(self) -> None:
        super().__init__(id="changes")
        self.before = self.after = ""

    def build(self, width: int) -> list[Block]:
        found = changes(self.before, self.after)
        return [Block.of("·diff", diff_rows(found, width - 1), selectable=False)]


class Editor(ModalScreen[str | None]):
    """Gives the text to send, or `None` when it was left; `keep` is told every wording on the
    way, so that nothing written is ever lost. An edited draft is compared with the original
    before it can be sent; a letter goes out at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "forward", show=False, priority=True),
        Binding("enter", "send", show=False, priority=True),
        Binding("escape", "back", show=False, priority=True),
        Binding("ctrl+r", "restore", show=False, priority=True),
    ]

    def __init__(
        self,
        words: Words,
        task: Task,
        keep: Callable[[str | None], None],
        typing: Callable[[bool], None],
    ) -> None:
        super().__init__(classes="dialog")
        self._words, self._work, self._keep, self._typing = words, task, keep, typing
        self._original = writable(task.original) if task.original is not None else None
        self._barred: str | None = None
        self._note: str | None = None
        self._told_typing = False

    def compose(self) -> ComposeResult:
        begun = self._work.begun if self._work.begun is not None else self._original or ""
        with Vertical(classes="box tall"):
            yield Rows(classes="question")
            yield TextField(writable(begun), soft_wrap=True, tab_behavior="focus", id="text")
            yield _Changes()
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        if self._work.begun is not None and self._original is not None:
            self._note = self._words.say("editor.begun")
        self.query_one(_Changes).display = False
        field = self.query_one(TextField)
        field.move_cursor(field.document.end)
        field.focus()
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    def on_unmount(self) -> None:
        if self._told_typing:
            self._typing(False)

    @property
    def _comparing(self) -> bool:
        return bool(self.query_one(_Changes).display)

    def bar(self, why: str | None) -> None:
        """Tells that this can no longer be sent, and why; `None` that it can."""
        if why != self._barred:
            self._barred = why
            self._write()

    def _write(self) -> None:
        top = self.query_one(".question", Rows)
        width = max(1, top.size.width)
        rows: list[Row] = [(Piece(clip(self._work.title, width), "accent"),)]
        said = harmless(self._work.answers[:_CONTEXT_CHARACTERS])
        roomy = self.size.height >= 20
        if said.strip() and roomy:
            bar = (Piece("▎", "customer"),)
            rows += paragraph(said, width, "quiet", margin=bar)[:_CONTEXT_ROWS]
        if self._barred is not None:
            rows += paragraph(self._barred, width, "warn")
        elif self._note is not None:
            rows += paragraph(self._note, width, "owner")
        top.show([*rows, EMPTY] if roomy else rows)
        self._write_foot(width)

    def _write_foot(self, width: int) -> None:
        length = len(self.query_one(TextField).text)
        if self._comparing:
            keys = self._words.say("editor.keys_compare")
        elif self._original is None:
            keys = self._words.say("editor.keys_letter")
        else:
            keys = self._words.say("editor.keys_edit")
        rows: list[Row] = [(Piece(clip(keys, width), "quiet"),)]
        if length > MAX_MESSAGE_CHARACTERS * 9 // 10:
            tone: Tone = "alarm" if length > MAX_MESSAGE_CHARACTERS else "warn"
            count = self._words.say(
                "editor.length", count=f"{length:,}", most=f"{MAX_MESSAGE_CHARACTERS:,}"
            )
            rows.insert(0, (Piece(count, tone),))
        self.query_one(".foot", Rows).show(rows)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        text = event.text_area.text
        self._keep(None if text == (self._original or "") else text)
        if not self._told_typing and text != (self._work.begun or self._original or ""):
            self._told_typing = True
            self._typing(True)
        self._write_foot(max(1, self.query_one(".foot", Rows).size.width))

    def action_forward(self) -> None:
        """From writing to comparing (a letter: to sending), from comparing to sending."""
        text = writable(self.query_one(TextField).text)
        if self._barred is not None:
            self.app.bell()
        elif not text.strip():
            self._tell("editor.empty")
        elif len(text) > MAX_MESSAGE_CHARACTERS:
            self._tell("editor.too_long")
        elif self._original is not None and text == self._original:
            self._tell("editor.unchanged")
        elif self._original is None or self._comparing:
            self.dismiss(text)
        else:
            self._compare(text)

    def _tell(self, key: str) -> None:
        self._note = self._words.say(key)
        self._write()

    def _compare(self, text: str) -> None:
        board = self.query_one(_Changes)
        board.before, board.after = self._original or "", text
        self._note = None
        self.query_one(TextField).display = False
        board.display = True
        board.focus()
        board.call_after_refresh(board.rebuild)
        self._write()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter sends only once the changes have been seen; while writing it begins a line."""
        return self._comparing if action == "send" else True

    def action_send(self) -> None:
        """Sends what was compared."""
        self.action_forward()

    def action_back(self) -> None:
        """From comparing to writing; from writing away, keeping what was written."""
        if not self._comparing:
            self.dismiss(None)
            return
        self.query_one(_Changes).display = False
        field = self.query_one(TextField)
        field.display = True
        field.focus()
        self._write()

    def action_restore(self) -> None:
        """Back to the draft's own text."""
        if self._original is not None and not self._comparing:
            self.query_one(TextField).text = self._original
            self._note = None
            self._write()
