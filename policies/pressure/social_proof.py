"""Social proof without proof: crowds, live activity and "everyone" that no document shows.

Source: Mathur et al. 2019 (Social proof); UCPD 2005/29/EC Annex I no. 23b and 23c.
"""

import re

from policies.cues import Family, Hit, cue
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import social_proof as social_proof_signs
from policies.promises.support import numbers_in, passage_text, passages_with
from policies.subject import Subject

_PEOPLE = (
    r"(?:people|customers?|shoppers?|users?|visitors?|buyers?|guests?|members?|families|"
    r"businesses|companies|owners?|women|men|parents?|mums|moms|travell?ers|students|clients|"
    r"others|neighbou?rs|friends|homeowners|locals|professionals|couples)"
)
_MANY_JA = (
    r"(?:\d[\d,万千]*(?:人|名|社|世帯|件|組|名様|家族)|(?:多く|大勢|たくさん|大半|ほとんど|"
    r"大多数|9割|8割|7割|[789]\d%)の(?:お客様|お客さま|方|人|皆様|皆さま|ご家庭|企業|女性|男性|"
    r"会社|方々)|(?:みなさん|皆さん|皆様|みんな|皆さま|誰も|まわりの(?:方|人)|周り(?:の)?(?:方|"
    r"人|は)?|ご近所の方|同世代の方|同業者)(?:が|は|も)?)"
)

