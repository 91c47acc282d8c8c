# ruff: noqa: E501 - a pattern is easier to check on one line
"""What kind of answer a question waits for, and whether a text holds one of that kind."""

import re
from enum import StrEnum
from functools import lru_cache

from agents.minds.negotiator.words import folded


class Kind(StrEnum):
    """The kind of answer a question waits for."""

    PRICE = "price"
    HOURS = "hours"
    DATE = "date"
    DURATION = "duration"
    AGE = "age"
    COUNT = "count"
    SIZE = "size"
    WEIGHT = "weight"
    VOLUME = "volume"
    PLACE = "place"
    WHO = "who"
    PERMISSION = "permission"
    HOW = "how"
    STOCK = "stock"
    LIST = "list"
    OPEN = "open"


_ASKED: tuple[tuple[Kind, "re.Pattern[str]"], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Kind.PRICE,
            r"いくら|なんぼ|月謝|会費|授業料|受講料|宿泊料|入場料|手数料|利用料|料金|値段|価格|費用|お値段|何円|代金|金額|送料|入会金|お金(?:は|って)?(?:かか|いる|取)"
            r"|有料|無料です|タダ|ただです|ただで|無料で(?:す|き)"
            r"|how much(?= (?:is|are|do|does|did|would|will|for|to|it|the|a|an|if|per|on|each|extra|more|and|can|should|were|was|u|you|i|we|one|would)\b|[^a-z]*$|[?.!,])(?!.{0,30}(?:weigh|hold\b))"
            r"|\bprices?\b|\bcosts?\b|\bfees?\b|what.{0,20}charge|do (?:you|they|i) (?:charge|pay)|postage"
            r"|set me back|tuition|is it free|for free\b|\brates?\b|what would .{0,40} be (?:for|if)|\bpay extra",
        ),
        (
            Kind.AGE,
            r"何歳|何才|年齢|いくつから|how old|what age|age limit|minimum age|from what age|too young|old enough|歳(?:でも|から)?(?:でき|大丈夫|参加|可能)|才(?:でも|から)?(?:でき|大丈夫)"
            r"|\d+\s*[歳才].{0,14}(?:でき(?:ます|る)|大丈夫|平気|いいですか|使えます|入れます|参加)|\b(?:can|could|may|is) (?:my |our |an? )?.{0,12}\d+[- ]?(?:yrs?|years?)[- ]?olds?\b",
        ),
        (
            Kind.HOURS,
            r"何時|営業時間|開店|閉店|受付時間|いつ(?:開|空|閉)|開いて|あいて(?:る|ます|い)|やって(?:る|ます|い)(?!み)|営業して"
            r"|\bopen(?:ing)?\b|\bclos(?:e|es|ed|ing)\b|what time|\bhours\b|how (?:late|early)(?!.{0,24}\b(?:book|reserv|order|cancel|sign up|apply))|\bwhen (?:do|are) you",
        ),
        (
            Kind.DATE,
            r"いつ(?!も|か|でも|開|空|閉)|何日|何曜|日程|何月|いつごろ|いつ頃|いつまで|いつから|期限|曜日|次の|次回"
            r"|\bwhen\b|which days?|what days?|what date|which date|how (?:soon|early|far ahead|late)|how far in advance|by when|until when|deadline|next (?:one|class|session|date)|since when|how long (?:is|are|does|do) .{0,40}(?:valid|good for|last|keep)|what year",
        ),
        (
            Kind.DURATION,
            r"何分|何時間|どのくらい(?:かか|の時間|歩|時間)|どれくらい(?:かか|の時間|歩|時間|で)|所要|時間(?:（長さ）|は(?:どれ|どの))|長さ|何週間|何か月|何ヶ月|何日(?:くらい|で|かか|間)|どのくらい|どれくらい|歩(?:い|き)|何年"
            r"|how long|how many (?:minutes|hours|days|weeks|months)|how far|duration|how quickly|how fast|run out|expire|good for",
        ),
        (
            Kind.COUNT,
            r"何名|何人|何個|何回|何台|何枚|何本|何種類|何色|何席|何点|何ポンド|何倍|いくつ(?!から)|定員|人数|回数|何グラム|何パーセント"
            r"|how many(?! (?:minutes|hours|days|weeks|months))|how much (?!is|are|do|does|did|would|will|for|to|it|the|an?\b|if|per|on|each|extra|more|and|can|should|were|was|u\b|you|i\b|we|one)[a-z]+|capacity|maximum|how often|up to how",
        ),
        (
            Kind.SIZE,
            r"サイズ|大きさ|直径|何センチ|何cm|寸法|身長|高さ|幅|厚さ"
            r"|how big|how tall|how wide|how large|what size|\bsizes?\b|diameter|dimensions|how thick|height|across",
        ),
        (
            Kind.WEIGHT,
            r"重さ|重量|何キロ|何グラム|何g|何kg|重い|重たい|how heavy|weigh",
        ),
        (
            Kind.VOLUME,
            r"容量|何ml|何ミリ|何リットル|how many ml|how much does it hold|does it hold",
        ),
        (
            Kind.PLACE,
            r"どこ|場所|住所|行き方|アクセス|最寄|道順|駅から|停める|停め|駐車"
            r"|\bwhere\b|address|how do (?:i|we) get|directions|nearest|get there|which station|how to get|find you",
        ),
        (
            Kind.WHO,
            r"誰|だれ|どなたが|どの先生|どんな先生|講師|\bwho\b|whos\b|who's|somebody who|someone who|which teacher",
        ),
        (
            Kind.STOCK,
            r"在庫|残って|品切|売り切|まだあり|まだ買|買えな|空き|満席|空いて|\bin stock|sold out|any left|places? left|room (?:left|in|on|for)|still room|any room|availab|still have|any (?:spaces|spots|slots)|full\b",
        ),
        (
            Kind.PERMISSION,
            r"(?:でき|れ|え|け|め|べ|て|ね)(?:ます|る)(?:でしょう)?か|てもいい|ても良い|ていい|大丈夫|平気|可能|ダメ|だめ|オッケー|ok(?!\w)|okですか|使え|行け|しても|(?:でき|[かけげせてねべめれ])る[?？]|ありますか|あります[?？]|ありますでしょうか|ますか|ですか|いいですか|[^かな]の[?？]|たりし"
            r"|\b(?:can|could|may) (?:i|we|you|my|he|she|they|it|u)\b|allowed|is it (?:ok|okay|possible|all right|fine)|do (?:you|u|i|we)\b|are (?:you|we|there|dogs|kids|children)\b|is there|is it\b|does (?:it|the|this|my|he|she)\b|will (?:i|it|you|my)\b|should i|must i|do they|is (?:the|my|your)\b|are (?:the|your|my)\b|got any|have you",
        ),
        (
            Kind.HOW,
            r"どうすれば|どうやって|どうしたら|どうなり|どうなる|どうやる|方法|手順|やり方|流れ|何をすれば|どうすると|how do (?:i|we|you)|how to|how can|how does|what (?:should|do) (?:i|we)|what happens|what if|who do i",
        ),
        (
            Kind.LIST,
            r"どんな|何が|なにが|種類|内容|何を|なにを|どれ|どの|どういう|what (?:kind|sort|do you|are the|is included|can i|does)|which\b|what's included|options|list",
        ),
    )
)

