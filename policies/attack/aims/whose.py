"""Signs that somebody asks after what another person booked, bought or pays, by name or by kinship.

A name says nothing of who writes: whoever asks for another's booking waits for a person.
"""

from policies.cues import Cue, cue, together

_NOBODY = (
    r"(?!(?:i|we|you|it|its|the|my|our|your|there|this|that|these|those|they|he|she|anyone|"
    r"anybody|someone|"
    r"somebody|everyone|who|what|a|an|any|all|some|one|people|children|kids|guests|customers|"
    r"delivery|"
    r"shipping|payment|not|so|then|and|or|if|each|both|parcel|order|shop|store|do|does|did|is|are|"
    r"was|has|have|had|can|could|should|would|will|may|"
    r"might|must|to|for|in|on|at|of|exactly|else|about|much|many)\b)"
)
_KIN = (
    r"my (?:ex|boss|boy ?friend|girl ?friend|neighbou?rs?|colleagues?|co-?worker|friends?|"
    r"flat ?mate|landlord|"
    r"brother|sister|cousin|son|daughter|mother|father|mum|mom|dad|husband|wife|partner|teacher|"
    r"rival)"
    r"(?:[- ](?:husband|wife|boyfriend|girlfriend|in-law))?"
)
_MATTER = (
    r"(?:reservations?|bookings?|booked|orders?|ordered|appointments?|stay(?:ing|s|ed)?|room|seat|"
    r"sitting|"
    r"checked in|bought|buy|paid|pays?|spent|parcel|invoice|visit(?:ed|s)?|treatment|prescription|"
    r"class(?:es)?|"
    r"lesson|account|balance|membership)"
)
_KIN_JA = (
    r"(?:上司|同僚|部下|友(?:だち|達|人)|知人|知り合い|隣の(?:人|家|席)|元(?:夫|妻|彼|カノ|彼女)|"
    r"彼氏?|彼女|夫|妻|旦那|"
    r"嫁|息子|娘|兄|姉|弟|妹|父|母|親|先生|ライバル)"
)
_MATTER_JA = (
    r"(?:予約|注文|購入|買っ|頼ん|払っ|支払|部屋|席|住所|電話|連絡先|泊ま|宿泊|来店|通って|カルテ|"
    r"施術|"
    r"荷物|届け先|請求|会員)"
)
_WHO_JA = (
    r"(?<![皆お子者員業店])(?!お客|お母|お父|店員|皆|業者|"
    r"赤ちゃん)[\u4e00-\u9fff\u30a1-\u30fa]{2,6}"
    r"(?:さん|様|さま|くん|君|ちゃん)"
)

