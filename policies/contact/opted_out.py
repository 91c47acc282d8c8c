"""An opt-out is honoured at once: nothing that nobody waits for is written any more.

Source: 特定電子メール法 第3条第3項; GDPR Art. 7(3) and 21; PECR reg. 22; 47 CFR 64.1200(a)(10).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject
from policies.view import folded

_OPTS_OUT = re.compile(
    r"(?:配信|メール|連絡|メッセージ|通知|dm|電話|案内|勧誘)(?:を|は|も)?(?:の)?(?:停止|"
    r"やめて|止めて|しないで|いりません|要りません|不要|お断り|送らないで|送って(?:こない|"
    r"来ない)|結構です|拒否|ストップ)|(?:もう|今後|二度と)[^。\n]{0,8}(?:連絡|送|電話|"
    r"メール)[^。\n]{0,6}(?:しないで|やめて|ないで|いりません|不要|結構)|退会(?:します|"
    r"したい|させて)|登録(?:を)?(?:解除|抹消)"
    r"|\b(?:unsubscribe|opt(?:ing)? (?:me )?out|remove me (?:from|off)|take me off|"
    r"stop (?:(?:e-?mail|text|messag|contact|call|writ|send|spam|bother)\w*)|(?:do not|"
    r"don'?t|never) (?:e-?mail|text|message|contact|call|write|"
    r"send)\b[^.!?\n]{0,16}\b(?:me|again|any ?more|anything)|no more (?:e-?mails?|texts?|"
    r"messages?|calls?|offers?))\b|^\s*stop\s*[.!]?\s*$"
    r"|\b(?:do not|don'?t|no longer|never) (?:want|wish|need|care)(?: to)? (?:hear|receive|get|be "
    r"(?:contacted|e-?mailed|called|messaged|texted)|have)\b[^.!?\n]{0,24}\b(?:from you|"
    r"(?:any ?|further |more |your )*(?:e-?mails?|messages?|texts?|calls?|offers?|news\w*)|again|"
    r"any ?more)\b|\bleave me (?:alone|be|in peace)\b"
    r"|(?:配信|メール|連絡|メッセージ|通知|dm|電話|案内|勧誘)(?:は|も|なんて)?(?:もう)?"
    r"(?:いらない|要らない|いらん)(?:です|よ|から|。|$)"
)
_WHEN_ONLY = re.compile(
    r"\b(?:do not|don'?t|never|stop) (?:\w+ ){1,2}?(?:me )?(?:before|after|between|until|till|on "
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|on (?:weekends?|weekdays)|at (?:night|work|\d)|"
    r"during|in the (?:morning|evening)|today|tonight|this (?:week|morning))\b"
    r"|(?:[月火水木金土日]曜日?|週末|平日|土日|午前中?|午後|夜間?|朝|深夜|早朝|昼間?|\d+時(?:まで|以降|"
    r"以前|より前)?|今日|本日|明日|今週|仕事中|勤務中)(?:に)?(?:は|の|には|だけは)?(?:、)?(?:お)?"
    r"(?:電話|メール|連絡|メッセージ)(?:は|を)?(?:し|送ら)?(?:ないで|やめて|止めて|お控え|避けて)"
    r"(?:ください|下さい|ほしい|欲しい)?"
)
"""Who names a time to be left in peace asks for other hours, and is struck out before the words
are looked for."""


def asks_to_stop(text: str) -> bool:
    """True when a customer's words ask not to be written to any more."""
    return _OPTS_OUT.search(_WHEN_ONLY.sub(" ", folded(text))) is not None


def check(subject: Subject) -> Iterator[Finding]:
    """After an opt-out nothing goes unasked; that rule has no exception, so it blocks."""
    said_stop = any(
        asks_to_stop(line.text) for line in subject.facts.context if line.who == "customer"
    )
    if subject.unasked and (subject.facts.opted_out or said_stop):
        yield subject.finding("consent.opted_out", Severity.BLOCK, None, "consent.opted_out")


RULE = Rule("consent.opted_out", ("out",), check)
