"""Reading the course: turning points, what moved the temperature, how long a stall has lasted, and
change against the person's own normal. Pure.

The normal is an exponentially weighted mean and variance (Roberts 1959) that starts from all
customers' and becomes the person's own as readings come. Change is found by cumulative sums of
what departs from it (CUSUM, Page 1954), which notice a small lasting shift as well as a large one;
how far one reading may count is bounded, so that a single stray one is forgiven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from kizashi.course import Change, Course, CoursePoint, Move, Mover, Normal, StallSpan
from kizashi.ids import ConversationId, PersonId
from memory.course import Surrounded

TURN = 15.0
"""Degrees by which a temperature must come back before a high or a low counts as a turning point:
half a phase."""

NOISE = 10.0
"""Changes up to this many degrees are no move: two readings of one text may differ by as much."""

FORGET = 0.25
"""Weight of the newest reading in the normal."""
OWN_AFTER = 3
"""Before so many readings there is no normal of their own that anything could depart from."""
LEAST_SPREAD = 8.0

SLACK = 0.5
"""Half the shift, in spreads, that is to be noticed (a shift of one spread)."""
ALARM = 3.0
"""Sum, in spreads, at which a change is said. With `SLACK` a false alarm comes about once in sixty
readings (Siegmund's approximation, 1985)."""
STRAY = 2.5
"""How far, in spreads, a single reading may count."""

LONG_SILENCE = timedelta(days=3)
MOST_MOVERS = 5


@dataclass(frozen=True, slots=True)
class Crowd:
    """The mean and the spread of all customers' temperatures (°C)."""

    temperature: float = 55.0
    spread: float = 30.0


def course_of(
    person: PersonId,
    readings: Sequence[Surrounded],
    crowd: Crowd,
    now: datetime,
    conversation: ConversationId | None = None,
) -> Course:
    """The course of a person's readings in order of time. With a `conversation` only what lies in
    it is told; the normal is the person's all the same."""
    normal, changes = _watched([one.point for one in readings], crowd)
    told = [one for one in readings if conversation in (None, one.point.conversation)]
    points = _turned([one.point for one in told])
    stalls = _stalls(points, now)
    here = {point.seq for point in points}
    return Course(
        person=person,
        points=points,
        moves=_moves(told),
        stall=stalls[-1] if stalls and stalls[-1].until is None else None,
        stalls=stalls,
        normal=normal,
        changes=tuple(change for change in changes if change.seq in here),
    )


def _turned(points: Sequence[CoursePoint]) -> tuple[CoursePoint, ...]:
    """Marks highs and lows from which the temperature came back by `TURN` (a zigzag filter)."""
    turns: dict[int, str] = {}
    highest = lowest = 0
    rising: bool | None = None
    for place, point in enumerate(points):
        if point.temperature >= points[highest].temperature:
            highest = place
        if point.temperature <= points[lowest].temperature:
            lowest = place
        if rising is not False and points[highest].temperature - point.temperature >= TURN:
            if rising or highest > 0:
                turns[highest] = "high"
            rising, lowest = False, place
        elif rising is not True and point.temperature - points[lowest].temperature >= TURN:
            if rising is False or lowest > 0:
                turns[lowest] = "low"
            rising, highest = True, place
    return tuple(
        point.model_copy(update={"turn": turns.get(place)}) for place, point in enumerate(points)
    )


def _moves(steps: Sequence[Surrounded]) -> tuple[Move, ...]:
    found = []
    for before, step in pairwise(steps):
        one, other = before.point, step.point
        if abs(other.temperature - one.temperature) <= NOISE:
            continue
        by = [Mover(kind="words", quote=words, seq=other.seq) for words in step.words]
        by += [Mover(kind="behaviour", quote=event, seq=seq) for seq, event in step.did]
        by += [Mover(kind="said_to_them", quote=text, seq=seq) for seq, text in step.said_to_them]
        if other.at - one.at >= LONG_SILENCE:
            by.append(Mover(kind="silence", quote=str((other.at - one.at).days)))
        found.append(
            Move(
                seq=other.seq,
                at=other.at,
                before=one.temperature,
                after=other.temperature,
                by=tuple(by[:MOST_MOVERS]),
            )
        )
    return tuple(found)


def _stalls(points: Sequence[CoursePoint], now: datetime) -> tuple[StallSpan, ...]:
    found: list[StallSpan] = []
    for point in points:
        open_ = found[-1] if found and found[-1].until is None else None
        if open_ is not None and open_.reason is point.stall:
            continue
        if open_ is not None:
            lasted = max((point.at - open_.since).total_seconds(), 0.0)
            found[-1] = open_.model_copy(update={"until": point.at, "seconds": lasted})
        if point.stall is not None:
            still = max((now - point.at).total_seconds(), 0.0)
            found.append(
                StallSpan(
                    reason=point.stall, since=point.at, until=None, seconds=still, seq=point.seq
                )
            )
    return tuple(found)


def _watched(points: Sequence[CoursePoint], crowd: Crowd) -> tuple[Normal, tuple[Change, ...]]:
    mean, variance = crowd.temperature, crowd.spread**2
    warmer = cooler = 0.0
    changes: list[Change] = []
    normal = Normal(temperature=mean, spread=crowd.spread, own=0.0)
    for count, point in enumerate(points):
        spread = max(variance**0.5, LEAST_SPREAD)
        normal = Normal(
            temperature=round(mean, 1),
            spread=round(spread, 1),
            own=round(1 - (1 - FORGET) ** count, 2),
        )
        away = min(max((point.temperature - mean) / spread, -STRAY), STRAY)
        warmer, cooler = max(0.0, warmer + away - SLACK), max(0.0, cooler - away - SLACK)
        if count < OWN_AFTER:
            warmer = cooler = 0.0
        score = max(warmer, cooler)
        if score >= ALARM:
            changes.append(
                Change(
                    seq=point.seq,
                    at=point.at,
                    direction="warmer" if warmer > cooler else "cooler",
                    score=round(score, 2),
                )
            )
            # The new level is the normal from here on.
            mean, warmer, cooler, away = point.temperature, 0.0, 0.0, 0.0
        step = away * spread
        mean += FORGET * step
        variance = (1 - FORGET) * (variance + FORGET * step**2)
    return normal, tuple(changes)