_MONEY = re.compile(
    r"[¥￥£$€]\s?\d|\d[\d,，]*(?:\.\d+)?\s*(?:円|yen\b|pounds?\b|dollars?\b|euros?\b|ユーロ|ドル|ポンド|jpy|gbp|usd|eur)"
    r"|無料|タダ|いただきません|free\b|no charge|for nothing|\d\s*[%％]|半額|全額|half|追加料金|inclusive"
)
_CLOCK = re.compile(
    r"\d{1,2}[:：]\d{2}|\d{1,2}\s*時(?!間)|\b\d{1,2}(?:\.\d{2})?\s*(?:am|pm|a\.m|p\.m)|noon|正午|midnight|24時間|\bo'clock"
    r"|(?:nine|ten|eight|seven|eleven|half past|quarter)\b|定休|休み|休業|休館|closed|day off|営業"
)
_DATE = re.compile(
    r"\d{1,2}\s*月|[月火水木金土日][・、／/][月火水木金土日]|\d{4}[-/年]\d|\d{1,2}/\d{1,2}|[月火水木金土日]曜|\d+\s*日|\d+\s*(?:週|か月|ヶ月|カ月|年|時間|分)|毎週|毎月|毎日|平日|土日|祝"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|weeks?\b|months?\b|years?\b|\bdays?\b|every day|hours?\b|never expire|無期限|\b(?:19|20)\d{2}\b"
)
_DURATION = re.compile(
    r"\d+\s*(?:分|時間|日|週|か月|ヶ月|カ月|年)|半日|翌日|当日|\d+\s*(?:-|to|or|〜|~|–)?\s*\d*\s*(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)|(?:one|two|three|four|five|six|half an?|an?) (?:minute|hour|day|week|month|year)|same day|next day|\d\s*(?:m|km|miles?)\b|never expire|無期限"
)
_COUNT = re.compile(
    r"\d|[一二三四五六七八九十]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|once|twice|half)\b"
)
_WEIGHT = re.compile(r"\d\s*(?:kg|g\b|キロ|グラム|lb|stone|oz)")
_VOLUME = re.compile(r"\d\s*(?:ml|l\b|cc|ミリリットル|リットル|fl)")
_SIZE = re.compile(
    r"\d\s*(?:cm|mm|k?g\b|ml\b|グラム|センチ|inch|インチ|in\b|ft|\"|'|m\b|号|合)|[sml]サイズ|\bsizes?\b|[4-7]'\d"
)
_AGE = re.compile(
    r"\d+\s*(?:歳|才|か月|ヶ月)|年齢|\bage[ds]?\b|from \d+|\d+\+|\d+ (?:and|or) (?:under|over|older|up)|\d+\s*(?:-|–|to)\s*\d+\s*(?:yrs?|years)|(?:children|kids|child|aged?|ages)\s+\d+\s*(?:-|–|to)\s*\d+|under \d+|over \d+|\d+ ?(?:yrs?|years?)"
)

