"""Which passages speak of a day: the rows of a schedule, and the closings that prose tells."""

from collections.abc import Iterable, Sequence
from datetime import date

from kizashi.knowledge import Passage
from memory.spans import DaySpan, spans_in


class Calendar:
    """The passages of a business by the days that they state."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._dated = [
            (passage, spans)
            for passage in passages
            # The rows of a table are passages too
            if passage.kind != "table" and (spans := _spans(passage))
        ]

    def on(self, first: date, last: date, today: date) -> Sequence[Passage]:
        """The passages that state a day or a span of days between `first` and `last`, seen from
        `today`, in the order of their documents."""
        return [
            passage
            for passage, spans in self._dated
            if any(
                near is not None and near[0] <= last and near[1] >= first
                for near in (one.near(today) for one in spans)
            )
        ]


def _spans(passage: Passage) -> tuple[DaySpan, ...]:
    if not passage.fields:
        return spans_in(passage.text)
    return tuple(span for _, cell in passage.fields for span in spans_in(cell))
