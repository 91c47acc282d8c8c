"""A customer who asks for a person, in their own words, gets one.

Source: EU AI Act recital 132 in the light of Art. 50; 消費者基本法 第5条 (complaints are handled).
"""

import re
from collections.abc import Iterator

from kizashi.step import StepKind
from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject
from policies.view import folded

NAME = "honesty.person"
_PERSON_JA = (
    r"(?:人間|人|担当(?:者|の方|の人)?|オペレーター|スタッフ(?:の方|さん)?|店員(?:さん)?|"
    r"責任者|店長(?:さん)?|上の(?:人|方)|誰か|オーナー(?:さん)?|生身の人)"
)
_ASKS = re.compile(
    rf"{_PERSON_JA}(?:の方)?(?:に|と|へ)(?:直接)?(?:話|つな|繋|代わ|かわ|替わ|変わ|相談し|"
    rf"聞き|問い合わせ|回して|お願い|取り次)|{_PERSON_JA}(?:を|は)(?:出して|呼んで|お願い|"
    rf"いませんか|いないの|おられ)|{_PERSON_JA}(?:から|が)(?:直接)?(?:電話|連絡|返事|対応|"
    r"返信)(?:して|が|を|くだ|もら|いただ)|"
    r"(?:ai|ボット|機械|ロボット|自動(?:応答|返信)?)(?:じゃ|では|でなく|ではなく)(?:なく|"
    r"ない|話に|らち|埒|無理|だめ|ダメ)|(?:人|人間)(?:の対応|による対応|対応)(?:を|に|で)|"
    r"直接(?:お?話|電話)(?:し|でき)"
    r"|\b(?:talk|speak|chat|connect(?: me)?|put me through|transfer(?: me)?|pass(?: me)?|"
    r"get(?: me)?|give me|want|need|have|reach|escalate)\b[^.!?\n]{0,24}\b(?:human|"
    r"real (?:person|human)|(?:a|an actual|a live|actual) person|live (?:agent|person|"
    r"chat)|agent|representative|rep\b|operator|member of staff|someone (?:real|human|else|"
    r"in charge|from)|somebody (?:real|human|else)|staff|manager|supervisor|the owner)\b"
    r"|\b(?:is there|are there|any) (?:a |an |any )?(?:human|real person|people|person|"
    r"someone|somebody|staff)\b[^.!?\n]{0,20}\b(?:talk|speak|there|available|here|around|"
    r"i can)\b|\b(?:not|no more|don't want|stop with|sick of|instead of) (?:a |the |this |"
    r"talking to (?:a |the )?)?(?:bot|robot|machine|ai|chatbot)\b|\bhuman,? please\b|"
    r"\bagent,? please\b"
)
_OFFERS = re.compile(
    r"担当|スタッフ|おつなぎ|お繋ぎ|つなぎ|代わり|店の者|工房の者|人が|責任者|店長|"
    r"オーナー|折り返し|\b(?:hand|connect|transfer|pass|put) (?:you|this)\b|\b(?:someone|"
    r"somebody|colleague|human|person|team|staff|owner|manager|representative|agent)\b"
)
_REFUSES = re.compile(
    r"(?:人間|担当者?|スタッフ|オペレーター|人)(?:へ|に|と)(?:は|の)?(?:おつなぎ|お繋ぎ|"
    r"つなぐこと|お話し?|代わる|転送|引き継)[^。!?\n]{0,14}(?:できません|いたしかねます|"
    r"致しかねます|ありません|ございません|不可能|しておりません)|(?:担当者|人間|スタッフ|"
    r"電話)(?:による|での)(?:対応|ご案内)(?:は)?[^。\n]{0,8}(?:行って|して|"
    r"受け付けて)(?:い|おり)ません"
    r"|\b(?:you (?:can't|cannot|can not|won't be able to)|(?:there(?:'s| is) no way|"
    r"not possible|impossible|no need) to|i (?:can't|cannot|"
    r"won't) let you)(?: \w+)? (?:talk|speak|be (?:connected|transferred)|connect|reach|"
    r"get)[^.!?\n]{0,16}\b(?:human|person|someone|agent|representative|staff|manager|"
    r"anyone)\b|\b(?:no|there are no|there's no|there is no) (?:humans?|person|people|"
    r"agents?|staff|one) (?:here |available |else )?(?:to (?:talk|speak|help)|"
    r"you can (?:talk|speak))"
)


def asks_for_person(text: str) -> bool:
    """True when a customer's words ask for a person instead of a machine."""
    return _ASKS.search(folded(text)) is not None


def check(subject: Subject) -> Iterator[Finding]:
    """A refusal is held; an answer that passes over the wish is sent back."""
    refusal = _REFUSES.search(subject.text)
    if refusal is not None:
        yield subject.finding(NAME, Severity.HOLD, refusal.span(), "honesty.person_refused")
        return
    step = subject.examined.step
    handing_over = step is not None and step.kind in {StepKind.HAND_OVER, StepKind.WAIT}
    if _wanted(subject) and not handing_over and not _OFFERS.search(subject.text):
        yield subject.finding(NAME, Severity.REVISE, None, "honesty.person_ignored")


def _wanted(subject: Subject) -> bool:
    if subject.facts.asked_for_person:
        return True
    lines = subject.facts.context
    return bool(lines) and lines[-1].who == "customer" and asks_for_person(lines[-1].text)


RULE = Rule(NAME, ("out",), check)
