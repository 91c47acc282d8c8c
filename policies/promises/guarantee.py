"""Guarantees: warranty, satisfaction and certainty of success need a document behind them.

Source: 消費者契約法 第4条第1項第2号 (断定的判断の提供); UCPD 2005/29/EC Art. 6(1)(g).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, borne_out, negated
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
_BEHIND = re.compile(
    r"保証|交換|替え|修理|直し|直す|guarantee|warrant|replac|repair|mend|swap|exchang|fix"
)
_HARM_JA = (
    r"(?:割れ|壊れ|欠け|折れ|破れ|ほつれ|色落ちし|色あせ|色褪せ|縮み|錆び|さび|さびつき|傷つき|"
    r"傷が(?:つき|付き)|"
    r"漏れ|こぼれ|腐り|枯れ|はがれ|剥がれ|飽き|失敗し|後悔し|損し|困り|遅れ|ずれ|狂い|落ち|へたり)"
)
_HARM = (
    r"(?:break|crack|chip|shatter|fade|shrink|rust|leak|tear|scratch|stain|wear out|peel|warp|bend|"
    r"fail|let you down|disappoint|go wrong|regret|rot|fall apart|come off|lose (?:its|your)|"
    r"need (?:repair|replac)\w*|be (?:late|delayed|disappointed|sorry|a problem))"
)
_MEND_JA = (
    r"(?:交換|取り?替え|取り?換え|修理|お?直し|作り直し|やり直し|新品|返品|補修|"
    r"再配達|もう一(?:つ|度))"
)
_MEND = (
    r"(?:replac\w*|repair|fix|mend|swap|exchang\w*|redo|remake|re-?do|"
    r"make (?:you )?(?:a new|another))"
)
_SURE = re.compile(
    # What can never happen, whatever is done.
    rf"(?:絶対|決して|けっして|二度と|まず)(?:に|、)?[^。!?\n]{{0,14}}{_HARM_JA}(?:は)?(?:ません|"
    rf"ないです|しません)"
    rf"|(?:ても|でも)(?:、)?[^。、!?\n]{{0,8}}{_HARM_JA}(?:ません|ないです)"
    rf"|(?:\d+|何十?|一|半)(?:年|か月|生)(?:は|も|間|でも)?[^。、!?\n]{{0,6}}{_HARM_JA}(?:ません|"
    rf"ないです)"
    r"|(?:割れる|壊れる|欠ける|破れる|色落ちする|色あせる|錆びる|さびる|漏れる|失敗する|後悔する|"
    r"損をする|"
    r"遅れる|枯れる)(?:こと|心配|おそれ|恐れ|可能性)(?:は|も)?(?:絶対に?|一切|まったく|全く|"
    r"まず)?(?:あり|ござい)ません"
    r"|(?:副作用|アレルギー|かぶれ|肌荒れ|健康被害|中毒|危険|リスク|害)(?:の(?:心配|おそれ|恐れ|"
    r"リスク|"
    r"可能性))?(?:は|も)?(?:絶対に?|一切|まったく|全く|まず)?(?:、)?(?:あり|ござい|起き|起こり|"
    r"出)(?:ません|ないです)"
    r"|絶対(?:に)?(?:、)?[^。、!?\n]{0,14}(?:ます|ません|大丈夫|安全|安心)(?:から|ので|よ|"
    r"ね)?(?=[。、!?\n]|です|$)"
    r"|(?:必ず|間違いなく|確実に|絶対|きっと必ず)[^。!?\n、]{0,12}?(?:気に(?:入|召)|喜ば?れ|"
    r"喜んで|似合|合い|届き|"
    r"届く|着き|間に合|見つか|取れ|落ち|消え|効き|長持ち|良く|よく(?:な|売)|ご?満足|落ち着)"
    r"|(?:100%|百%|完全に|完璧に|絶対(?:に)?)(?:、)?(?:安全|安心|無害|防げ|大丈夫)"
    r"|どんな(?:肌|体質|髪|人|方|お客様)に(?:も|でも)[^。、!?\n]{0,6}(?:合い|合う|似合|効|安全|"
    r"安心|大丈夫|満足)"
    r"|(?:一生|半永久(?:的)?|永久|何十年|末永く)(?:もの|に|も|、)?[^。、!?\n]{0,8}"
    r"(?:使え|もち|持ち|お使いいただけ|長持ち|もつ|持つ|輝|続)"
    rf"|\b(?:(?:won't|will not|will never|can't|cannot|can not|could never|couldn't|never|"
    rf"doesn't ever|does not ever|is not going to|isn't going to|not going to|impossible to|"
    rf"no way (?:it|this|that|you)(?:'ll| will)?))(?: (?:ever|possibly|simply|just))? {_HARM}(?:s|"
    rf"es|ed)?\b"
    r"|\b(?:unbreakable|indestructible|fool-?proof|fail-?safe|infallible|risk-free|worry-free)\b"
    r"|\blasts? (?:you )?(?:a lifetime|forever|for ever|for life|for decades|for generations|"
    r"all your life)\b|\b(?:good|yours|works?|holds?) (?:for life|forever)\b"
    r"|\b(?:zero|no|without (?:any )?|not (?:a|any)) ?(?:risks?|danger|side[- ]effects?|"
    r"downsides?)\b"
    r"|\b(?:100 ?%|completely|totally|perfectly|absolutely|entirely) (?:safe|harmless|secure|"
    r"certain|sure|reliable|waterproof)\b|\bsafe for (?:everyone|everybody|anyone|anybody|all skin|"
    r"every)\b|\bno matter what(?: happens)?\b"
    r"|\b(?:i|we) (?:swear|promise|vow|assure you|give you (?:my|our) word|(?:will|can) promise)\b|"
    r"\b(?:you have|take) (?:my|our) word\b|\bmark my words\b|,? i promise\b"
    r"|\b(?:definitely|certainly|surely|absolutely|always|without (?:a )?doubt|for sure|"
    r"guaranteed)\b"
    r"[^.!?\n]{0,16}\b(?:fits?|suits?|works?|helps?|pleases?|satisf\w+|arrives?|love (?:it|them|"
    r"this)|on time|in time|happy)\b"
)
_REMEDY = re.compile(
    rf"(?:(?:壊れ|割れ|欠け|破れ|枯れ)(?:たら|た(?:場合|とき|際)|ても|てい|て届)|不良|万が?一|"
    rf"気に入ら|合わな|故障|不具合|不備|枯れ|届かな|間違|"
    rf"足りな|破損|傷)"
    rf"[^。!?\n]{{0,24}}{_MEND_JA}[^。!?\n]{{0,6}}(?:ます|いたし|致し|させて)"
    rf"|(?:無料|無償|タダ|ただ|何度でも|何回でも|いつでも)(?:で|にて)?[^。、!?\n]{{0,10}}{_MEND_JA}"
    r"(?:を)?[^。、!?\n]{0,4}(?:ます|いたし|致し|させて)"
    r"|責任を(?:持|も)って[^。!?\n]{0,16}(?:ます|いたし|致し|させて)"
    rf"|\b(?:if|should|when(?:ever)?|in case)\b[^.!?\n]{{0,50}}\b(?:we|i)(?:'ll| will| would|'d)"
    rf"(?: \w+)? {_MEND}\b"
    rf"|\b(?:we|i)(?:'ll| will)(?: \w+)? {_MEND}\b[^.!?\n]{{0,40}}\b(?:(?:for )?free|"
    rf"no (?:extra )?(?:cost|"
    r"charge)|on us|as often|as many times|no questions|for nothing|if|anything|whatever|"
    r"any time)\b"
)
_MODEST = re.compile(
    r"保証(?:する|できる|される)?(?:もの|わけ)|保証は(?:し|いた|ござ|あり|でき)|can(?:'t|"
    r"not) (?:\w+ )?(?:guarantee|promise|say|swear|be sure|rule)|no guarantee|not guarantee|"
    r"won't guarantee|n't (?:\w+ ){0,2}(?:guarantee|promise|know|think|say)|"
    r"not (?:\w+ ){0,2}(?:guarantee|promise|sure|certain)|とは(?:言|限|いえ|いい|申)|言い切れ|"
    r"約束(?:は)?でき|"
    r"かもしれ|場合があ|こともあ|ことがあ|わけでは|\bwould be lying\b|\b(?:may|might|whether|"
    r"depends)\b"
)
_FORBIDDEN = re.compile(
    r"(?:使え|入れ|いただけ|お受け|受け|お出し|でき|応じ|なり|いけ|お勧め|おすすめ|渡し|外し|開け|"
    r"触ら|触れ)ません|"
    r"必要(?:です|があ)|お願い|ないで|てから|(?:の|た)(?:うえ|上)で?"
)
_ANY = re.compile("^")


def check(subject: Subject) -> Iterator[Finding]:
    """A guarantee that a passage states passes with its source; any other is held."""
    if not subject.policies.promises.guarantee_needs_source:
        return
    judged: set[int] = set()
    for pattern in (_PROMISE, _REMEDY, _SURE):
        for match in pattern.finditer(subject.text):
            start, end = subject.view.sentence_at(match.start())
            sentence = subject.text[start:end]
            if start in judged or _says_nothing(pattern, match.group(), sentence):
                continue
            judged.add(start)
            certain = pattern is not _REMEDY and not _TERMS.search(match.group())
            yield _judged(subject, match.span(), sentence, certain)


def _says_nothing(pattern: re.Pattern[str], words: str, sentence: str) -> bool:
    """True when a sentence that holds such words promises nothing after all."""
    if _MODEST.search(sentence) or asks(sentence):
        return True
    if pattern is _SURE:
        return _FORBIDDEN.search(words) is not None or _FORBIDDEN.search(sentence) is not None
    return bool(_TERMS.search(words) or pattern is _REMEDY) and negated(sentence)


def _judged(subject: Subject, place: tuple[int, int], sentence: str, certain: bool) -> Finding:
    """Certainty needs a document that says all of it, any other guarantee one on its terms."""
    terms = _ANY if certain else _BEHIND
    source = borne_out(subject, sentence, terms)
    if source is not None:
        return subject.finding(
            NAME, Severity.NOTE, place, "promises.guarantee_known", document=source
        )
    key = "promises.guarantee_certain" if certain else "promises.guarantee_unknown"
    return subject.finding(NAME, Severity.HOLD, place, key)


RULE = Rule(NAME, ("out",), check)
