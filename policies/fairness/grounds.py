"""Protected traits as the ground of an offer, a price or a refusal.

Source: 障害者差別解消法 第8条; 日本国憲法 第14条; Equality Act 2010 (UK) s. 29; 42 U.S.C. § 1981
and § 2000a; Directive 2000/43/EC; ECOA (15 U.S.C. § 1691) for credit.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject
from policies.view import folded

NAME = "fairness.grounds"
_TRAIT_EN = (
    r"(?:foreign(?:er|ers|ers'|ers?)?|immigrants?|non-?(?:japanese|native|citizens?|whites?|"
    r"christians?)|(?:black|white|asian|chinese|korean|japanese|indian|african|arab|jewish|"
    r"muslim|christian|hindu|catholic|gay|lesbian|trans(?:gender)?|disabled|blind|deaf|"
    r"pregnant|elderly|older|young|single|divorced|married|female|male|overweight|fat|roma|"
    r"hispanic|latino|mexican|american|european|vietnamese|brazilian|filipino)(?: (?:people|"
    r"persons?|customers?|guests?|women|men|mothers?|fathers?|couples?|clients?|visitors?|"
    r"tourists?|parents?|families|applicants?|tenants?))?|women|men|wom[ae]n|"
    r"people (?:of colou?r|with disabilit\w+|in wheelchairs|from [a-z]+|over \d\d|"
    r"of your (?:age|race|religion|nationality|kind))|wheelchair users?|your (?:age|gender|sex|"
    r"race|religion|nationality|disability|skin|accent|origin|faith|orientation|ethnicity|"
    r"pregnancy|marital status|background|passport|name))"
)
_TRAIT_JA = (
    r"(?:外国(?:人|籍|の方|の人|からの方)|(?:中国|韓国|朝鮮|ベトナム|ブラジル|アメリカ|インド|"
    r"フィリピン|ネパール|ロシア|黒|白)(?:の方|人|籍|系)|日本人(?:以外|でない)|在日|国籍|人種|"
    r"宗教|信仰|イスラム教|キリスト教|同性(?:カップル|愛)|性的(?:指向|少数)|ゲイ|レズビアン|"
    r"トランスジェンダー|lgbt\w*|性別|女性|男性|女(?:の方|だから)|男(?:の方|だから)|障害(?:の|"
    r"が|を|者)|障がい|車(?:いす|椅子)|盲導犬|聴覚|視覚|妊娠|妊婦|シングルマザー|母子家庭|"
    r"ひとり親|独身|未婚|離婚|既婚|高齢|お年寄り|ご?年齢|年配|生活保護|出身地|部落|肌の色|容姿|"
    r"太って|体型|学歴|名字|お名前(?:から|の響き)|言葉(?:のなまり|が不自由)|日本語が(?:話せ|"
    r"できな|不自由))"
)
_PEOPLE_EN = (
    r"(?:(?:older|elderly|old|young|disabled|deaf|blind|pregnant|foreign|black|white|asian|"
    r"japanese|chinese|korean|muslim|jewish|christian|gay|single|married|overweight) (?:people|"
    r"persons?|guests?|customers?|visitors?|women|men|clients?)|foreigners|immigrants|women|men|"
    r"muslims|christians|jews|wheelchair users)"
)
_REFUSE_EN = (
    r"(?:(?:can'?t|cannot|don'?t|do not|won'?t|will not|not able to|unable to|never|no longer|"
    r"not|refuse to|aren'?t) (?:\w+ )?(?:serve|accept|allow|allowed|admit|admitted|rent|offer|"
    r"sell|take|book|host|welcome|welcomed|approve|permit|permitted|eligible|provide|give|help|"
    r"qualify|insure|lend)|refus\w+|reject\w*|declin\w+|ban(?:ned)?|turn(?:ed)? away|"
    r"not (?:welcome|suitable|eligible|allowed|for)|no \w+ (?:allowed|please|welcome)|"
    r"exclud\w+|den(?:y|ied)|off limits)"
)
_PRICE_EN = (
    r"(?:pay(?:s)? (?:more|extra|a higher|double)|charg(?:e|ed|es) (?:more|extra|a higher|"
    r"double|a surcharge)|cost(?:s)? (?:more|extra)|higher (?:price|rate|fee|deposit|premium)|"
    r"extra (?:fee|charge|deposit)|surcharge|only (?:get|gets|available|for|open)|"
    r"better (?:price|deal|offer)|special (?:price|deal|rate)|larger deposit|double)"
)
_GROUND = re.compile(
    r"\b(?:because|since|as|due to|given|based on|on (?:the )?(?:basis|grounds?|"
    rf"account) of|owing to|considering)\b[^.!?\n]{{0,12}}\b(?:you(?:'re| are)?|of|"
    r"they(?:'re| are)?|he'?s?|she'?s?|"
    rf"the customer is)?\b[^.!?\n]{{0,10}}\b{_TRAIT_EN}\b[^.!?\n]{{0,60}}\b(?:{_REFUSE_EN}|"
    rf"{_PRICE_EN})"
    rf"|\b(?:{_REFUSE_EN}|{_PRICE_EN})\b[^.!?\n]{{0,40}}\b(?:to |for |from |any )?{_TRAIT_EN}\b"
    rf"|\b{_TRAIT_EN}\b[^.!?\n]{{0,24}}\b(?:{_REFUSE_EN}|{_PRICE_EN})\b"
    # One group alone may come, or pays less: the others are refused, or pay more.
    rf"|\b{_PEOPLE_EN}\b[^.!?\n]{{0,12}}\b(?:can'?t|cannot|can not|may not|must not)\b"
    rf"(?! (?:wait|stop|go wrong|get enough|believe))"
    rf"|\bonly {_PEOPLE_EN} (?:may|can|are|get|have)\b"
    rf"|\b{_PEOPLE_EN} (?:only|get (?:a )?\d+ ?%(?! of\b)|"
    r"get (?:a |the )?discount|pay (?:less|half))"
    r"|(?:女性|男性|女子|男子|日本人|日本国籍|外国人|若い|独身|既婚)(?:の)?(?:方|人|お客様|お客さま|かた)?"
    r"(?:だけ|のみ|に限り|限定で?|に限って)[^。\n]{0,16}(?:割引|値引|お?安く|半額|無料|優待|特典|優先|"
    r"予約|利用|参加|入店|入会|受け付け|お受け|ご案内|ご?契約|ご?購入|申し?込)"
    rf"|{_TRAIT_JA}[^。\n]{{0,18}}(?:お断り|断(?:って|り)|ご?遠慮(?:いただ|くだ|願|を)|"
    r"利用(?:でき|いただけ)(?:ませ|な)|(?:お受け|ご案内|承|受け付け|対応|入店|入会|契約|"
    rf"お?貸し|ご?予約|審査|融資|採用|ご?提供|販売)[^。\n]{{0,6}}(?:でき(?:ませ|かね|な)|"
    r"しかね|いたしかね|致しかね|おりませ|られませ|れませ|ませ(?:ん))|割増|高く(?:な|いた|"
    r"さ)|追加(?:料金|で)|倍(?:に|の)|通常より|保証金|特別料金|割引(?:は|の)?(?:対象外|"
    r"でき|なし)|対象外|禁止|入れませ|向いて(?:い|お)りませ|無理(?:です|でしょう)|"
    r"難しいと(?:思|存))"
    rf"|{_TRAIT_JA}(?:(?:の|な|だ|である|でいらっしゃる|という|を|が)(?:ため|ので|理由|"
    r"関係で|都合|方なので|から)|なので|ですので|だから|を理由に|によって|により|に応じて|"
    rf"で判断)[^。\n]{{0,40}}(?:お断り|断|遠慮|でき(?:ませ|かね|な)|しかね|値段|価格|料金|"
    r"割引|条件|審査|案内|対応|優先|後回し|提案)"
)
_SAFE = re.compile(
    r"アレルギー|安全|妊娠中の方は(?:医師|お医者|主治医)|医師に|身長|体重制限|(?:\d+)(?:歳|"
    r"才)(?:から|以上|未満|以下)|お酒|アルコール|法律|バリアフリー|専用(?:駐車|席|トイレ)|"
    r"更衣室|サイズ|割引(?:が|を|で)(?:あり|ござい|ご利用)|\b(?:safety|by law|legal|"
    r"legally|alcohol|allerg\w+|doctor|accessible|accessibility|changing room|sizes?|"
    r"guide dogs? (?:are )?welcome|age(?:d)? (?:\d+|of \d+)|under \d+|height|licen[cs]e)\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Held unless the sentence gives a reason of safety or law, or names an allowed group alone."""
    allowed = tuple(folded(group) for group in subject.policies.fairness.allowed_groups)
    severity = Severity(subject.policies.fairness.severity.value)
    for start, end in subject.view.sentences:
        sentence = subject.text[start:end]
        match = _GROUND.search(sentence)
        if match is None or _SAFE.search(sentence) or any(g in match.group() for g in allowed):
            continue
        yield subject.finding(
            NAME, severity, (start + match.start(), start + match.end()), "fairness.grounds"
        )


RULE = Rule(NAME, ("out",), check)
