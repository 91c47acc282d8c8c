"""Signs of misdirection in the short strings of shop and booking screens."""

from policies.cues import Cue, cue

CUES: tuple[Cue, ...] = (
    cue(
        0.65,
        r"\b(?:renew(?:s|ing)?|recurring|continu(?:es|ing)|"
        r"billed)\b[^.!?\n]{0,16}\buntil (?:cancell?ed|you cancel)\b",
    ),
    cue(
        0.65,
        r"\b(?:un-?tick|un-?check|do not un-?check|leave (?:this )?(?:box )?checked|opt out "
        r"by)\b[^.!?\n]{0,40}\b(?:box|if you|to opt|"
        r"not|receive|offers|updates|prefer)\b|\btick (?:here|this box) if you (?:do not|don'?t|"
        r"would (?:not|prefer not))\b|\bunless i "
        r"(?:un)?tick\b",
        r"\b(?:added|included|enrolled|selected|pre-?selected|pre-?ticked|opted "
        r"in)\b[^.!?\n]{0,16}\b(?:automatically|by default|for your "
        r"(?:convenience|peace of mind))\b|\b(?:protection|insurance|warranty|donation|"
        r"membership|cover|gift bag|trial|magazine|"
        r"subscription|plan)\b[^.!?\n]{0,24}\b(?:has been|was|have been) (?:automatically "
        r")?(?:added|included|selected)\b|\b(?:donation|"
        r"protection|insurance|warranty|membership)\b[^.!?\n]{0,14}\badded (?:to (?:your|the)|"
        r"automatically)|\bwe(?:'ve| have) (?:also )?"
        r"added\b[^.!?\n]{0,30}\b(?:protection|insurance|warranty|cover|donation|trial|"
        r"membership|magazine)\b",
        r"\b(?:automatically|auto-?)\s?(?:renews?|converts?|charged?|billed|enrol\w*|upgrades?|"
        r"continues?)\b|\bwill (?:automatically|be "
        r"automatically)\b[^.!?\n]{0,24}\b(?:renew\w*|convert\w*|charged|billed|enrolled)|\bby "
        r"(?:placing|completing|clicking|continuing|"
        r"purchasing)\b[^.!?\n]{0,30}\byou (?:agree to|will|sign up|are|"
        r"consent)\b[^.!?\n]{0,20}\b(?:enrol\w*|receive|recurring|auto\w*|"
        r"membership|club|subscri\w+|delivery|charged)|\byou will be (?:charged|billed|"
        r"enrolled)\b[^.!?\n]{0,40}\b(?:after|monthly|every|"
        r"month|year|trial|ends)\b|\bafter \d+ days (?:your card|you) will be (?:charged|billed)",
        r"\bcongratulations\b[^\n]{0,30}\b(?:won|selected|chosen|winner|qualify)|\byou(?:'ve| "
        r"have)? (?:been (?:chosen|selected)|won)\b|"
        r"\blucky (?:visitor|winner|shopper)\b|\bspin (?:the|to)\b[^.!?\n]{0,16}\b(?:wheel|"
        r"win)\b|\byou qualify for a (?:secret|special)|"
        r"\b(?:special|secret) (?:price|discount|offer) just for you\b|\b(?:reward|prize) has "
        r"been reserved\b",
    ),
    cue(
        0.65,
        r"(?:自動(?:的に|で)?)(?:に)?(?:追加|更新|継続|課金|登録|加入|切り替え?|"
        r"移行)(?:され(?!ません)|でお届け|となり|に?なり|$)|(?:補償|保証|保険|"
        r"安心パック|プラン|オプション|ラッピング|寄付金?|定期コース)[^。\n]{0,14}(?:が選択され|"
        r"を(?:カートに)?追加し(?:ました|ておき)|"
        r"加算され|自動)|チェック(?:を|ボックスを)?外(?:さない|して)|希望しない(?:方|場合)(?:は|"
        r"以外)[^。\n]{0,10}(?:チェック|外|その"
        r"まま)|初期設定でオン",
        r"2回目(?:以降|から)?(?:は|、)?[^。\n]{0,16}(?:円|通常価格|自動|毎月)|"
        r"お申し?込みと同時に[^。\n]{0,14}登録|購入すると"
        r"自動|おめでとう(?:ござい)?(?:ます)?[!。\s]*[^。\n]{0,16}(?:当選|選ばれ|人目)|(?:あなた|"
        r"お客様)だけ(?:に|の)(?:特別|限定)|選ばれた方"
        r"だけ|ルーレットを回|(?:ことになります|とみなします)[)）]?$",
    ),
)
