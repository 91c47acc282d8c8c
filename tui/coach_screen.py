"""The conversation with the Coach: questions at the bottom, answers with references that open."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from kizashi.counsel import MAX_QUESTION_CHARACTERS, Reference
from tui.board import Board
from tui.counsel_rows import line_blocks, more_blocks, question_at, reference_at
from tui.fields import LineField
from tui.page_screen import PageScreen
from tui.painting import Rows
from tui.proposal_rows import proposal_rows
from tui.rows import EMPTY, Block, Piece, paragraph, spread
from tui.talk import Line

if TYPE_CHECKING:
    from tui.app import Coach

_PROPOSAL = "·proposal·"


class Exchange(Board):
    """What was said, the newest at the end."""

    def __init__(self) -> None:
        super().__init__(id="exchange")
        self.coach: Coach | None = None

    def show(self, coach: "Coach") -> None:
        """Shows the talk as it is now; it stays at its end when it was there."""
        self.coach = coach
        desk = coach.desk
        lines = self.lines
        if not self.changed(desk.talk, coach.words, tuple(line.id for line in lines)):
            return
        at_end = self.scroll_offset.y >= self.max_scroll_y - 1
        self.rebuild()
        newest = f"{lines[-1].id}·" if lines else _PROPOSAL
        fresh = [key for key in self._places if key.startswith((newest, _PROPOSAL))]
        if fresh and self.cursor not in fresh:
            self.point_at(fresh[0])
        if at_end:
            self.call_after_refresh(self.to_end)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The exchanges, and the questions that the server has not got yet."""
        if self.coach is None:
            return ()
        desk = self.coach.desk
        known = {line.id for line in desk.talk.lines}
        now = self.coach.clock.now()
        waiting = [
            Line(one.id, now, one.text)
            for one in desk.wishes.unanswered_questions
            if one.id not in known
        ]
        return (*desk.talk.lines, *waiting)

    def to_end(self) -> None:
        """Scrolls to the newest answer."""
        self.scroll_to(y=self.virtual_size.height, animate=False)

    def build(self, width: int) -> list[Block]:
        coach = self.coach
        if coach is None:
            return []
        words, talk, now = coach.words, coach.desk.talk, coach.clock.now()
        blocks = []
        if not self.lines:
            rows = paragraph(words.say("talk.empty"), width - 1, "quiet", margin=(Piece(" "),))
            blocks.append(Block.of("·empty", [EMPTY, *rows, EMPTY], selectable=False))
        for line in self.lines:
            blocks += line_blocks(line, words, now, width)
        for view in talk.open_proposals():
            rows = proposal_rows(view, words, width)
            blocks.append(Block.of(f"{_PROPOSAL}{view.proposal.id}", rows))
        if self.lines:
            blocks += more_blocks(self.lines[-1], words, width)
        return blocks


class CoachScreen(PageScreen):
    """Talks with the Coach. Enter asks, or opens what is under the cursor."""

    named = "coach"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+l", "to_field", show=False),
        *(Binding(str(number), f"more({number})", show=False) for number in range(1, 6)),
    ]

    def compose(self) -> ComposeResult:
        yield Rows(id="talk-title")
        yield Exchange()
        yield LineField(id="question", max_length=MAX_QUESTION_CHARACTERS)
        yield Rows(id="talk-keys")

    def on_mount(self) -> None:
        self.query_one("#question", Input).focus()
        self.draw()
        self.call_after_refresh(self.query_one(Exchange).to_end)

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Shows what is known now."""
        coach = self.coach
        if not self.query("#talk-title"):
            return
        words, width = coach.words, self.size.width
        field = self.query_one("#question", Input)
        key = "talk.answer" if coach.desk.talk.rehearsing else "talk.ask"
        field.placeholder = words.say(key)
        left = (Piece(" "), Piece(words.say("talk.title"), "accent"))
        right = (Piece(f"{words.say('talk.private')} ", "quiet"),)
        self.query_one("#talk-title", Rows).show([spread(left, right, width)])
        keys = words.say("talk.keys_field" if field.has_focus else "talk.keys_board")
        self.query_one("#talk-keys", Rows).show([(Piece(f" {keys}", "quiet"),)])
        self.query_one(Exchange).show(coach)

    def on_descendant_focus(self) -> None:
        self.draw()

    @on(Input.Submitted, "#question")
    def _asked(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if text:
            event.input.value = ""
            self._ask(text)

    def _ask(self, text: str) -> None:
        coach = self.coach
        coach.run_worker(coach.desk.wishes.ask_coach(text, coach.words.language, coach.selected))
        coach.redraw()
        self.query_one(Exchange).to_end()

    @on(Board.Chosen, "#exchange")
    def _chosen(self, event: Board.Chosen) -> None:
        exchange = self.query_one(Exchange)
        key = event.key
        if key.startswith(_PROPOSAL):
            self.coach.judge(key.removeprefix(_PROPOSAL))
        elif "·m" in key:
            question = question_at(exchange.lines, key)
            if question is not None:
                self._ask(question)
        elif "·r" in key:
            reference = reference_at(exchange.lines, key)
            if reference is not None and reference.conversation is not None:
                self._open(reference)

    def _open(self, reference: Reference) -> None:
        self.dismiss(None)
        self.coach.open_reference(reference)

    def action_more(self, number: int) -> None:
        """Asks a follow-up by its number."""
        lines = self.query_one(Exchange).lines
        counsel = lines[-1].counsel if lines else None
        if counsel is not None and number <= len(counsel.more):
            self._ask(counsel.more[number - 1])

    def action_to_field(self) -> None:
        """To the place to write."""
        self.query_one("#question", Input).focus()
