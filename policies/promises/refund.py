"""Refunds: giving money back is promised only as a document of the business promises it.

Source: 特定商取引法 第15条の3 (returns); Consumer Rights Directive 2011/83/EU Art. 9 to 13.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import (
    asks,
    borne_out,
    negated,
    numbers_in,
    passages_with,
    sentences_of,
    whenever_in,
)
from policies.subject import Rule, Subject

NAME = "promises.refund"
_PROMISE = re.compile(
    r"返金(?:を)?(?:し|いた|致|させて|でき|対応|可能|保証|の手続き|手続き|を承|を受け付け)|"
    r"(?:全額|一部)?(?:を)?返金(?:いた|致|し)?ます|"
    r"(?:全額|代金|料金|お金)(?:を|は)?(?:お返し|お戻し|返却)|払い戻し(?:を)?(?:し|いた|致|"
    r"でき|可能)|返品(?:を)?(?:承|受け付け|お受け|できます|可能)"
    r"|\b(?:(?:i|we)(?:'ll| will| can| could| are able to| am able to| have)|we|i'm|"
    r"we're)\b[^.!?\n]{0,30}\brefund(?:ed|ing|s)?\b"
    r"|\b(?:full|partial|complete) refund\b|\bmoney[- ]back\b|\b(?:get|have|give you|"
    r"send you) (?:your|the) money back\b"
    r"|\byou(?:'ll| will)? (?:be|get|receive) (?:fully |a |your )*refund|\breimburse you\b|"
    r"\brefund you\b"
)
_FREE_CANCEL = re.compile(
    r"キャンセル(?:料|代)?(?:は|も|が|を)[^。!?\n]{0,16}?(?:無料|かかりません|不要|いただきません|"
    r"0円)|"
    r"無料(?:で|にて)[^。!?\n]{0,10}キャンセル|"
    r"\bcancel\w*\b[^.!?\n]{0,30}\b(?:free|without (?:a |any )?(?:charge|fee|cost)|"
    r"at no (?:charge|cost)|"
    r"no (?:charge|fee))\b|\bfree cancell?ation\b|\bno cancell?ation (?:fee|charge)\b"
)
_CANCEL = re.compile(r"キャンセル|cancel")
_FREE = re.compile(r"無料|かかりません|\bfree\b|\bno (?:charge|fee)\b|\bwithout charge\b")
_TERMS = re.compile(r"返金|払い戻|返品|お返し|refund|money back|return")


def check(subject: Subject) -> Iterator[Finding]:
    """A refund whose numbers stand in a passage on refunds passes; any other is held."""
    if not subject.policies.promises.refund_needs_source:
        return
    for match in (*_PROMISE.finditer(subject.text), *_FREE_CANCEL.finditer(subject.text)):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        cancelling = match.re is _FREE_CANCEL
        if asks(sentence) or (not cancelling and negated(sentence)):
            continue
        source = (
            _free_cancelling(subject, sentence) if cancelling else _refunding(subject, sentence)
        )
        if source is None:
            yield subject.finding(NAME, Severity.HOLD, match.span(), "promises.refund_unknown")
        else:
            yield subject.finding(
                NAME, Severity.NOTE, match.span(), "promises.refund_known", document=source
            )
        return


def _refunding(subject: Subject, sentence: str) -> str | None:
    return borne_out(subject, sentence, _TERMS)


def _free_cancelling(subject: Subject, sentence: str) -> str | None:
    """The document whose line says that cancelling at that time is free."""
    wanted, times = numbers_in(sentence), whenever_in(sentence)
    for passage in passages_with(subject, _CANCEL):
        for told in sentences_of(passage):
            if _FREE.search(told) and wanted <= numbers_in(told) and times <= whenever_in(told):
                return passage.document
    return None


RULE = Rule(NAME, ("out",), check)
