"""Approving several drafts at a time: only those that the policies call low-risk, each shown
whole, so that what is approved together has at least been in view."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from kizashi.draft import Draft
from kizashi.ids import DraftId
from tui.board import Board
from tui.harmless import harmless, one_line
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece, Row, Tone, paragraph
from tui.words import Words

_ANSWERED = 300
"""Characters of the customer's words that are shown beside an answer."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A draft that may be approved with others, and whose it is."""

    draft: Draft
    name: str


class _Drafts(Board):
    def __init__(self, offered: Sequence[Offered]) -> None:
        super().__init__(id="bulk")
        self._offered = offered
        self.chosen = {one.draft.id for one in offered}
        self.cursor = offered[0].draft.id

    def build(self, width: int) -> Sequence[Block]:
        blocks = []
        for one in self._offered:
            marked = one.draft.id in self.chosen
            sign: Tone = "good" if marked else "faint"
            box = Piece(" [x] " if marked else " [ ] ", sign)
            rows: list[Row] = [(box, Piece(one.name, "strong"))]
            said = one_line(one.draft.answers[:_ANSWERED])
            if said:
                margin = (Piece("     "), Piece("▎", "customer"))
                rows += paragraph(said, width - 1, "quiet", margin=margin)
            text = harmless(one.draft.step.text)
            rows += paragraph(text, width - 1, margin=(Piece("     "), Piece("▎", "ai")))
            blocks.append(Block.of(one.draft.id, [*rows, EMPTY]))
        return blocks


class Bulk(ModalScreen[list[Draft] | None]):
    """Gives the drafts that were left marked, or `None` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("space", "mark", show=False, priority=True),
        Binding("ctrl+s,f2,A", "approve", show=False, priority=True),
    ]

    def __init__(self, words: Words, offered: Sequence[Offered]) -> None:
        super().__init__(classes="dialog")
        self._words, self._offered = words, offered

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall"):
            yield Rows(classes="question")
            yield _Drafts(self._offered)
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        self.query_one(_Drafts).focus()
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        question = self.query_one(".question", Rows)
        rows: list[Row] = [(Piece(self._words.say("bulk.title"), "accent"),)]
        question.show([*rows, *paragraph(self._words.say("bulk.text"), question.size.width), EMPTY])
        count = len(self.query_one(_Drafts).chosen)
        foot = self._words.say("bulk.keys", count=count)
        self.query_one(".foot", Rows).show([EMPTY, (Piece(foot, "quiet"),)])

    def on_board_chosen(self, event: Board.Chosen) -> None:
        board = self.query_one(_Drafts)
        board.chosen ^= {DraftId(event.key)}
        board.rebuild()
        self._write()

    def action_mark(self) -> None:
        """Marks the draft under the cursor, or takes its mark away."""
        self.query_one(_Drafts).action_choose()

    def action_approve(self) -> None:
        """Approves what is marked."""
        chosen = self.query_one(_Drafts).chosen
        self.dismiss([one.draft for one in self._offered if one.draft.id in chosen])

    def action_leave(self) -> None:
        """Leaves without approving anything."""
        self.dismiss(None)
