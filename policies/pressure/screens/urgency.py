"""Signs of urgency in the short strings of shop and booking screens."""

from policies.cues import Cue, cue
from policies.pressure.screens.concepts import N

_SPAN = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|[dhms])"
_OFFER = (
    r"(?:offers?|sales?|deals?|promo\w*|discounts?|prices?|pricing|coupons?|codes?|vouchers?|"
    r"savings?|specials?|event|enrol\w+|registration|access|clearance|reductions?|rates?|bonus\w*)"
)

CUES: tuple[Cue, ...] = (
    cue(
        0.65,
        r"\b(?:hold(?:ing)?|held|sav(?:ed|ing)|reserv(?:ed|ing)|"
        r"keep(?:ing)?)\b[^.!?\n]{0,30}\bfor (?:only |just |another )?\d+ (?:more )?(?:minutes?|"
        r"mins?|seconds?|secs?)\b",
    ),
    cue(
        0.7,
        r"\b\d{1,3}\s?:\s?\d{2}\s?:\s?\d{2}\b",
        rf"\b\d+ ?{_SPAN}\W{{1,3}}\d+ ?{_SPAN}\W{{1,3}}\d+ ?{_SPAN}\b",
        r"\bdays?\W+h(?:ou)?rs?\W+min(?:ute)?s?\W+sec",
        rf"\b(?:left|remain\w*|ends?|ending|expir\w+|hurry|within|next|reserved|hold|last)\b"
        rf"[^!?\n]{{0,24}}\b(?:\d+ ?{_SPAN}\W{{1,3}}\d+ ?{_SPAN}|\d{{1,2}}:[0-5]\d(?! "
        r"?[ap]\.?m))\b",
    ),
    cue(
        0.65,
        rf"\b{_OFFER}(?: \w+){{0,2}}? (?:ends?|ending|expir\w+|closes?|is over|disappears?|"
        r"won'?t last|vanish\w*|goes away)(?: at| on| by)?"
        r"(?: in\b|:|!|\W*$|\W{1,3}(?:soon|tonight|today|midnight|tomorrow|shortly|at noon|"
        r"this|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d))",
        r"^\W*(?:(?:ends?|ending|expires?|expiring|closes|closing|ends? at)\W{1,3}(?:in\b|soon|"
        r"tonight|today|midnight|tomorrow|at midnight|shortly|this|monday|tuesday|wednesday|"
        r"thursday|friday|saturday|sunday|\d)|must end)",
        r"\blimited[- ]time\b|\bfor a (?:very )?(?:limited|short) (?:time|period)\b|"
        r"\b(?:today|tonight|this weekend|weekend|one[- ]day|this week|right now|24 hours|"
        r"two days) only\b|\bonly (?:for )?(?:today|tonight|this weekend)\b|"
        rf"\b\d+[- ]?{_SPAN}(?: only\b|[- ](?:flash |mega |super )?(?:sale|deal|only|special))|"
        r"\b(?:flash|lightning|doorbuster) (?:sale|deal|offer)s?\b|\b(?:valid|good) (?:for "
        r")?(?:\w+ "
        rf"){{0,2}}(?:today only|\d+ ?{_SPAN} only|(?:the next|1|one) ?(?:hour|{_SPAN}))\b",
        r"\blast (?:chance|call|minute (?:deal|saving|offer)s?|(?:few )?hours\b)|"
        r"\bfinal (?:hours?|days?|call|countdown|chance|few (?:hours|days|minutes))\b|"
        r"\b(?:last|final) day(?:s)?(?:\W*$|!| to (?:save|shop|buy|get|order|claim)| for | of "
        r"(?:the )?"
        r"(?:\w+ )?(?:sale|clearance|offer|deal))|\byour last (?:day|chance)\b",
        rf"^\W*(?:only |just |hurry\W+(?:only |just )?)?{N} (?:more )?{_SPAN} (?:left|remaining|"
        rf"to go|only|and counting)\b|\b(?:only|just) (?:{N} )?{_SPAN} (?:left|remaining|to go)\b|"
        rf"\b{N} {_SPAN} (?:left )?(?:to|until) (?:save|claim|buy|shop|grab|finish|complete|order|"
        r"check ?out|the (?:sale|offer|deal|price))\b|\btime (?:left|remaining)\b",
        r"\b(?:hurry|be quick|be fast|act (?:fast|now|quickly|soon|today)|tick,? ?tock|"
        r"time(?:'s| is)? (?:almost |nearly )?(?:up|running out|ticking)|don'?t (?:delay|wait)|"
        r"don'?t miss(?: out| it| this| your| these| the (?:chance|deal|sale|offer))|"
        r"rush my|snap it up|everything must go|now or never|get (?:it|them|yours) (?:while|"
        r"before)|"
        r"while (?:it|they) lasts?|before (?:it|they|this)(?:'s|'re| is| are) (?:all )?(?:gone|"
        r"over|"
        r"too late)|won'?t last (?:long|for ?ever))\b",
        r"\b(?:cart|basket|bag|order|items?|seats?|tickets?|booking|price|rate|fare|session|quote|"
        r"hold)\b[^.!?\n]{0,24}\b(?:reserved|held|hold|holding|expires?|expiring|released|emptied|"
        r"guaranteed|valid)\b[^.!?\n]{0,16}\b(?:for|in|within|until|till)\b[^.!?\n]{0,16}"
        r"(?:\d+ ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b|\d{1,2}:\d{2}|\d+\W*$|"
        r"midnight)",
        rf"\b(?:hold(?:ing)?|reserv\w+|keep(?:ing)?)\b[^.!?\n]{{0,24}}\bfor (?:the next |another )?"
        rf"\d{{1,2}}(?::\d\d)? ?(?:minutes?|mins?)\b|\b(?:check ?out|complete|finish|claim|order|"
        r"book|pay|use it|shop|buy)\b[^.!?\n]{0,24}\b(?:within|in) (?:the next )?(?:\d[\d: ]*|"
        r"an? )"
        rf" ?(?:{_SPAN}|$)",
        r"\b(?:prices?|rates?|fares?|fees?) (?:\w+ )?(?:go(?:es)?|going|will go|may go|increas\w+|"
        r"rises?|rising|may rise|jumps?|could (?:rise|change|go))(?: up)?(?: back)?\b[^.!?\n]{0,12}"
        r"(?:soon|tomorrow|tonight|midnight|in \d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"any (?:minute|moment|time)|at launch)|\block in (?:this|today'?s|your|the|these)\b",
        r"\bone[- ]time[- ](?:only )?(?:offer|deal|price)|\b(?:never|won'?t|not) (?:be shown|"
        r"see (?:this|it|these)[^.!?\n]{0,16}) again\b|\blose (?:this|your) (?:offer|deal|price|"
        r"discount|coupon|spot|place)\b|\bback for \d+ (?:hours|days)\b|\bcountdown to\b",
        r"\b(?:code|coupon|discount|voucher|offer|deal|gift|price)\b[^.!?\n]{0,20}\b(?:about to|"
        r"almost|nearly|soon|not for long|disappears?|expir\w+ (?:in|soon|today|tonight))\b|"
        r"\bexpir(?:es|ing) (?:soon|today|tonight|in \d)|\bnot for long\b",
        r"\b(?:order|buy|shop|book|join|save|start|enrol+|sign up|claim|grab|subscribe|upgrade)"
        r"(?: (?:it|yours|now|today|one))* (?:now|today|soon|fast|quickly)\b(?:,| and| or| before|"
        r" while|:|!| -)[^.!?\n]{0,40}\b(?:sav\w+|pay more|price\w*|rate|lose|ends?|before|bonus|"
        r"lock|close\w*|offer|late|gone)\b",
    ),
    cue(
        0.65,
        r"(?:残り|あと)(?:時間)?[:はが\s]*(?:わずか)?\d+\s?(?:[:時]|時間|分|秒|日)(?!前|後|目|"
        r"以内に(?:発送|"
        r"返信|連絡|届)|ほど|くらい|程度)",
        r"(?:本日|今日|今夜|今晩|今週末?|週末|今月)(?:\d+時|[\d:]{3,5})?(?:限り|限定|だけ|最終|"
        r"(?:まで|で)"
        r"(?:の特|の限|終|!|$|に?(?:ご注文|お申|購入|決)))|本日\d{1,2}[:時]\d*分?まで[!、]|"
        r"\d+(?:時間|日間?|分間?|週間)(?:限り|限定|だけの)|今だけ|いまだけ|今しか|今がチャンス|"
        r"買うなら今|今買わな",
        r"(?:期間限定|タイムセール|フラッシュセール|カウントダウン|限定タイム)(?!色|味|商品のご)",
        r"ラスト(?:チャンス|\d+(?:日|時間|分|点|着|個|枚|枠|席|室))|最後の(?:チャンス|機会)|"
        r"最終(?:日[!。]|日です|セール|値下げ|sale|募集)|セール最終日",
        r"(?:お|を)?見逃(?:しなく|すな|し厳禁)|お?急ぎ(?:ください|下さい|を)|(?:^|"
        r"[、。!\s])急(?:げ|いで)"
        r"[!！。]?|早い者勝ち|お早めに[!。\s]*(?:$|どうぞ)|(?:お申し?込み|ご?注文|ご?予約|"
        r"お?手続き)は?、?"
        r"お早めに",
        r"(?:まもなく|間もなく|もうすぐ|もう間もなく)(?:、)?(?:終了|終わ|締め?切|値上|失効|"
        r"セール|販売終了|"
        r"元の)|終了(?:間近|目前|まで|迫)|締め?切り?(?:間近|迫|まであと|まで残)|期限が迫",
        r"(?:クーポン|割引|特典|オファー|価格|ポイント|お値段)(?:は|が|の)?[^。\n]{0,12}(?:失効|"
        r"消え|無効に|"
        r"終了し|なくなり|期限(?:は|が)?(?:あと|残り|迫|まもなく))|(?:明日|あす)(?:から|には|"
        r"になると)"
        r"[^。\n]{0,8}(?:値上|元の|通常価格|高く)|値上げ(?:前|間近|まで)",
        r"カート[^。\n]{0,14}(?:\d+分|残り|有効時間|消え|空に|確保)|\d+分(?:間|"
        r"以内)[^。\n]{0,12}(?:確保|"
        r"お取り置き|有効|決済|限定|円引き|半額|特別)|(?:一|1)(?:回|度)(?:限り|きり)の|"
        r"二度と(?:表示|な|ご案内)|迷っている(?:時間|暇)|後悔しま",
        r"(?:まで|終了).{0,6}\d{1,3}[:時]\d{2}[:分]\d{2}|今すぐ(?:ゲット|クリック|チェック|"
        r"手に入れ)",
    ),
)
