"""Where two documents say different things about the same: prices, times, days, numbers.

Pure. Two statements are about the same when they share nearly all their words but the values, and
they conflict when they then hold values of one kind that have nothing in common. So a longer page
that says more is no conflict, and two dishes with two prices are none either.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kizashi.ids import DocumentId
from kizashi.knowledge import CatalogueItem, Passage
from kizashi.language import Language
from memory.amounts import extract_prices
from memory.dates import extract_times, extract_weekdays
from memory.words import terms

ALIKE = 0.75
"""The share of words that two statements must have in common (Jaccard)."""

MOST_OF_A_WORD = 60
"""A word that stands in more statements than this brings none together by itself."""

_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")
_QUANTITY = re.compile(
    r"(?P<number>\d[\d,.]*)\s?(?P<unit>%|％|percent|days?|weeks?|months?|years?|hours?|minutes?"
    r"|people|persons?|guests?|places|kg|km|日間?|週間|[かヶケ]月|年間?|時間|分|名|人|個|回)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\d[\d ()-]{7,}\d")
_VALUES = re.compile(r"[\d０-９][\d０-９,.:：]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a catalogue row of one document, with its values by kind."""

    document: DocumentId
    words: frozenset[str]
    quote: str
    values: dict[str, frozenset[str]]
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of different documents that hold different values of one `kind`."""

    kind: str
    first: Statement
    second: Statement


def conflicts(
    passages: Iterable[Passage], catalogue: Iterable[CatalogueItem] = ()
) -> tuple[Conflict, ...]:
    """Every conflict between two documents, once, in the order of the documents."""
    found: dict[tuple[str, str, str], Conflict] = {}
    statements = [one for passage in passages for one in _statements(passage)]
    for kind, first, second in (*_of_items(catalogue), *_of_statements(statements)):
        found.setdefault((kind, first.quote, second.quote), Conflict(kind, first, second))
    return tuple(found.values())


# ── the catalogue ────────────────────────────────────────────────────────────────────────────────


def _of_items(items: Iterable[CatalogueItem]) -> Iterator[tuple[str, Statement, Statement]]:
    by_name: defaultdict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for item in items:
        values = {
            "price": frozenset(f"{price.currency} {price.amount}" for price in item.prices),
            "date": frozenset(day.isoformat() for day in item.dates),
            "stock": frozenset() if item.stock is None else frozenset({str(item.stock)}),
        }
        stated = ", ".join(
            (
                *(price.quote for price in item.prices),
                *values["date"],
                *values["stock"],
            )
        )
        statement = Statement(item.document, frozenset(), f"{item.names[0]}: {stated}", values)
        by_name[tuple(sorted(terms(item.names[0])))].append(statement)
    for same in by_name.values():
        yield from _pairs(same)


# ── sentences ────────────────────────────────────────────────────────────────────────────────────


def _statements(passage: Passage) -> Iterator[Statement]:
    if passage.kind in {"row", "table"}:
        return
    heading = " ".join(passage.heading)
    for sentence in _SENTENCES.split(passage.text):
        values = {kind: found for kind, found in _values(sentence).items() if found}
        words = _words(f"{heading} {_VALUES.sub(' ', _without_days(sentence))}")
        if values and words:
            yield Statement(passage.document, words, sentence.strip(), values, passage.language)


def _without_days(sentence: str) -> str:
    for one in reversed(extract_weekdays(sentence)):
        sentence = sentence[: one.start] + sentence[one.end :]
    return sentence


def _words(text: str) -> frozenset[str]:
    """Search terms; of "We are open from …", which has but one, every word."""
    found = frozenset(terms(text))
    return found if len(found) > 1 else frozenset(re.findall(r"\w+", text.lower()))


def _values(sentence: str) -> dict[str, frozenset[str]]:
    quantities: defaultdict[str, set[str]] = defaultdict(set)
    for match in _QUANTITY.finditer(sentence):
        unit = match["unit"].lower().rstrip("s")
        quantities[f"number:{unit}"].add(match["number"].replace(",", ""))
    return {
        "price": frozenset(
            f"{one.price.currency} {one.price.amount}" for one in extract_prices(sentence)
        ),
        "time": frozenset(f"{one.begins}–{one.until or ''}" for one in extract_times(sentence)),
        "weekday": frozenset(
            str(day) for one in extract_weekdays(sentence) for day in one.weekdays
        ),
        "phone": frozenset(re.sub(r"\D", "", match[0]) for match in _PHONE.finditer(sentence)),
        **{unit: frozenset(numbers) for unit, numbers in quantities.items()},
    }


def _of_statements(
    statements: Sequence[Statement],
) -> Iterator[tuple[str, Statement, Statement]]:
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        for word in statement.words:
            holding[word].append(place)
    for place, statement in enumerate(statements):
        near = {
            other
            for word in statement.words
            if len(holding[word]) <= MOST_OF_A_WORD
            for other in holding[word]
            if other > place
        }
        for other in sorted(near):
            if _alike(statement, statements[other]):
                yield from _pairs((statement, statements[other]))


def _alike(first: Statement, second: Statement) -> bool:
    shared = len(first.words & second.words)
    return shared / len(first.words | second.words) >= ALIKE


def _pairs(statements: Sequence[Statement]) -> Iterator[tuple[str, Statement, Statement]]:
    for place, first in enumerate(statements):
        for second in statements[place + 1 :]:
            if first.document == second.document:
                continue
            for kind, values in first.values.items():
                others = second.values.get(kind, frozenset())
                if values and others and not values & others:
                    yield kind.partition(":")[0], first, second
