"""Discounts: a reduction must stand in a document or lie within the owner's limit.

Source: 景品表示法 第5条第2号 (有利誤認); the owner's `largest_discount_percent`.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, borne_out, content_words, negated, sentences_of
from policies.quantities import Discount, discounts
from policies.subject import Rule, Subject
from policies.view import folded

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
    r"|\b(?:a|one) (?:third|quarter|fifth|tenth) off\b|\bbuy (?:one|two|1|2),? get (?:one|1)\b"
    r"|\b(?:give|get|have) (?:you )?the (?:second|other|next) one (?:for )?free\b"
    r"|\bfree (?:shipping|delivery|postage) on everything\b|\bno \w+ fee for you\b"
    r"|\b(?:staff|friends?|family) price\b|\bfree for you\b|\bon the house\b|\bour treat\b"
    r"|(?:2つ目|2個目|二つ目|もう1つ)は(?:無料|タダ)"
    r"|入会金(?:は|を)サービス|入会金なしで(?:大丈夫|結構|いい)"
    r"|\b(?:i|we)(?:'ll| can| will| could| am happy to|"
    r" are happy to)\b[^.!?\n]{0,30}\b(?:for nothing|"
    r"for free|at cost|cheaper|free of charge|at no (?:charge|cost)|without charging)\b"
    r"|お安くでき|特別価格で(?:ご案内|ご提供|お渡し)"
    r"|無料で(?:いい|大丈夫|結構)です|お代は(?:結構|いりません|いただきません)"
)
_FOR_NOTHING = re.compile(r"無料|無償|\bfree\b|\bno (?:charge|cost)\b|\bfor nothing\b")

Grant = tuple[Discount, str, str, str]
"""A reduction, the sentence that grants it, the heading above it, and its document."""

_GROUPS = tuple(
    re.compile(words)
    for words in (
        r"学生|学割|生徒|student",
        r"会員|メンバー|member",
        r"[月火水木金土日]曜|平日|週末|weekday|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
        r"割れ|壊れ|破損|crack|broken|breaks?\b",
        r"返金|お返し|refund|\bback\b",
        r"前払|先払|内金|in advance|deposit|prepa",
        r"子ども|こども|子供|小学生|中学生|幼児|child|kids?\b|under \d+",
        r"シニア|高齢|\d+歳以上|senior|over \d+s?\b|pensioner",
        r"誕生|birthday",
        r"初めて|はじめて|初回|first",
        r"団体|グループ|貸切|\d+名様?以上|group",
        r"友人|紹介|friend|refer",
        r"早割|早期|early",
        r"おかわり|2杯目|2つ目|2人目|second|refill",
        r"雨の|rain",
        r"年間|年払|annual|yearly|a year",
    )
)
_ASIDE = re.compile(r"\([^)]*\)")
_EVERYTHING = re.compile(
    r"全品|全商品|すべて|全て|何でも|どなたでも|皆様|全員|\beverything\b|\beveryone\b|\ball\b|"
    r"\banything\b|\bstorewide\b|\bwhole\b"
)
_PLAIN = frozenset(
    {"値引", "割引", "半額", "半値", "オフ", "価格", "料金", "提供", "案内", "discount", "price"}
    | {"half", "knock", "take", "yen", "percent", "円引", "ディスカウント"}
)


def check(subject: Subject) -> Iterator[Finding]:
    """A documented reduction passes with its source; one beyond the limit is held or blocked."""
    named = discounts(subject.text)
    granted = _reductions(subject) if named else ()
    for discount in named:
        start, end = subject.view.sentence_at(discount.start)
        sentence = subject.text[start:end]
        if negated(sentence) or sentence.rstrip().endswith("?"):
            continue
        yield _judged(subject, discount, sentence, granted)
    if named:
        return
    for match in _CONCESSION.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        quoted = sentence in _quotable(subject) or borne_out(subject, sentence, _FOR_NOTHING)
        denied = negated(sentence) and "お代は" not in match.group()
        if not quoted and not denied and not asks(sentence):
            yield subject.finding(NAME, Severity.HOLD, match.span(), "promises.discount_unstated")


def _quotable(subject: Subject) -> frozenset[str]:
    """Every folded sentence of the documents."""
    return subject.once(
        _quotable, lambda: frozenset(s for p in subject.facts.passages for s in sentences_of(p))
    )


def _granted(
    subject: Subject, discount: Discount, claim: str, granted: tuple[Grant, ...]
) -> str | None:
    """The document that grants the same reduction to the same people for the same things.

    Whoever or whatever the document names in the clause with the reduction, the claim names too.
    """
    for known, sentence, heading, document in granted:
        same = known.value == discount.value and known.currency == discount.currency
        if same and _covers(sentence, known, heading, claim, subject.customer_said):
            return document
    return None


def _reductions(subject: Subject) -> tuple[Grant, ...]:
    """Every reduction that a sentence of a document grants, gathered once for a text."""
    return tuple(
        (known, sentence, folded(" ".join(passage.heading[-1:])), passage.document)
        for passage in subject.facts.passages
        for sentence in sentences_of(passage)
        if discounts(sentence) and not negated(_ASIDE.sub("", sentence))
        for known in discounts(sentence)
    )


def _covers(sentence: str, known: Discount, heading: str, claim: str, asked: str) -> bool:
    begin = max(sentence.rfind(mark, 0, known.start) for mark in ("、", ", ", ";")) + 1
    stops = [at for mark in ("、", ", ", ";") if (at := sentence.find(mark, known.end)) >= 0]
    clause = sentence[begin : min(stops, default=len(sentence))]
    groups = [group for group in _GROUPS if group.search(clause)]
    if not groups:
        groups = [group for group in _GROUPS if group.search(f"{heading} {sentence}")]
        claim = f"{claim} {asked}"
    if not all(group.search(claim) for group in groups):
        return False
    if _EVERYTHING.search(claim) and not _EVERYTHING.search(sentence):
        return False
    return bool(groups) or bool(
        content_words(claim) & content_words(f"{heading} {sentence}") - _PLAIN
    )


def _judged(
    subject: Subject, discount: Discount, claim: str, granted: tuple[Grant, ...]
) -> Finding:
    place, words = (discount.start, discount.end), subject.text[discount.start : discount.end]
    document = _granted(subject, discount, claim, granted)
    if document is not None:
        return subject.finding(
            NAME,
            Severity.NOTE,
            place,
            "promises.discount_known",
            discount=words,
            document=document,
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
