"""The order of the list, kept from drawing to drawing: only what has changed is looked at anew.

Thousands of people stand in the list and a few of them change between two drawings. The result is
that of `tui.needs.ordered`, always.
"""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from kizashi.ids import ConversationId
from kizashi.views import ConversationView
from tui.needs import Need, changes_after, line_words, matching, need_of, place_of
from tui.state import State

_BY_PLACE = attrgetter("place")


class Line(NamedTuple):
    """One person in the list, with why they are there."""

    need: Need
    view: ConversationView


class _Placed:
    """A conversation where it stands: until when its need holds by itself, and its words."""

    __slots__ = ("blocked", "line", "place", "until", "words")

    def __init__(self, state: State, view: ConversationView, now: datetime) -> None:
        self.put(state, view, now)

    def put(self, state: State, view: ConversationView, now: datetime) -> None:
        need = need_of(state, view, now)
        self.line = Line(need, view)
        self.place = place_of(need, view)
        self.until = changes_after(view, now)
        self.blocked = view.id in state.blocked
        self.words: str | None = None


class Order:
    """Puts conversations in the order of the list."""

    def __init__(self) -> None:
        self._known: dict[ConversationId, _Placed] = {}
        self._sorted: list[_Placed] = []
        self._lines: list[Line] = []
        self._at: datetime | None = None
        self._until: datetime | None = None
        self._followed: tuple[object, object] = (None, None)

    def lines(
        self,
        state: State,
        now: datetime,
        query: str = "",
        meant: Sequence[ConversationId] = (),
    ) -> list[Line]:
        """Everybody, or those whom the query names; behind them those whom it means without
        naming them, the best first."""
        self._follow(state, now)
        if not query.strip():
            return self._lines
        found = {view.id for view in matching(state, query, self._words)}
        lines = [line for line in self._lines if line.view.id in found]
        others = (state.conversations.get(key) for key in meant if key not in found)
        return lines + [Line(Need.MEANT, view) for view in others if view is not None]

    def _follow(self, state: State, now: datetime) -> None:
        if self._at is not None and now < self._at:
            self._known.clear()  # the clock was set back: what held until then may not hold
            self._sorted.clear()
        conversations, blocked = state.conversations, state.blocked
        before, self._followed = self._followed, (conversations, blocked)
        same = before[0] is conversations and before[1] is blocked and bool(self._known)
        if same and (self._until is None or now < self._until):
            self._at = now
            return
        moved = len(self._known) != len(conversations)
        for key, view in conversations.items():
            placed = self._known.get(key)
            if placed is None:
                placed = self._known[key] = _Placed(state, view, now)
                self._sorted.append(placed)
            elif (
                placed.line.view is not view
                or placed.blocked is not (key in blocked)
                or (placed.until is not None and now >= placed.until)
            ):
                placed.put(state, view, now)
            else:
                continue
            moved = True
        if len(self._known) > len(conversations):
            self._known = {key: self._known[key] for key in conversations}
            self._sorted = list(self._known.values())
        self._at = now
        if moved:
            self._until = min((one.until for one in self._sorted if one.until), default=None)
            # Nearly in order already, which is what this sort is fastest at.
            self._sorted.sort(key=_BY_PLACE)
            self._lines = [placed.line for placed in self._sorted]

    def _words(self, view: ConversationView) -> str:
        placed = self._known[view.id]
        if placed.words is None:
            placed.words = line_words(view)
        return placed.words
