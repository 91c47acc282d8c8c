"""Confirm-shaming: saying no is worded so that the person looks foolish or careless.

Source: Mathur et al. 2019 (Misdirection: Confirmshaming); Gray et al. 2018 (Interface
interference).
"""

from policies.cues import Family, cue
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import shaming as shaming_signs

_NO = r"(?:no,?(?: thanks?| thank you)?|nah|nope|not? now|skip|decline|cancel|i'?ll pass|pass)"
_FOOLISH = (
    r"(?:(?:like|love|prefer|enjoy|want|would rather|'?d rather|am (?:happy|fine|ok|okay|"
    r"content)|'?m (?:happy|fine|ok|okay|content))(?: to| with)? (?:keep |be |stay |to |"
    r"going |being |continue )?"
    r"(?:pay\w*|wast\w+|miss\w*|los\w+|struggl\w+|stay\w*|overpay\w*|fail\w*|suffer\w*|"
    r"be(?:ing)? (?:broke|tired|unhealthy|alone|bored|behind|ignorant|uninformed|"
    r"unprotected|left)|broke|unhealthy|behind|risk\w*|full price|bad|boring|being|"
    r"the (?:old|hard|slow) way|throw\w*|leav\w+|gambl\w+|expensive|ugly|dull)"
    r"|(?:don'?t|do not|doesn'?t) (?:want|need|care|like|believe|deserve|value|love|mind|"
    r"wish|think)[^.!?\n]{0,20}\b(?:sav\w+|money|health\w*|better|improv\w+|succe\w+|"
    r"grow\w*|learn\w*|famil\w+|kids|child\w*|future|free|discounts?|deals?|protect\w*|"
    r"secur\w+|safe\w*|sleep|happy|skin|happiness|help|good|look\w*|best|win\w*|bargains?|"
    r"quality|planet|environment|perks|benefits|myself|yourself)"
    r"|hate[s]? (?:sav\w+|money|free|good|deals?|discounts?|bargains|fun|nice|being)|"
    r"(?:have|'ve got|'ve) (?:enough|too much|plenty of) (?:money|friends|customers|time)|"
    r"not interested in (?:sav\w+|improv\w+|better|free|growing|being|looking|my|"
    r"protect\w*))"
)