FAMILY = Family(
    cues=(
        *social_proof_signs.CUES,
        cue(
            0.65,
            r"\b(?:purchased|bought|ordered|booked|viewed|added|grabbed) (?:\d[\d,]*|"
            r"dozens of|hundreds of) times\b|\b\d+ times (?:in|over) the (?:last|past)\b|"
            r"\b(?:seventeen|dozens of|\d+) (?:baskets|carts)\b|\b(?:practically|nearly|"
            r"almost|basically) (?:the whole|everyone|everybody|"
            r"all)\b[^.!?\n]{0,20}\b(?:has|have|is|are|bought|by now)|\b(?:nine|eight|"
            r"seven) (?:out of|in) ten\b[^.!?\n]{0,40}\b(?:already|enrolled|choose|chose|"
            r"have|switched|recommend|buy)|\b(?:folks|people|everyone|neighbours|"
            r"families) in your (?:postcode|street|area|town|building|neighbou?rhood|"
            r"school)\b|\b(?:grabbed|bought|snapped|booked|ordered)\b[^.!?\n]{0,14}\b(?:a|"
            r"one|two|\d+) (?:minute|second|moment|hour)s? ago",
            r"(?:様|さん|さま)(?:\([^)]{1,8}\))?が(?:先ほど|さっき|たった今|\d+分前に|"
            r"ただいま|今しがた)[^。\n]{0,10}(?:購入|予約|注文|申し?込|契約|手に入れ|買)|"
            r"\d+(?:回|件|個)(?:も)?(?:購入|注文|予約|閲覧)され|\d+(?:の|個の|人の)(?:カゴ|"
            r"かご|カート)に|(?:軒並み|猫も杓子も|こぞって|片手で数える)|お友だちが知ったら",
        ),
        cue(
            0.65,
            r"\byou(?:\'re| are) the (?:only|last|one)\b[^.!?\n]{0,40}\b(?:hasn\'?t|"
            r"haven\'?t|not|without|who|left|still)",
            r"(?:9割|8割|7割|ほとんど|大半|大多数|9[0-9]%|8[0-9]%|全員)(?:の方|の人|"
            r"のお客様|のかた|以上|近く)?(?:が|は|も)?[^。\n]{0,16}(?:選|契約|購入|申し?込|"
            r"始め|使って|導入|加入|買|入って|リピート|満足|成功|実感|お持ち|乗り換|切り替)",
        ),
        cue(
            0.65,
            r"\b(?:\d[\d,.]*k?\+?|dozens|hundreds|thousands|millions|several|many|lots|"
            rf"most|a lot)(?: of)?(?: \w+)? {_PEOPLE}(?: \w+)?(?: in (?:your|"
            r"the) \w+)? (?:are|were|have|just|is|has)? ?(?:now |currently |already |"
            r"also |right now |just |recently )*(?:view\w*|look(?:ing|ed)? at|watch\w*|"
            r"browsing|eyeing|considering|bought|buying|booked|booking|order(?:ed|ing)|"
            r"purchased|added|join(?:ed|ing)|signed up|signing up|switch(?:ed|ing)|"
            r"upgrad(?:ed|ing)|choos(?:ing|e)|chosen|grabb\w+|snapp\w+|reserved|"
            r"in (?:this|the) queue|subscribed|enrolled|trust|love|rely)",
            r"\b(?:everyone|everybody|all (?:your|the|of your) (?:friends|neighbou?rs|"
            r"competitors|colleagues|peers)|every (?:other|serious|smart) \w+|"
            r"the whole (?:town|street|neighbou?rhood|industry|office)|half (?:the|"
            r"your) (?:town|street|office|village)|people (?:like|just like) you|"
            r"your (?:friends|neighbou?rs|competitors|colleagues|peers)|nobody else|"
            r"no one else|most (?:people|customers|clients|guests|users) (?:in your|like|"
            r"your|just like))\b[^.!?\n]{0,30}\b(?:already|is|are|has|have|bought|buy\w*|"
            r"join\w*|switch\w*|choos\w+|chose|using|uses?|love|loves|talking|"
            r"said yes|say yes|hesitat\w+|regret\w*|upgrad\w*|sign\w*|agree\w*|picks?|"
            r"picked|went|go)\b",
            r"\b(?:just|recently) (?:bought|booked|ordered|purchased|signed up|joined|"
            r"reserved|upgraded)\b[^.!?\n]{0,30}\b(?:ago|in|from|near|this|one)\b|"
            r"\b[a-z]+ (?:from|in) [a-z]+ (?:has )?just (?:bought|booked|ordered|purchased|"
            r"signed|joined|reserved)|\b(?:\d+|many|several) (?:sold|bookings?|orders?|"
            r"sign-?ups?|purchases) (?:in the (?:last|past)|today|this hour|since|within)|"
            r"\b(?:sold|booked|bought|ordered|viewed|reserved) \d+ times\b|\b(?:trending|"
            r"bestsell\w+|best-sell\w+|most popular|customer favou?rite|"
            r"top[- ]selling)\b[^.!?\n]{0,30}\b(?:right now|today|this (?:week|hour)|"
            r"don'?t|!|everyone)",
            r"\bjoin (?:the |our |over |more than )*(?:\d[\d,.]*k?\+?|thousands|millions|"
            r"hundreds)\b|\b(?:over|more than) (?:\d[\d,.]*|a (?:thousand|million)|"
            r"ten thousand|half a million) (?:happy |satisfied |delighted |loyal )+\w+|"
            r"\b\d{2,3} ?% of (?:our |all |people |the )?\w* ?(?:customers|clients|users|"
            r"people|buyers|shoppers|guests|members)\b[^.!?\n]{0,30}\b(?:choose|chose|"
            r"recommend|upgrade|buy|come back|say|add|prefer|agree|love)|\byou(?:'re| are|"
            r"'ll be| will be) the (?:only|last) (?:one|person|customer|company|"
            r"business)\b[^.!?\n]{0,24}\b(?:hasn'?t|haven'?t|not|without|who|left|still)|"
            r"\bdon'?t be (?:the (?:only|last|odd)|left (?:out|behind))",
        ),
        cue(
            0.65,
            rf"{_MANY_JA}[^。\n]{{0,14}}(?:見て(?:い|お)|閲覧(?:中|して)|購入(?:し|さ|済|"
            r"中|を)|注文(?:し|さ|中)|予約(?:し|さ|中|済)|買って|買われ|申し?込(?:み|ん|"
            r"まれ)|選ん|選ばれ|選択|契約(?:し|さ)|始めて|始められ|導入(?:し|さ)|入会|"
            r"利用(?:し|さ|中)|登録(?:し|さ|済)|愛用|乗り換え|切り替え|検討(?:し|さ|中)|"
            r"満足|絶賛|やって|持って|支持|決めて|決められ|リピート|カートに|実感|喜び|"
            r"喜ば)",
            r"(?:今|いま|現在|ただいま|たった今|つい(?:先ほど|さっき)|先ほど|数分前|"
            r"\d+分前|この\d+(?:分|時間|日)で|本日(?:だけで)?|過去\d+(?:時間|"
            r"日)で)[^。\n]{0,14}(?:\d+(?:人|名|件|個|組|回|点)[^。\n]{0,10}(?:が|の方が|"
            r"も|売れ|購入|注文|予約|見て|閲覧|申)|(?:さん|様|の方)が[^。\n]{0,10}(?:購入|"
            r"予約|注文|申し?込|契約))",
            r"(?:乗り遅れ|取り残され|置いて(?:い)?かれ)(?:ない|る|ま|ちゃ|て)|"
            r"(?:まだ)?(?:使って|始めて|持って|やって|入って|知ら|導入して|"
            r"登録して)(?:い)?ない(?:の|方|人)(?:は|って|が)?[^。\n]{0,8}(?:あなた|お客様|"
            r"だけ|少数|くらい|ぐらい|遅れ)|(?:累計|シリーズ累計|延べ)\d[\d,万千]*(?:人|名|"
            r"個|本|枚|社|件|台|食)(?:が|の|を)?(?:突破|達成|販売|愛用|利用|支持|受講|"
            r"導入)?[^。\n]{0,10}(?:愛用|支持|選|実績|突破|の人気|信頼|絶賛|!)|(?:sns|"
            r"インスタ|tiktok|ネット|口コミ|メディア|テレビ|芸能人|有名人|モデル)(?:で|も|"
            r"や)[^。\n]{0,8}(?:大?話題|バズ|絶賛|愛用|大?人気|注目)|(?:満足度|リピート率|"
            r"継続率|推奨率)\d{2,3}(?:\.\d)?%",
            r"(?:誰もが|みんなが?|皆が|皆さんが?)[^。\n]{0,6}(?:認め|欲しが|知って|"
            r"うらやむ|羨む|憧れ|使って|持って|買って|選んで)",
        ),
        cue(
            0.3,
            rf"\b(?:everyone|popular|trending|thousands|most {_PEOPLE})\b",
            r"大人気|人気no|話題の|みんな(?:が|も)|多くの方",
        ),
        cue(
            0.3,
            r"\b(?:join them|you should too|why (?:aren'?t|haven'?t|not) you|so should you|"
            r"what about you|be next)\b|(?:あなた|お客様|次)(?:も|はいかが|だけ|の番)",
        ),
    ),
    unless=re.compile(
        r"(?:定員|最大|まで|何名|何人|お?席|ご?人数|名様(?:から|まで|で)|ご参加(?:の|"
        r"は))(?:[^。\n]{0,8})(?:です|ます|か$)|\bhow many\b|\bup to \d+ (?:people|guests)|"
        r"\bfor \d+ (?:people|guests)|\b(?:party|group|table) of \d|"
        r"定員\s?\d+名?(?:様)?(?:の?うち|中|に対|で|、|の)|"
        r"\b(?:seats|takes|holds|fits|limit(?:ed)? (?:is|to)|capacity) \(?(?:\d+|ten|twelve|twenty)"
    ),
)


