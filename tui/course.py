"""The temperature course of a person as a plot, with the moments that moved it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kizashi.moment import MOVED
from kizashi.signal import Speaker
from kizashi.views import MessageView
from tui.cells import clip
from tui.gauge import degrees
from tui.harmless import one_line
from tui.margin import evidence_of
from tui.rows import EMPTY, Block, Piece, Row, Tone, paragraph
from tui.threads import Thread
from tui.words import Words

_LABELS = 6
_LINES = (100, 90, 60, 30, 0)
_HEIGHT = 11


@dataclass(frozen=True, slots=True)
class Point:
    """A reading on the course: the message it was made at, and what the business said before."""

    message: MessageView
    temperature: float
    change: float
    before: MessageView | None


def points_of(thread: Thread) -> list[Point]:
    """The readings of a conversation in order, each with how far it moved."""
    found: list[Point] = []
    said: MessageView | None = None
    for message in thread.messages:
        if message.speaker is not Speaker.CUSTOMER:
            said = message
        elif message.reading is not None:
            temperature = message.reading.temperature
            change = temperature - found[-1].temperature if found else 0.0
            found.append(Point(message, temperature, change, said))
            said = None
    return found


def plot_rows(points: Sequence[Point], width: int) -> list[Row]:
    """The course over the readings, from 0 to 100 °C, the newest at the right. The lines of the
    phases stand behind it; a move of five degrees or more is a full dot."""
    room = max(4, width - _LABELS)
    shown = list(points)[-room:]
    step = max(1, min(8, (room - 1) // max(1, len(shown) - 1))) if len(shown) > 1 else 1
    columns = [index * step for index in range(len(shown))]
    rows: list[Row] = []
    for height in range(_HEIGHT - 1, -1, -1):
        level = height * 100 / (_HEIGHT - 1)
        label = next((one for one in _LINES if abs(one - level) < 50 / (_HEIGHT - 1)), None)
        behind = "┈" if label is not None else " "
        cells: list[Piece] = [Piece(f"{label:>4} " if label is not None else "     ", "faint")]
        line = {
            column: point
            for column, point in zip(columns, shown, strict=True)
            if round(point.temperature / 100 * (_HEIGHT - 1)) == height
        }
        at = 0
        for column in sorted(line):
            cells.append(Piece(behind * (column - at), "faint"))
            point = line[column]
            sign = "●" if abs(point.change) >= MOVED else "○"
            cells.append(Piece(sign, "heat", point.temperature))
            at = column + 1
        cells.append(Piece(behind * max(0, room - at - 1), "faint"))
        rows.append(tuple(cells))
    return rows


def course_blocks(points: Sequence[Point], words: Words, width: int) -> list[Block]:
    """The plot, and below it the moments that moved it, newest first; each opens its message."""
    blocks = [Block.of("·plot", [*plot_rows(points, width), EMPTY], selectable=False)]
    moved = [one for one in points if abs(one.change) >= MOVED]
    if not moved:
        rows = paragraph(words.say("course.calm"), width - 1, "quiet", margin=(Piece(" "),))
        return [*blocks, Block.of("·calm", rows, selectable=False)]
    return blocks + [
        Block.of(one.message.id, _moment(one, words, width)) for one in reversed(moved)
    ]


def _moment(point: Point, words: Words, width: int) -> list[Row]:
    tone: Tone = "good" if point.change > 0 else "alarm"
    sign = f"{point.change:+.0f}°"
    rows: list[Row] = [
        (
            Piece(f" {words.clock(point.message.at)}  ", "faint"),
            Piece(f"{sign:>5} ", tone),
            Piece("→", "faint"),
            degrees(point.temperature),
        )
    ]
    reading = point.message.reading
    quotes = [one.quote for one in evidence_of(reading) if one.quote] if reading else []
    quote = quotes[0] if quotes else point.message.text
    said = words.say("reading.quote", quote=clip(one_line(quote), 120))
    rows += paragraph(said, width - 1, "quote", margin=(Piece("   "), Piece("▎", "customer")))
    if point.before is not None:
        before = words.say("course.after", text=clip(one_line(point.before.text), 120))
        rows += paragraph(before, width - 1, "quiet", margin=(Piece("   "), Piece("▎", "ai")))
    return [*rows, EMPTY]
