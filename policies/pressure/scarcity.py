"""Scarcity: few left, high demand, others about to take it. True counts pass and cite the fact.

Source: Mathur et al. 2019 (Scarcity); UCPD 2005/29/EC Annex I no. 7 and 18; 景品表示法 第5条第2号.
"""

import re
from bisect import bisect_left

from policies.cues import Family, Hit, cue
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import scarcity as scarcity_signs
from policies.promises.stock import stock_claims
from policies.promises.support import passage_text
from policies.subject import Subject

_THINGS = (
    r"(?:spots?|seats?|places?|spaces?|slots?|pieces?|items?|units?|tickets?|rooms?|tables?|"
    r"pairs?|bottles?|copies|sessions?|openings?|appointments?|licen[cs]es?|sets?|of (?:them|"
    r"these|those)|one|ones)"
)
_UNIT = r"(?:点|個|枚|本|着|台|席|名様?|室|部屋|組|セット|箱|袋|足|冊|人|枠|区画|品|つ)"

FAMILY = Family(
    cues=(
        *scarcity_signs.CUES,
        cue(
            0.6,
            r"\b(?:thirty-nine|\d+) (?:of them )?have homes\b|\b(?:are circling|extinct|scraps|"
            r"never survive|had (?:two|three|several|\d+) calls about|"
            r"waiting list is (?:brutal|long)|habit of vanishing|losing (?:this|"
            r"your) (?:place|spot|slot))\b|争奪戦|ひと足違い|嫁ぎ先|どんどん(?:消え|なくな|"
            r"埋ま|売れ)|別の方の手に|お取り置きはでき|お目にかかれ|次に見かけること|泣く方",
        ),
        cue(
            0.65,
            r"\b(?:snapped up|gone|sold out|taken|fully booked|fill(?:s|ed|ing)? up|"
            r"go(?:es|ing)?|disappear\w*|vanish\w*|"
            r"sell\w*)\b[^.!?\n]{0,14}\b(?:within (?:hours|minutes|days|seconds)|"
            r"in (?:hours|minutes|seconds)|(?:so|very|really|incredibly|extremely|"
            r"unbelievably|super)? ?(?:fast|quickly|rapidly))\b",
            r"\b(?:another|other|several|two|three|four|five|\d+)(?: other)? (?:couple|"
            r"customer|person|people|buyer|buyers|family|families|client|clients|guests?|"
            r"parties|shoppers)s?\b[^.!?\n]{0,16}\b(?:looking at|interested in|waiting for|"
            r"asking (?:about|for)|viewing|after)\b[^.!?\n]{0,16}\b(?:same|this|it|your|"
            r"that)\b",
            r"(?:まもなく|間もなく|もうすぐ|すぐに|じきに)[^。\n]{0,4}(?:完売|売り切|"
            r"なくな|満席|埋ま|満枠|品切)|(?:狙|欲しが|取り合|奪い合|待って)(?:って|っ|い|"
            r"って)?(?:い|お)?る?(?:方|人|お客様)[^。\n]{0,12}(?:\d+|何|ほか|他|大勢|"
            r"たくさん)",
        ),
        cue(
            0.65,
            rf"\b(?:only|just|last|final|very last) (?:\w+ )?{_THINGS} (?:are |is |still |"
            r"now )*(?:left|remaining)\b",
            r"\b(?:only|just|last|final|down to)(?: (?:the|our|a|have|got|"
            r"about))?(?: (?:last|final|mere))? ?(?:\d+|one|two|"
            r"three|four|five|six|seven|(?:a )?few|(?:a )?handful|"
            rf"(?:a )?couple)(?: \w+)? ?{_THINGS}?(?: \w+)? (?:are |is |still |now )*(?:left|"
            r"remain\w*|to go|available at this|in stock)\b(?! (?:hand|side|ear\w*|shoe|"
            r"one|foot|arm|eye|wall|wing|half|turn|lane|over|corner|page|sleeve|leg|door))",
            r"\b(?:\d+|two|three|four|five) (?:other )?(?:people|customers|shoppers|"
            r"buyers|guests)\b[^.!?\n]{0,30}\b(?:in (?:their|the) (?:cart|basket)|"
            r"about to|waiting|after (?:it|this|the same)|eyeing|competing|interested|"
            r"want(?:s|ing)? (?:it|this|the same))",
            r"\b(?:sell(?:s|ing)?|sold|going|go|moving|fly(?:ing)?|fill(?:s|ing)?|book(?:s|"
            r"ed|ing)?|snapped|disappear\w*) (?:out |up |off )?(?:the shelves|"
            r"like hot ?cakes|(?:very |so |really |extremely )?(?:fast|quick(?:ly)?)|"
            r"in (?:minutes|hours|no time|seconds))",
            r"\b(?:almost|nearly|virtually|about to be|close to being) (?:gone|sold out|"
            r"all gone|full|fully booked|out of stock|selling out)\b|\bsell(?:s|"
            r"ing)? out (?:fast|soon|any|within|in|quick)|\b(?:will|could|may|might|"
            r"going to) (?:be )?(?:sell out|sold out|gone|snapped up|"
            r"taken)\b[^.!?\n]{0,20}\b(?:soon|today|tonight|any|by|before|fast|tomorrow|"
            r"minutes|hours)",
            r"\b(?:high|huge|extreme|overwhelming|unprecedented|incredible|insane|massive|"
            r"record) demand\b|\b(?:supplies|stock|stocks|quantities|availability|places|"
            r"spots) (?:are|is) (?:very |extremely |strictly |running |"
            r"getting )?(?:limited|low|scarce|dwindling|vanishing)|\b(?:very |strictly |"
            r"extremely )?limited (?:stock|supply|supplies|quantit\w+|availability|number|"
            r"spots|places|edition run)\b|\blow (?:in )?stock\b|\bstock is (?:almost|"
            r"nearly|running)|\brunning (?:low|out)\b|\bwhile (?:stocks?|supplies) lasts?\b",
            r"\b(?:someone|somebody|another (?:customer|buyer|person|couple|client)|"
            r"others?|other (?:people|customers|buyers)|"
            r"your neighbou?r)(?: \w+)? (?:else )?(?:will|could|might|may|is about to|"
            r"are about to|is going to|'ll|just|has already|is already|are already|"
            r"is looking|are looking)\b[^.!?\n]{0,24}\b(?:take|grab|snap|get|buy|book|beat|"
            r"steal|claim|ask\w*|looking|waiting|interested|at (?:it|this)|your (?:spot|"
            r"place|seat))",
            r"\b(?:never|won'?t|not) (?:be )?(?:restock\w*|made again|back in stock|"
            r"produced again|come back in)|\bonce (?:it'?s|they'?re|it is|they are) gone\b|"
            r"\bgone (?:forever|for good)\b|"
            r"\bfirst[- ]come,? first[- ]served\b[^.!?\n]{0,20}!|\b(?:rare|exclusive|"
            r"last remaining|very last)\b[^.!?\n]{0,20}\b(?:left|chance|opportunity|piece|"
            r"one|spot|slot)|\bonly for the first \d+|\bfirst \d+ (?:people|customers|"
            r"buyers|callers|orders|sign-?ups)\b|\b(?:only|just) (?:accept\w*|taking|"
            r"letting in|offering)[^.!?\n]{0,20}\b(?:\d+|a few|a handful|select)\b",
        ),
        cue(
            0.3,
            r"\b(?:only|just) (?:\d+|one|two|three|four|five|a few|a handful)\b",
            r"\b(?:left|remaining)\b(?! (?:hand|side|over|turn|of))",
            r"\bpopular\b|\bdemand\b|\bexclusive\b",
        ),
        cue(
            0.3,
            r"\bhurry|\bgrab|\bsecure\b|\bsnap|\bdon'?t miss|\bbefore (?:it'?s|they'?re|"
            r"someone)",
        ),
        cue(
            0.7,
            r"残り(?:わずか|僅か|あとわずか|少な|少し|数点|数席|数名|数枠|ごくわずか|一桁)|"
            r"(?:在庫|枠|席|数)(?:が|は|も)?(?:残り)?(?:僅少|わずか|残少|希少|少なくなって|"
            r"減って|底をつ)|在庫限り",
            r"(?:完売|売り?切れ|品切れ|満席|満枠|定員)(?:間近|寸前|必至|直前|目前|"
            r"が(?:予想|見込)|続出|続き|になる前|する前|前に|てしま(?:い|う)|ちゃ|の恐れ|"
            r"が(?:近|続)|確実)|売り?切れる前|なくな(?:る前|ってしまう前|ってからでは)|"
            r"埋ま(?:る前|ってしま|り(?:つつ|始め|次第))",
            r"飛ぶように売|(?:すぐ(?:に)?|あっという間に|瞬く間に|即|秒で|数(?:分|時間)で|"
            r"\d+(?:分|時間)で)(?:売り?切|完売|なくな|埋ま|満席|満枠|終了)|(?:問い?合わ?せ|"
            r"申し?込み?|注文|予約|応募|アクセス|人気|ご?希望)(?:が|の)?(?:殺到|集中|相次|"
            r"急増|絶え)",
            r"(?:他|ほか|別)の(?:お客様|お客さま|方|人|ご家族|会社|検討者)(?:が|も|に|"
            r"から)[^。\n]{0,14}(?:検討中|狙|購入|予約|カート|見て|取られ|回(?:し|る)|渡|"
            r"譲|押さえ|先に|決ま|興味|申し?込|問い?合わ?せ)|誰かに(?:取られ|先を越|買われ|"
            r"奪わ)|先を越され|(?:取|奪|持っていか)られ(?:て)?(?:しま|る|ちゃ)|"
            r"ライバル(?:に|が)",
            r"(?:あと|残り|ラスト|残るは|わずか|たった|僅か)"
            rf"\s?[1-9一二三四五]?\d?{_UNIT}(?:だけ|のみ|限り|しか|!|を切|"
            r"の大チャンス)|(?:最後の|ラスト)(?:一|1|ひと|2|二)?(?:点|つ|個|枠|席|着|台|"
            rf"部屋|室|本|品)|[1-9]\d?{_UNIT}しか(?:残|あり|ござ|な|用意|空)|"
            rf"先着\d+{_UNIT}(?:様)?(?:限り|限定|だけ|のみ|まで|に|!|で)|限定\d+{_UNIT}|"
            rf"\d+{_UNIT}(?:様)?限定",
            r"二度と(?:手に入|入荷|作|買え|お目に)|激レア|(?:幻|希少|入手困難|"
            r"プレミア)(?:の|な|で|品)[^。\n]{0,16}(?:今|逃|機会|だけ|限り|チャンス)|"
            r"(?:再入荷|再販|次回(?:の)?(?:入荷|生産|募集))(?:は|の予定は|"
            r"予定)?(?:一切)?(?:あり|ござい|なし|未定)[^。\n]{0,10}(?:逃|今|急|お?早|最後|"
            r"!)|数量限定[^。\n]{0,16}(?:お?早|急|なくな|逃|今|!|終了)|なくなり次第(?:終了|"
            r"販売終了)[^。\n]{0,12}(?:お?早|急|今|逃|!)",
            r"選ばれた(?:方|人|お客様)(?:だけ|のみ|限定)|(?:あなた|お客様|"
            r"貴方)だけに(?:特別|こっそり|限定|ご)|特別に(?:選ばれ|ご用意した(?:枠|席))",
        ),
        cue(
            0.35,
            rf"(?:残り|あと|ラスト)(?:、)?\d+{_UNIT}",
            r"数量限定|先着|限定(?:品|数|枠|価格)|なくなり次第|希少|人気(?:の|が|商品|"
            r"殺到)|大人気|話題",
        ),
        cue(0.3, r"お?早めに|急|今すぐ|逃|お早く|今のうち"),
    ),
    unless=re.compile(
        r"在庫(?:が|は)?(?:少|わずか|残りわずか)[^。\n]{0,10}(?:場合|とき|際)|(?:\bwe|"
        r"i)(?:'ll| will) (?:let you know|tell you|email you) (?:when|if|as soon)|"
        r"\bhow many\b|\bif (?:there|any|we|it)\b[^.!?\n]{0,20}\bleft\b|"
        # A count told with its capacity, its source or the next delivery informs.
        r"定員\s?\d+|(?:台帳|棚卸し?|在庫表|システム|集計|記録)(?:では|より|によ|で確認)|"
        r"入荷(?:し|いた|する予定|予定(?:です|で|が)|は\d|いたし)|"
        r"\b(?:next|new|another|more) (?:delivery|batch|shipment|one|ones|lot)?\s?(?:is |are |"
        r"will )?(?:due|arriv\w+|coming|come|expected|on (?:mon|tues|wednes|thurs|fri|satur|"
        r"sun)day|in (?:a|two|three|the|\d))|\baccording to (?:this|our|today|the)|"
        r"\b(?:this morning|today|tonight|yesterday)'s count\b|\bcounted (?:from|this|today)|"
        r"\b(?:limit|capacity|seats|holds|room for|takes) \(?(?:is )?(?:\d+|ten|twelve|twenty)"
    ),
)


