"""What behaviour says by itself: loud signs, quiet ones together, and no more than that."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agents.minds.listener.signs_alone import (
    STRONG,
    Act,
    Background,
    sign_in,
    silence_in,
)
from kizashi.sign import SignKind
from kizashi.signal import Behaviour

NOW = datetime(2026, 7, 1, 15, 0, tzinfo=UTC)
STRANGER = Background()


def act(
    event: str, ago: timedelta = timedelta(), at: str | None = None, fresh: bool = True, **seen: Any
) -> Act:
    behaviour = Behaviour(event=event, properties=seen, local_time=at)
    return Act(behaviour, NOW - ago, fresh)


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("acts", "because"),
    [
        (
            [act("page", DAY * n, path="/price") for n in (4, 3, 2, 1, 0)],
            (SignKind.RETURNS,),
        ),
        (
            [act("return", path="/price", times=4), act("dwell", seconds=200)],
            (SignKind.RETURNS, SignKind.DWELL),
        ),
        (
            [act("form_open"), act("form_close"), act("form_open"), act("form_close")],
            (SignKind.FORM_LEFT,),
        ),
        (
            [act("form_open", at="01:10"), act("form_close", at="01:20")],
            (SignKind.FORM_LEFT, SignKind.LATE),
        ),
        (
            [act("dwell", seconds=120), act("cart_add"), act("cart_leave")],
            (SignKind.CART_LEFT, SignKind.DWELL),
        ),
        (
            [act("checkout", HOUR * 2), act("page", at="02:00"), act("dwell", seconds=95)],
            (SignKind.CART_LEFT, SignKind.DWELL, SignKind.LATE),
        ),
    ],
)
def test_what_somebody_does_can_be_sign_enough(
    acts: list[Act], because: tuple[SignKind, ...]
) -> None:
    sign = sign_in(acts, STRANGER, NOW)

    assert sign is not None
    assert sign.because == because
    assert STRONG <= sign.strength < 1


@pytest.mark.parametrize(
    "acts",
    [
        [],
        [act("page", path="/")],
        [act("page", MINUTE * n, path="/price") for n in (8, 6, 4, 2, 0)],
        [act("page", path="/price", at="02:00"), act("search", at="02:01")],
        [act("form_open"), act("form_close"), act("form_submit"), act("dwell", seconds=100)],
        [act("cart_add", HOUR * 3), act("checkout", HOUR * 2), act("order", HOUR)],
        [act("cart_add", MINUTE), act("dwell", seconds=100)],
        [act("dwell", seconds=1e12), act("return", times="many")],
        [act("return", path="/price", times=9, fresh=False), act("form_close", fresh=False)],
    ],
)
def test_plain_browsing_is_no_sign(acts: list[Act]) -> None:
    assert sign_in(acts, STRANGER, NOW) is None


def test_a_warm_talk_before_strengthens_a_sign() -> None:
    acts = [act("form_open"), act("form_close")]
    warm = Background(temperature=90, last_word=NOW - HOUR)

    assert sign_in(acts, STRANGER, NOW) is None
    assert sign_in(acts, warm, NOW) is not None


def test_being_back_after_a_long_silence_is_a_sign() -> None:
    warm = Background(temperature=90, last_word=NOW - 4 * DAY)

    sign = sign_in([act("page", path="/price")], warm, NOW)

    assert sign is not None and sign.because == (SignKind.BACK_AFTER_SILENCE,)


def test_clocks_that_contradict_each_other_only_weaken() -> None:
    acts = [
        act("page", -DAY, path="/price"),
        act("page", 400 * DAY, path="/price", at="99:99"),
        act("page", DAY, path="/price", at="not a time"),
        act("page", path="/price", at="25:00"),
    ]

    assert sign_in(acts, STRANGER, NOW) is None


@pytest.mark.parametrize(
    ("temperature", "silent", "seen"),
    [
        (95.0, DAY, False),
        (95.0, 2 * DAY, True),
        (65.0, 3 * DAY, False),
        (65.0, 5 * DAY, True),
        (30.0, 9 * DAY, False),
        (95.0, 60 * DAY, False),
    ],
)
def test_a_silence_counts_the_sooner_the_warmer_the_talk_was(
    temperature: float, silent: timedelta, seen: bool
) -> None:
    sign = silence_in(Background(temperature, NOW - silent), NOW)

    assert (sign is not None) is seen


def test_a_silence_without_a_talk_is_none() -> None:
    assert silence_in(STRANGER, NOW) is None
