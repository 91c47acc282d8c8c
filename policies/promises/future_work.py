"""Future work: a text that promises what a person of the business will do later.

Source: house rule. Whoever is promised for must know it; a promise with a deadline waits.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.promises.support import asks, negated
from policies.subject import Rule, Subject

NAME = "promises.future_work"
_WHO_JA = (
    r"(?:担当(?:者|の者|の\S{1,6})?|スタッフ|店長|責任者|オーナー|工房の者|店の者|係の者|先生|"
    r"職人|弊社|当店|専門の者|技術者|営業|上の者|こちら)"
)
_ACT_JA = (
    r"(?:(?:お|ご)?(?:電話|連絡|返信|返事|返答|案内|説明|対応|訪問|手配|回答|見積\w*|報告|確認|"
    r"相談)(?:を)?(?:の上)?(?:し|いた|致|差し上げ|さしあげ|させて)|折り返し|伺い|お伺い|"
    r"うかがい|確かめ|お送り(?:し|いた)|調べ)"
)
_PROMISE = re.compile(
    rf"{_WHO_JA}(?:より|から|が|に|も)[^。!?\n]{{0,30}}?{_ACT_JA}"
    r"|(?:折り返し|後ほど|のちほど|追って|改めて|あらためて|確認(?:し|の上|のうえ)|"
    rf"確かめて|調べて)[^。!?\n]{{0,25}}?(?:ご?連絡|お電話|ご?返信|お?返事|ご?返答|ご?回答|"
    r"ご?案内|お送り|ご?報告|お知らせ)(?:し|いた|致|差し上げ|さしあげ|させて|でき)"
    r"|\b(?:someone|somebody|our (?:team|staff|manager|owner|teacher|technician|specialist|"
    r"colleagues?|expert|engineer)|the (?:team|owner|manager|studio|staff|teacher|shop|"
    r"engineer)|a (?:colleague|member of (?:staff|the team|our team)|person|human|"
    r"technician|specialist)|my (?:colleague|manager|boss)|"
    r"[a-z]+ from our team)\b[^.!?\n]{0,15}\b(?:will|'ll|is going to|"
    r"can)\b[^.!?\n]{0,30}\b(?:call|phone|ring|email|e-mail|write|reply|contact|get back|"
    r"get in touch|reach out|visit|come|check|arrange|look into|sort|help|let you know|"
    r"send)\b"
    r"|\b(?:i'll|i will|we'll|we will|let me|i'm going to) (?:\w+ )?(?:have|get|"
    r"ask) (?:someone|somebody|the|our|a|my)\b[^.!?\n]{0,40}"
    r"|\b(?:will|'ll|is going to|are going to) (?:\w+ ){0,2}(?:call|ring|phone|text|e-?mail|"
    r"write to|"
    r"visit|contact|meet|come (?:and )?(?:to )?see) you\b|\bbe in touch\b|\b(?:will|'ll|"
    r"is going to|are going to) "
    r"(?:\w+ )?(?:come (?:round|over|by|out|and|to (?:your|look|see|fix|check|fit))|drop (?:by|in)|"
    r"get back to you|be (?:round|over) (?:to|on|at)|stop by|take a look)\b"
    r"|\byou(?:'ll| will| are going to) (?:hear (?:back )?from|get (?:a|an|our) (?:call|reply|"
    r"answer|"
    r"e-?mail|message|quote|visit))\b|\bexpect (?:a|an|our|his|her|their|my) (?:\w+ )?(?:call|"
    r"reply|answer|"
    r"visit|e-?mail|message)\b|\b(?:i'll|i will|we'll|we will) (?:get|have|ask) [a-z]+ to\b"
    r"|\b(?:i'll|i will|we'll|we will)(?: \w+)? (?:call|phone|ring|get back to|follow up|"
    r"come back to|let you know|check (?:this |that |it )?with|look into|find out|"
    r"write back|email you|e-mail you)\b"
)
_CONTACT = re.compile(
    r"(?:お?電話|ご?連絡|メール|お?返事|ご?返信|ご?回答|ご?報告|お?見積(?:り|もり|書)?|fax|"
    r"ファックス|写真|資料)"
    r"(?:を|で|は|にて)?[^。、!?\n]{0,10}(?:し|いたし|致し|差し上げ|さしあげ|入れ|お送りし|"
    r"送り)ます|"
    r"折り返し?ます|(?:お?伺い|お?うかがい|参り|まいり|お?迎えに(?:行き|上がり)|見に(?:行き|参り|"
    r"伺い)|訪ね|お持ち|"
    r"届けに(?:行き|伺い|参り))(?:し|いたし|致し)?ます"
    r"|\b(?:i'll|i will|we'll|we will|i'm going to|we're going to)(?: \w+)? (?:send|mail|bring|"
    r"drop|come|"
    r"visit|see to|look at|check|fetch|collect|pick|measure|fix|answer|reply|write)\b"
)
"""What a person does with their hands or voice: a promise as soon as a time is told with it."""
_DEADLINE = re.compile(
    r"本日中|今日中|今夜|今晩|今夕|明朝|明日|明後日|月末|年内|週末|[月火水木金土日]曜|"
    r"(?<![\d月])\d{1,2}日(?:に|まで)|\d+(?:分|時間|日|営業日)(?:以内|後)|今週|来週|"
    r"\d{1,2}(?:時|:\d\d)(?:まで|頃|ごろ)?|すぐに?|直ちに|ただちに|至急|即|夕方|午前中|午後"
    r"|\b(?:today|tonight|tomorrow|within|in the next|by (?:\d|noon|the end|mon|tue|wed|"
    r"thu|fri|sat|sun|tomorrow|close)|in \d+|in (?:an|a few|one|two) (?:hours?|minutes?|"
    r"days?)|this (?:morning|afternoon|evening|week)|next week|right away|immediately|"
    r"straight away|at \d|at (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|noon|"
    r"twelve)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|before (?:noon|lunch|evening|the weekend))\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A note for every promise of a person's work; one with a deadline is held."""
    judged: set[int] = set()
    for pattern in (_PROMISE, _CONTACT):
        for match in pattern.finditer(subject.text):
            start, end = subject.view.sentence_at(match.start())
            sentence = subject.text[start:end]
            if start in judged or asks(sentence) or negated(sentence):
                continue
            if _DEADLINE.search(sentence):
                judged.add(start)
                yield subject.finding(
                    NAME, Severity.HOLD, match.span(), "promises.future_work_dated"
                )
            elif pattern is _PROMISE:
                judged.add(start)
                yield subject.finding(NAME, Severity.NOTE, match.span(), "promises.future_work")


RULE = Rule(NAME, ("out",), check)
