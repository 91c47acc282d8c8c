"""Guilt and fear: the person is to act so that nobody is hurt, or because disaster looms.

Source: Gray et al. 2018 (Toying with emotion); UCPD 2005/29/EC Annex I no. 12 and 30;
消費者契約法 第4条第3項第5号・第6号 (不安をあおる告知).
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.rule import pressure_rule

_LOVED = (
    r"(?:your|the) (?:\w+ )?(?:family|kids?|children|child|daughter|son|wife|husband|partner|"
    r"parents|mother|father|mum|mom|dad|baby|loved ones?|dog|cat|pet|team|staff|employees|"
    r"customers|health|future|body|home|house|business|skin|heart|retirement)"
)

FAMILY = Family(
    cues=(
        cue(
            0.6,
            r"\b(?:think of|think about|imagine|consider) (?:all )?(?:of )?(?:what|everything|how "
            r"much) you(?:'d| would|'ll| will|'re| are| stand to)\b[^.!?\n]{0,12}\b(?:los(?:e|"
            r"ing)|miss\w*|giv(?:e|ing) up|throw\w*)\b",
            r"(?:ご?家族|お子(?:さま|様|さん)?|ご?両親|奥様|ご主人|お友達|皆さま|スタッフ|先生)(?:を|に)"
            r"[^。\n]{0,6}(?:がっかりさせ|失望させ|悲しませ|つらい思いをさせ|恥をかかせ)"
            r"(?:たくない|たくありません|てもいい|るおつもり|ることに)",
            r"\bafter (?:all|everything) (?:the (?:time|effort|work|trouble|care|hours)\b|"
            r"(?:i|we)(?:'ve| have)? (?:done|did|given|put))",
            r"\bthe least you (?:could|can) do\b|\bwent out of (?:my|our) way\b[^.!?\n]{0,60}"
            r"\b(?:so|and) (?:now )?you\b|\bi(?:'d| would)? (?:have )?expected (?:a bit )?more "
            r"(?:loyalty|gratitude|thanks)",
            r"(?:あれだけ|ここまで|あんなに|これほど|せっかく)[^。\n]{0,28}(?:のに|のですから|んですから)"
            r"[^。\n]{0,30}(?:がっかり|残念|ひど|あんまり|失礼|困り|顔を立て|断|やめ|辞め|冷た)",
            r"(?:こちら|私|当店|うち)の顔を(?:立て|つぶ)|胸が張り裂け|裏切ら(?:れ|れた)",
        ),
        together(
            0.6,
            r"\b(?:loved ones?|family|kids|children|child|mother|father|parents|wife|"
            r"husband|partner|dog|cat|pet|team)\b|ご?家族|お子|子ども|お母様|お父様|"
            r"ご?両親|犬|猫|ペット|残された",
            r"\b(?:left with nothing|suffer|unprotected|without|unloved|cold|alone|"
            r"pay the price|go without|at risk|hungry|struggle)\b|困り|苦労|路頭|寒い|"
            r"愛されていない|我慢|守れ",
            r"\b(?:cover|policy|plan|insurance|buy|choose|food|alarm|if you|without this|"
            r"would you|would not want)\b|保険|入らない|加入|つけ|選ば|おつもり|買わ|"
            r"食べさせ",
        ),
        cue(
            0.6,
            r"\b(?:remember who|put my name on the line|poured our hearts?|quite a blow|"
            r"brushed off|go without the|one day you will (?:look|wish|regret))\b|"
            r"(?:頭を下げて|ごみ箱行き|給食費|どなたのため|心を込めた[^。\n]{0,20}つらい|"
            r"と思う日が来)",
        ),
        cue(
            0.7,
            r"\bafter (?:all|everything) [^.!?\n]{0,30}\b(?:done|given|put|did|"
            r"sacrific\w+) (?:for|into) you\b|\b(?:boss|manager|"
            r"owner)\b[^.!?\n]{0,12}\b(?:furious|angry|mad|upset|fire|kill|shout)\b|"
            r"\b(?:shop|team|staff|studio|owner|we|heart|hearts) (?:will |would |"
            r"\'ll )?(?:cry|break|weep|suffer|be hurt)\b|\bimagine (?:losing|waking|your|"
            r"seeing|explaining|how)\b|\b(?:such )?a shame to let\b|\blet (?:your|"
            r"the) (?:whole |entire )?(?:team|family|kids|children|staff|friends) down\b|"
            r"\bthink of (?:your|the) (?:poor )?(?:\w+ )?(?:cat|dog|pet|kids?|children|"
            r"family|wife|husband|mother|parents|health|staff|"
            r"team)\b[^.!?\n]{0,20}\b(?:before|when|if|and)\b|\bcost you (?:dearly|"
            r"everything|far more|a fortune)\b",
        ),
        cue(
            0.7,
            r"\b(?:we|i|our \w+|the (?:whole )?(?:team|staff|owner|maker|artist|"
            r"teacher))(?:'ll|'d|'re|'m| will| would| are| am| is| feel)?(?: all| be| feel|"
            r" really| so| very| be so| be really)* (?:heartbroken|devastated|crushed|"
            r"gutted|hurt|let down|(?:so |really |very |deeply )?(?:sad|disappointed|"
            r"upset)|in tears|crying|cry|lost without you)\b[^.!?\n]{0,40}\b(?:you|your|"
            r"leave|cancel|decision)",
            r"\b(?:break(?:s|ing)? (?:our|my|the \w+'?s?) hearts?|breaks? my heart|"
            r"let(?:ting)? (?:us|me|the team|everyone|them|your \w+) down|after (?:all|"
            r"everything) (?:we|i|our team)(?:'ve| have)? (?:done|given|put|did)|(?:i|"
            r"we)(?:'ve| have)? (?:worked|stayed|put|spent|gave|given|fought|"
            r"pulled)[^.!?\n]{0,30}(?:so hard|all night|late|hours|just for you|strings|"
            r"favou?rs?)|turn(?:ing)? your back|abandon(?:ing)? (?:us|me|your|them)|"
            r"is this how you (?:repay|thank|treat)|(?:don'?t|do) you (?:even )?(?:care|"
            r"love)[^.!?\n]{0,20}(?:about )?(?:us|me|your|them|the)|(?:give|"
            r"giving) up on (?:us|yourself|your|them)|(?:my|our) (?:job|jobs|boss|family|"
            r"bonus|livelihoods?|target|commission)[^.!?\n]{0,20}(?:depends?|on the line|"
            r"kill|lose|feed|angry|suffer|at stake)|(?:i|we)(?:'ll| will| might|"
            r" could) (?:lose|get in(?:to)?) (?:my|our) (?:job|trouble|bonus)|(?:thought|"
            r"hoped|believed) (?:we|you) (?:were|had|meant|could)[^.!?\n]{0,16}(?:friends?|"
            r"something|special|better|different|rely|trust))",
            r"\b(?:how (?:would|will|could) you (?:feel|live|explain|forgive|sleep|face)|"
            r"(?:can|could) you (?:really )?(?:live with|afford|forgive yourself|face|"
            rf"look)|(?:don'?t|do) (?:your|they|{_LOVED}) (?:\w+ )?deserve|"
            rf"{_LOVED} (?:\w+ )?(?:deserves? (?:better|more|the best|it|this|you)|"
            r"will (?:suffer|pay|never forgive|blame|thank you|be disappointed|resent)|"
            r"(?:is|are) (?:counting on|depending on|relying on|at risk|in danger|worth)|"
            r"needs? you to)|if you (?:really |truly |actually )?(?:love|loved|care about|"
            rf"cared about|cared for|care for|want the best for|valued?) {_LOVED})",
            r"\byou(?:'ll| will| are going to|'re going to| may| might|"
            r"'d)? (?:\w+ )?(?:regret|kick yourself|hate yourself|be sorry|never forgive|"
            r"wish you had|look back|end up (?:alone|broke|sick|paying|with nothing|"
            r"losing)|live to regret|be kicking)|\b(?:regret (?:it|this|not|missing|saying|"
            r"walking|waiting)|too late to (?:save|fix|help|change|undo|regret))\b|"
            r"\bdon'?t (?:come crying|say (?:we|i) didn'?t|blame (?:us|me))|"
            r"\bbefore (?:something|the worst|disaster|tragedy)\b|\b(?:something (?:bad|"
            r"terrible|awful)|disaster|tragedy|the worst) (?:will|could|may|might|"
            r"is going to|happens?|strikes?)|\bimagine (?:what|if|how|"
            r"the)[^.!?\n]{0,40}\b(?:without|never|happen|lost|losing|worse|regret|suffer|"
            r"accident|burgl\w+|fire|die|sick|hurt)|\b(?:putting|put|leav(?:e|"
            r"ing)) {_LOVED}".replace("{_LOVED}", _LOVED)
            + r"[^.!?\n]{0,20}\b(?:at risk|in danger|unprotected|exposed|vulnerable|behind|"
            r"on the line)",
            r"\b(?:miss(?:ing)? out|fomo|fall(?:ing)? behind|left behind|"
            r"be(?:ing)? (?:the one )?left out|losing (?:money|customers|out) every|(?:it|"
            r"this|doing nothing|not (?:buying|joining|acting|upgrading)|"
            r"saying no) (?:will|could|is going to|may) (?:cost you (?:everything|dearly|"
            r"more|far|thousands|your)|ruin|haunt|destroy))\b",
        ),
        cue(
            0.7,
            r"(?:(?:私|わたし|僕|スタッフ|担当|店主|先生|職人|作り手|社員|チーム|オーナー|"
            r"みんな|一同)[^。\n]{0,12}(?:とても|本当に|心から|すごく|一同|"
            r"どんなに)?(?:悲し|泣い|泣き|がっかり|傷つ|残念が|落ち込|つらい(?:です|思い)|"
            r"さみし|寂し(?:がっ|い思い|く思い)|肩を落と|ショック))",
            r"(?:せっかく|ここまで|これだけ|こんなに|あれほど|わざわざ|夜遅くまで|徹夜で|"
            r"何時間も)[^。\n]{0,30}(?:(?:た|いた|した|して(?:き|い)た|げた|った|んだ|おり|"
            r"ました|申し上げた)(?:の|ん)に|無駄に(?:する|な|され)|台無し|裏切|水の泡|"
            r"断るん|やめるん|やめてしま|帰るん|お断り|辞めるん|報われ)",
            r"(?:裏切(?:る|ら|り|られ)|見捨て(?:る|な|ら)|恩を(?:仇|あだ|忘れ)|薄情|"
            r"冷たい(?:方|人|です|んです)|(?:信じて|期待して|頼りにして|"
            r"お待ちして)(?:い)?た(?:の|ん)に|私(?:の|ども)?(?:の)?(?:顔|立場|成績|ノルマ|"
            r"評価|生活|首|クビ)[^。\n]{0,12}(?:立|潰|つぶ|かか|下が|助け|なくな|困|危)|"
            r"(?:上司|店長|本部)に(?:叱られ|怒られ|顔向け)|助けると思って|人助けと思|"
            r"お願いですから|後生です|どうか見捨て)",
            r"(?:ご?家族|お子さん|お子様|子ども(?:さん|たち)?|赤ちゃん|奥様|ご主人|お母様|"
            r"ご?両親|親御さん|ペット|ワンちゃん|猫ちゃん|大切な(?:人|方)|愛する(?:人|方)|"
            r"従業員|社員|お客様の(?:健康|将来|老後))[^。\n]{0,16}(?:(?:が)?(?:かわいそう|"
            r"可哀そう|可哀想|悲しみ|泣き|がっかり|後悔|困り|不幸|犠牲|恨|守れ)|(?:を|"
            r"の)(?:こと|将来|健康|未来|命|笑顔|安全)?を?(?:本当に|大切に|愛して|思う|想う|"
            r"考え|守りたい)[^。\n]{0,10}(?:なら|のであれば|のでしたら|ですよね|はず|"
            r"ないの)|に(?:申し訳な|何かあって|もしものこと|顔向け|胸を張れ|我慢させ|"
            r"つらい思い|悲しい思い|恥ずかし))",
            r"(?:後悔(?:する|し(?:ても|ます|たくな|ない(?:ため|よう)|か|ませ)|先に|されま|"
            r"される|なさ)|あとで泣|後で泣|泣きを見|痛い目|取り返しのつかな|"
            r"取り返しがつかな|大変なことにな|大損|損(?:します|する|をします|をする|失|"
            r"ばかり|をし続|し続|になりますよ|ですよ)|人生(?:を|が)(?:棒に|終わ|台無|損)|"
            r"一生(?:後悔|後ろ指|この(?:まま)|貧)|不幸に|病気になって(?:から|も)|"
            r"(?:このまま|放置|何もしない)(?:だと|では|すると|で(?:いる|い)と|していると|"
            r"なら|状態)?[^。\n]{0,16}(?:悪化|危険|手遅|失(?:い|う)|老け|破綻|倒産|孤独|"
            r"太り|離れてい|落ちぶれ|取り残|ひどく|最悪|大変|後悔|知りませんよ|どうなって|"
            r"壊れ)|どうなっても(?:知り|責任|いい)|知らない(?:と|まま(?:だ|で)(?:と|は|"
            r"いる))[^。\n]{0,4}(?:損|危|怖|恥|後悔)|もう(?:時間|後)がありません|"
            r"命に(?:関わ|かかわ))",
        ),
        cue(0.3, r"\bsad|\bdisappoint\w+|残念|悲し|さみし|寂し"),
        cue(
            0.3,
            r"\b(?:leave|leaving|cancel|go|unsubscribe|say no|quit)\b|解約|退会|お断り|"
            r"やめ|辞め|離れ|キャンセル",
        ),
    ),
    unless=re.compile(
        r"(?:ご?満足|ご期待に沿え|お役に立て)(?:いただけ)?[^。\n]{0,8}(?:申し訳|残念)|"
        r"\bwe(?:'re| are) (?:so |very |really )?sorry (?:to hear|that|for|about)|"
        r"\bsorry (?:to hear|for)|がっかりさせ(?!たくな|たくあ|てもいい|る)(?:てしま)?|"
        r"ご不快|ご心配(?:を|なく)|"
        r"申し訳(?:あり|ござ)"
    ),
)

RULE = pressure_rule("guilt", FAMILY)