_LIVE = re.compile(
    r"閲覧|ご覧に|見て(?:い|お)|眺めて|カート|買い物かご|検討(?:中|して)|(?:ただ)?今(?!年|月|回|後|"
    r"週)|現在|この瞬間|\b(?:right now|at the moment|currently|as we speak|viewing|"
    r"watching|browsing|looking at|eyeing|considering|(?:carts?|baskets?|bags?)\b)"
)
_MOST = re.compile(
    r"(?:いちばん|一番|最も|もっとも)(?:多く|人気|選ばれ)[^。\n]{0,10}|多くの方(?:が|に)[^。\n]{0,12}選|"
    r"\bmost (?:people|guests|customers|members|visitors) (?:choose|pick|take|start with)|"
    r"\b(?:most popular|most chosen|most often chosen)\b"
)
_COUNTED = re.compile(r"人|名|社|組|割|%|people|customer|guest|member|in \d+")
_NAMING = re.compile(r"[\u4e00-\u9fff]{2,}|[\u30a0-\u30ff]{2,}|[ぁ-ん]{3,}|[a-z]{4,}")
_NAMES_NOTHING = frozenset(
    {"many", "guests", "people", "choose", "most", "plan", "course", "class", "customers"}
    | {"members", "visitors", "popular", "プラン", "コース", "クラス", "人気", "選ばれ", "ています"}
)


def _said_of_the_most_chosen(subject: Subject, sentence: str) -> str | None:
    if not _MOST.search(sentence):
        return None
    named = set(_NAMING.findall(_MOST.sub(" ", sentence))) - _NAMES_NOTHING
    for passage in passages_with(subject, _MOST):
        if any(word in _MOST.sub(" ", passage_text(passage)) for word in named):
            return passage.document
    return None


def _known(subject: Subject, hit: Hit) -> str | None:
    """The passage that holds every number of the sentence, or that calls the same thing the most
    chosen."""
    sentence = subject.text[hit.sentence[0] : hit.sentence[1]]
    if _LIVE.search(sentence):
        # What others do at this moment stands in no document, whatever numbers it holds.
        return None
    wanted = numbers_in(sentence)
    if not wanted:
        return _said_of_the_most_chosen(subject, sentence)
    for passage in passages_with(subject, _COUNTED):
        if wanted <= numbers_in(passage.text):
            return passage.document
    return None


RULE = pressure_rule("social_proof", FAMILY, _known)
