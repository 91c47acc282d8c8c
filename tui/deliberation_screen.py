"""The agents' table: what each of the four says of a hard case, as they say it."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kizashi.counsel import Reference
from kizashi.deliberation import Contribution, DeliberationView
from kizashi.ids import ConversationId
from tui.board import Board
from tui.counsel_rows import paragraph_rows, reference_rows
from tui.page_screen import PageScreen
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece, Row, Tone, paragraph, spread
from tui.words import Words

if TYPE_CHECKING:
    pass

_DRAFT = "·draft"


def contribution_blocks(number: int, said: Contribution, words: Words, width: int) -> list[Block]:
    """One contribution: who speaks, their paragraphs, and each reference that opens."""
    title: Row = (Piece(" "), Piece(words.say(f"table.agent.{said.speaker}"), "accent"))
    blocks = [Block.of(f"{number}·who", [title], selectable=False)]
    for place, one in enumerate(said.paragraphs):
        blocks.append(Block.of(f"{number}·p{place}", paragraph_rows(one, width), selectable=False))
        for index, reference in enumerate(one.references):
            rows = reference_rows(reference, words, width)
            opens = reference.conversation is not None
            blocks.append(Block.of(f"{number}·r{place}.{index}", rows, selectable=opens))
    return [*blocks, Block.of(f"{number}·gap", [EMPTY], selectable=False)]


def reference_of(view: DeliberationView, key: str) -> Reference | None:
    """The reference that a block's key names."""
    number, _, place = key.partition("·r")
    if not place:
        return None
    paragraph_, _, index = place.partition(".")
    return view.said[int(number)].paragraphs[int(paragraph_)].references[int(index)]


class Table(Board):
    """What was said, the newest at the end."""

    def __init__(self) -> None:
        super().__init__(id="table")
        self._view: DeliberationView | None = None
        self._words: Words | None = None

    def show(self, view: DeliberationView | None, words: Words) -> None:
        """Shows a deliberation as it is now; it stays at its end when it was there."""
        if not self.changed(view, words):
            return
        at_end = self.scroll_offset.y >= self.max_scroll_y - 1
        self._view, self._words = view, words
        self.rebuild()
        if at_end:
            self.call_after_refresh(
                lambda: self.scroll_to(y=self.virtual_size.height, animate=False)
            )

    def build(self, width: int) -> list[Block]:
        view, words = self._view, self._words
        if words is None:
            return []
        if view is None:
            rows = paragraph(words.say("table.beginning"), width - 1, "quiet", margin=(Piece(" "),))
            return [Block.of("·empty", [EMPTY, *rows], selectable=False)]
        blocks = []
        for number, said in enumerate(view.said):
            blocks += contribution_blocks(number, said, words, width)
        key = "table.going_on" if view.ended is None else f"table.ended.{view.ended}"
        tone: Tone = "quiet" if view.ended is None else "good" if view.ended == "draft" else "warn"
        rows = paragraph(words.say(key), width - 1, tone, margin=(Piece(" "),))
        name = _DRAFT if view.draft is not None else "·end"
        return [*blocks, Block.of(name, [*rows, EMPTY], selectable=view.draft is not None)]


class DeliberationScreen(PageScreen):
    """Listens to the agents. Enter opens what is under the cursor; what they came to is decided
    like any other draft."""

    named = "deliberate"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("x", "stop", show=False),
        Binding("T", "again", show=False),
    ]

    def __init__(self, conversation: ConversationId, name: str) -> None:
        super().__init__()
        self._conversation = conversation
        self._named = name

    def compose(self) -> ComposeResult:
        yield Rows(id="table-title")
        yield Table()
        yield Rows(id="table-keys")

    def on_mount(self) -> None:
        self.query_one(Table).focus()
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    @property
    def _view(self) -> DeliberationView | None:
        return self.coach.desk.deliberations.get(self._conversation)

    def draw(self) -> None:
        """Shows what is known now."""
        if not self.query("#table-title"):
            return
        words, width, view = self.coach.words, self.size.width, self._view
        left = (Piece(" "), Piece(words.say("table.title", name=self._named), "accent"))
        right = (Piece(f"{words.say('table.private')} ", "quiet"),)
        self.query_one("#table-title", Rows).show([spread(left, right, width)])
        going = view is not None and view.ended is None
        keys = words.say("table.keys_going" if going else "table.keys_ended")
        self.query_one("#table-keys", Rows).show([(Piece(f" {keys}", "quiet"),)])
        self.query_one(Table).show(view, words)

    @on(Board.Chosen, "#table")
    def _chosen(self, event: Board.Chosen) -> None:
        view, coach = self._view, self.coach
        if view is None:
            return
        if event.key == _DRAFT:
            self.dismiss(None)
            coach.select(self._conversation)
            coach.seat.go("drafts")
            return
        reference = reference_of(view, event.key)
        if reference is not None and reference.conversation is not None:
            self.dismiss(None)
            coach.open_reference(reference)

    def action_stop(self) -> None:
        """Ends the talk; no draft comes of it."""
        view = self._view
        if view is not None and view.ended is None:
            self.coach.run_worker(self.coach.desk.wishes.stop_deliberation(self._conversation))

    def action_again(self) -> None:
        """Asks the agents once more."""
        view, coach = self._view, self.coach
        if view is None or view.ended is not None:
            coach.run_worker(coach.desk.wishes.deliberate(self._conversation, coach.words.language))