_NAMING = re.compile(
    r"\d{1,2}月\d{1,2}日|\d{1,2}:\d{2}|[\u4e00-\u9fff]{2,}|[\u30a0-\u30ff]{2,}|[a-z]{4,}"
)
_COUNTING = re.compile(
    r"残席|残り|残数|在庫|空席|名様?|本日|現在|只今|予約|"
    r"\b(?:only|just|there|left|remaining|available|stock|still|places?|seats?|spots?|spaces?|"
    r"slots?|pieces?|items?|units?|tickets?|more|hurry|them|these|those|have|three|four|five|"
    r"seven|eight|nine)\b"
)


def _speaks_of_it(subject: Subject, document: str, sentence: str) -> bool:
    """True when the document names what the sentence counts, or its day: a bare number that stands
    somewhere proves nothing."""
    named = set(_NAMING.findall(_COUNTING.sub(" ", sentence)))
    texts = [passage_text(one) for one in subject.facts.passages if one.document == document]
    return any(word in text for word in named for text in texts)


def _known(subject: Subject, hit: Hit) -> str | None:
    """The document behind the sentence's count, when the catalogue or a passage holds it."""
    claims = stock_claims(subject)
    first = bisect_left(claims, hit.sentence[0], key=lambda claim: claim.start)
    for claim in claims[first : bisect_left(claims, hit.sentence[1], key=lambda c: c.start)]:
        if claim.document is None or claim.contradicted:
            continue
        sentence = subject.text[hit.sentence[0] : hit.sentence[1]]
        if claim.actual is not None or _speaks_of_it(subject, claim.document, sentence):
            return claim.document
    return None


RULE = pressure_rule("scarcity", FAMILY, _known)