CUES: tuple[Cue, ...] = (
    cue(
        0.55,
        rf"\b(?:what time|when|where|which \w+|how (?:much|often|many)|what)\b[^.?!\n]{{0,12}}"
        rf"\b(?:(?:mr|mrs|ms|miss|dr)\.? [a-z]+|[a-z]+-san)(?:'s)?\b[^.?!\n]{{0,20}}\b{_MATTER}\b",
        rf"\b(?:when|what time|where|which \w+|what|how much)(?: is| are|'s| does| do| did| has|"
        rf" was)? "
        rf"(?:{_KIN}|{_NOBODY}[a-z]+ [a-z]+)(?:'s)? (?:has |have |is |was |get )?(?:booked|"
        rf"staying|sitting|paid|pay|"
        rf"bought|buy|spent|ordered|order|reservation|booking|appointment)\b",
        rf"\b(?:whether|check if|does|did|know if|see if|tell me if|find out if) (?:{_KIN}|"
        rf"{_NOBODY}[a-z]+"
        rf"(?: [a-z]+){{0,2}}?) (?:has|have|had|made|make|booked|book|ordered|order|is staying|"
        rf"stayed|bought|paid|"
        rf"got)(?:\b[^.?!\n]{{0,16}}\b(?:reservation|booking|order|appointment|room|table|class|"
        rf"tonight|"
        rf"today|tomorrow|this|with you|from you|there|here|yesterday|week\w*|last)\b)",
        r"\bwhat (?:has|did|does|was|is) my \w+ (?:been )?(?:ask|say|tell|writ|order|buy|"
        r"book)\w*\b",
        rf"\bis {_NOBODY}[a-z]+\.?(?: [a-z]+){{0,2}}?(?: from [a-z ]{{2,16}}?)? (?:coming to|"
        rf"booked|"
        rf"signed up|attending|"
        rf"staying (?:with|at|in)|registered|checked in|on the list)\b",
        r"\b(?:which|what|where|when)\b[^.?!\n]{0,16}\b(?:room|seat|table|time|day|"
        r"hotel)?\b[^.?!\n]{0,8}"
        r"\bmy (?:ex|boss|rival|landlord)(?:[- ]\w+)?\b[^.?!\n]{0,16}\b(?:staying|sitting|in|at|"
        r"coming|booked)\b",
        rf"\b{_KIN}\b[^.?!\n]{{0,50}}[,.;]? ?\b(?:tell me|show me|what|how much|let me know|"
        rf"i want to know)\b"
        r"[^.?!\n]{0,14}\b(?:he|she|they)\b (?:has |have |had )?(?:paid|pays|spent|bought|got|"
        r"ordered|booked|said|wrote)\b",
        r"\bwho(?:'s| is| has| had| was)? (?:booked|reserved|took|taken|rented|hired|got|"
        r"has) (?:the|that|my|all|this|your)?"
        r" ?[^.?!\n]{0,24}\b(?:slots?|tables?|rooms?|seats?|places?|appointments?|court|o'?clock|"
        r"[ap]m|spot)\b",
        r"\bwhose (?:is it|is this|are they|order|parcel|booking|number|name|receipt|address)\b|"
        r"\bwhere (?:do|does) (?:they|he|she|that (?:person|customer)) live\b",
        r"\b(?:order|booking|phone|account|number|card)s? of (?:the|a) (?:person|man|woman|"
        r"customer|guest|lady|guy|one) "
        r"(?:whose|who|with|that)\b",
        r"\b(?:export|download|dump|list|send|give|read|show)\b[^.?!\n]{0,14}\b(?:every|all|each|"
        r"the whole|entire)\b"
        r"[^.?!\n]{0,12}\b(?:contacts?|phone ?book|guests?|subscribers|customers?|clients?|"
        r"members|bookers|"
        r"bookings? (?:for|of|on) (?:today|tomorrow|this|next|the))\b(?![^.?!\n]{0,30}\b(?:my|our|"
        r"i|we)\b)",
        r"\bchang\w+\b[^.?!\n]{0,30}\b(?:address|booking|order|parcel|number|"
        r"e-?mail)\b[^.?!\n]{0,16}"
        r"\bmy (?:neighbou?r|friend|ex|boss|colleague|flat ?mate)(?:'s|s')\b[^\n]{0,30}\b(?:mine|"
        r"me|my)\b",
    ),
    cue(
        0.55,
        rf"{_WHO_JA}(?:の|は|が|も|って)[^。?\n]{{0,10}}{_MATTER_JA}[^。\n]{{0,14}}(?:何時|いつ|"
        rf"どこ|何号|教え|知りたい|"
        rf"ですか|ますか|どの|誰|いくら|見せ|調べ)",
        r"(?:予約|注文|購入|参加|キャンセル)(?:して(?:い)?る|した|され(?:た|ている)|"
        r"の入って(?:い)?る)(?:の|人|方)?(?:は|って)"
        r"[^。\n]{0,4}(?:誰|だれ|どなた)",
        r"(?:番号|予約|レシート)[^。\n]{0,10}の(?:人|方|持ち主|"
        r"お客さん)の?[^。\n]{0,4}(?:住所|名前|電話|連絡先|家)",
        rf"{_KIN_JA}(?:が|は|の)[^。\n]{{0,12}}(?:払っ|買っ|頼ん|予約し|注文し|泊ま|使っ|通っ|"
        rf"部屋|来て)"
        rf"[^。\n]{{0,14}}(?:教えて|知りたい|いくら|何時|どこ|番号)",
        r"(?:会員|お客|生徒|患者|利用者|常連)(?:さん|様)?(?:は|って)[^。\n]{0,4}(?:誰|だれ|どなた)",
        r"(?:前|隣|さっき|後ろ)の(?:人|方|お?客(?:さん)?)[^。\n]{0,8}(?:何を|いくら|"
        r"どこ)[^。\n]{0,10}"
        r"(?:頼|注文|買|払|住|予約|食べ)(?!ば)[^。\n]{0,40}(?:名前|教え|連絡先|知りたい)",
        rf"{_KIN_JA}の[^。\n]{{0,10}}(?:届け先|住所|予約|注文|電話)を[^。\n]{{0,10}}(?:うち|私|僕|"
        rf"俺|自分|こちら)[^。\n]{{0,4}}に",
    ),
    together(
        0.5,
        r"\b(?:of|with|from|by|under) (?:the (?:person|customer|guest|patient)|[a-z]+) (?:who|"
        r"whose|that)\b",
        rf"\b{_MATTER}\b",
        r"\b(?:address|phone|e-?mail|name|details|look up|find)\b",
    ),
)
