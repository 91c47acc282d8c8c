"""Names of people, where the words make it certain: a title, a form field, or known family names.

The Japanese family names are the most frequent ones; with them a name is found that has no title.

Source: 個人情報保護法 第2条第1項; GDPR Art. 4(1). The name lists are our own.
"""

import re
from collections.abc import Iterator

from policies.privacy.name_lists import (
    AMBIGUOUS_FAMILY_NAMES,
    FAMILY_NAMES,
    FIRST_NAMES,
    NOT_LAST_NAMES,
    NOT_PEOPLE,
)
from policies.privacy.personal import Personal
from policies.view import View

_FAMILY = "|".join(sorted(FAMILY_NAMES, key=len, reverse=True))
_SURE_FAMILY = "|".join(
    sorted((n for n in FAMILY_NAMES if n not in AMBIGUOUS_FAMILY_NAMES), key=len, reverse=True)
)
_TITLE = r"(?:様|さま|さん|氏|先生|くん|君|ちゃん|殿|店長|部長|課長|社長|係長|主任)"
# The last character of a given name: without one of these, the next word may be no name at all.
_GIVEN_END = (
    "子美恵香奈菜穂織里理沙紗絵江代世乃音花華葉月夏春秋希咲桜愛結衣彩莉麻由紀樹介輔助太郎朗一二"
    "三司志也哉弥人斗翔大輝貴樹平哉雄夫男治之幸弘広宏博浩明昭彰正政誠誠実隆孝敬健剛武勇勝豊進学"
    "茂修治翼蓮湊陸悠真佑祐翔颯陽海空智聡哲徹洋純淳光晃信伸仁久寿"
)
_GIVEN = (
    rf"(?:[\u4e00-\u9fff々]{{0,2}}[{_GIVEN_END}]|[ぁ-ん]{{2,4}}(?=[\s、。,です(様さ])|"
    rf"[ァ-ヶー]{{2,5}})"
)
_JAPANESE = re.compile(
    rf"(?<![\u4e00-\u9fff々])(?:{_FAMILY})(?:[\s・]?{_GIVEN})?\s?(?={_TITLE})"
    rf"|(?<![\u4e00-\u9fff々])(?:{_SURE_FAMILY})[\s・]?{_GIVEN}(?![\u4e00-\u9fff々])"
    rf"|(?<=[\s、。「『(:はがのとをに])[ァ-ヶー]{{2,8}}(?:[・=\s][ァ-ヶー]{{2,10}})?(?=様|さん|氏)"
    rf"|(?<![\u4e00-\u9fff々])[\u4e00-\u9fff々]{{2,3}}[\s]?[\u4e00-\u9fff々]"
    rf"{{1,3}}(?=様(?![々式子相]))"
)
_FIELD = re.compile(
    r"(?:(?:お?名前|氏名|ご?本名|宛名|名義人?|口座名義|受取人|契約者|フルネーム|ふりがな|フリガナ)"
    r"(?:は|が|:|、|\s)\s?)(?P<ja>[\u4e00-\u9fff々]{1,4}\s?[\u4e00-\u9fff々ぁ-ん]{1,4}?"
    r"(?=です|と申|と言|といい|$|[\s、。,(\n]|で(?:お願い|す))|[ァ-ヶー]{2,8}\s[ァ-ヶー]{2,8}"
    r"|[ぁ-ん]{2,6}\s[ぁ-ん]{2,6}|[a-z]{2,12}\s[a-z]{2,12}(?![a-z]))"
    rf"|(?P<booked>[ァ-ヶー]{{2,8}}[\s・][ァ-ヶー]{{2,8}})(?=で(?:予約|申し込|お願い)|です|と申)"
    rf"|(?P<self>(?:{_FAMILY})(?:\s?[\u4e00-\u9fff々ぁ-ん]{{1,4}}?)?)"
    r"(?=と申します|と申しま|といいます|と言います|ともうします)"
)
_EN_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|"
    r"Dame)\.?\s(?P<name>[A-Z][A-Za-zÀ-ÿ'’-]+(?:\s[A-Z]\.)?(?:\s[A-Z][A-Za-zÀ-ÿ'’-]+){0,2})"
)
_EN_FIELD = re.compile(
    r"(?:(?i:\b(?:my|her|his|their|your|the) (?:full |legal |real )?name(?:'s| is| was)|"
    r"\bname\s?:|\bname on (?:the )?(?:card|account|booking)(?: is|:)|\bi am called|"
    r"\bthis is|\bcardholder:?|\baccount holder:?|\brecipient:?|"
    r"\bsigned,?|\b(?:best|kind|warm) (?:wishes|regards),?|\b(?:sincerely|cheers|regards|yours),))"
    r"\s(?P<name>[A-Z][A-Za-zÀ-ÿ'’-]+(?:\s(?:[A-Z]\.|(?:van|de|von|der|la|al|"
    r"bin|Mc|O')?\s?[A-Z][A-Za-zÀ-ÿ'’-]+)){0,3})"
)
_EN_RELATION = re.compile(
    r"(?i:\b(?:my|her|his|our|their) (?:\w+ )?(?:wife|husband|partner|spouse|fianc[eé]e?|mother|"
    r"father|mum|mom|dad|sister|brother|son|daughter|aunt|uncle|cousin|niece|nephew|grandmother|"
    r"grandfather|grandson|granddaughter|neighbou?r|colleague|boss|assistant|friend|flatmate|"
    r"roommate|landlord|doctor|lawyer|carer|nurse)(?: is| was| called| named)?,?)\s"
    r"(?P<name>[A-Z][A-Za-zÀ-ÿ'’-]+\s(?:(?:van|de|von|der|la|al|bin)\s)?[A-Z][A-Za-zÀ-ÿ'’-]+)"
)
_EN_FULL = re.compile(
    rf"\b(?:{'|'.join(FIRST_NAMES)})\s(?:[A-Z]\.\s)?(?:(?:van|de|von|der|al|bin)\s)?(?:Mc|Mac|"
    r"O['’])?[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?\b"
)


def find(view: View) -> Iterator[Personal]:
    """Names with a title, in a form field, or a well-known family or first name with another."""
    text = view.text
    for match in _JAPANESE.finditer(text):
        plain = match.group().strip()
        if plain not in NOT_PEOPLE and not any(
            plain.endswith(word) for word in NOT_PEOPLE if len(word) > 1
        ):
            yield Personal("name", match.start(), match.start() + len(match.group().rstrip()))
    for match in _FIELD.finditer(text):
        group = next(name for name in ("ja", "booked", "self") if match[name])
        if match[group] not in NOT_PEOPLE:
            yield Personal("name", *match.span(group))
    if view.raw != view.raw.lower():
        yield from _english(view)


def _english(view: View) -> Iterator[Personal]:
    for pattern in (_EN_TITLE, _EN_FIELD, _EN_RELATION, _EN_FULL):
        for match in pattern.finditer(view.raw):
            start, end = match.span("name") if "name" in match.groupdict() else match.span()
            last = view.raw[start:end].split()[-1]
            if last not in NOT_LAST_NAMES:
                yield Personal("name", view.folded_offset(start), view.folded_offset(end))
