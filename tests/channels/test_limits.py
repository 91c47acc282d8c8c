"""A bucket lets a burst through at once, and its rate in the long run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.limits import Bucket
from kizashi.errors import TooMany


class Time:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def taken(bucket: Bucket, times: int) -> int:
    """How many of so many tries are let through."""
    through = 0
    for _ in range(times):
        try:
            bucket.take()
        except TooMany:
            continue
        through += 1
    return through


def told_to_wait(bucket: Bucket) -> float:
    """Takes places until one is refused, and returns what the refusal said."""
    while True:
        try:
            bucket.take()
        except TooMany as refused:
            return refused.retry_after


def test_a_burst_goes_through_and_what_is_more_does_not() -> None:
    assert taken(Bucket(1.0, 5, Time()), 9) == 5


def test_places_come_back_with_time_but_never_more_than_a_burst() -> None:
    time = Time()
    bucket = Bucket(2.0, 5, time)
    taken(bucket, 5)
    time.now += 1.5
    assert taken(bucket, 9) == 3
    time.now += 3_600
    assert taken(bucket, 9) == 5


def test_a_refusal_says_how_long_to_wait_and_costs_nothing() -> None:
    time = Time()
    bucket = Bucket(0.5, 1, time)
    bucket.take()
    for _ in range(3):
        with pytest.raises(TooMany) as refused:
            bucket.take()
        assert refused.value.retry_after == 2.0
    assert refused.value.code == "rate.limited"


@given(
    rate=st.floats(0.01, 100),
    burst=st.integers(1, 20),
    used=st.integers(0, 40),
    gone=st.floats(0, 10),
)
def test_who_waits_as_long_as_they_were_told_is_let_through(
    rate: float, burst: int, used: int, gone: float
) -> None:
    time = Time()
    bucket = Bucket(rate, burst, time)
    taken(bucket, used)
    time.now += gone
    wait = told_to_wait(bucket)
    assert 0 <= wait <= 1 / rate + 0.02
    # Clocks count in floats: a ten-thousandth of a second more than was told.
    time.now += wait + 1e-4
    bucket.take()
