"""The list of people: who needs the owner now, at the top, with what can be read at a glance."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from kizashi.ids import ConversationId
from kizashi.signal import Speaker
from kizashi.views import ConversationView
from tui.board import Block, Board
from tui.cells import clip
from tui.gauge import degrees, gauge, sparkline
from tui.harmless import one_line
from tui.needs import Need, matching, ordered
from tui.rows import EMPTY, Piece, Row, Tone, spread
from tui.state import State
from tui.words import Words

_TALL = 40
"""Panes at least this high also show the last words of everybody."""

_PREVIEW_FROM = 1_000
"""Characters of a message that a preview looks at; the rest cannot be seen in one row."""

_SIGNS: dict[Need, tuple[str, Tone]] = {
    Need.DECIDE: ("◆", "accent"),
    Need.ANSWER: ("▲", "alarm"),
    Need.STALLED: ("■", "warn"),
    Need.SWAYING: ("~", "warn"),
    Need.UNHAPPY: ("!", "alarm"),
    Need.NEW: ("•", "accent"),
    Need.CALM: (" ", "quiet"),
    Need.ASLEEP: ("z", "quiet"),
    Need.MEANT: ("≈", "accent"),
}


class Line(NamedTuple):
    """One person in the list, with why they are there."""

    need: Need
    view: ConversationView


def lines_of(
    state: State, query: str, now: datetime, meant: Sequence[ConversationId] = ()
) -> list[Line]:
    """The people to show, in the order of the list; behind them those whom the query means
    without naming them, the best first."""
    wanted = matching(state, query) if query.strip() else None
    lines = [Line(need, view) for need, view in ordered(state, now, wanted)]
    known = {line.view.id for line in lines}
    others = [state.conversations[key] for key in meant if key in state.conversations]
    return lines + [Line(Need.MEANT, view) for view in others if view.id not in known]


def person_rows(
    line: Line, words: Words, now: datetime, width: int, *, typing: bool, preview: bool
) -> list[Row]:
    """Two rows for a person (three with a preview): name and waiting time, then temperature."""
    view = line.view
    sign, tone = _SIGNS[line.need]
    left = [Piece(f" {sign} ", tone), Piece(words.name(view), "strong" if view.unread else "plain")]
    if view.mode == "owner":
        left.append(Piece(f" {words.say('people.yours')}", "owner"))
    if typing:
        left.append(Piece(f" {words.say('people.typing')}", "accent"))
    right: list[Piece] = []
    if view.unread:
        right.append(Piece(f"+{min(view.unread, 99)} ", "accent"))
    if line.need is Need.ASLEEP and view.snoozed_until is not None:
        right.append(Piece(f"{words.moment(view.snoozed_until, now)} ", "quiet"))
    elif view.waiting_since is not None:
        urgent: Tone = "alarm" if line.need is Need.ANSWER else "plain"
        right.append(Piece(f"{words.wait(view.waiting_since, now)} ", urgent))
    else:
        right.append(Piece(f"{words.wait(view.last_at, now)} ", "faint"))
    rows = [spread(left, right, width), _temperature_row(view, words, width)]
    if preview:
        rows.append(_preview_row(view, words, width))
    return rows


def _temperature_row(view: ConversationView, words: Words, width: int) -> Row:
    reading = view.reading
    if reading is None:
        return (Piece("   "), Piece(clip(words.say("people.unread_yet"), width - 4), "quiet"))
    bar = 8 if width >= 34 else 5
    course = 8 if width >= 38 else 5 if width >= 34 else 3
    if width < 34 and len(view.temperatures) < 2:
        course = 0  # no course to draw yet: the words need the room more
    pieces = [Piece("   "), *gauge(reading.temperature, bar), degrees(reading.temperature)]
    pieces.append(Piece(" "))
    if course:
        pieces += [*sparkline(view.temperatures, course), Piece(" ")]
    if reading.stall is not None:
        pieces.append(Piece(words.label("stall", reading.stall.reason.value), "plain"))
    else:
        pieces.append(Piece(words.label("phase", reading.phase.id), "quiet"))
    return spread(pieces, (), width)


def _preview_row(view: ConversationView, words: Words, width: int) -> Row:
    if view.last_text is None:
        return EMPTY
    said = one_line(view.last_text[:_PREVIEW_FROM])
    if view.last_speaker is not None and view.last_speaker is not Speaker.CUSTOMER:
        said = f"{words.label('speaker', view.last_speaker.value)}: {said}"
    return (Piece("   "), Piece(clip(said, width - 4), "quiet"))


class People(Board):
    """The list as a board. Its cursor is the conversation that is open beside it."""

    def __init__(self) -> None:
        super().__init__(id="people")
        self._lines: Sequence[Line] = ()
        self._state = State()
        self._words: Words | None = None
        self._now: datetime | None = None
        self._empty = ""
        self._by_key: dict[ConversationId, Line] = {}
        self._drawn_at = (0, False)

    def show(
        self, lines: Sequence[Line], state: State, words: Words, now: datetime, empty: str
    ) -> None:
        """Shows these people from now on; `empty` says why there may be none. Nothing is drawn
        anew when nothing that can be seen has changed."""
        minute = now.replace(second=0, microsecond=0)
        # The lines are kept, so that no other view can take the place (the id) of a shown one.
        shown = [(one.need, id(one.view)) for one in lines]
        self._lines, self._state, self._words, self._now = lines, state, words, now
        self._empty = empty
        if self.changed(words, minute, empty, state.typing, shown):
            self.rebuild()

    def _settle(self, before: int | None) -> None:
        """Whoever is open may be filtered away: then nobody is under the cursor, and the list
        never points at another person than the one whose draft is shown."""
        self.cursor = None

    @property
    def first(self) -> ConversationId | None:
        """The conversation at the top of the list."""
        return self._lines[0].view.id if self._lines else None

    def build(self, width: int) -> Sequence[Block]:
        """One heading for each need that somebody has, and the people below it."""
        words, now = self._words, self._now
        if words is None or now is None:
            return ()
        if not self._lines:
            room = Piece(clip(self._empty, width - 2), "quiet")
            return (Block.of("·empty", [EMPTY, (Piece(" "), room)], selectable=False),)
        self._drawn_at = (width, self.size.height >= _TALL)
        height = 3 if self._drawn_at[1] else 2
        self._by_key = {line.view.id: line for line in self._lines}
        counts = Counter(line.need for line in self._lines)
        blocks: list[Block] = []
        current: Need | None = None
        for line in self._lines:
            if line.need is not current:
                current = line.need
                heading = (
                    Piece(f" {words.say(f'need.{current.name.lower()}')} ", "quiet"),
                    Piece(str(counts[current]), "faint"),
                )
                rows = [heading] if not blocks else [EMPTY, heading]
                blocks.append(Block.of(f"·{current.name}", rows, selectable=False))
            blocks.append(Block(line.view.id, height))
        return blocks

    def draw(self, key: str) -> Sequence[Row]:
        """The rows of one person."""
        words, now, line = self._words, self._now, self._by_key.get(ConversationId(key))
        if words is None or now is None or line is None:
            return ()
        width, preview = self._drawn_at
        typing = line.view.id in self._state.typing
        return person_rows(line, words, now, width, typing=typing, preview=preview)
