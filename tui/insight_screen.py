"""Insight: the page of figures, asked for anew each time it is opened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kizashi.insight import Insight
from tui import places
from tui.board import Board
from tui.fairness_data import FairnessReport
from tui.insight_rows import Page, insight_rows
from tui.page_screen import PageScreen
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece, Row, spread
from tui.words import Words

if TYPE_CHECKING:
    pass


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


class InsightScreen(PageScreen):
    """The page of figures. It is asked for anew each time it is opened."""

    named = "insight"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def compose(self) -> ComposeResult:
        yield Rows(id="page-title")
        yield _Page()
        yield Rows(id="page-keys")

    def on_mount(self) -> None:
        self.draw()
        self.query_one(_Page).focus()
        self.run_worker(self._load())

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    async def _load(self) -> None:
        pages, state = self.coach.desk.pages, self.coach.desk.state
        insight = await pages.fetch(places.INSIGHT, Insight)
        if insight is None:
            self.coach.tell("why.not_loaded", "warn")
            return
        self._show(Page(insight, state.autonomy, state.everything_held))
        fairness = await pages.fetch(places.FAIRNESS, FairnessReport)
        self._show(Page(insight, state.autonomy, state.everything_held, fairness))

    def _show(self, page: Page) -> None:
        for board in self.query(_Page):
            board.page = page
            board.rebuild()

    def draw(self) -> None:
        """Shows what is known now."""
        if not self.query("#page-title"):
            return
        words, width = self.coach.words, self.size.width
        title = (Piece(" "), Piece(words.say("insight.title"), "accent"))
        self.query_one("#page-title", Rows).show([spread(title, (), width)])
        keys = words.say("insight.keys")
        self.query_one("#page-keys", Rows).show([(Piece(f" {keys}", "quiet"),)])
        page = self.query_one(_Page)
        page.words = words
        page.rebuild()