_HELD: dict[Kind, "re.Pattern[str]"] = {
    Kind.PRICE: _MONEY,
    Kind.HOURS: _CLOCK,
    Kind.DATE: _DATE,
    Kind.DURATION: _DURATION,
    Kind.COUNT: _COUNT,
    Kind.SIZE: _SIZE,
    Kind.WEIGHT: _WEIGHT,
    Kind.VOLUME: _VOLUME,
    Kind.AGE: _AGE,
}

VALUED = frozenset(_HELD)
"""Kinds whose answer must hold a value of that kind (an amount, a time, …)."""


def kinds_of(question: str) -> tuple[Kind, ...]:
    """The kinds of answer a question waits for, the most specific first; `OPEN` when none shows."""
    words = folded(question)
    found = [kind for kind, pattern in _ASKED if pattern.search(words)]
    valued = [kind for kind in found if kind in VALUED or kind in {Kind.PLACE, Kind.WHO}]
    if Kind.DATE in valued and Kind.HOURS in valued and re.search(r"何時|what time", words):
        valued.remove(Kind.DATE)
    if Kind.AGE in valued and Kind.DATE in valued:
        valued.remove(Kind.DATE)
    if Kind.COUNT in valued and {Kind.WEIGHT, Kind.VOLUME, Kind.SIZE} & set(valued):
        valued.remove(Kind.COUNT)
    if valued:
        return tuple(valued) + ((Kind.STOCK,) if Kind.STOCK in found else ())
    return tuple(found) or (Kind.OPEN,)


_PEOPLE = re.compile(
    r"何名|何人|人まで|人数|定員|how many (?:people|persons|of us|guests|kids|children|adults|visitors|places|seats|can\b)|group size|capacity|how many .{0,20}(?:join|take part|attend|come|fit)"
)
_PEOPLE_TOLD = re.compile(
    r"[\d一二三四五六七八九十]\s*(?:人|名|組)|定員|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s*(?:people|persons?|guests?|places|seats|children|kids|adults|students|of you)\b|up to (?:\d|\w+ people)|group of|sleeps|capacity"
)
_TIMES = re.compile(r"何回|回数|how many times|how often|times a")
_TIMES_TOLD = re.compile(
    r"回|毎|おき|ごと|\btimes\b|\bonce\b|\btwice\b|\bevery\b|\beach\b|\bper\b|\bdaily\b|\bweekly\b|\ba (?:day|week|month|year)\b"
)


_UNITS_ASKED: tuple[tuple["re.Pattern[str]", "re.Pattern[str]"], ...] = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (r"何年|how many years", r"年|year"),
        (r"何(?:か|ヶ|カ|ヵ)月|how many months", r"月|年|month|year|week|週"),
        (r"何週|何日|how many (?:days|weeks)", r"日|週|月|年|day|week|month|year"),
        (r"何分|何時間|how many (?:minutes|hours)", r"分|時間|min|hour|hr|半日|\bh\b"),
    )
)


def in_asked_unit(text: str, question: str) -> bool:
    """Whether a span of time is in a unit that answers: who asks how many years is not told
    minutes."""
    words = folded(text)
    return all(told.search(words) for asked, told in _UNITS_ASKED if asked.search(folded(question)))


def holds_asked(kind: Kind, text: str, question: str) -> bool:
    """Whether a text holds a value of the kind for this question: who asks how many people is not
    told in minutes."""
    if kind is Kind.COUNT:
        words, asked = folded(text), folded(question)
        if _PEOPLE.search(asked):
            return _PEOPLE_TOLD.search(words) is not None
        if _TIMES.search(asked):
            return _TIMES_TOLD.search(words) is not None
    if kind is Kind.DURATION and not in_asked_unit(text, question):
        return False
    return holds(kind, text)


@lru_cache(maxsize=20_000)
def holds(kind: Kind, text: str) -> bool:
    """Whether a text holds a value of the kind; true for kinds that have no value of their own."""
    pattern = _HELD.get(kind)
    return pattern is None or pattern.search(folded(text)) is not None
