"""Prices: every amount in a text is compared with catalogue and documents.

Source: 景品表示法 第5条第2号 (misleading terms of trade); Directive 2005/29/EC Art. 6(1)(d).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from kizashi.verdict import Finding, Severity
from policies.promises.naming import Named, last_named, named_in
from policies.promises.support import known_amounts, numbers_in, passage_text, sentences_of
from policies.quantities import PLAIN, Amount, Discount, amounts, discounts, number
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
_SHARE = re.compile(rf"(?P<percent>{PLAIN})\s?(?:%|percent|パーセント)|半額|半分|\bhalf\b")

Wrong = tuple[str, str]
"""The name of an item and its price as the catalogue writes it."""


def check(subject: Subject) -> Iterator[Finding]:
    """A known amount passes with its source; a computed one too; any other is held."""
    reductions = discounts(subject.text)
    stated = [
        amount
        for amount in amounts(subject.text)
        if not _taken_off(amount, reductions) and not _is_their_budget(subject, amount)
    ]
    if not stated:
        return
    known = tuple(known_amounts(subject))
    stands: dict[tuple[Decimal, str | None], str] = {}
    for value, currency, document in known:
        stands.setdefault((value, currency), document)
    computed = _computable(subject, stated, known)
    hits = named_in(subject, subject.text)
    told: dict[tuple[str, ...], set[Decimal]] = {}
    for amount in stated:
        place, words = (amount.start, amount.end), subject.text[amount.start : amount.end]
        other = _of_another_item(subject, amount, hits, told)
        source = stands.get((amount.value, amount.currency), stands.get((amount.value, None)))
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


def _taken_off(amount: Amount, reductions: tuple[Discount, ...]) -> bool:
    place = bisect_right(reductions, amount.start, key=lambda each: each.start)
    return place > 0 and amount.start < reductions[place - 1].end


def _below_floor(subject: Subject, amount: Amount) -> bool:
    floor = subject.policies.promises.price_floor.get(amount.currency)
    return floor is not None and amount.value < floor


def _is_their_budget(subject: Subject, amount: Amount) -> bool:
    """A budget the customer named is repeated, not promised."""
    start, end = subject.view.sentence_at(amount.start)
    if not _BUDGET.search(subject.text, start, end):
        return False
    return any(said.value == amount.value for said in amounts(subject.customer_said))


def _of_another_item(
    subject: Subject,
    amount: Amount,
    hits: tuple[Named, ...],
    told: dict[tuple[str, ...], set[Decimal]],
) -> Wrong | None:
    """The item named right before the amount, when all we know of it has another price."""
    hit = last_named(hits, amount.start)
    if hit is None or not hit.end <= amount.start <= hit.end + _NEAR:
        return None
    if subject.view.sentence_at(hit.start) != subject.view.sentence_at(amount.start):
        return None
    between = subject.text[hit.end : amount.start]
    prices = [(item.names[0], price) for item in hit.items for price in item.prices]
    if not prices or amounts(between):
        return None
    if re.search(r"[、,;。]|\band\b|\bthen\b|追加|別途|extra|さらに|プラス", between):
        return None
    if hit.names not in told:
        told[hit.names] = {price.amount for _, price in prices} | _told_of(subject, hit)
    values = told[hit.names]
    if amount.value in values:
        return None
    counts = subject.once(
        _of_another_item, lambda: numbers_in(subject.text) | _worded_counts(subject.text)
    )
    if any(amount.value == v * n for v in values for n in counts if n > 1):
        return None
    name, price = prices[0]
    return name, price.quote


def _told_of(subject: Subject, hit: Named) -> set[Decimal]:
    """The amounts that rows and sentences tell of this item, and not of another one beside it."""
    rows = {item.passage for item in hit.items}
    names = hit.names
    values: set[Decimal] = set()
    for passage in subject.facts.passages:
        text = passage_text(passage)
        own = passage.id in rows and bool(passage.fields)
        if not own and not any(name in text for name in names):
            continue
        heading = folded(" ".join(passage.heading))
        if own or (not passage.fields and any(name in heading for name in names)):
            values.update(known.value for known in amounts(text))
            continue
        for sentence in sentences_of(passage):
            told = amounts(sentence)
            if not told or not any(name in sentence for name in names):
                continue
            named = named_in(subject, sentence)
            for known in told:
                nearest = last_named(named, known.start) or named[0] if named else None
                if nearest is None or set(nearest.names) & set(names):
                    values.add(known.value)
    return values


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
    return frozenset(products | sums | _parts(subject, values))


def _parts(subject: Subject, values: set[Decimal]) -> set[Decimal]:
    """Known amounts times each share that both the text and a passage name (`50%`, half)."""
    shares = _shares(subject.text)
    if shares:
        shares &= frozenset().union(*(_shares(passage_text(p)) for p in subject.facts.passages))
    return {value * share / 100 for value in values for share in shares}


def _shares(text: str) -> frozenset[Decimal]:
    found = (
        number(match["percent"]) if match["percent"] else Decimal(50)
        for match in _SHARE.finditer(text)
    )
    return frozenset(share for share in found if share is not None and 0 < share < 100)


RULE = Rule(NAME, ("out",), check)
