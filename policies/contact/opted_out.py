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
)


def asks_to_stop(text: str) -> bool:
    """True when a customer's words ask not to be written to any more."""
    return _OPTS_OUT.search(folded(text)) is not None


def check(subject: Subject) -> Iterator[Finding]:
    """After an opt-out nothing goes unasked; that rule has no exception, so it blocks."""
    said_stop = any(
        asks_to_stop(line.text) for line in subject.facts.context if line.who == "customer"
    )
    if subject.unasked and (subject.facts.opted_out or said_stop):
        yield subject.finding("consent.opted_out", Severity.BLOCK, None, "consent.opted_out")


RULE = Rule("consent.opted_out", ("out",), check)
