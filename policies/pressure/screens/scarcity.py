"""Signs of scarcity in the short strings of shop and booking screens."""

from policies.cues import Cue, cue
from policies.pressure.screens.concepts import CART, N

_GOODS = (
    r"(?:stock|inventory|availability|suppl(?:y|ies)|quantit(?:y|ies)|seats?|spots?|spaces?|"
    r"places?|tickets?|rooms?|copies|numbers|slots?)"
)

CUES: tuple[Cue, ...] = (
    cue(
        0.65,
        r"^\W*(?:最後の)?[1-3一二三]点(?:限り|のみ|だけ)\W*$",
    ),
    cue(
        0.65,
        rf"\b(?:only|just|(?:less|fewer) than|under|down to|the last|last|final) {N}"
        r"(?: [\w-]+){0,3}? (?:left|remain\w*|available(?! in)|in stock|to go|at this (?:price|"
        r"fare|rate))"
        r"\b(?! (?:hand|side|ear|shoe|foot|arm|eye|wall|turn|lane|corner|over|from|to do))|"
        rf"\b(?:only|just) {N} (?:items?|pieces?|units?|pairs?|seats?|spots?|places|tickets|rooms?|"
        r"copies|bottles)\W*$",
        rf"^\W*(?:hurry\W+)?{N}(?: [\w-]+){{0,2}}? (?:left|remaining)\b(?! (?:hand|side|ear|shoe|"
        r"foot|arm|eye|sock|wall|turn))[^.\n]{0,30}$",
        r"^\W*(?:quantity|items?|units?|stock|remaining|seats?|spots?)?(?: left| remaining| "
        r"left in stock)? ?: ?(?:only |just )\d{1,2}\b|\b(?:left|remaining)(?: in stock)? ?: ?"
        r"\d{1,3}\b(?!:)",
        rf"\b(?:low|limited|scarce|dwindling) (?:in )?{_GOODS}\b(?! of (?:people|guests))|"
        rf"\b{_GOODS}(?: levels?)? (?:is|are|will|may|won'?t|remains?) (?:now |very |extremely |"
        r"getting |strictly |so |not )*(?:low|limited|scarce|running|almost|nearly|going|selling|"
        rf"filling|disappearing|last\b)|^\W*(?:very |extremely |strictly )limited\b|\b{_GOODS} "
        r"?: low\b|"
        r"^\W*low ?stock",
        r"\b(?:almost|nearly|virtually|practically|about to|close to) (?:be )?(?:all )?(?:gone|sold"
        r"[ -]?out|sell(?:ing)? out|out of stock|full|fully booked|run out|running out|booked "
        r"out)\b",
        r"\b(?:sell|go|mov|book|fill|fly|disappear)ing (?:up |out |off )?(?:very |really |so |"
        r"super )?"
        r"(?:fast|quick(?:ly)?|rapidly|soon|the shelves|like)\b|\bsell(?:s|ing)? out\b|\b(?:may|"
        r"might|"
        r"could|will|to|'ll|going to|expected to|likely to) (?:soon )?sell out\b|\bsold out "
        r"(?:twice|"
        r"\d+ times|last (?:time|year)|in \d|within)|^\W*(?:running|selling) (?:low|out)\b|"
        r"\blikely to (?:sell|be gone|go)\b|^\W*going(?:,? going)+|\brunning (?:low|out)\b(?! of "
        r"(?:time"
        r"|battery|ink|petrol|gas|fuel|patience))",
        r"\bin (?:very |extremely |such )?(?:high |hot |great |huge )?demand\b|\b(?:high|huge|"
        r"heavy|"
        r"strong|popular|overwhelming|unprecedented|extreme) demand\b|\bdemand is (?:very |so |"
        r"extremely )?(?:high|huge|strong|growing)",
        r"\b(?:while|until) (?:the )?(?:stocks?|suppl(?:y|ies)|quantit(?:y|ies)|inventory) "
        r"(?:runs? out|"
        r"lasts?|is gone|are gone)\b|\buntil (?:it'?s |they'?re )?(?:sold out|all gone)\b|"
        r"\b(?:once|when|"
        r"before) (?:it|they|these|this|someone|somebody|everyone|we)(?:'s|'re| is| are)?(?: else)?"
        r"(?: all)? (?:gone|sells? out|sold(?: out)?|runs? out|fills? up|does|grabs?|snags?|"
        r"buys?)\b",
        r"\bfirst \d+ (?:\w+ )?(?:customers?|orders?|people|buyers?|shoppers|callers|sign-?ups?|"
        r"members|guests)\b|\bfirst[- ]come,? first[- ]served?\b[^.\n]{0,24}\b(?:only|limited|"
        r"hurry|"
        r"gifts?)\b",
        r"\b\d{1,3} ?% (?:of (?:the |our )?(?:\w+ ){0,2})?(?:claimed|sold|gone|taken|booked|"
        r"reserved|"
        r"remaining|full|left)\b|\bover \d+ ?% (?:sold|claimed|booked)",
        r"\b(?:no|never|not|won'?t|will not)(?: be)? (?:more )?(?:re-?stock\w*|coming back|be "
        r"back)\b|"
        r"\bback in stock\b[^\n]{0,30}\b(?:limited|before|hurry|again|fast)\b|\brare(?:ly)? "
        r"(?:find|"
        r"available|item)\b|\bonly \d+ (?:\w+ )?(?:made|produced|pieces|exist|worldwide)\b|"
        r"\b1 of (?:only )?\d+ (?:made|produced)\b|\b\d+ (?:pieces?|units?|sets?) only\b",
        r"^\W*(?:very |only )?(?:the )?(?:last|final) (?:few|ones?|items?|pieces?|pairs?|sizes?|"
        r"units?|"
        r"remaining|stocks?|seats?|tickets?|rooms?|spots?|copies|\d{1,2})(?: [\w-]+){0,2}\W*$|"
        r"^\W*(?:very |only (?:a )?)?few (?:\w+ )?(?:left|remain\w*)|\bnot "
        r"many\b[^.\n]{0,12}\bleft\b",
        rf"\b(?:someone|somebody|others?|other (?:people|customers|shoppers|buyers)|another \w+)"
        rf"(?: else)?(?: [\w']+){{0,3}} (?:in (?:their|the) {CART}|(?:buy|book|grab|snag|snatch|"
        r"take)"
        r"\b)|\bhot item\b|\bpopular (?:item|choice|product)\b[^.\n]{0,16}\b(?:sell|gone|hurry|"
        r"soon|out)",
        r"\b(?:gone|sold out|out of stock) (?:by )?(?:tomorrow|tonight|soon|in (?:hours|minutes|"
        r"days))\b|"
        r"\border (?:soon|quickly|fast)\b",
    ),
    cue(
        0.65,
        r"(?:残り|あと|残|ラスト)[:はが\s]*(?:わずか|たった)?\s?(?:\d+|[一二三四五六七八九十]|"
        r"ひと)(?:点|個|つ|"
        r"着|枚|本|席|室|部屋|枠|名様?|セット|台|足|冊|箱|組|品|人)?(?:様)?(?:です|のみ|限り|"
        r"だけ|となりま\w*|"
        r"で(?:終了|締|満|なく|完売)|[!。]|\s|$)",
        r"在庫[:がはも]*\s?(?:あと|残り?|わずか|僅か|僅少|希少|限り|処分|一掃|少な|が(?:少|残|"
        r"な)くな|も?残り)|在庫[:\s]?\d+"
        r"(?:点|個|着|枚|本|台|足|室|席)(?:のみ|限り?|だけ|[!。]?$)|(?:残席|残室|残数|残枠|空室|"
        r"空席|空き)[:はが]?\s?"
        r"(?:残り|あと|わずか|僅か)|(?:残席|残室|残数|残枠)[:\s]?\d+",
        r"残り?(?:わず|僅|少な)か?|残りが少な|(?:売り?切れ|完売|満席|満室|満枠|品切れ|"
        r"定員)(?:間近|寸前|必至|目前|"
        r"注意|続出|まで(?:あと|残)|る前|御免)|売り切れ次第|(?:な|無)くなり次第|即(?:日)?完売|"
        r"毎回完売|"
        r"すぐ(?:に)?(?:売り切れ|完売|埋ま|なくな)|前回[^。\n]{0,8}完売|品薄|入手困難|争奪",
        r"数量限定|先着\d+|先着順[・、](?:なく|限定|数量)|限定\s?\d+|(?:注文|予約|申し?込み|"
        r"問い合わせ|アクセス)(?:が)?(?:殺到|集中)|"
        r"再(?:入荷|販|生産)(?:の)?(?:予定)?(?:は|も)?(?:な[しい]|未定|あり|ござい|予定な)|"
        r"次回(?:入荷|販売)"
        r"(?:未定|は?\d)|今(?:季|期)(?:ラスト|最終)|一点(?:もの|物)[!、。]",
        r"\d+(?:%|割)(?:が|は)?(?:売り?切れ|完売|予約済|販売済|埋ま)|"
        r"[一二三四五六七八九]割が(?:完売|売り切れ|"
        r"予約済)|予約(?:枠)?が(?:残|埋ま)|(?:他|ほか)の(?:お客様|方|人|"
        r"ユーザー)[^。\n]{0,10}(?:カート|カゴ|狙|"
        r"手続き中|検討中)|お早めに[^。\n]{0,6}残り",
    ),
)
