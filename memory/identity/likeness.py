"""How likely it is that two people are one, by what they have in common. Pure.

The model is that of Fellegi & Sunter, "A Theory for Record Linkage", JASA 64 (1969): each compared
field adds the weight log2(m / u), where m is the chance that it agrees in one person's two records
and u the chance that it agrees by accident. A name's u is how common that name is here (Winkler's
adjustment by frequency); names are compared by Jaro-Winkler (Winkler 1990). m and the prior are
assumptions, set down below; nothing is learned, and nothing is merged without the owner.

Splink estimates m and u from the data by expectation maximisation. It needs DuckDB, sqlglot and
pandas, and some ten thousand pairs to estimate from; a small business has neither.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kizashi.ids import PersonId

PRIOR = 1e-4
"""The chance that two people who share a blocking key are one before anything is compared."""
WORTH_SHOWING = 0.8
MOST_IN_BLOCK = 40
"""A key that more people share tells nothing (a common family name, a company's domain)."""

_M = {"email": 0.95, "phone": 0.9, "user": 0.97, "name": 0.85, "alike": 0.07, "born": 0.95}
_U = {"email": 1e-6, "phone": 1e-5, "user": 1e-7, "mailbox": 5e-4, "born": 1 / 20_000}
_DIFFERENT = {"name": 0.08 / 0.99, "born": 0.02, "user": 0.01}
"""m / u of a field that both have and that differs: against, but not proof."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is compared of a person: every name, address, number and claimed user id they or their
    visits gave, proven or not."""

    person: PersonId
    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    born: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two people, the probability that they are one, and the weight (bits) of each field."""

    people: tuple[PersonId, PersonId]
    probability: float
    weights: Mapping[str, float] = field(default_factory=dict)


def alike(portraits: Sequence[Portrait]) -> list[Likeness]:
    """Pairs that are worth the owner's look, the likeliest first."""
    common = Counter(folded(name) for one in portraits for name in one.names)
    blocks: dict[str, list[Portrait]] = defaultdict(list)
    for one in portraits:
        for key in _keys(one):
            blocks[key].append(one)
    pairs = {
        (first.person, second.person): (first, second)
        for block in blocks.values()
        if len(block) <= MOST_IN_BLOCK
        for first, second in combinations(sorted(block, key=lambda p: p.person), 2)
    }
    found = [compare(*pair, common, len(portraits)) for pair in pairs.values()]
    return sorted(
        (one for one in found if one.probability >= WORTH_SHOWING),
        key=lambda one: (-one.probability, one.people),
    )


def compare(first: Portrait, second: Portrait, common: Mapping[str, int], people: int) -> Likeness:
    """Compares two people field by field."""
    weights: dict[str, float] = {}
    if first.emails & second.emails:
        weights["email"] = math.log2(_M["email"] / _U["email"])
    elif {_mailbox(one) for one in first.emails} & {_mailbox(one) for one in second.emails}:
        weights["mailbox"] = math.log2(0.3 / _U["mailbox"])
    if first.phones & second.phones:
        weights["phone"] = math.log2(_M["phone"] / _U["phone"])
    if first.users and second.users:
        same = bool(first.users & second.users)
        weights["user"] = math.log2(_M["user"] / _U["user"] if same else _DIFFERENT["user"])
    if first.born and second.born:
        same = bool(first.born & second.born)
        weights["born"] = math.log2(_M["born"] / _U["born"] if same else _DIFFERENT["born"])
    if first.names and second.names:
        weights["name"] = _name_weight(first.names, second.names, common, people)
    total = math.log2(PRIOR / (1 - PRIOR)) + sum(weights.values())
    return Likeness(
        (first.person, second.person), 1 / (1 + 2 ** -max(min(total, 60), -60)), weights
    )


def _name_weight(
    first: Iterable[str], second: Iterable[str], common: Mapping[str, int], people: int
) -> float:
    pairs = [(folded(one), folded(two)) for one in first for two in second]
    equal = [one for one, two in pairs if one == two]
    if equal:
        rarest = min(common.get(name, 1) for name in equal)
        return math.log2(_M["name"] / max(rarest / max(people, 1_000), 1e-4))
    if max(jaro_winkler(one, two) for one, two in pairs) >= 0.92:
        return math.log2(_M["alike"] / 0.005)
    return math.log2(_DIFFERENT["name"])


def _keys(one: Portrait) -> set[str]:
    keys = {f"e:{email}" for email in one.emails} | {f"p:{phone}" for phone in one.phones}
    keys |= {f"u:{user}" for user in one.users}
    keys |= {f"n:{folded(name)}" for name in one.names}
    return keys | {f"m:{_mailbox(email)}" for email in one.emails}


def _mailbox(email: str) -> str:
    """The part before the `@`, without a tag; empty ones and very short ones meet nobody."""
    box = email.partition("@")[0].partition("+")[0].replace(".", "")
    return box if len(box) >= 5 else email


def folded(name: str) -> str:
    """A name as it is compared: width, case, spaces, honorifics and the order of Latin words do
    not count."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = re.sub(r"(さん|様|さま|くん|ちゃん|氏)$", "", plain.strip())
    words = re.split(r"[\s・,.]+", plain)
    return "".join(words) if any(ord(c) > 0x2E7F for c in plain) else " ".join(sorted(words))


def jaro_winkler(first: str, second: str) -> float:
    """Likeness of two short strings, from 0 to 1 (Winkler 1990, prefix weight 0.1)."""
    if not first or not second:
        return 0.0
    reach = max(max(len(first), len(second)) // 2 - 1, 0)
    taken = [False] * len(second)
    matched = []
    for place, letter in enumerate(first):
        for other in range(max(0, place - reach), min(len(second), place + reach + 1)):
            if not taken[other] and second[other] == letter:
                taken[other] = True
                matched.append(letter)
                break
    if not matched:
        return 0.0
    there = [letter for letter, used in zip(second, taken, strict=True) if used]
    swapped = sum(one != two for one, two in zip(matched, there, strict=True)) / 2
    count = len(matched)
    jaro = (count / len(first) + count / len(second) + (count - swapped) / count) / 3
    prefix = 0
    for one, two in zip(first[:4], second[:4], strict=False):
        if one != two:
            break
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)
