"""Where a claim stands: the catalogue items and passages that a promise may rest on."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from kizashi.knowledge import Passage
from policies.quantities import amounts, discounts, number
from policies.subject import Subject
from policies.view import folded, view_of

_PRICE_HEADER = re.compile(
    r"price|yen|jpy|usd|gbp|eur|fee|cost|amount|円|料金|価格|金額|費|会費|値段"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|[\u30a0-\u30ff]{2,}|[a-z]{4,}")
_COMMON = frozenset(
    {
        "will",
        "with",
        "your",
        "that",
        "this",
        "have",
        "from",
        "comes",
        "give",
        "when",
        "them",
        "within",
        "itself",
    }
)
_NEGATED = re.compile(
    r"できません|出来ません|られません|(?<=[わかさたなまらばがえけせてねめれべげ])ません|"
    r"ありません|ございません|おりません|いません|しません|"
    r"致しません|いたしません|かねます|"
    r"難しい|承れ|対象外|不可|ではなく|ないため|なりません|"
    r"\bnot\b|n't\b|\bcannot\b|\bunable\b|\bno longer\b|\bnever\b|\bwithout\b|"
    r"\bno (?:discount|refund|guarantee)|\bneither\b"
)
_CONDITION = re.compile(
    r"[^、。]*(?:とき|時|場合|際)(?=は|に|、|で)|[^、。]*(?:なら|でしたら|ければ|れば)(?=、|$|"
    r"[^な])"
    r"|\b(?:if|when|unless|only|provided)\b[^,.;]*"
)
_WHENEVER = re.compile(
    r"いつでも|当日|前日|直前|理由を問わ|無条件|すべて|どれでも|開封済み?|使用済み?|"
    r"\bany ?time\b|\bwhenever\b|\bon the day\b|\bsame day\b|\bthe day before\b|\blast minute\b|"
    r"\bno questions\b|\bfor any reason\b|\bunconditional\w*|\bopened\b|\bused\b"
)
_ASKED = re.compile(
    r"[??]\s*$|(?:です|ます|ません|でしょう|ましょう|ました)か[。.]?\s*$|(?:ください|下さい|"
    r"くださいませ|願います|願いいたします)[。.!]?\s*$"
)


def passage_text(passage: Passage) -> str:
    """The folded text of a passage with its headings."""
    return folded(" ".join((*passage.heading, passage.text)))


def known_amounts(subject: Subject) -> Iterator[tuple[Decimal, str | None, str]]:
    """Every amount that the catalogue or a passage states: value, currency, document."""
    for item in subject.facts.catalogue:
        for price in item.prices:
            yield price.amount, price.currency, item.document
    for passage in subject.facts.passages:
        text = passage_text(passage)
        reductions = discounts(text)
        for amount in amounts(text):
            # What is taken off is no price: "500 yen less" does not make 500 yen a price.
            if any(reduction.start <= amount.start < reduction.end for reduction in reductions):
                continue
            yield amount.value, amount.currency, passage.document
        for header, cell in passage.fields:
            value = number(cell.strip()) if _PRICE_HEADER.search(header.lower()) else None
            if value is not None:
                yield value, None, passage.document


def sentences_of(passage: Passage) -> tuple[str, ...]:
    """The folded sentences of a passage's own text, without its headings."""
    return _sentences(passage.text)


@lru_cache(maxsize=16_384)
def _sentences(raw: str) -> tuple[str, ...]:
    text = folded(raw)
    return tuple(text[start:end] for start, end in view_of(text).sentences)


def passages_with(subject: Subject, pattern: re.Pattern[str]) -> tuple[Passage, ...]:
    """The passages whose folded text holds the pattern."""
    return subject.once(
        (passages_with, pattern),
        lambda: tuple(p for p in subject.facts.passages if pattern.search(passage_text(p))),
    )


def borne_out(subject: Subject, sentence: str, terms: re.Pattern[str]) -> str | None:
    """The first document of which a passage says what a folded sentence claims (`supports`)."""
    passages = passages_with(subject, terms)
    return subject.once(
        (borne_out, sentence, terms),
        lambda: next((p.document for p in passages if supports(p, sentence, terms)), None),
    )


@lru_cache(maxsize=16_384)
def numbers_in(text: str) -> frozenset[Decimal]:
    """Every number in digits of a folded text."""
    found = (number(match.group()) for match in _NUMBER.finditer(text))
    return frozenset(value for value in found if value is not None)


@lru_cache(maxsize=16_384)
def content_words(text: str) -> frozenset[str]:
    """The words of a folded text that say what it is about, plurals as their singular."""
    words = {word.rstrip("s") for word in _CONTENT.findall(text) if word not in _COMMON}
    return frozenset(words - _COMMON)


def supports(passage: Passage, sentence: str, terms: re.Pattern[str]) -> bool:
    """True when one sentence of a passage says what a folded sentence claims.

    It speaks in the claim's terms and denies what the claim denies, holds every number and time
    of the claim, nearly every other word of the claim (its headings count), and where the passage
    speaks under a condition the claim names it.
    """
    numbers, times = numbers_in(sentence), whenever_in(sentence)
    words = content_words(terms.sub(" ", sentence))
    heading = folded(" ".join(passage.heading))
    for told in sentences_of(passage):
        # A row or a short answer may leave its subject to the heading.
        spoken = f"{heading} {told}"
        if told.strip() == sentence.strip():
            return True
        # What is looked up quickly first: most sentences of most documents tell something else.
        if not numbers <= numbers_in(told) or not times <= whenever_in(told):
            continue
        if not numbers and not any(word in spoken for word in words):
            continue
        if negated(told) != negated(sentence) or not terms.search(spoken):
            continue
        alike = _japanese(told) == _japanese(sentence)
        if alike and sum(word not in spoken for word in words) > len(words) // 4:
            continue
        # Without numbers only words tell what is meant, and they need one language.
        if not numbers and not (alike and words):
            continue
        conditions = _conditions(told, terms)
        if numbers or all(not c or any(word in sentence for word in c) for c in conditions):
            return True
    return False


@lru_cache(maxsize=16_384)
def _conditions(told: str, terms: re.Pattern[str]) -> tuple[frozenset[str], ...]:
    return tuple(content_words(terms.sub(" ", words)) for words in _CONDITION.findall(told))


@lru_cache(maxsize=16_384)
def whenever_in(text: str) -> frozenset[str]:
    """The words of a folded text that say how widely, or how late, something holds."""
    return frozenset(_WHENEVER.findall(text))


@lru_cache(maxsize=16_384)
def _japanese(text: str) -> bool:
    return re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text) is not None


@lru_cache(maxsize=16_384)
def negated(sentence: str) -> bool:
    """True when a folded sentence denies what it speaks of."""
    return _NEGATED.search(sentence) is not None


def asks(sentence: str) -> bool:
    """True when a folded sentence asks something or asks for something, and so promises nothing."""
    return _ASKED.search(sentence) is not None
