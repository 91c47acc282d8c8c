"""Refunds: giving money back is promised only as a document of the business promises it.

Source: 特定商取引法 第15条の3 (returns); Consumer Rights Directive 2011/83/EU Art. 9 to 13.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, negated, passages_with, supports
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
_TERMS = re.compile(r"返金|払い戻|返品|お返し|refund|money back|return")


def check(subject: Subject) -> Iterator[Finding]:
    """A refund whose numbers stand in a passage on refunds passes; any other is held."""
    if not subject.policies.promises.refund_needs_source:
        return
    for match in _PROMISE.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        if negated(sentence) or asks(sentence):
            continue
        source = next(
            (p.document for p in passages_with(subject, _TERMS) if supports(p, sentence, _TERMS)),
            None,
        )
        if source is None:
            yield subject.finding(NAME, Severity.HOLD, match.span(), "promises.refund_unknown")
        else:
            yield subject.finding(
                NAME, Severity.NOTE, match.span(), "promises.refund_known", document=source
            )
        return


RULE = Rule(NAME, ("out",), check)
