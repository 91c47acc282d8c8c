"""Insight: how everybody stands now, and how the weeks went, in figures and bars."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from kizashi.insight import Insight, Week
from kizashi.reading import Phase
from tui import places
from tui.board import Block, Board, Rows
from tui.cells import pad
from tui.rows import EMPTY, Piece, Row, Tone, spread
from tui.words import Words

if TYPE_CHECKING:
    from tui.app import Coach

_LABEL = 18
_LONGEST_BAR = 60
_BLOCKS = " ▏▎▍▌▋▊▉█"


def bar(share: float, width: int) -> str:
    """A bar of at most `width` cells, to an eighth of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_BLOCKS[rest] if rest else "")


def insight_rows(insight: Insight, words: Words, width: int) -> list[Row]:
    """The whole page."""
    rows: list[Row] = [EMPTY]
    rows += _heading(words.say("insight.now", people=insight.people))
    phases = {phase.id: insight.phases.get(phase.id, 0) for phase in Phase}
    heat = {phase.id: float(phase.value) for phase in Phase}
    rows += _bars(phases, words, "phase", width, heat)
    rows += [EMPTY, *_heading(words.say("insight.stalls"))]
    rows += _bars(insight.stalls, words, "stall", width) or [_quiet(words.say("insight.none"))]
    rows += [EMPTY, *_heading(words.say("insight.weeks"))]
    rows += _weeks(insight.weeks, words, width)
    rows += [EMPTY, *_heading(words.say("insight.record"))]
    rows += _record(insight, words)
    return [*rows, EMPTY]


def _heading(text: str) -> list[Row]:
    return [(Piece(" "), Piece(text, "strong"))]


def _quiet(text: str) -> Row:
    return (Piece("   "), Piece(text, "quiet"))


def _bars(
    counts: Mapping[str, int],
    words: Words,
    kind: str,
    width: int,
    heat: Mapping[str, float] | None = None,
) -> list[Row]:
    most = max(counts.values(), default=0)
    room = min(_LONGEST_BAR, max(4, width - _LABEL - 12))
    rows: list[Row] = []
    for name, count in counts.items():
        share = count / most if most else 0.0
        drawn = bar(share, room)
        tone: Tone = "heat" if heat else "warn"
        rows.append(
            (
                Piece("   "),
                Piece(pad(words.label(kind, name), _LABEL), "plain"),
                Piece(drawn, tone, heat[name] if heat else None),
                Piece(f" {count}", "quiet"),
            )
        )
    return rows


def _weeks(weeks: Sequence[Week], words: Words, width: int) -> list[Row]:
    head = (
        "insight.week",
        "insight.degrees",
        "insight.messages",
        "insight.decided",
        "insight.time",
    )
    columns = [words.say(key) for key in head]
    sizes = [max(cell_len(label) + 2, 10) for label in columns]
    rows: list[Row] = [
        (
            Piece("   "),
            *(Piece(pad(label, size), "quiet") for label, size in zip(columns, sizes, strict=True)),
        )
    ]
    for week in weeks:
        mean = f"{week.temperature:.0f}°C" if week.temperature is not None else "–"
        decided = f"{week.approved}/{week.edited}/{week.rejected}"
        cells = (
            f"{week.begins.month}/{week.begins.day}",
            mean,
            str(week.messages),
            decided if week.approved + week.edited + week.rejected else "–",
            _time(week.seconds, words),
        )
        tones: tuple[Tone, ...] = ("plain", "heat", "plain", "plain", "plain")
        row = [Piece("   ")]
        for cell, size, tone in zip(cells, sizes, tones, strict=True):
            heat = week.temperature if tone == "heat" and week.temperature is not None else None
            row.append(Piece(pad(cell, size), tone if heat is not None else "plain", heat))
        rows.append(spread(row, (), width))
    rows.append(_quiet(words.say("insight.legend")))
    return rows


def _time(seconds: float | None, words: Words) -> str:
    if seconds is None:
        return "–"
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= size:
            return words.say(f"wait.{unit}", count=int(seconds // size))
    return words.say("insight.seconds", count=max(1, round(seconds)))


def _record(insight: Insight, words: Words) -> list[Row]:
    approved = sum(week.approved for week in insight.weeks)
    decided = approved + sum(week.edited + week.rejected for week in insight.weeks)
    rows: list[Row] = []
    if decided:
        percent = words.percent(approved / decided)
        told = words.say("insight.unchanged", unchanged=approved, decided=decided, percent=percent)
        rows.append((Piece("   "), Piece(told)))
    rows.append((Piece("   "), Piece(words.say("insight.alone", count=insight.sent_alone))))
    if insight.moments:
        moved = words.say("insight.moved", moved=insight.moved, moments=insight.moments)
        rows.append((Piece("   "), Piece(moved)))
    return rows


class _Page(Board):
    def __init__(self) -> None:
        super().__init__(id="insight")
        self.insight: Insight | None = None
        self.words: Words | None = None

    def build(self, width: int) -> Sequence[Block]:
        if self.words is None:
            return ()
        if self.insight is None:
            rows: list[Row] = [EMPTY, _quiet(self.words.say("insight.loading"))]
        else:
            rows = insight_rows(self.insight, self.words, width - 1)
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
        insight = await self._coach.desk.pages.fetch(places.INSIGHT, Insight)
        if insight is None:
            self._coach.tell("why.not_loaded", "warn")
            return
        page = self.query_one(_Page)
        page.insight = insight
        page.rebuild()

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
