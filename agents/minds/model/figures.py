"""Figures with what they count and what they are said of, so that none changes its place.

"$44 for adults, $22 for children" holds every figure of "$22 for adults, $44 for children".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.minds.negotiator.words import NUMBER, Term, comparable, folded, same, terms
from memory.documents.sentences import sentences
from policies.quantities import amounts, durations

ALIKE = 0.7
"""From which likeness two terms are taken for one."""

_CLAUSE = re.compile(
    r"、|,(?!\d)|[;()・|\n]|"
    r"\b(?:and(?! (?:over|under|older|younger|up|above|below)\b)|but|while|whereas)\b"
)
_COUNTED = (
    ("age", re.compile(r"\s?[歳才]|[ -]years?[ -]olds?\b")),
    ("clock", re.compile(r"\s?時(?!間)|\s?[ap]\.?m\b|\s?o'clock")),
    ("people", re.compile(r"\s?(?:名|人)|\s(?:people|persons|guests)\b")),
    ("percent", re.compile(r"\s?(?:%|パーセント|percent\b)")),
    ("distance", re.compile(r"\s?(?:メートル|キロ|k?m\b|(?:kilo)?met(?:er|re)s?\b)")),
)
"""What the words after a number say it counts, besides money and time."""
_BOUNDS = (
    (
        "least",
        re.compile(r"(?:at least|more than|over)\W{0,2}$"),
        re.compile(r"\D{0,12}?(?:以上|超|\b(?:or|and) (?:more|older|over|up)\b)"),
    ),
    (
        "most",
        re.compile(r"(?:at most|less than|under|up to|below)\W{0,2}$"),
        re.compile(r"\D{0,12}?(?:以下|未満|\b(?:or|and) (?:less|fewer|younger|under)\b)"),
    ),
)
_SIDES = (
    ("before", re.compile(r"\D{0,6}?前(?!半)|\D{0,16}?\bbefore\b")),
    ("after", re.compile(r"\D{0,6}?(?:後(?!半)|以降)|\D{0,16}?\bafter\b")),
)
_MONEY = frozenset(
    {"円", "yen", "ドル", "dollar", "dollars", "ユーロ", "euros", "ポンド", "pounds"}
)
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_OPPOSITE = {"least": "most", "most": "least", "before": "after", "after": "before"}
_RANGE = re.compile(
    rf"({NUMBER.pattern})[^\d、,]{{0,3}}?(?:から|~|〜|–|-|\bto\b|\buntil\b)\s?({NUMBER.pattern})"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: its comparable form, what it counts where that is said, the words of its
    clause, those of the clauses before it in its sentence, which it may share, and whether it is
    the least or the most, or on which side of a day."""

    number: str
    unit: str | None
    beside: tuple[Term, ...]
    before: tuple[Term, ...]
    bounds: frozenset[str]


@lru_cache(maxsize=4_096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in order."""
    return tuple(
        figure
        for line in text.splitlines()
        for sentence in sentences(line)
        for figure in _of_sentence(folded(sentence))
    )


def _of_sentence(sentence: str) -> Iterator[Figure]:
    before: tuple[Term, ...] = ()
    for clause in _CLAUSE.split(sentence):
        beside = words_of(clause)
        for match in NUMBER.finditer(clause):
            unit, number = _unit(clause, match), comparable(match.group())
            if unit == "clock":
                number = number.removesuffix(":00")
            yield Figure(number, unit, beside, before, _bounds(clause, match))
        before = (*before, *beside)


def words_of(text: str) -> tuple[Term, ...]:
    """The terms of a text that are no numbers, and of a name in katakana what stands beside a known
    word in it: ロング of ロングコース, which tells it from レギュラーコース."""
    found = tuple(
        term for term in terms(text) if not term.key[0].isdigit() and term.text not in _MONEY
    )
    known = "|".join(re.escape(term.text) for term in found)
    rest = _KATAKANA.findall(re.sub(known, " ", folded(text)) if known else "")
    return (*found, *(Term(part, part) for part in rest))


def _unit(clause: str, match: "re.Match[str]") -> str | None:
    for unit, words in _COUNTED:
        if words.match(clause, match.end()):
            return unit
    if ":" in match.group():
        return "clock"
    for amount in amounts(clause):
        if amount.start <= match.start() < amount.end:
            return amount.currency
    for duration in durations(clause):
        if duration.start <= match.start() < duration.end:
            return duration.unit
    return None


def _bounds(clause: str, match: "re.Match[str]") -> frozenset[str]:
    ahead = clause[: match.start()].rstrip("¥£$€ ")
    return frozenset(
        [
            name
            for name, prior, later in _BOUNDS
            if prior.search(ahead) or later.match(clause, match.end())
        ]
        + [name for name, later in _SIDES if later.match(clause, match.end())]
    )


def _ranges(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((comparable(a), comparable(b)) for a, b in _RANGE.findall(folded(text)))


def misplaced(sentence: str, grounds: Sequence[str]) -> str | None:
    """The first number of the sentence that its grounds state, but of another thing: in another
    unit, on the other side of a bound, at the other end of a range, or beside words that they say
    of another figure of its kind only; `None` without one."""
    held = [figure for ground in grounds for figure in figures(ground)]
    ranges = frozenset(one for ground in grounds for one in _ranges(ground))
    for first, last in _ranges(sentence) - ranges:
        if (last, first) in ranges:
            return first
    for figure in figures(sentence):
        there = [one for one in held if one.number == figure.number]
        units = {one.unit for one in there}
        if figure.unit is not None and units and None not in units and figure.unit not in units:
            return figure.number
        if there and any(
            all(bound not in one.bounds and _OPPOSITE[bound] in one.bounds for one in there)
            for bound in figure.bounds
        ):
            return figure.number
        others = [one for one in held if one.number != figure.number and one.unit == figure.unit]
        if _of_another(figure, there, others):
            return figure.number
    return None


def _of_another(figure: Figure, there: Sequence[Figure], others: Sequence[Figure]) -> bool:
    own = [term for one in there for term in one.beside]
    if not own:
        return False  # a bare "¥3,300" speaks for whatever it was asked of
    shared = [term for one in there for term in one.before]
    theirs = [term for one in others for term in one.beside]
    foreign = [term for term in figure.beside if among(term, theirs) and not among(term, own)]
    if not foreign:
        return False
    if not any(among(term, own) for term in figure.beside):
        return True
    return any(not among(term, shared) for term in foreign)


def among(term: Term, others: Sequence[Term]) -> bool:
    """Whether one of the others says the same."""
    return any(same(term, one) >= ALIKE for one in others)
