"""Stock and free places: a claim is compared with the catalogue's count and the documents.

Source: 景品表示法 第5条第3号 and its notice on おとり広告; UCPD Annex I no. 5 (bait advertising).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kizashi.knowledge import CatalogueItem, Passage
from kizashi.verdict import Finding, Severity
from policies.promises.date import days_in
from policies.promises.naming import Named, last_named, named_in
from policies.promises.support import (
    asks,
    content_words,
    negated,
    numbers_in,
    passage_text,
    passages_with,
    sentences_of,
)
from policies.quantities import number
from policies.subject import Rule, Subject
from policies.view import folded

NAME = "promises.stock"
_UNIT = r"(?:点|個|枚|本|着|台|席|名様?|室|部屋|組|セット|箱|袋|足|冊|人|枠|区画|品)"
_CLAIM = re.compile(
    r"(?:残り|のこり|残席|残数|あと|空き(?:は|が)?|空席(?:は|が)?|在庫(?:は|が)?(?:あと|"
    rf"残り)?)(?:わずか|たった|のこり|残り)?(?P<ja>\d+){_UNIT}"
    rf"|(?P<jb>\d+){_UNIT}(?:だけ|のみ)?(?:空いて|残って|在庫)"
    r"|在庫(?:は|が|も)?(?:十分に?|まだ|たくさん|豊富に)?(?:ござい|あり)ます|空き(?:は|が|"
    r"も)?(?:まだ)?(?:ござい|あり)ます|(?:お席|空席)(?:は|が)(?:まだ)?(?:ござい|あり)ます"
    r"|(?P<out>品切れ|売り切れ|在庫切れ|完売|満席)(?:です|でござい|となって|と なって|"
    r"になって|して|中)"
    r"|\b(?P<en>\d+|one|two|three|four|five|six|seven|eight|nine|"
    r"ten)(?: more)?(?: (?:pieces?|items?|units?|pairs?|sets?|rooms?|"
    r"seats?|places?|spots?|spaces?|slots?|tickets?|bowls?|copies|of (?:them|these|those)))?"
    r"(?: (?:are|is|still))* (?:left|remaining|in stock|available)\b"
    r"|\b(?:there (?:are|is)|we(?: still)? have)(?: still| only| just)? "
    r"(?P<ec>\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: (?!left|remaining|available)[^\W\d][\w'-]*){1,6}? "
    r"(?:left|remaining|in stock|available)\b"
    r"|は(?:、)?(?P<jd>\d+)(?:点|個|枚|本|着|台|足|冊|箱|袋)(?:ほど)?(?:ござい|あり)ます"
    r"|\b(?:is|are|it's|they're|we have (?:it|them|this|that|one|some|plenty)|currently|"
    r"still)(?: \w+){0,2} (?:in stock)\b"
    r"|\b(?:is|are|it's|they're|currently)(?: \w+)? (?P<eout>sold out|out of stock|fully booked)\b"
)
_WORDS = {
    "one": 1,
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
_STOCK_WORDS = re.compile(
    r"在庫|空き|残り|残席|残数|空席|満席|品切|売切|売り切|完売|\bstock\b|\bleft\b|\bremaining\b|"
    r"\bavailable\b|\bavailability\b|\bvacanc|\bsold out\b|\bfull\b"
)
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_JOINED = re.compile(r"[ (]*(?:on|for|at|in)?(?: (?:the|our))?(?: \w+day,?)?[ (]*")


Day = tuple[int, int]
"""Month and day."""


@dataclass(frozen=True, slots=True)
class StockClaim:
    """What a text says is left: `count` where it names one, `none_left` for sold out.

    `document` is where it stands; `actual` is the catalogue's own count of the named item.
    """

    count: int | None
    none_left: bool
    start: int
    end: int
    document: str | None
    actual: int | None

    @property
    def contradicted(self) -> bool:
        """True when the catalogue says otherwise."""
        if self.actual is None:
            return False
        if self.none_left:
            return self.actual > 0
        return self.actual == 0 if self.count is None else self.actual != self.count


def stock_claims(subject: Subject) -> tuple[StockClaim, ...]:
    """Every claim about what is left, in order, with what catalogue and documents say of it."""
    return subject.once(stock_claims, lambda: tuple(_claims(subject)))


def _claims(subject: Subject) -> Iterator[StockClaim]:
    hits = named_in(subject, subject.text)
    days = list(days_in(subject.text))
    for match in _CLAIM.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        if asks(sentence):
            continue
        written = match["ja"] or match["jb"] or match["jd"] or match["en"] or match["ec"]
        value = None if written is None else _WORDS.get(written) or number(written)
        count = None if value is None else int(value)
        none_left = bool(match["out"] or match["eout"])
        hit = last_named(hits, match.end()) or next((h for h in hits if h.start < end), None)
        if match["jd"] and (hit is None or hit.start < start):
            continue
        rows = _rows(subject, hit, _day_of(subject, days, match.span()), sentence)
        if match["jd"] and not rows:
            continue
        document, actual = _by_rows(rows, count, none_left)
        if actual is None and not rows:
            document = _passage_that_says(subject, count, hit, sentence)
        yield StockClaim(count, none_left, match.start(), match.end(), document, actual)


def _rows(
    subject: Subject, hit: Named | None, day: Day | None, sentence: str
) -> tuple[CatalogueItem, ...]:
    """The counted rows that a claim is about: of the named item, and of the day and time named.

    Without an item only a day tells which rows are meant. A named day without a row gives none of
    its rows, so that no other day's count speaks for it.
    """
    catalogue = subject.facts.catalogue if hit is None else hit.items
    rows = [item for item in catalogue if item.stock is not None]
    if hit is None and day is None:
        return ()
    if day is None or not any(item.dates for item in rows):
        return tuple(rows)
    rows = [i for i in rows if any((known.month, known.day) == day for known in i.dates)]
    times = {_plain_time(time) for time in _TIME.findall(sentence)}
    if times and len(rows) > 1:
        cells = {p.id: {_plain_time(c) for _, c in p.fields} for p in subject.facts.passages}
        rows = [item for item in rows if times & cells.get(item.passage, set())]
    return tuple(rows)


def _plain_time(written: str) -> str:
    return folded(written).strip().removeprefix("0")


def _day_of(
    subject: Subject, days: list[tuple[Day, int, int]], claim: tuple[int, int]
) -> Day | None:
    """The day that a claim is about: the one told right after it, else the last one before it in
    its sentence, else the next one there, else the last one before the sentence."""
    start, end = subject.view.sentence_at(claim[0])
    following = days[bisect_left(days, claim[1], key=lambda told: told[1]) :][:1]
    after = next(((day, at) for day, at, _ in following if at < end), None)
    if after is not None and _JOINED.fullmatch(subject.text, claim[1], after[1]):
        return after[0]
    place = bisect_left(days, claim[0], key=lambda told: told[1])
    if place and (days[place - 1][1] >= start or after is None):
        return days[place - 1][0]
    return after[0] if after is not None else None


def _by_rows(
    rows: tuple[CatalogueItem, ...], count: int | None, none_left: bool
) -> tuple[str | None, int | None]:
    """The document that bears a claim out, if any, and what the rows count.

    Several rows bear out a number only when each of them, or their sum, is that number.
    """
    left = [item.stock for item in rows if item.stock is not None]
    if not left:
        return None, None
    if count is not None and all(one == count for one in left):
        return rows[0].document, count
    return rows[0].document, sum(left)


def _passage_that_says(
    subject: Subject, count: int | None, hit: Named | None, claim: str
) -> str | None:
    """A sentence, or the item's own row, that tells the same about what is left."""
    words = content_words(_STOCK_WORDS.sub(" ", claim))
    own = {item.passage for item in hit.items} if hit is not None else set()
    for passage, text, told in _stock_passages(subject):
        if count is not None and not any(count in numbers_in(sentence) for sentence in told):
            continue
        if count is None and (hit is None or not told):
            continue
        if passage.fields and hit is not None and passage.id not in own:
            continue
        if hit is not None and passage.id not in own and not any(n in text for n in hit.names):
            continue
        if hit is None and not any(word in text for word in words if not word.isdigit()):
            continue
        return passage.document
    for item in subject.facts.catalogue:
        single = len(subject.facts.catalogue) == 1
        if single and item.stock is not None and (count is None or count == item.stock):
            return item.document
    return None


