"""New sessions are counted by address."""

import pytest

from channels import visits
from channels.visits import BURST, PER_SECOND, Visits
from kizashi.errors import TooMany


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def use_up(counted: Visits, address: str) -> None:
    for _ in range(int(BURST)):
        counted.take(address)


def test_an_address_that_asks_too_often_is_refused_and_others_are_not() -> None:
    counted = Visits(Time())
    use_up(counted, "192.0.2.1")
    with pytest.raises(TooMany):
        counted.take("192.0.2.1")
    counted.take("192.0.2.2")


def test_it_may_ask_again_after_a_while() -> None:
    time = Time()
    counted = Visits(time)
    use_up(counted, "192.0.2.1")
    time.now += 1 / PER_SECOND
    counted.take("192.0.2.1")


def test_the_least_recently_seen_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "ADDRESSES", 2)
    counted = Visits(Time())
    use_up(counted, "old")
    use_up(counted, "busy")
    with pytest.raises(TooMany):
        counted.take("old")
    counted.take("new")
    with pytest.raises(TooMany):
        counted.take("old")
    counted.take("busy")
