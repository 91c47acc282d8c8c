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
    r"(?:人間|(?<![0-9一二三四五六七八九十数何本友大家夫婦知商成老新恋個])人|担当(?:者|の方|の人)?|オペレーター|スタッフ(?:の方|さん)?|店員(?:さん)?|"
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
    r"|\b(?:could|can|would|will|may|let|have|get) (?:a |an )?(?:real |actual |live |human )?"
    r"(?:person|human|someone|somebody|human being)(?: from [^.!?\n]{1,20})? (?:please )?"
    r"(?:answer|call|ring|phone|reply|respond|contact|take over|get back|talk|speak)\b"
    r"|\b(?:put me through|connect me|transfer me|pass me on) to\b"
    r"|\b(?:don'?t|do not|won'?t|hate|tired of|done|rather not|refuse|no longer)\b[^.!?\n]{0,16}"
    r"\b(?:chat|talk|speak|deal|type|argue|write)\w* (?:to|with) (?:a |an |the |this |your )?"
    r"(?:machine|robot|bot|ai|computer|chat ?bot|program)\b"
    r"|\b(?:any|some) (?:humans?|real people|actual people|one real)\b[^.!?\n]{0,20}"
    r"(?:\?|\b(?:talk|speak|there|here)\b)"
    rf"|(?:{_PERSON_JA}|有人(?:対応|チャット)?|人の(?:対応|スタッフ))(?:さん|様|の方|対応)?"
    r"(?:を|で|に|へ)?、?(?:お願い|おねがい|希望|頼(?:みます|む))"
    r"|(?:さん|様|さま|店長|オーナー|担当者?|責任者|スタッフ|人間)に(?:代わ|替わ|かわ|変わ|"
    r"換わ)(?:って|れ|り)"
    r"|(?:ai|ボット|機械|ロボット|自動(?:応答|返信)?)(?:と|に|相手|の(?:返事|返信|回答|対応))?"
    r"(?:と)?(?:は|では|には|なんて|を)?(?:、)?(?:もう)(?:、)?(?:いい(?:です|から|よ|$)|結構|"
    r"話したく|嫌|いや|うんざり|たくさん|やめ|けっこう|要りません|いりません)"
    r"|(?:ai|ボット|機械|ロボット)(?:と|相手に)(?:は|なんて|なんか)?(?:もう)?[^。!?\n]{0,4}"
    r"(?:話したく(?:ない|あり)|話すのは(?:嫌|いや|もう))"
    r"|(?:誰か)?(?:人間|生身の人|本物の人)(?:は|って|さん)?(?:、)?(?:い(?:ません|ない|ます|る)|"
    r"おられ|いらっしゃ)(?:の|か|んです|でしょう)*(?:か|\?|$)"
)
_ALONE = re.compile(
    r"\W*(?:(?:a |the |real |live |human )*(?:human|person|operator|representative|agent|rep|"
    r"manager|staff|supervisor|someone)|(?:有人|人間|オペレーター?|担当者?|スタッフ|店員(?:さん)?|"
    r"店長(?:さん)?|責任者|係(?:の(?:人|方)|員))(?:の方|さん|対応)?)"
    r"(?:,? ?(?:please|now|pls|plz)|(?:を|で|に)?(?:お願い(?:し(?:ます|たい(?:です)?))?|希望))?"
    r"(?:です)?\W*"
)
"""Whoever writes nothing but the word asks for the person."""
_TOLD = re.compile(
    r"(?:昨日|先日|前回|この前|以前|先ほど|さっき|先週|今朝|おととい)[^。!?\n]{0,24}?"
    r"(?:話しました|お話しし(?:まし|た)|話した(?:の|とき|ら|際|が|けど)|相談しました|"
    r"聞きました|つながりました|電話しました)[^。!?\n]{0,6}"
    r"|\bi (?:already |just )?(?:spoke|talked|chatted)\b[^.!?\n]{0,60}"
    r"|\b(?:spoke|talked|spoken|speaking) (?:to|with) [^.!?\n]{0,30}\b(?:yesterday|earlier|"
    r"last (?:week|time|month)|before|this morning|the other day)\b"
)
"""A talk that somebody had before is no wish for one."""
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
    r"|\b(?:nobody|no one|no human|no person|none of us)\b[^.!?\n]{0,20}\b(?:can|could|will|"
    r"is able to|is available to) (?:speak|talk|chat|help|answer|take your call)\b"
    r"|(?:人間?|有人|担当者?|スタッフ|オペレーター)(?:による|での|の)(?:ご?対応|ご?案内|お電話|"
    r"応対)(?:は|を|も)?[^。\n]{0,8}(?:(?:行って|して|受け付けて|承って)(?:い|おり)ません|"
    r"でき(?:ません|かねます)|いたし(?:ません|かねます)|ございません|ありません)"
)


def asks_for_person(text: str) -> bool:
    """True when a customer's words ask for a person instead of a machine."""
    words = folded(text)
    return bool(_ALONE.fullmatch(words) or _ASKS.search(_TOLD.sub(" ", words)))


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
