"""Comparing groups: rates with intervals that are honest for small numbers, and what they say.

Sources: Wilson, JASA 22 (1927), for the interval of a share; Newcombe, Statistics in Medicine 17
(1998) 873-890, method 10, for that of a difference; Katz et al., Biometrics 34 (1978) 469-474, for
that of a ratio; Fisher's exact test; Holm, Scand. J. Statist. 6 (1979) 65-70, for asking many
questions at once; 29 CFR 1607.4(D) for the four-fifths rule, which is a flag and no proof.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from kizashi.values import Value

Z95 = 1.959963984540054
FOUR_FIFTHS = 0.8
FEWEST = 20
"""Groups with fewer people are shown and never judged: at 20, an interval is about 0.4 wide."""
SURE = 0.05

Saying = Literal["alike", "look", "differs", "too_few"]
"""`differs`: the difference is more than chance would make. `look`: the smaller share is below
four fifths of the larger one, but chance could do that. `too_few`: nothing can be said."""


class Share(Value):
    """How many of how many people, with the 95 % interval of Wilson."""

    count: int
    people: int

    @property
    def value(self) -> float:
        """The share itself; 0 when there is nobody."""
        return self.count / self.people if self.people else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the interval."""
        if not self.people:
            return 0.0, 1.0
        n, p, z = self.people, self.value, Z95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


class Compared(Value):
    """One group against the one it is compared with.

    `difference` (group minus reference) and `ratio` come with their 95 % intervals; the ratio is
    `None` when nobody in the reference had the outcome. `p` is Fisher's, after Holm.
    """

    group: str
    reference: str
    share: Share
    reference_share: Share
    difference: float
    difference_interval: tuple[float, float]
    ratio: float | None
    ratio_interval: tuple[float, float] | None
    p: float
    below_four_fifths: bool
    saying: Saying


def compared(shares: Mapping[str, Share]) -> tuple[Compared, ...]:
    """Every group against the largest one, in order of their names. None when there is but one."""
    if len(shares) < 2:
        return ()
    reference = max(shares, key=lambda name: (shares[name].people, name))
    others = sorted(set(shares) - {reference})
    own = shares[reference]
    raw = [fisher(shares[name], own) for name in others]
    return tuple(
        _against(name, shares[name], reference, own, p)
        for name, p in zip(others, holm(raw), strict=True)
    )


def _against(name: str, share: Share, reference: str, own: Share, p: float) -> Compared:
    smaller, larger = sorted((share.value, own.value))
    below = smaller < FOUR_FIFTHS * larger
    saying: Saying = "alike"
    if min(share.people, own.people) < FEWEST:
        saying = "too_few"
    elif p < SURE:
        saying = "differs"
    elif below:
        saying = "look"
    return Compared(
        group=name,
        reference=reference,
        share=share,
        reference_share=own,
        difference=share.value - own.value,
        difference_interval=newcombe(share, own),
        ratio=share.value / own.value if own.count else None,
        ratio_interval=katz(share, own),
        p=p,
        below_four_fifths=below,
        saying=saying,
    )


def newcombe(one: Share, other: Share) -> tuple[float, float]:
    """The interval of `one - other`, from the two Wilson intervals (method 10)."""
    (l1, u1), (l2, u2) = one.interval, other.interval
    p1, p2 = one.value, other.value
    difference = p1 - p2
    return (
        difference - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        difference + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2),
    )


def katz(one: Share, other: Share) -> tuple[float, float] | None:
    """The interval of `one / other` on the logarithm's scale; `None` where it has none."""
    if not one.count or not other.count:
        return None
    spread = math.sqrt(1 / one.count - 1 / one.people + 1 / other.count - 1 / other.people)
    middle = math.log(one.value / other.value)
    return math.exp(middle - Z95 * spread), math.exp(middle + Z95 * spread)


def fisher(one: Share, other: Share) -> float:
    """The two-sided p of Fisher's exact test: how often chance alone makes a table as unlikely."""
    people, hits = one.people + other.people, one.count + other.count
    least, most = max(0, hits - other.people), min(hits, one.people)
    logs = [
        _choose(one.people, k) + _choose(other.people, hits - k) - _choose(people, hits)
        for k in range(least, most + 1)
    ]
    if not logs:
        return 1.0
    own = logs[one.count - least]
    # A hair of room: equal tables must count as equal in spite of rounding.
    return min(1.0, math.fsum(math.exp(log) for log in logs if log <= own + 1e-7))


def holm(ps: Sequence[float]) -> list[float]:
    """The p values as they count when all of these questions are asked at once."""
    order = sorted(range(len(ps)), key=lambda place: ps[place])
    adjusted, highest = [0.0] * len(ps), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = highest
    return adjusted


def _choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
