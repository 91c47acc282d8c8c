"""Pretending to be human, or denying to be a machine.

Source: EU AI Act (Regulation 2024/1689) Art. 50(1); California BOT Act (SB 1001).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject

NAME = "honesty.human"
_MACHINE_JA = (
    r"(?:ai|エーアイ|人工知能|ボット|bot|ロボット|機械|自動(?:応答|返信|音声)?|チャットボット|"
    r"プログラム)"
)
_MACHINE_EN = (
    r"(?:ai|a\.i\.|artificial intelligence|bot|chatbot|robot|machine|computer|program|"
    r"automated|virtual assistant|language model|software)"
)
_DENIES = re.compile(
    rf"{_MACHINE_JA}(?:など)?(?:では|じゃ)(?:ござい|あり)ません(?!か)|{_MACHINE_JA}(?:では|"
    r"じゃ)ない(?:です|ので|から|よ|。|$)|(?:私|わたし|わたくし|僕|こちら|返信|対応)(?:は|"
    rf"も|しているのは)(?:、)?[^。!?\n]{{0,8}}(?:本物の|生身の|れっきとした)?(?:人間|生身|"
    r"ヒト)(?:です|でござい|が(?:対応|返信|お答え|書いて|打って))|"
    r"(?:本物の|生身の)人間(?:です|が|でござい)|(?:ちゃんと|きちんと|"
    r"もちろん)人(?:間)?が(?:対応|お答え|返信|書いて|打って)|人間(?:の(?:スタッフ|担当者?|"
    r"オペレーター))です|(?:手で|手動で|直接手で)(?:打って|書いて|入力して)|"
    r"人間の[^\s。、のはがをに]{1,6}です|本人が(?:直接)?(?:お答え|返信|対応|書いて|入力|打って|"
    r"お返事|ご返信)"
    r"|\b(?:this is|it'?s) \w+ (?:himself|herself|themselves|in person),? (?:typing|writing|"
    r"answering|replying|speaking|here)\b"
    r"|\b(?:i'm|i am|this is|you(?:'re| are) (?:not )?(?:talking|speaking|chatting) (?:to|"
    r"with))(?: definitely| absolutely| certainly| really)? (?:not|no|never) (?:a |an |"
    rf"some |any |just a )?(?:kind of )?{_MACHINE_EN}\b"
    rf"|\b(?:not|isn't|no) (?:a |an )?{_MACHINE_EN}(?:,| -|;|\.)? (?:i'm|i am|it's|just|"
    rf"but) (?:a |just )?(?:real|human|me)\b|\bthere(?:'s| is) no {_MACHINE_EN} (?:here|"
    r"involved|behind)\b|\bno (?:bots?|ai|robots?) (?:here|involved|on this)\b"
    r"|\b(?:i'm|i am|it's|you(?:'re| are) (?:talking|speaking|chatting) (?:to|"
    r"with))(?: actually| definitely| really| 100%| indeed| just| very much|"
    r" most certainly)* (?:a |an )?(?:100% )?(?:real(?:,)?(?: live)?(?: human)?(?: person|"
    r" human| being)|live (?:human|person|agent)|human(?: being)?|actual (?:human|person)|"
    r"flesh and blood|real[- ]life)\b"
    r"|\breal (?:human|person) (?:here|typing|behind)\b|\bi(?:'m|"
    r" am) typing this (?:myself|by hand)\b|\bas human as you\b"
)
_LIVED = re.compile(
    r"(?:私|わたし|僕|自分)(?:も|は|自身)(?:、)?[^。!?\n]{0,20}?(?:愛用し|使ってい(?:ます|"
    r"て)|飲んでい(?:ます|て)|食べてい(?:ます|て)|通ってい(?:ます|て)|着てい(?:ます|て)|"
    r"子育て|母親|父親|二児の|子どもがい|主婦|若いころ|昔から|行ってきまし|食べてみまし|"
    r"試してみまし)"
    r"|\bi(?:'ve| have) (?:personally |been )?(?:used?|using|worn|wearing|owned?|tried|"
    r"tasted|eaten|drinking) (?:it|this|these|them|one|mine|ours|"
    r"that)\b[^.!?\n]{0,30}\b(?:myself|for (?:\w+ )?(?:years|months|ages)|every day|"
    r"and (?:i )?love|at home)\b"
    r"|\b(?:i|we) (?:use|wear|drink|eat|have) (?:one|it|them|this|mine) (?:myself|at home|"
    r"every (?:day|morning|night))\b|\bas a (?:mother|mum|mom|father|dad|parent|wife|"
    r"husband|woman|man)(?: of \w+)?,? (?:myself,? )?i\b|\bmy (?:own )?(?:kids|children|"
    r"wife|husband|mum|mom|daughter|son)\b[^.!?\n]{0,30}\b(?:love|use|wear|adore|eat)s?\b|"
    r"\bwhen i was (?:young|a child|your age|little)\b"
)
_THE_AI_SAYS = re.compile(
    r"(?:私|わたし)は(?:ai|人工知能)(?!(?:など)?(?:では|じゃ)(?:な|あり|ござい))|"
    r"\bi(?:'m| am) (?:an? )?(?:ai|bot|automated|virtual|machine)"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A denial is held; a made-up human life is sent back."""
    if _THE_AI_SAYS.search(subject.text):
        return
    for match in _DENIES.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        if not subject.text[start:end].rstrip().endswith(("?", "か。")):
            yield subject.finding(NAME, Severity.HOLD, match.span(), "honesty.human_denied")
    for match in _LIVED.finditer(subject.text):
        yield subject.finding(NAME, Severity.REVISE, match.span(), "honesty.human_life")


RULE = Rule(NAME, ("out",), check)
