"""The list of people: who needs the owner now, at the top, with what can be read at a glance."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from kizashi.ids import ConversationId
from kizashi.signal import Speaker
from kizashi.views import ConversationView
from tui.board import Board
from tui.cells import clip
from tui.gauge import degrees, gauge, sparkline
from tui.harmless import one_line
from tui.needs import Need
from tui.order import Line
from tui.rows import EMPTY, Block, Piece, Row, Tone, spread
from tui.words import Words

_NEED_OF = itemgetter(0)
_TALL = 40
"""Panes at least this high also show the last words of everybody."""

_PREVIEW_FROM = 1_000
"""Characters of a message that a preview looks at; the rest cannot be seen in one row."""

_SIGNS: dict[Need, tuple[str, Tone]] = {
    Need.PERSON: ("★", "alarm"),
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
        urgent: Tone = "alarm" if line.need in (Need.PERSON, Need.ANSWER) else "plain"
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
        self._typing: frozenset[ConversationId] = frozenset()
        self._words: Words | None = None
        self._now: datetime | None = None
        self._empty = ""
        self._kept: dict[str, tuple[Line, Block]] = {}
        self._drawn_at = (0, False)

    def show(
        self,
        lines: Sequence[Line],
        typing: frozenset[ConversationId],
        words: Words,
        now: datetime,
        empty: str,
    ) -> None:
        """Shows these people from now on; `empty` says why there may be none. Nothing is drawn
        anew when nothing that can be seen has changed."""
        minute = now.replace(second=0, microsecond=0)
        self._lines, self._typing, self._words, self._now = lines, typing, words, now
        self._empty = empty
        # A line that has not changed is the same one, so that comparing thousands costs little.
        if self.changed(words, minute, empty, typing, lines):
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
        blocks: list[Block] = []
        for need, group in groupby(self._lines, _NEED_OF):
            of_need = [self._block(line, height) for line in group]
            heading = (
                Piece(f" {words.say(f'need.{need.name.lower()}')} ", "quiet"),
                Piece(str(len(of_need)), "faint"),
            )
            rows = [heading] if not blocks else [EMPTY, heading]
            blocks.append(Block.of(f"·{need.name}", rows, selectable=False))
            blocks += of_need
        return blocks

    def _block(self, line: Line, height: int) -> Block:
        """The line's block: the same one as long as the line and its height are the same."""
        key = line.view.id
        kept = self._kept.get(key)
        if kept is None or kept[0] is not line or kept[1].height != height:
            kept = self._kept[key] = (line, Block(key, height))
        return kept[1]

    def draw(self, key: str) -> Sequence[Row]:
        """The rows of one person."""
        words, now, kept = self._words, self._now, self._kept.get(key)
        if words is None or now is None or kept is None:
            return ()
        line = kept[0]
        width, preview = self._drawn_at
        typing = line.view.id in self._typing
        return person_rows(line, words, now, width, typing=typing, preview=preview)
