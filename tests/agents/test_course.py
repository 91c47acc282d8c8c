"""The course: turning points, what moved it, how long a stall lasts, change against one's own
normal."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from agents.minds.listener.course import Crowd, course_of
from kizashi.course import Course, CoursePoint
from kizashi.ids import ConversationId, MessageId, PersonId, ReadingId, Seq
from kizashi.reading import Stall, phase_at
from memory.course import Surrounded

START = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CON, OTHER = ConversationId("con_a"), ConversationId("con_b")


def read(
    place: int,
    temperature: float,
    stall: Stall | None = None,
    conversation: ConversationId = CON,
    words: tuple[str, ...] = (),
    did: tuple[str, ...] = (),
    said_to_them: tuple[str, ...] = (),
) -> Surrounded:
    point = CoursePoint(
        seq=Seq(place * 10),
        at=START + place * HOUR,
        conversation=conversation,
        reading=ReadingId(f"rdg_{place}"),
        message=MessageId(f"m{place}"),
        temperature=temperature,
        phase=phase_at(temperature),
        stall=stall,
    )
    return Surrounded(
        point,
        words,
        tuple((Seq(place * 10 - 2), event) for event in did),
        tuple((Seq(place * 10 - 1), text) for text in said_to_them),
    )


def course(
    readings: Sequence[Surrounded], now: datetime = START, conversation: ConversationId | None = CON
) -> Course:
    return course_of(PersonId("per_a"), readings, Crowd(), now, conversation)


def of(*temperatures: float) -> Course:
    return course([read(place, value) for place, value in enumerate(temperatures, 1)])


@pytest.mark.parametrize(
    ("temperatures", "turns"),
    [
        ((), []),
        ((60,), []),
        ((30, 60, 90, 100), []),
        ((30, 90, 60), [(90, "high")]),
        ((90, 30, 60), [(30, "low")]),
        ((30, 90, 85, 88, 84, 90, 30, 25, 95), [(90, "high"), (25, "low")]),
        ((60, 66, 58, 64, 59), []),
    ],
)
def test_a_turning_point_is_where_it_comes_back_by_half_a_phase(
    temperatures: tuple[float, ...], turns: list[tuple[float, str]]
) -> None:
    found = [(point.temperature, point.turn) for point in of(*temperatures).points if point.turn]

    assert found == turns


def test_a_move_names_words_deeds_and_what_was_said_to_them() -> None:
    moved = course(
        [
            read(1, 60),
            read(
                2, 90, words=("続けられるか不安",), did=("form_open",), said_to_them=("6万円です",)
            ),
            read(3, 88, words=("うーん",)),
        ]
    ).moves

    (move,) = moved
    assert (move.before, move.after) == (60, 90)
    assert [(one.kind, one.quote) for one in move.by] == [
        ("words", "続けられるか不安"),
        ("behaviour", "form_open"),
        ("said_to_them", "6万円です"),
    ]


def test_a_stall_lasts_from_its_first_reading_until_another_takes_its_place() -> None:
    found = course(
        [
            read(1, 60),
            read(2, 90, Stall.PRICE),
            read(3, 90, Stall.PRICE),
            read(5, 90, Stall.RISK),
            read(6, 95),
            read(8, 90, Stall.PRICE),
        ],
        now=START + 10 * HOUR,
    )

    assert [(one.reason, one.seconds / 3600) for one in found.stalls] == [
        (Stall.PRICE, 3),
        (Stall.RISK, 1),
        (Stall.PRICE, 2),
    ]
    assert found.stall == found.stalls[-1]
    assert found.stall is not None and found.stall.until is None


def test_a_lasting_change_against_ones_own_normal_is_told_once() -> None:
    (change,) = of(30, 32, 28, 30, 31, 30, 90, 92, 90, 91, 90).changes

    assert change.direction == "warmer"
    assert change.seq in (70, 80)


def test_a_single_stray_reading_is_no_change() -> None:
    assert of(30, 32, 28, 30, 31, 30, 95, 30, 31, 29).changes == ()


def test_what_is_usual_for_one_is_a_change_for_another() -> None:
    always_up_and_down = of(30, 90, 30, 90, 30, 90, 30, 90, 90)
    always_cool = of(30, 30, 30, 30, 30, 30, 30, 90, 90)

    assert always_up_and_down.changes == ()
    assert [one.direction for one in always_cool.changes] == ["warmer"]


def test_the_normal_begins_as_everybodys_and_becomes_ones_own() -> None:
    assert (of().normal.temperature, of().normal.own) == (55, 0)
    later = of(*[20.0] * 12).normal

    assert later.temperature < 25
    assert later.own > 0.9


def test_the_normal_is_the_persons_whatever_the_conversation() -> None:
    before = [read(place, 30, conversation=OTHER) for place in range(1, 8)]

    found = course([*before, read(8, 90), read(9, 92)])

    assert [point.seq for point in found.points] == [80, 90]
    assert [one.direction for one in found.changes] == ["warmer"]
