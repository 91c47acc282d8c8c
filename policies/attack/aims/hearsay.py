"""Signs that somebody claims what the business is said to have granted, by hearsay alone.

A promise that stands in no record is the owner's to honour: "your colleague said I get half off".
"""

from policies.cues import Cue, cue, together

_STAFF = (
    r"\b(?:your (?:colleagues?|co-?workers?|manager|boss|owner|staff|team|agent|assistant|chef|"
    r"bot|chat ?bot|"
    r"other \w+|previous \w+|son|daughter|partner)|(?:someone|somebody|one|a person|a guy|"
    r"a lady) (?:from|at|in|of|on) "
    r"your \w+|(?:another|the other|the previous|the last|an earlier|a different) (?:agent|"
    r"assistant|person|"
    r"operator|rep\w*|guy|lady|clerk|seller|bot|colleague)|the (?:lady|guy|man|woman|person|girl|"
    r"boy|chap|clerk|"
    r"gentleman|rep\w*)(?: \w+)? (?:on|at|in|from|behind) the \w+|(?:our|my|this|the) (?:last|"
    r"previous|earlier) "
    r"(?:chat|call|conversation|e-?mail|visit)\b[^.!?\n]{0,12}\byou|i(?: was|'ve been| have been|"
    r" got) (?:told|"
    r"promised|assured|offered)|you (?:already |once |yourself )?(?:promised|agreed|guaranteed|"
    r"assured|told) (?:me|us|that)?)"
)
_GRANTED = (
    r"(?<!\w)(?:\d{1,3} ?(?:%|percent)|half[- ](?:price|off)|half the price|(?:fifty|forty|thirty|"
    r"twenty|ninety|eighty|"
    r"seventy) ?(?:%|percent)|for (?:free|nothing|just|only)|(?:is|are|be|get|got|one|"
    r"it) (?:\w+ ){0,3}free\b|"
    r"a free \w+|full refund|no charge|free (?:of charge|upgrade|shipping|delivery|repairs?)|"
    r"for [£$€¥]?\d[\d,.]*|[£$€¥]\d[\d,.]*(?: off)?|for (?:a|one|two|five|ten|twenty) (?:pounds?|"
    r"dollars?|euros?|yen)|"
    r"waive\w*|(?:the )?(?:staff|employee|family|friends?) (?:discount|price|rate)|discount)(?!\w)"
)
# To repeat what was said is no claim: the grant must be theirs, or be asked to be put through.
_MINE = (
    r"\b(?:i(?:'d| would|'ll| will| can| could|'m|'ve)? (?:\w+ )?(?:get|have|pay|receive|owe|got)|"
    r"(?:promised|"
    r"offered|gave|give|guaranteed|granted|let|assured) (?:me|us|my|every\w+|him|her)|for me|"
    r"put (?:it|that|this) "
    r"through|apply|honou?r|book (?:it|me)|add it|confirm|charge|do the same|go ahead|just (?:do|"
    r"process)|"
    r"waive it|approved|agreed|promised a|mention (?:him|her|it|them))\b"
)
_STAFF_JA = (
    r"(?:店員|担当(?:者|の方|の人)?|スタッフ|電話で?(?:話した|出た|対応した)(?:人|方)|電話の(?:人|"
    r"方)|"
    r"お店の(?:人|方)|(?:別|前|他|ほか|違う)の(?:人|方|担当者?|店員|スタッフ)|社員|店長|オーナー|"
    r"レジの(?:人|方)|"
    r"(?:前回|昨日|先日|この前|以前|さっき)の(?:チャット|電話|メール|やり取り|会話)|あなた|"
    r"そちら)(?:さん)?"
)
_GRANTED_JA = (
    r"(?:半額|半値|\d+ ?(?:%|パーセント|割)|[一二三四五六七八九]割|無料|タダ|ただ(?:で|に)|"
    r"全額返金|返金|値引|"
    r"割引|割り引|おまけ|サービスし|安くし|\d+円(?:で|に))"
)
_SAID_JA = (
    r"(?:言って|言われ|言った|言いました|おっしゃ|約束|認め|許可|了承|承認|してくれると|"
    r"してもらえると|すると)"
)

# Who asks whether it is so, or whether it still holds, claims nothing yet.
_CLAIMING = (
    r"\A(?![\s\S]*(?:\b(?:is (?:that|this|it) (?:right|true|correct|so|still|ok|okay)|"
    r"does (?:that|it) "
    r"(?:still|also)|can (?:that|this) be|doesn'?t work|isn'?t working|did i (?:get|understand)|"
    r"am i right|"
    r"how do i (?:use|redeem|get)|where do i)\b|(?:本当|合って|あって|間違い|まだ|今も|それで)"
    r"[^。\n]{0,10}(?:です|ます|でしょう)か|使えま(?:せん|すか)|使えない))"
)

CUES: tuple[Cue, ...] = (
    together(
        0.55,
        _STAFF,
        _GRANTED,
        r"\b(?:said|says?|told|promised|agreed|approved|confirmed|offered|gave|given|waived|"
        r"guaranteed|"
        r"allowed|granted|assured|okayed|ok'?d)\b",
        _MINE,
        _CLAIMING,
    ),
    together(
        0.55,
        _GRANTED_JA,
        rf"{_STAFF_JA}[^。\n]{{0,30}}{_SAID_JA}|{_SAID_JA}[^。\n]{{0,14}}{_STAFF_JA}",
        _CLAIMING,
    ),
    cue(
        0.55,
        r"\b(?:gave|got|gets|had|received|paid)\b[^.\n]{0,40}\b(?:\d{1,3} ?%|free|for nothing|"
        r"half)\b[^\n]{0,30}"
        r"\b(?:do|give|make|want|apply|get)\b[^.\n]{0,12}\b(?:the same|same (?:for|to) me|me too|"
        r"as well|me that)\b",
        r"(?:もらった|もらって|してくれた|された|だった)(?:そう|って|と|らしい|ので|"
        r"から)[^\n]{0,14}"
        r"(?:私|俺|僕|うち|こっち|自分)(?:に)?も(?:同じ|そう|お願い)",
        r"\bmy (?:account|profile|membership|card|name) (?:is|was|has|"
        r"should)\b[^.!?\n]{0,24}\b(?:zero|free of|"
        r"vip|staff|unlimited|flagged|exempt\w*|100 ?%)\b",
        r"\blet'?s (?:just )?(?:agree|say|settle|pretend|call it)\b[^.!?\n]{0,50}\b(?:price|"
        r"costs?|it'?s (?:really|"
        r"actually)|[£$€¥]\d|\d+ (?:euros?|dollars?|pounds?|yen))",
        r"(?:私|俺|僕|うち|自分)の(?:アカウント|会員|カード|名前)[^。\n]{0,14}(?:無料|0円|タダ|"
        r"ゼロ|免除|最上位)|"
        r"\d+円(?:という|って)ことに(?:し|なり)|(?:0|ゼロ)円で(?:決済|会計|処理|確定|注文)",
    ),
)
