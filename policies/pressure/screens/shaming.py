"""Signs of shaming in the short strings of shop and booking screens."""

from policies.cues import Cue, cue

_PERK = (
    r"(?:discounts?|deals?|offers?|sav\w+|gifts?|rewards?|coupons?|bonus\w*|perks?|free \w+|"
    r"\d+ ?%|full price|higher price|more|benefits?|upgrades?|protect\w+|unprotected|exclusive\w*)"
)
_REFUSE = (
    r"(?:no+|nope|nah|not (?:now|today|interested)|maybe later|decline|skip|forget it|close)\b"
)

CUES: tuple[Cue, ...] = (
    cue(
        0.7,
        rf"^\W*(?:{_REFUSE}\W*)?(?:thanks?(?: you)?\W*)?(?:but )?(?:i(?:'d| would)? (?:rather|"
        r"prefer|hate|enjoy|love|"
        r"like)\b[^.!?\n]{0,24}\b(?:pay\w*|miss\w*|full price|discounts?|sav\w+|money|expensive|"
        r"waste|wasting|deals?|"
        r"free|bargains?|gifts?|stay\w*|skip|risk\w*|lose|los\w+|cold|out of|being|boring|bad|"
        r"without|not\b))",
        rf"^\W*{_REFUSE}\W*(?:thanks?(?: you)?\W*)?i(?:'m| am)? ?(?:don'?t|do not|already|'?ll|"
        r"will|hate|choose|"
        r"can|fine|okay|ok|not|too|happy|want to|am not|rather|accept|like|prefer)\b(?! (?:have|"
        r"need (?:it|a "
        r"(?:receipt|bag)|help)|know (?:yet|my)|use (?:it|whatsapp)))[^.!?\n]{0,24}\b(?:pay|"
        r"price|sav\w+|free|deals?|"
        r"discounts?|offers?|off|risk\w*|protect\w*|unprotected|better|gifts?|health\w*|grow|"
        r"perfect|skin|safety|safe|"
        r"vip|miss\w*|exclusive|bad|average|loop|friends|everything|enough|money|improv\w*|"
        r"beaut\w*|look\w*|style|"
        r"fashion|success\w*|learn\w*|sleep|fun|happ\w+|surprises?|stuff|rich|bored?|boring|cold|"
        r"recipes|help|know|win|"
        r"care|uninformed|love|support|updates?)\b",
        r"^\W*(?:no\W*)?(?:skip|lose|forfeit|give up|pass up|pass on|decline|reject|refuse|"
        r"throw away|waive|close|"
        r"walk away)\b(?: (?:and|this|my|the|your|from|on|it|offer|a|an|for|"
        rf"-))*[^.!?\n]{{0,16}}\b{_PERK}\b",
        r"^\W*(?:continue|proceed|check ?out|go on|carry on|buy|book|"
        r"shop)\b[^.!?\n]{0,16}\b(?:without|at|with|for)\b"
        r"[^.!?\n]{0,16}\b(?:sav\w+|my \w+|discount|full price|higher price|protection|"
        r"protecting|cover|coverage|"
        r"insurance|gift|offer|deal|reward|benefits)\b",
        r"\bi(?:'ll| will|'m going to) (?:pay (?:full|more|the full)|miss out|risk (?:it|losing)|"
        r"take (?:the|my) "
        r"(?:risk|chances)|stay (?:boring|unprotected|average|behind)|skip the (?:savings|"
        r"discount)|pass on)\b|"
        r"\bi (?:don'?t|do not) (?:like|want|need|care (?:about|for))\b[^.!?\n]{0,16}\b(?:sav\w+|"
        r"discounts?|deals?|free|"
        r"better|my (?:discount|gift|reward))\b|^\W*i(?:'m| am) (?:not (?:worth|a smart|into "
        r"(?:good|great|saving))|"
        r"ok(?:ay)? with (?:missing|paying|losing)|willing to risk)|\bi (?:choose|prefer) to "
        r"(?:remain|stay|be|pay) "
        r"(?:unsafe|unprotected|full|more|uninformed|out)|\bi (?:accept|"
        r"understand)[^.!?\n]{0,12}\b(?:risk of|is not "
        r"protected|unprotected)",
        r"\b(?:are you sure|do) you (?:really )?(?:want to|wish to)? ?(?:miss|give up|lose|pass "
        r"up|walk away|pay full|"
        r"don'?t want (?:to save|\d+|free|your))\b|\bwalking away from\b[^.!?\n]{0,12}\b(?:free|"
        r"money|savings|\d)|"
        r"\bsmart shoppers\b|\bonly a fool\b|\bwhy wouldn'?t you\b",
    ),
    cue(
        0.7,
        r"^\W*(?:いいえ|いや|いえ|結構です|no)[、,。\s]*(?:私は)?[^。\n]{0,14}(?:割引|お得|損|"
        r"定価|通常価格|高い|節約|健康|"
        r"きれい|綺麗|キレイ|痩せ|チャンス|無料|特典|プレゼント|安全|このまま|成功|話せない|情報|"
        r"逃し|無駄|クーポン|若|美)"
        r"[^。\n]{0,18}$",
        r"^\W*(?:割引|特典|お得|節約|クーポン|無料(?:ギフト|プレゼント)|保証|補償|保険|チャンス|"
        r"ギフト|\d+(?:円|%)(?:引き|オフ|"
        r"off))(?:を|に|なし(?:の|で)|は)?[^。\n]{0,8}(?:捨て|放棄|あきらめ|諦め|見逃|受け取ら|"
        r"いら(?:ない|ね)|いりま|使わ"
        r"ない|興味が?(?:な|あり)|しない$|したくな|失って|リスク|断)",
        r"^\W*損(?:した|し|を)[^。\n]{0,10}(?:まま|続け|たい|かまい|構い)|(?:リスク|"
        r"危険)を(?:承知|負)[^。\n]{0,16}$|"
        r"本当に(?:割引|特典|お得|チャンス)を(?:捨|逃|手放|放棄)|知らないのは(?:あなた|"
        r"お客様)だけ|まだ定価で|"
        r"(?:定価|高いほう|高い方|通常価格)(?:で)(?:買い|結構|いい|購入し(?:ます|たい))",
    ),
)
