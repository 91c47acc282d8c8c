"""Insight: the page of figures, asked for anew each time it is opened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from kizashi.insight import Insight
from tui import places
from tui.board import Block, Board, Rows
from tui.fairness_data import FairnessReport
from tui.insight_rows import Page, insight_rows
from tui.rows import EMPTY, Piece, Row, spread
from tui.words import Words

if TYPE_CHECKING:
    from tui.app import Coach


class _Page(Board):
    def __init__(self) -> None:
        super().__init__(id="insight")
        self.page: Page | None = None
        self.words: Words | None = None

    def build(self, width: int) -> Sequence[Block]:
        if self.words is None:
            return ()
        if self.page is None:
            note = Piece(self.words.say("insight.loading"), "quiet")
            rows: list[Row] = [EMPTY, (Piece("   "), note)]
        else:
            rows = insight_rows(self.page, self.words, width - 1)
        return (Block.of("·insight", rows, selectable=False),)


class InsightScreen(Screen[None]):
    """The page of figures. It is asked for anew each time it is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i", "leave", show=False)]

    def compose(self) -> ComposeResult:
        yield Rows(id="page-title")
        yield _Page()
        yield Rows(id="page-keys")

    def on_mount(self) -> None:
        self._write()
        self.query_one(_Page).focus()
        self.run_worker(self._load())

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    async def _load(self) -> None:
        pages, state = self._coach.desk.pages, self._coach.desk.state
        insight = await pages.fetch(places.INSIGHT, Insight)
        if insight is None:
            self._coach.tell("why.not_loaded", "warn")
            return
        self._show(Page(insight, state.autonomy, state.everything_held))
        fairness = await pages.fetch(places.FAIRNESS, FairnessReport)
        self._show(Page(insight, state.autonomy, state.everything_held, fairness))

    def _show(self, page: Page) -> None:
        for board in self.query(_Page):
            board.page = page
            board.rebuild()

    @property
    def _coach(self) -> "Coach":
        return cast("Coach", self.app)

    def _write(self) -> None:
        words, width = self._coach.words, self.size.width
        title = (Piece(" "), Piece(words.say("insight.title"), "accent"))
        self.query_one("#page-title", Rows).show([spread(title, (), width)])
        keys = words.say("insight.keys")
        self.query_one("#page-keys", Rows).show([(Piece(f" {keys}", "quiet"),)])
        page = self.query_one(_Page)
        page.words = words
        page.rebuild()

    def action_leave(self) -> None:
        """Back to the people."""
        self.dismiss(None)
