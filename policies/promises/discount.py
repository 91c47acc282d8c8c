"""Discounts: a reduction must stand in a document or lie within the owner's limit.

Source: 景品表示法 第5条第2号 (有利誤認); the owner's `largest_discount_percent`.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, negated, passage_text
from policies.quantities import Discount, discounts
from policies.subject import Rule, Subject

NAME = "promises.discount"
_CONCESSION = re.compile(
    r"(?:特別に|内緒で|今回(?:だけ|限り|に限り)|お客様だけ|あなただけ)[^。!?\n]{0,20}?"
    r"(?:値引|割引|お安く|無料|サービス(?:し|いた)|タダ|おまけ|お値打ち)"
    r"|(?:お?値引き?|お?割引|お安く)(?:を)?(?:し|いた|致)(?:ます|ましょう)"
    r"|(?:勉強させて|お値段(?:は|を)?(?:頑張|がんば))"
    r"|(?:入会金|送料|手数料|初期費用|年会費|登録料)(?:は|を)?(?:特別に)?(?:無料|0円|ゼロ|"
    r"タダ|免除)に(?:し|いた|致|させて)"
    r"|\b(?:i|we)(?:'ll| can| will| could|'d be happy to| am able to| are able to)(?: also|"
    r" happily| gladly)? "
    r"(?:give|offer|do|arrange|apply|get)(?: you)?(?: a| an| some)?[^.!?\n]{0,25}?"
    r"\b(?:discount|special price|special rate|better price|deal for you|money off)\b"
    r"|\bwaive (?:the|your|that|our)\b[^.!?\n]{0,20}(?:fee|charge|cost)"
    r"|\b(?:make|making) an exception\b"
    r"|\bthrow in\b[^.!?\n]{0,30}\b(?:free|no (?:extra )?c(?:harge|ost))\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A documented reduction passes with its source; one beyond the limit is held or blocked."""
    named = discounts(subject.text)
    for discount in named:
        start, end = subject.view.sentence_at(discount.start)
        sentence = subject.text[start:end]
        if negated(sentence) or sentence.rstrip().endswith("?"):
            continue
        yield _judged(subject, discount)
    if named:
        return
    for match in _CONCESSION.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        if not negated(sentence) and not asks(sentence):
            yield subject.finding(NAME, Severity.HOLD, match.span(), "promises.discount_unstated")


def _judged(subject: Subject, discount: Discount) -> Finding:
    place, words = (discount.start, discount.end), subject.text[discount.start : discount.end]
    for passage in subject.facts.passages:
        known = discounts(passage_text(passage))
        if any(k.value == discount.value and k.currency == discount.currency for k in known):
            return subject.finding(
                NAME,
                Severity.NOTE,
                place,
                "promises.discount_known",
                discount=words,
                document=passage.document,
            )
    limit = subject.policies.promises.largest_discount_percent
    if discount.currency is None and 0 < discount.value <= limit:
        return subject.finding(
            NAME, Severity.NOTE, place, "promises.discount_within", discount=words, limit=limit
        )
    if discount.currency is None:
        severity = Severity(subject.policies.promises.beyond_largest_discount.value)
        return subject.finding(
            NAME, severity, place, "promises.discount_beyond", discount=words, limit=limit
        )
    return subject.finding(NAME, Severity.HOLD, place, "promises.discount_unknown", discount=words)


RULE = Rule(NAME, ("out",), check)
