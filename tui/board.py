"""The board: one scrolling pane that draws blocks of rows, and only those in view, with a cursor
that moves over those that can be chosen."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.painting import palette_of, strip_of
from tui.rows import EMPTY, Block, Piece, Row

_PASSED_OVER = 3
"""Rows between two blocks that the cursor may pass over at once: a heading, a gap."""


class _Painted(NamedTuple):
    """A row as it stands on the screen: whether the cursor is on it, and the letter before it."""

    row: Row
    chosen: bool = False
    letter: str | None = None


_NOTHING = _Painted(EMPTY)


_HEIGHT_OF = itemgetter(1)


class Board(ScrollView, can_focus=True):
    """A scrolling pane. Where blocks are selectable a cursor moves over them, else it scrolls."""

    DEFAULT_CSS = """
    Board { scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "up", show=False),
        Binding("down,j", "down", show=False),
        Binding("home,g", "first", show=False),
        Binding("end,G", "last", show=False),
        Binding("pageup,ctrl+b", "screen_up", show=False),
        Binding("pagedown,space,ctrl+f", "screen_down", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to another block."""

        def __init__(self, board: "Board", key: str) -> None:
            super().__init__()
            self.board = board
            self.key = key

        @property
        def control(self) -> "Board":
            """The board that posted the message."""
            return self.board

    class Chosen(Moved):
        """A block was chosen with Enter or the mouse."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self._starts: list[int] = []
        self._places: dict[str, int] = {}
        self._drawn: dict[int, Sequence[Row]] = {}
        self._painted: dict[int, _Painted] = {}
        self._strips: dict[int, tuple[tuple[object, ...], Strip]] = {}
        self._bases: dict[str, Style] = {}
        self._seen: tuple[object, ...] = ()
        self._letters: dict[str, str] = {}
        self.cursor: str | None = None

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    def build(self, width: int) -> Sequence[Block]:
        """The blocks at this width: none, unless a board says what it has."""
        return ()

    def draw(self, key: str) -> Sequence[Row]:
        """The rows of a block that was built without them, for boards that build such."""
        return ()

    def changed(self, *seen: object) -> bool:
        """Whether what is to be shown differs from what was asked for the last time: most events
        concern one pane, and the others need not be drawn anew."""
        if seen == self._seen:
            return False
        self._seen = seen
        return True

    def rebuild(self) -> None:
        """Draws the board anew from what it knows now; the cursor stays on its block."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        before = self._index()
        self._blocks = self.build(width)
        self._drawn.clear()
        # By place and not by name: a list has thousands of blocks, and every key waits for this.
        self._places = {block[0]: place for place, block in enumerate(self._blocks) if block[3]}
        self._starts = [0, *accumulate(map(_HEIGHT_OF, self._blocks))]
        self._measure(Size(width, self._starts.pop()))
        if self._index() is None:
            self._settle(before)
        self._refresh_changed()

    def _measure(self, size: Size) -> None:
        """Takes the size of all blocks together. As long as the scrollbar neither comes nor goes
        nothing outside of the board moves, and the screen need not be laid out anew."""
        view = self.scrollable_content_region.height
        same_bar = self.show_vertical_scrollbar == (size.height > view)
        if self.styles.is_auto_height or not same_bar or size.width != self.virtual_size.width:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
            self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def _refresh_changed(self) -> None:
        """Has only those rows in view painted anew that differ from what is painted."""
        top, height = self.scroll_offset.y, self.size.height
        places = range(top, top + height)
        changed = [place for place in places if self._painted.get(place) != self._at(place)]
        self._painted = {place: self._painted[place] for place in places if place in self._painted}
        self._strips = {place: self._strips[place] for place in places if place in self._strips}
        if len(changed) * 2 > height:
            self.refresh()
            return
        for place in changed:
            self.refresh_lines(place)

    def _at(self, place: int) -> _Painted:
        """What stands in a row of the board, counted from the top of its blocks."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self.virtual_size.height:
            return _NOTHING
        block = self._blocks[index]
        rows = self._drawn.get(index)
        if rows is None:
            rows = block.rows if block.rows is not None else self.draw(block.key)
            self._drawn[index] = rows
        inside = place - self._starts[index]
        row = rows[inside] if inside < len(rows) else EMPTY
        chosen = block.selectable and block.key == self.cursor
        return _Painted(row, chosen, self._letters.get(block.key) if inside == 0 else None)

    def _settle(self, before: int | None) -> None:
        """The block under the cursor is gone: the cursor takes the one in its place."""
        places = [index for index, block in enumerate(self._blocks) if block.selectable]
        if not places:
            self.cursor = None
            return
        wanted = before or 0
        self.cursor = self._blocks[min(places, key=lambda place: abs(place - wanted))].key

    def on_resize(self, _: Resize) -> None:
        self.rebuild()

    def render_line(self, y: int) -> Strip:
        place = self.scroll_offset.y + y
        there = self._painted[place] = self._at(place)
        looks = (there, self.size.width, self.app.theme, there.chosen and self.has_focus)
        kept = self._strips.get(place)
        if kept is None or kept[0] != looks:
            # Textual asks for all lines anew whenever the focus moves, and few of them differ.
            kept = self._strips[place] = (looks, self._paint(there))
        return kept[1]

    def _paint(self, there: _Painted) -> Strip:
        width, base, palette = self.size.width, self._base(), palette_of(self)
        if there.chosen:
            colour = palette.cursor if self.has_focus else palette.cursor_quiet
            base += Style(bgcolor=colour)
        if there.letter is None:
            return strip_of(there.row, width, palette, base)
        # The letter stands on the margin, where it hides nothing that is read.
        strip = strip_of(there.row, width, palette, base).crop(2, width)
        sign = strip_of((Piece(f"{there.letter} ", "badge"),), 2, palette, base)
        return Strip([*sign, *strip], width)

    def targets(self) -> list[str]:
        """The blocks in view that can be chosen, from the top."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        return [
            block.key
            for block, start in zip(self._blocks, self._starts, strict=True)
            if block.selectable and top <= start < top + height
        ]

    def letter(self, letters: Mapping[str, str]) -> None:
        """Puts letters on blocks (by their keys); nothing takes them away again."""
        self._letters = dict(letters)
        self.refresh()

    def _base(self) -> Style:
        """The pane's own style in the theme that is on. Asking Textual for it on every line would
        cost more than all the rest of drawing."""
        theme = self.app.theme
        if theme not in self._bases:
            self._bases[theme] = self.rich_style
        return self._bases[theme]

    # ── the cursor ───────────────────────────────────────────────────────────────────────────────

    def _index(self) -> int | None:
        return self._places.get(self.cursor) if self.cursor is not None else None

    def move_to(self, key: str) -> None:
        """Puts the cursor on a block, in view, without telling anybody."""
        self.point_at(key)
        self.show_cursor()

    def point_at(self, key: str | None) -> None:
        """Puts the cursor on a block without scrolling to it."""
        if key != self.cursor:
            self._refresh_block()
            self.cursor = key
            self._refresh_block()

    @property
    def points(self) -> bool:
        """Whether the cursor is on a block that is shown."""
        return self._index() is not None

    def _refresh_block(self) -> None:
        index = self._index()
        if index is not None:
            self.refresh_lines(self._starts[index], self._blocks[index].height)

    def show_cursor(self) -> None:
        """Scrolls so that the block under the cursor can be read, its beginning first."""
        index = self._index()
        if index is None:
            return
        top, height = self._starts[index], self._blocks[index].height
        # A heading right above belongs to the block: it comes along.
        if index and not self._blocks[index - 1].selectable:
            top -= self._blocks[index - 1].height
            height += self._blocks[index - 1].height
        view = self.scrollable_content_region.height
        if top < self.scroll_offset.y or height >= view:
            self.scroll_to(y=top, animate=False)
        elif top + height > self.scroll_offset.y + view:
            self.scroll_to(y=top + height - view, animate=False)

    def _step(self, by: int) -> None:
        index = self._index()
        if index is None:
            self._jump_or_scroll(by)
            return
        place = index + by
        while 0 <= place < len(self._blocks) and not self._blocks[place].selectable:
            place += by
        if not 0 <= place < len(self._blocks):
            self.scroll_relative(y=by, animate=False)
            return
        if self._much_to_read_before(place, by):
            self.scroll_relative(y=by, animate=False)
            return
        block = self._blocks[index]
        view = self.scrollable_content_region.height
        bottom = self._starts[index] + block.height
        # A block higher than the pane is read to its end before the cursor leaves it.
        if by > 0 and bottom > self.scroll_offset.y + view and block.height > view:
            self.scroll_relative(y=max(1, view // 2), animate=False)
            return
        if by < 0 and self._starts[index] < self.scroll_offset.y and block.height > view:
            self.scroll_relative(y=-max(1, view // 2), animate=False)
            return
        self._go(place)

    def _jump_or_scroll(self, by: int) -> None:
        """Without a cursor: where there is something to choose the first of it, else scroll."""
        first = next(iter(self._places.values()), None)
        if first is None or self._much_to_read_before(first, by):
            self.scroll_relative(y=by, animate=False)
        else:
            self._go(first)

    def _much_to_read_before(self, place: int, by: int) -> bool:
        """Whether the block lies out of view behind rows that cannot be chosen: they are scrolled
        through, not jumped over."""
        view, top = self.scrollable_content_region.height, self.scroll_offset.y
        start, height = self._starts[place], self._blocks[place].height
        beyond = start - (top + view) if by > 0 else top - (start + height)
        passed = place - by
        return (
            beyond >= 0
            and 0 <= passed < len(self._blocks)
            and (not self._blocks[passed].selectable and self._blocks[passed].height > _PASSED_OVER)
        )

    def _go(self, place: int) -> None:
        self.move_to(self._blocks[place].key)
        self.post_message(self.Moved(self, self._blocks[place].key))

    def _go_near(self, row: int, by: int) -> None:
        place = min(max(0, bisect_right(self._starts, row) - 1), len(self._blocks) - 1)
        while 0 <= place < len(self._blocks) and not self._blocks[place].selectable:
            place += by
        if 0 <= place < len(self._blocks):
            self._go(place)

    def _jump(self, row: int, by: int) -> None:
        if self._places:
            self._go_near(row, by)
        else:
            self.scroll_to(y=row, animate=False)

    def _once_built(self, act: Callable[[], None]) -> None:
        """Acts at once; on a board that has only just come into view, when it has its size."""
        if self.scrollable_content_region.width > 0:
            act()
        else:
            self.call_after_refresh(self._build_and, act)

    def _build_and(self, act: Callable[[], None]) -> None:
        self.rebuild()
        act()

    def action_up(self) -> None:
        """One block up."""
        self._once_built(lambda: self._step(-1))

    def action_down(self) -> None:
        """One block down."""
        self._once_built(lambda: self._step(1))

    def action_first(self) -> None:
        """To the first block."""
        self._jump(0, 1)
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """To the last block."""
        self._jump(self.virtual_size.height, -1)
        self.scroll_to(y=self.virtual_size.height, animate=False)

    def action_screen_up(self) -> None:
        """A screenful up."""
        view = self.scrollable_content_region.height
        index = self._index()
        here = self._starts[index] if index is not None else self.scroll_offset.y
        self._jump(max(0, here - view + 1), 1)

    def action_screen_down(self) -> None:
        """A screenful down."""
        view = self.scrollable_content_region.height
        index = self._index()
        here = self._starts[index] if index is not None else self.scroll_offset.y
        self._jump(min(self.virtual_size.height, here + view - 1), -1)

    def action_choose(self) -> None:
        """Chooses the block under the cursor."""
        self._once_built(self._choose)

    def _choose(self) -> None:
        if self._index() is not None and self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: Click) -> None:
        place = bisect_right(self._starts, self.scroll_offset.y + event.y) - 1
        inside = self.scroll_offset.y + event.y < self.virtual_size.height
        if event.style.meta.get("@click") or not inside or place < 0:
            return
        if self._blocks[place].selectable:
            self._go(place)
            self.post_message(self.Chosen(self, self._blocks[place].key))
