"""Dates: a commitment to deliver, finish or restock by a time must stand in a document.

Source: 特定商取引法 第11条 (time of delivery must be shown truly); Consumer Rights Directive
2011/83/EU Art. 6(1)(g).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, negated, passage_text
from policies.quantities import durations
from policies.subject import Rule, Subject

NAME = "promises.date"
_COMMITS = re.compile(
    r"お届け|届き|届く|到着(?:予定|し|いた)|発送(?:し|いた|致|予定|でき)|出荷(?:し|いた|"
    r"でき)|仕上が|完成(?:し|いた|予定)|"
    r"(?:でき|出来)(?:あが|上が)|納品|お渡し|間に合|再?入荷(?:し|いた|予定|の予定)|"
    r"完了(?:し|いた|させ)|直し(?:ます|て)|"
    r"修理(?:し|いた)|お返しし|ご用意(?:し|いた|でき)|開始(?:し|いた)でき|"
    r"着き(?:ます|、)|(?:必ず|お)送り(?:し|いた|ます)|送り(?:ます|出し)|お持ちし|持って(?:行き|"
    r"参り|伺い)|終わ(?:り|ら|る)|"
    r"済ませ|仕上げ|直(?:り|る)|(?:在庫|新しいもの|商品|荷|品)[^。\n]{0,6}入り|"
    r"揃(?:い|え)|作り(?:ます|上げ)|取り付け(?:ます|に)|お引き?渡し|お納め"
    r"\b(?:will|'ll|shall|can|going to|to)\b[^.!?\n]{0,40}\b(?:deliver|arrive|ship|"
    r"dispatch|ready|finish|"
    r"complete|repair|fix|restock|be with you|reach you|send|get (?:it|them|one) to you|"
    r"come back in)\w*"
    r"|\b(?:delivery|arrival|arrives?|delivered|ships?|restock)\b[^.!?\n]{0,20}\b(?:on|by|"
    r"within|in|tomorrow|today)\b"
    r"|\b(?:will|'ll|should|can|going to)\b(?: \w+){0,2} (?:be (?:there|done|yours|in|back|sorted|"
    r"fixed|"
    r"finished|here|on its way)|have (?:\w+ ){0,2}(?:new|more|another|fresh)|leave|go out|"
    r"get there|turn up|"
    r"land|hand|install|fit|collect)\b"
    r"|\b(?:gets? (?:to you|there)|leaves? (?:us|here|the (?:shop|workshop|warehouse|studio))|"
    r"comes? back|"
    r"goes out|reaches you)\b|^\W*(?:\w+ ){0,4}(?:ready|done|finished|arrives?|arriving|back in|"
    r"there|"
    r"with you|yours) (?:on|by|in|within|before|tomorrow|today|tonight|this|next|mon|tues|wednes|"
    r"thurs|fri|satur|sun)"
    r"|\byou(?:'ll| will) (?:have|get|receive)\b|\bguaranteed (?:by|for|on)\b|\b(?:is|"
    r"are) ready (?:on|by|in|within)\b"
)
_PAST = re.compile(r"(?:まし|でし)た(?:。|が|ので|$)|\b(?:was|were|has been|have been|had)\b|済み")
_MONTHS = {
    m: n
    for n, m in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = re.compile(
    r"(?:(?P<jy>\d{4})年)?(?P<jm>\d{1,2})月(?P<jd>\d{1,2})日"
    r"|(?P<iy>\d{4})[-/](?P<im>\d{1,2})[-/](?P<idd>\d{1,2})"
    rf"|(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<em>{_MONTH})\b"
    rf"|(?P<am>{_MONTH})\.? (?P<ad>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"|(?<![\d/])(?P<sm>\d{1,2})/(?P<sd>\d{1,2})(?![\d/])"
)
_RELATIVE = re.compile(
    # "This month's report" names a thing, not a day on which something is done.
    r"(?!(?:今|来|明|本)[日週月]の(?!朝|昼|夜|夕|午|\d|[月火水木金土日]曜|うち|中))"
    r"(?:本日中|今日中|今夜|今晩|明朝|明日|明後日|あさって|翌日|翌朝|月末|月初|[上中下]旬|"
    r"(?<![\d月])\d{1,2}日(?=に|まで|には|頃|ごろ)|今週|来週|今月|来月|年内|年末まで|週末|"
    r"(?:次の|来週の?|今週の?)?[月火水木金土日]曜)"
    r"|\b(?:today|tonight|tomorrow|this week|next week|this weekend|this month|next month|"
    r"by the end of (?:the|this|next) \w+|(?:on|by|before|this|next) (?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:by |over |before |at )?the weekend|"
    r"(?:the )?next few days|end of the (?:day|week|month|year)|"
    r"by christmas|before christmas|overnight)\b"
)


def days_in(text: str) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Calendar days in a folded text: month and day, with their folded offsets."""
    for match in _DAY.finditer(text):
        g = match.groupdict()
        written = g["jm"] or g["im"] or g["em"] or g["am"] or g["sm"]
        day = int(g["jd"] or g["idd"] or g["ed"] or g["ad"] or g["sd"])
        month = int(written) if written.isdigit() else _MONTHS[written[:3]]
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield (month, day), match.start(), match.end()


def check(subject: Subject) -> Iterator[Finding]:
    """A committed day or term that a document states passes; a relative or unknown one is held."""
    if not subject.policies.promises.date_needs_source:
        return
    for start, end in subject.view.sentences:
        sentence = subject.text[start:end]
        if not _COMMITS.search(sentence) or _PAST.search(sentence):
            continue
        if asks(sentence) or negated(sentence):
            continue
        yield from _judged(subject, sentence, start)


def _judged(subject: Subject, sentence: str, offset: int) -> Iterator[Finding]:
    for day, start, end in days_in(sentence):
        yield _finding(subject, (offset + start, offset + end), _days_told(subject).get(day))
    for term in durations(sentence):
        source = _terms_told(subject).get((term.count, term.unit))
        yield _finding(subject, (offset + term.start, offset + term.end), source)
    for match in _RELATIVE.finditer(sentence):
        yield _finding(subject, (offset + match.start(), offset + match.end()), None)


def _terms_told(subject: Subject) -> dict[tuple[Decimal, str], str]:
    """Every term that a passage states, with the first document that states it."""

    def make() -> dict[tuple[Decimal, str], str]:
        told: dict[tuple[Decimal, str], str] = {}
        for passage in subject.facts.passages:
            for term in durations(passage_text(passage)):
                told.setdefault((term.count, term.unit), passage.document)
        return told

    return subject.once(_terms_told, make)


def _days_told(subject: Subject) -> dict[tuple[int, int], str]:
    """Every day that the catalogue or a passage states, with the first document that does."""

    def make() -> dict[tuple[int, int], str]:
        told: dict[tuple[int, int], str] = {}
        for item in subject.facts.catalogue:
            for known in item.dates:
                told.setdefault((known.month, known.day), item.document)
        for passage in subject.facts.passages:
            for day, _, _ in days_in(passage_text(passage)):
                told.setdefault(day, passage.document)
        return told

    return subject.once(_days_told, make)


def _finding(subject: Subject, place: tuple[int, int], document: str | None) -> Finding:
    words = subject.text[place[0] : place[1]]
    if document is not None:
        return subject.finding(
            NAME, Severity.NOTE, place, "promises.date_known", date=words, document=document
        )
    return subject.finding(NAME, Severity.HOLD, place, "promises.date_unknown", date=words)


RULE = Rule(NAME, ("out",), check)
