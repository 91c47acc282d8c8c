"""Stock and free places: a claim is compared with the catalogue's count and the documents.

Source: 景品表示法 第5条第3号 and its notice on おとり広告; UCPD Annex I no. 5 (bait advertising).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, items_named, negated, numbers_in, passages_with
from policies.quantities import number
from policies.subject import Rule, Subject

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
    r"在庫|空き|残|満席|品切|売切|売り切|完売|席|stock|left|place|seat|spot|space|"
    r"available|vacanc|sold out|full"
)


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


def stock_claims(subject: Subject) -> Iterator[StockClaim]:
    """Every claim about what is left, each with what the catalogue and documents say of it."""
    for match in _CLAIM.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        if asks(sentence):
            continue
        written = match["ja"] or match["jb"] or match["en"]
        value = None if written is None else _WORDS.get(written) or number(written)
        count = None if value is None else int(value)
        none_left = bool(match["out"] or match["eout"])
        item = next(
            (hit[2] for hit in reversed(items_named(subject)) if hit[0] < match.end()), None
        )
        actual = item.stock if item is not None else None
        document: str | None = item.document if item is not None and actual is not None else None
        if document is None:
            document = _passage_that_says(subject, count)
        yield StockClaim(count, none_left, match.start(), match.end(), document, actual)


def _passage_that_says(subject: Subject, count: int | None) -> str | None:
    for passage in passages_with(subject, _STOCK_WORDS):
        if count is None or count in numbers_in(passage.text):
            return passage.document
    for item in subject.facts.catalogue:
        single = len(subject.facts.catalogue) == 1
        if single and item.stock is not None and (count is None or count == item.stock):
            return item.document
    return None


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
