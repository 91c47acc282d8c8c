"""Small questions on top of the screen: a choice, a line of text, something to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.board import Board
from tui.fields import LineField
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece, Row, paragraph
from tui.words import Words


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `current` marks the one that holds now."""

    value: str
    label: str
    explanation: str = ""
    current: bool = False


class _Options(Board):
    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__(id="options")
        self._options = options
        self.cursor = next((one.value for one in options if one.current), options[0].value)

    def build(self, width: int) -> Sequence[Block]:
        blocks = []
        for number, option in enumerate(self._options, 1):
            sign = Piece(" • " if option.current else "   ", "accent")
            rows: list[Row] = [(sign, Piece(f"{number} ", "key"), Piece(option.label, "strong"))]
            if option.explanation:
                margin = (Piece("     "),)
                rows += paragraph(option.explanation, width - 1, "quiet", margin=margin)
            blocks.append(Block.of(option.value, rows))
        return blocks


class _Reading(Board):
    """Rows to read; the function lays them out for a width."""

    def __init__(self, rows: Sequence[tuple[str, bool]]) -> None:
        super().__init__(id="reading")
        self._paragraphs = rows

    def build(self, width: int) -> Sequence[Block]:
        rows: list[Row] = []
        for line, strong in self._paragraphs:
            rows += paragraph(line, width - 1, "strong" if strong else "plain") if line else [EMPTY]
        return (Block.of("·text", rows, selectable=False),)


class Choice(ModalScreen[str | None]):
    """Asks to choose one of a few answers; `None` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        *(Binding(str(number), f"pick({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, words: Words, title: str, text: str, options: Sequence[Option]) -> None:
        super().__init__(classes="dialog")
        self._words, self._title, self._text = words, title, text
        self._options = options

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Rows(classes="question")
            yield _Options(self._options)
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        question = self.query_one(".question", Rows)
        rows: list[Row] = [(Piece(self._title, "accent"),)]
        rows += paragraph(self._text, question.size.width) if self._text else []
        question.show([*rows, EMPTY])
        foot = self._words.say("dialog.choice_keys")
        self.query_one(".foot", Rows).show([EMPTY, (Piece(foot, "quiet"),)])

    def on_board_chosen(self, event: Board.Chosen) -> None:
        self.dismiss(event.key)

    def action_pick(self, number: int) -> None:
        """Chooses by number."""
        if number <= len(self._options):
            self.dismiss(self._options[number - 1].value)

    def action_leave(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class Question(ModalScreen[str | None]):
    """Asks for a line of text; `None` when it was left. An empty answer is not taken."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, words: Words, title: str, text: str, placeholder: str) -> None:
        super().__init__(classes="dialog")
        self._words, self._title, self._text = words, title, text
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Rows(classes="question")
            yield LineField(placeholder=self._placeholder, id="answer", max_length=2_000)
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        self._foot = self._words.say("dialog.question_keys")
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        question = self.query_one(".question", Rows)
        rows: list[Row] = [(Piece(self._title, "accent"),)]
        question.show([*rows, *paragraph(self._text, question.size.width), EMPTY])
        self.query_one(".foot", Rows).show([EMPTY, (Piece(self._foot, "quiet"),)])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self._foot = self._words.say("dialog.question_empty")
            self._write()

    def action_leave(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class Reader(ModalScreen[None]):
    """Something to read: paragraphs, some of them strong. Any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,f1", "leave", show=False, priority=True)
    ]

    def __init__(self, words: Words, title: str, paragraphs: Sequence[tuple[str, bool]]) -> None:
        super().__init__(classes="dialog")
        self._words, self._title, self._paragraphs = words, title, paragraphs

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall"):
            yield Rows(classes="question")
            yield _Reading(self._paragraphs)
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        self.query_one(".question", Rows).show([(Piece(self._title, "accent"),), EMPTY])
        foot = self._words.say("dialog.reader_keys")
        self.query_one(".foot", Rows).show([EMPTY, (Piece(foot, "quiet"),)])

    def action_leave(self) -> None:
        """Closes what is read."""
        self.dismiss(None)