FAMILY = Family(
    cues=(
        cue(
            0.55,
            r"\bsuit yourself\b|\b(?:honestly|really|actually) rather (?:keep |stay |go on )?"
            r"(?:wast\w+|los\w+|overpay\w*|suffer\w*|miss\w*|fail\w*)|\bare you (?:sure (?:that )?"
            r"you(?:'re| are) |really |even )serious about\b",
            r"恥ずかしくない(?:です|の|ん)|(?:まだ|いまだに)(?:そんな|こんな)[^。\n]{0,12}(?:続け|"
            r"使って|着て|やって)",
        ),
        *shaming_signs.CUES,
        cue(
            0.75,
            r"^\W{0,3}(?:no,? (?:thanks?,? |thank you,? )?)?i(?:'?d| would| will|"
            r"'?ll)? (?:rather|prefer|don'?t (?:want|need|like|care|deserve)|"
            r"do not (?:want|need|like)|hate|love (?:paying|wasting)|enjoy (?:paying|"
            r"wasting)|pay full|stay in|like paying|am (?:fine|happy|ok) (?:with|being|"
            r"paying|staying))\b[^.!?\n]{0,40}(?:\b(?:pay\w*|sav\w+|protect\w*|full price|"
            r"bad|worse|miss\w*|risk\w*|dark|deal|deals|shipping|mediocre|nice things|"
            r"better|deserve|waste|wasting|ugly|skin|health\w*|ignor\w*|behind|broke|"
            r"purchase|money|discount\w*|improv\w*|help|secur\w*|success\w*)\b)",
            r"^\W{0,3}(?:continue|proceed|checkout|carry on|"
            r"go on) without (?:\w+ )?(?:protection|cover|saving|discount|insurance|"
            r"security|my discount)\b",
            r"\bcan wait\b[^.!?\n]{0,4}$|\b(?:winners|leaders|"
            r"successful people)\b[^\n]{0,40}\b(?:losers|others|excuses|hesitate)\b|"
            r"\b(?:comfortable|content|happy|settle) (?:with|for|being) (?:second[- ]best|"
            r"mediocre|less|average|ordinary)\b",
            r"^(?:割引|特典|保護|保証|お得|チャンス)(?:を|なし)[^。\n]{0,10}(?:ずに|ないで|"
            r"捨てて|なしで)[^。\n]{0,12}(?:購入|続|進|払)[^。\n]{0,4}$",
            r"(?:守る|変わる|変える|学ぶ|成長する|努力する|良くする|成功する|"
            r"きれいになる)(?:気|つもり|意志|努力)(?:が|は|も)?(?:ない|しない|しません|"
            r"ありません)|(?:後回し|ぱっとしない|平凡|このまま)(?:の\S{0,4})?で(?:いい|"
            r"よい|満足|構わ)|お金を惜しみ|先が思いやられ|の良さ(?:は|が)(?:わから|分から)|"
            r"そのお?歳で|(?:少し|ちょっと|正直)?(?:恥ずかしい|情けない)こと",
        ),
        cue(
            0.75,
            r"\bif you(?:\'d| would) (?:rather|prefer)(?: to)? (?:stay|be|remain|keep|pay|"
            r"waste|lose|miss|suffer|struggle|live with|settle)\b|\b(?:stay|remain|"
            r"be) (?:ordinary|average|mediocre|poor|unhealthy|ignorant|behind|ugly|fat|"
            r"tired|small)\b[^.!?\n]{0,20}\b(?:if|then)\b|\byou(?:\'re| are) (?:clearly |"
            r"obviously |simply |just )?not (?:serious|committed|ready|brave|smart|"
            r"ambitious|interested)\b[^.!?\n]{0,16}\b(?:about|enough|to|then)\b|"
            r"\bif that(?:\'s| is) (?:really )?what you (?:want|prefer)\b",
            r"(?:やる気|覚悟|本気|意欲|危機感|情熱|気持ち)(?:が|も|は)?[^。\n]{0,4}(?:ない|"
            r"足りない|感じられない|見えない)(?:の|ん)?(?:でした|であれ|なら|です|ね|"
            r"ようで)|(?:そんな|その程度の|そのような|そういう)(?:覚悟|考え|気持ち|姿勢|"
            r"意識|こと)(?:では|じゃ|だから|で)[^。\n]{0,20}(?:いきません|なれません|"
            r"変われ|できません|無理|負け|成功|だめ|ダメ|続きませ)",
        ),
        cue(
            0.75,
            rf"(?:^|[\"'\s(:-]){_NO}[,.:;!]? (?:-|thanks,?|i|because i|to|"
            rf"on)\b ?[^.!?\n]{{0,12}}{_FOOLISH}",
            r"\b(?:click|choose|select|press|tap|button|option|"
            rf"say)\b[^.!?\n]{{0,24}}[\"']?(?:no|decline|skip)?[,:]? ?i {_FOOLISH}",
            r"\b(?:only (?:a )?(?:fools?|idiots?|someone (?:foolish|careless|"
            r"who doesn'?t))|you'?d (?:have to )?be (?:a fool|crazy|mad|silly|foolish|"
            r"stupid|insane)|(?:smart|wise|clever|serious|responsible|sensible|savvy|"
            r"caring|good|real) (?:people|customers?|shoppers?|owners?|parents?|mothers?|"
            r"fathers?|mums?|moms?|dads?|partners?|buyers?|professionals?|homeowners?|"
            r"adults?)\b[^.!?\n]{0,30}\b(?:say yes|choose|know|would|wouldn'?t|don'?t|"
            r"never|always|buy|protect|invest|take|pick|opt|upgrade|understand))",
            r"\b(?:i guess|apparently|so|clearly|obviously|fine, (?:if )?|"
            r"i see,?)\b[^.!?\n]{0,10}\byou (?:don'?t|do not|must not|really don'?t|"
            r"aren'?t|prefer|'?d rather|like|enjoy|want to)\b[^.!?\n]{0,14}\b(?:care|value|"
            r"want|serious|mind|interested|need|pay\w*|wast\w+|miss\w*|stay\w*|love|worry|"
            r"committed|ready)",
            r"\bif you (?:really |truly |actually )?(?:don'?t|do not|didn'?t) (?:care|"
            r"value|love|respect|want (?:the best|to (?:save|improve|succeed|be|look|"
            r"grow)))\b|\bif (?:your|you(?:'re| are)) (?:\w+ )?(?:\w+ ){0,3}(?:isn'?t|not|"
            r"doesn'?t) (?:worth|important|matter|a priority|serious about|"
            r"willing to invest|brave enough|smart enough|ready to (?:succeed|change|grow))",
            r"\b(?:too (?:cheap|lazy|scared|proud|stubborn|afraid)|(?:afraid|scared) (?:of|"
            r"to) (?:success|succeed|change|commit|invest)|"
            r"can'?t (?:even )?afford (?:to )?(?:look|care)|(?:still|remain|"
            r"keep) (?:being )?(?:ignorant|in the dark|broke|a loser|second[- ]best|"
            r"amateur))\b",
        ),
        cue(
            0.75,
            r"(?:いいえ|いえ|いや|no|結構です|断る|スキップ|キャンセル|閉じる|辞退|"
            r"不要)[、,。:・「」\s()-]{1,3}[^。!?\n]{0,16}(?:損(?:し|を|で|の)|高い(?:まま|"
            r"金額|料金|値段)|定価で|(?:興味|関心)(?:が|は)?(?:ない|ありません)|"
            r"このままで(?:いい|よい|良い|結構|構い)|諦め|あきらめ|不健康|太った|老け|"
            r"失敗し|成功し(?:なく|たく)|学びたく(?:な|あり)|節約(?:し(?:なく|たく)|に)|"
            r"お金(?:を|が)(?:無駄|余|捨)|無駄(?:に|遣)|必要ありません|(?:大切|"
            r"大事)(?:では|じゃ)|知らないまま|取り残され|チャンスを(?:捨|逃)|お得(?:に|"
            r"な)[^。\n]{0,8}(?:なりたく|興味|いりま|ほしくな|欲しくな)|キレイ(?:に|で)|"
            r"綺麗(?:に|で)|美しく|幸せ(?:に|で)|変わりたく|自分(?:を|に)(?:変え|投資)|"
            r"苦労|面倒な(?:まま|ほう|方))",
            r"(?:賢い|かしこい|本気の|意識の高い|できる|デキる|一流の|センスのある|"
            r"良識ある|普通の|まともな|愛情(?:の|が)ある|ちゃんとした|真剣な|"
            r"責任感のある)(?:方|人|お客様|お母様|お母さん|お父さん|親御さん|ママ|パパ|親|"
            r"経営者|主婦|大人|女性|男性|社会人|オーナー|飼い主)(?:は|なら|は皆|ほど|だけ|"
            r"でしたら|であれば)[^。\n]{0,24}",
            r"(?:断る|申し?込まない|買わない|使わない|見送る|入らない|やらない|始めない|"
            r"選ばない|スルーする|利用しない|登録しない)(?:の|なんて|とは|人|方|"
            r"ような人)(?:は|が|って)?[^。\n]{0,14}(?:もったいない|損|愚か|バカ|ばか|馬鹿|"
            r"情けな|考えられ|信じられ|恥|甘え|逃げ|負け|後悔|不思議|変|おかし|残念な)",
            r"(?:本気(?:で|じゃ|では)|やる気|覚悟|愛情|思いやり|向上心|意識)(?:が)?(?:ない|"
            r"なかった|足りない|変わりたいと思っていない|ではない|じゃない)(?:の|"
            r"ん)?(?:です|でしょう|なら|方|人|のなら|のであれば|ということ)|(?:その程度|"
            r"所詮|しょせん|どうせ)(?:の|は|、)?[^。\n]{0,14}(?:方|人|気持ち|覚悟|"
            r"ということ|なのです|ですね|なら)|(?:それでも|本当に)(?:いい|よろし|"
            r"構わな)[^。\n]{0,4}(?:んですか|のですか|のでしょうか|ですか)[^。\n]{0,2}$",
            r"(?:損(?:をし|し)(?:たまま|続け|たい)|無駄な?お金を払い?(?:続け|たい)|(?:高い|"
            r"余計な)(?:お金|料金|金額|電気代|通信費)を払い?(?:続け|たい))(?:て|で|"
            r"る)?(?:も)?(?:いい|よい|構わない|平気な|結構|お考え|のでしたら|のなら|方|人)|"
            r"(?:情けない|恥ずかしい|みっともない)(?:と|です|思い|こと|ですよ|まま)",
        ),
    )
)

RULE = pressure_rule("shaming", FAMILY)