def _stock_passages(subject: Subject) -> tuple[tuple[Passage, str, tuple[str, ...]], ...]:
    """The passages that speak of what is left, each with its text and what it says of that."""

    def make() -> Iterator[tuple[Passage, str, tuple[str, ...]]]:
        for passage in passages_with(subject, _STOCK_WORDS):
            text = passage_text(passage)
            told = (text,) if passage.fields else sentences_of(passage)
            yield (
                passage,
                text,
                tuple(one for one in told if _STOCK_WORDS.search(one) and not negated(one)),
            )

    return subject.once(_stock_passages, lambda: tuple(make()))


def check(subject: Subject) -> Iterator[Finding]:
    """A count that the catalogue holds passes with its source; any other claim is held."""
    for claim in stock_claims(subject):
        place, words = (claim.start, claim.end), subject.text[claim.start : claim.end]
        start, end = subject.view.sentence_at(claim.start)
        if claim.contradicted:
            yield subject.finding(
                NAME,
                Severity.HOLD,
                place,
                "promises.stock_differs",
                claim=words,
                actual=claim.actual,
            )
        elif claim.document is not None:
            yield subject.finding(
                NAME,
                Severity.NOTE,
                place,
                "promises.stock_known",
                claim=words,
                document=claim.document,
            )
        elif not claim.none_left and not negated(subject.text[start:end]):
            yield subject.finding(NAME, Severity.HOLD, place, "promises.stock_unknown", claim=words)


RULE = Rule(NAME, ("out",), check)
