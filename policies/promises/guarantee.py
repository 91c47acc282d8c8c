"""Guarantees: warranty, satisfaction and certainty of success need a document behind them.

Source: 消費者契約法 第4条第1項第2号 (断定的判断の提供); UCPD 2005/29/EC Art. 6(1)(g).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, negated, passages_with, supports
from policies.subject import Rule, Subject

NAME = "promises.guarantee"
_PROMISE = re.compile(
    r"保証(?:し(?!て(?:い|お)(?:ない|ません|りません))|いた|致|付|期間|され|が付|がつ|"
    r"で(?:直|修理|交換)|あり|も(?:付|つ)|書)|(?:品質|満足|効果|合格|成功|返金|"
    r"最低価格)保証|"
    r"(?:必ず|絶対に?|100%|百パーセント|間違いなく|確実に)[^。!?\n、]{0,16}?(?:成功|うまく|"
    r"上達|合格|満足|ご?納得|解決|改善|儲か|増え|伸び|売れ|"
    r"採用|内定|直り|治り|良く|よくなり|できるように|後悔(?:させ|しま)|元が取れ|もらえ|"
    r"受か)|失敗(?:は|すること(?:は)?)?(?:絶対に|一切)?(?:あり|しま)せん|"
    r"損は(?:させ|しま|ござい)"
    r"|\b(?:we|i|it's|it is|it comes|comes|is|are|fully|100%|money-back|lifetime|"
    r"satisfaction|results?)\b[^.!?\n]{0,25}\bguarantee(?:s|d)?\b|\bguaranteed (?:to|"
    r"results|success|approval)"
    r"|\b(?:\w+[- ])?(?:year|month|lifetime)[- ]warranty\b|\b(?:comes|covered) (?:with|by|"
    r"under)[^.!?\n]{0,20}\bwarranty\b"
    r"|\b(?:you(?:'ll| will| are (?:sure|certain|bound) to)) (?:definitely|certainly|"
    r"absolutely|never)? ?(?:succeed|pass|love it|get (?:the job|good at|better|results)|"
    r"regret|see results|make money|profit|win)\b"
    r"|\b(?:you|it|this) (?:can't|cannot|won't|will never|can never|could never) (?:fail|"
    r"go wrong|lose)\b|\b(?:nothing|it) (?:can|could) go wrong\b|\bi promise (?:you(?:'ll|"
    r" will)|it will|this will)"
)
_TERMS = re.compile(r"保証|guarantee|warrant")
_MODEST = re.compile(
    r"保証(?:する|できる|される)?(?:もの|わけ)|保証は(?:し|いた|ござ|あり|でき)|can(?:'t|"
    r"not) (?:\w+ )?guarantee|no guarantee|not guarantee|won't guarantee|"
    r"n't (?:\w+ ){0,2}guarantee|not (?:\w+ ){0,2}guarantee"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A guarantee that a passage states passes with its source; certainty itself is held."""
    if not subject.policies.promises.guarantee_needs_source:
        return
    for match in _PROMISE.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        certain = not _TERMS.search(match.group())
        if _MODEST.search(sentence) or asks(sentence) or (not certain and negated(sentence)):
            continue
        source = next(
            (
                p.document
                for p in passages_with(subject, _TERMS)
                if not certain and supports(p, sentence, _TERMS)
            ),
            None,
        )
        if source is None:
            key = "promises.guarantee_certain" if certain else "promises.guarantee_unknown"
            yield subject.finding(NAME, Severity.HOLD, match.span(), key)
        else:
            yield subject.finding(
                NAME, Severity.NOTE, match.span(), "promises.guarantee_known", document=source
            )


RULE = Rule(NAME, ("out",), check)
