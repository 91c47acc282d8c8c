"""Insight as rows: how everybody stands now, how the weeks went, and whether all fare alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from kizashi.autonomy import Autonomy
from kizashi.insight import Insight, Week
from kizashi.reading import Phase
from tui.cells import pad
from tui.fairness_data import FairnessReport
from tui.fairness_rows import fairness_rows
from tui.gauge import bar
from tui.rows import EMPTY, Piece, Row, Tone, spread
from tui.words import Words

_LABEL = 18
_LONGEST_BAR = 60


@dataclass(frozen=True, slots=True)
class Page:
    """What is known for the page. `autonomy` holds now; `fairness` is `None` when it cannot be
    had, as by a token that may not see it."""

    insight: Insight
    autonomy: Autonomy
    everything_held: bool = False
    fairness: FairnessReport | None = None


def insight_rows(page: Page, words: Words, width: int) -> list[Row]:
    """The whole page."""
    insight = page.insight
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
    rows += _record(page, words)
    if page.fairness is not None:
        rows += [EMPTY, *_heading(words.say("insight.fairness"))]
        rows += fairness_rows(page.fairness, words, width)
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


def _record(page: Page, words: Words) -> list[Row]:
    insight = page.insight
    approved = sum(week.approved for week in insight.weeks)
    decided = approved + sum(week.edited + week.rejected for week in insight.weeks)
    told = words.label("autonomy", page.autonomy.value)
    if page.everything_held:
        told = words.say("status.everything_held")
    rows: list[Row] = [(Piece("   "), Piece(words.say("insight.autonomy", autonomy=told)))]
    if decided:
        percent = words.percent(approved / decided)
        told = words.say("insight.unchanged", unchanged=approved, decided=decided, percent=percent)
        rows.append((Piece("   "), Piece(told)))
    rows.append((Piece("   "), Piece(words.say("insight.alone", count=insight.sent_alone))))
    if insight.moments:
        moved = words.say("insight.moved", moved=insight.moved, moments=insight.moments)
        rows.append((Piece("   "), Piece(moved)))
    return rows
