"""Superlatives: "No.1", 日本一, "the cheapest" need stored evidence before they are said.

Source: 景品表示法 第5条第1号・第7条第2項 (不実証広告規制) and
消費者庁「No.1表示に関する実態調査報告書」(2024);
CAP Code 3.7 (UK).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding
from policies.promises.evidence import proven_or_held
from policies.subject import Rule, Subject

NAME = "promises.superlative"
_CLAIM = re.compile(
    r"no\.? ?1(?!\d)|ナンバー(?:ワン|1)|(?:業界|地域|日本|世界|県内|市内|国内|当地|全国|"
    r"関西|関東|東京|京都|大阪|エリア)(?:で)?(?:一番|いちばん|最(?:安|大|高|速|多|古|軽|強|"
    r"良|先端|小|低価格)(?:級|水準|値)?|初|唯一|1位|一の|一(?:美味|安|人気|を誇)|"
    r"トップ(?:クラス|レベル)?|屈指|随一)"
    r"|(?:世界|日本|京都|大阪|東京|県|市|町|村|界隈|銀座|史上|過去)(?:で)?(?:最(?:高|強|大|良|安|"
    r"上)|一番|いちばん|一の)"
    r"|これ(?:以上|より)(?:の|良い|いい|おいしい|美味しい)[^。!?\n]{0,10}(?:あり|ござい)ません|"
    r"どこにも負け|どこにもない(?:味|品|器|技|美し|おいし)|(?:他|ほか)(?:では|店では|の店では|"
    r"に(?:は)?)(?:手に入|味わえ|真似|"
    r"まねでき|見つか|買え)"
    r"[^。!?\n]{0,4}(?:ません|ない)|誰(?:も|もが)(?:認め|納得|うなる|絶賛)|(?:最も|"
    r"もっとも)(?:売れ|選ばれ|支持|"
    r"愛され|信頼|優れ|おいし|美味|安)|(?:地域|業界|国内|世界)(?:で)?(?:最|もっとも|いちばん)"
    r"|(?:世界|日本)一(?!人|周|緒|部|般)|どこ(?:より|の店より|よりも)[^。!?\n]{0,10}?(?:安|"
    r"良|美味|早|速|お得)|(?:他社|他店|他のどこ|どのお店)(?:より|"
    r"に(?:は)?)[^。!?\n]{0,12}?(?:安|優|負け|上|高品質|早|速)|右に出る|並ぶものが(?:ない|"
    r"あり)|"
    r"(?:最安値|最高級|最高峰|最高品質|究極の|完璧な|万能の|唯一無二|オンリーワン|"
    r"圧倒的(?:な|に)?(?:人気|支持|安|品質|シェア)|シェア(?:1位|トップ|no)|(?:満足度|人気|"
    r"売上|リピート率|口コミ)(?:第)?(?:1位|一位|ランキング1位|100%))"
    r"|\b(?:number one|the world's (?:best|first|only|leading|finest|most)|world[- ]class|"
    r"(?:industry|market)[- ]leading|best[- ]in[- ]class|unbeatable|unrivalled|unrivaled|"
    r"unmatched|second to none|cheapest)\b"
    r"|\bthe (?:best|cheapest|lowest[- ]priced?|finest|fastest|safest|largest|biggest|"
    r"leading|top(?:[- ]rated)?|most (?:trusted|popular|effective|advanced|reliable|"
    r"affordable|loved)|only)\b[^.!?\n]{0,30}?\b(?:in (?:the (?:world|country|industry|"
    r"city|market|region|area|town|uk|us|business)|japan|kyoto|tokyo|osaka|london|britain|"
    r"town|europe)|on the market|anywhere|around|money can buy|available)\b"
    r"|\b(?:world|japan|britain|england|america|europe|kyoto|tokyo|osaka|london|nature|country|"
    r"city|"
    r"town|region|industry|[a-z]{4,}shire)'?s (?:\w+ )?(?:best|finest|greatest|favou?rite|leading|"
    r"number one|no\.? ?1|most|oldest|cheapest|strongest|softest|purest)\b"
    r"|\b(?:the )?(?:most \w+|(?!(?:inter|for|har|mod|ear|hon|gu|t|n|w|v|r|ch)est\b)[a-z]+est|"
    r"best)\b"
    r"[^.!?\n]{0,24}\b(?:ever made|ever (?:built|sold|seen|baked|brewed|had)|"
    r"on earth|on the planet|of all time|in history|you(?:'ll| will)? (?:can|could) (?:buy|get|"
    r"find|have)|"
    r"you(?:'ll| will) (?:ever )?(?:find|taste|own|see|have)|there is|that exists|under the sun|"
    r"in all (?:of )?[a-z]+|in (?:\w+ )?(?:history|asia|america|germany|france|italy))(?=\W|$)"
    r"|\b(?:nobody|no[- ]?one|no other \w+|nothing(?: else)?|none)(?: else)?(?: \w+){0,3} "
    r"(?:better|finer|cheaper|faster|closer|comes close|beats|compares|as (?:good|well|fine)|"
    r"like (?:it|ours))\b"
    r"|\b(?:won't|will not|can't|cannot|never|don't|couldn't) (?:find|get|see|taste|buy|beat|do) "
    r"(?:\w+ ){0,3}(?:better|finer|cheaper|fresher|nicer|lower|elsewhere|anywhere else|"
    r"our (?:price|quality)\w*)\b"
    r"|\b(?:there(?:'s| is)|there are) no(?: such)? (?:better|finer|cheaper|equal|rival|"
    r"comparison)\b"
    r"|\b(?:we(?:'re| are)|it(?:'s| is)|they(?:'re| are)|rated|voted|ranked|named) (?:the )?(?:#|"
    r"number |no\.? )1\b|^(?:#1|top[- ]rated)\b|\b(?:voted|named|crowned) (?:the )?(?:best|top|"
    r"favou?rite)\b"
    r"|\b(?:lowest|best) prices? (?:guaranteed|anywhere|in|on the|around|available)|"
    r"\bbeats? (?:all|every|any) (?:other|competitor|rival)|\b(?:better|cheaper|"
    r"faster) than (?:any(?:one|body| other)|all (?:other|our)|every)"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A claim with stored, still valid evidence passes with it; any other is held."""
    yield from proven_or_held(subject, _CLAIM, NAME)


RULE = Rule(NAME, ("out",), check)
