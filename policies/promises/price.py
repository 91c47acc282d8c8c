"""Prices: every amount in a text is compared with catalogue and documents.

Source: 景品表示法 第5条第2号 (misleading terms of trade); Directive 2005/29/EC Art. 6(1)(d).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from kizashi.verdict import Finding, Severity
from policies.promises.support import items_named, known_amounts, numbers_in, passage_text
from policies.quantities import Amount, amounts, discounts, number
from policies.subject import Rule, Subject
from policies.view import folded

NAME = "promises.price"
MOST_PIECES = 200
_BUDGET = re.compile(r"予算|budget")
_COUNT = re.compile(r"(\d+|[二三四五六七八九十]|two|three|four|five|six|seven|eight|nine|ten)")
_COUNT_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NEAR = 24


def check(subject: Subject) -> Iterator[Finding]:
    """A known amount passes with its source; a computed one too; any other is held."""
    reductions = discounts(subject.text)
    stated = [
        amount
        for amount in amounts(subject.text)
        if not any(r.start <= amount.start < r.end for r in reductions)
        and not _is_their_budget(subject, amount)
    ]
    if not stated:
        return
    known = tuple(known_amounts(subject))
    computed = _computable(subject, stated, known)
    for amount in stated:
        place, words = (amount.start, amount.end), subject.text[amount.start : amount.end]
        other = _of_another_item(subject, amount)
        source = next(
            (
                doc
                for value, currency, doc in known
                if value == amount.value and currency in {None, amount.currency}
            ),
            None,
        )
        if other is not None:
            item, right = other
            yield subject.finding(
                NAME,
                Severity.HOLD,
                place,
                "promises.price_differs",
                price=words,
                item=item,
                right=right,
            )
        elif source is not None:
            yield subject.finding(
                NAME, Severity.NOTE, place, "promises.price_known", price=words, document=source
            )
        elif amount.value in computed:
            yield subject.finding(
                NAME, Severity.NOTE, place, "promises.price_computed", price=words
            )
        elif _below_floor(subject, amount):
            yield subject.finding(NAME, Severity.BLOCK, place, "promises.price_floor", price=words)
        else:
            yield subject.finding(NAME, Severity.HOLD, place, "promises.price_unknown", price=words)


def _below_floor(subject: Subject, amount: Amount) -> bool:
    floor = subject.policies.promises.price_floor.get(amount.currency)
    return floor is not None and amount.value < floor


def _is_their_budget(subject: Subject, amount: Amount) -> bool:
    """A budget the customer named is repeated, not promised."""
    start, end = subject.view.sentence_at(amount.start)
    if not _BUDGET.search(subject.text, start, end):
        return False
    return any(said.value == amount.value for said in amounts(subject.customer_said))


def _of_another_item(subject: Subject, amount: Amount) -> tuple[str, str] | None:
    """The item named right before the amount, when all we know of it has another price."""
    before = [
        hit
        for hit in items_named(subject)
        if hit[1] <= amount.start <= hit[1] + _NEAR
        and subject.view.sentence_at(hit[0]) == subject.view.sentence_at(amount.start)
    ]
    if not before:
        return None
    _, end, item = before[-1]
    between = subject.text[end : amount.start]
    if not item.prices or any(
        a.start < amount.start and a.start >= end for a in amounts(subject.text)
    ):
        return None
    if re.search(r"[、,;。]|\band\b|\bthen\b|追加|別途|extra|さらに|プラス", between):
        return None
    values = {price.amount for price in item.prices}
    names = [folded(name) for name in item.names]
    for passage in subject.facts.passages:
        text = passage_text(passage)
        if passage.id == item.passage or any(name in text for name in names):
            values.update(known.value for known in amounts(text))
    counts = numbers_in(subject.text) | _worded_counts(subject.text)
    if amount.value in values or any(
        amount.value == v * n for v in values for n in counts if n > 1
    ):
        return None
    return item.names[0], item.prices[0].quote


def _worded_counts(text: str) -> frozenset[Decimal]:
    found = set()
    for match in _COUNT.finditer(text):
        word = match.group()
        value = Decimal(_COUNT_WORDS[word]) if word in _COUNT_WORDS else number(word)
        if value is not None and 2 <= value <= 99:
            found.add(value)
    return frozenset(found)


def _computable(
    subject: Subject, stated: list[Amount], known: tuple[tuple[Decimal, str | None, str], ...]
) -> frozenset[Decimal]:
    """Products of a known amount with a count in the dialogue, and sums or differences of known
    amounts that the text itself names."""
    values = {value for value, _, _ in known}
    counts = _worded_counts(subject.text) | _worded_counts(subject.customer_said)
    products = {value * count for value in values for count in counts}
    pieces = sorted({a.value for a in stated if a.value in values or a.value in products})
    pieces = pieces[:MOST_PIECES]
    sums = {a + b for a, b in combinations(pieces, 2)} | {b - a for a, b in combinations(pieces, 2)}
    if len(pieces) <= 8:
        sums |= {a + b + c for a, b, c in combinations(pieces, 3)}
    return frozenset(products | sums)


RULE = Rule(NAME, ("out",), check)
