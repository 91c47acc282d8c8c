"""A sheet on top of the screen: rows to read, some of which open something."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.board import Board
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece

Lay = Callable[[int], Sequence[Block]]
"""Lays the blocks out for a width in cells."""


class _Laid(Board):
    def __init__(self, lay: Lay) -> None:
        super().__init__(id="sheet")
        self._lay = lay

    def build(self, width: int) -> Sequence[Block]:
        return self._lay(width)


class Sheet(ModalScreen[str | None]):
    """Shows blocks; gives the key of the one that was chosen, `None` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(self, title: str, foot: str, lay: Lay) -> None:
        super().__init__(classes="dialog")
        self._title, self._foot, self._lay = title, foot, lay

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall"):
            yield Rows(classes="question")
            yield _Laid(self._lay)
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        self.query_one(".question", Rows).show([(Piece(self._title, "accent"),), EMPTY])
        self.query_one(".foot", Rows).show([EMPTY, (Piece(self._foot, "quiet"),)])
        self.query_one(_Laid).focus()

    def on_board_chosen(self, event: Board.Chosen) -> None:
        self.dismiss(event.key)

    def action_leave(self) -> None:
        """Closes the sheet."""
        self.dismiss(None)
