"""Obstruction: leaving, refusing or comparing is made hard or is talked out of.

Source: Mathur et al. 2019 (Obstruction, "hard to cancel"); FTC 16 CFR Part 425 (negative option);
特定商取引法 第12条の6 and its guideline on cancellation; DSA (2022/2065) Art. 25(3)(c).
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.concepts import BURDEN, IMPOSSIBLE, LEAVING, OBLIGED, SELF_SERVICE
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import obstruction as obstruction_signs

_LEAVE = (
    r"(?:cancel\w*|unsubscrib\w+|opt(?:ing)?[- ]?out|leav(?:e|ing)|clos(?:e|ing) (?:your|an|"
    r"the) account|delet(?:e|ing) (?:your|an|the) (?:account|data)|end(?:ing)? (?:your|"
    r"the) (?:membership|subscription|contract|plan)|terminat\w+|quit|refunds?|return(?:s|"
    r"ing)?|downgrad\w+|stop (?:the |your )?(?:emails?|payments?|membership|subscription)|"
    r"turn(?:ing)? (?:it |this )?off)"
)
_LEAVE_JA = (
    r"(?:解約|退会|キャンセル|配信停止|停止|休会|返品|返金|脱退|アカウント(?:の)?削除|"
    r"契約(?:の)?(?:解除|終了)|ダウングレード|辞退|クーリング・?オフ|登録(?:の)?(?:解除|抹消)|"
    r"メール(?:の)?停止|お断り)"
)

FAMILY = Family(
    cues=(
        cue(
            0.7,
            r"\bto (?:leave|cancel|quit|unsubscribe|end it|stop it),? you(?:'ll| will)? (?:have|"
            r"need|must)(?: to)? (?:phone|call|ring|write|post|visit|speak|come|send a letter)",
            r"\bcan only be (?:ended|cancelled|canceled|stopped|closed|terminated) (?:by (?:post|"
            r"phone|letter|mail|fax|telephone)|in person|at our|on (?:mon|tues|wednes|thurs|fri))",
            r"\bto (?:cancel|unsubscribe|leave|quit),? (?:please )?(?:call|phone|ring) (?:us )?"
            r"(?:between|from|only|on)\b",
            r"(?:解約|退会|停止|止める|辞める|やめる)(?:には|のは)[^。\n]{0,30}(?:書類を書き|"
            r"お電話を"
            r"お待ち|電話をお待ち|郵送(?:のみ|だけ)|店頭(?:のみ|だけ))",
        ),
        *obstruction_signs.CUES,
        together(0.6, LEAVING, BURDEN, OBLIGED),
        together(0.6, LEAVING, IMPOSSIBLE, SELF_SERVICE),
        together(0.55, LEAVING, BURDEN, IMPOSSIBLE),
        cue(
            0.7,
            rf"\b{_LEAVE}\b[^.!?\n]{{0,12}}\b(?:only )?(?:by|over|via|"
            r"in) (?:the )?(?:phone|post|fax|letter|person|registered)\b|\b(?:only|"
            rf"just) {_LEAVE}\b|\b(?:{_LEAVE}|deleted|"
            rf"cancelled)\b[^.!?\n]{{0,24}}\b(?:not (?:possible|available|offered|allowed)|"
            r"isn\'?t (?:possible|available)|can\'?t be)\b|\b(?:account|membership|"
            rf"subscription|plan)\b[^.!?\n]{{0,12}}\b(?:can\'?t|cannot|"
            r"can not) be (?:deleted|cancelled|closed|stopped|ended|paused)\b|"
            r"\b(?:cancellation|cancelling|refund|closing your account|"
            rf"unsubscribing)\b[^.!?\n]{{0,16}}\btakes?\b[^.!?\n]{{0,16}}\b(?:months?|"
            r"weeks?)\b",
        ),
        cue(
            0.7,
            rf"\b{_LEAVE}\b[^.!?\n]{{0,40}}\b(?:only|must|have to|need to|required to|"
            rf"can only|is only|requires?)\b[^.!?\n]{{0,40}}\b(?:in person|by (?:post|fax|"
            r"phone|letter|mail|telephone|registered|calling)|(?:registered|certified|"
            r"written|signed|hand-?written|notari[sz]ed) (?:letter|mail|form|notice|"
            r"request|post)|phone|call(?:ing)?|fax|office hours|visit|notari[sz]ed|"
            r"speak (?:to|with)|talk (?:to|with)|a retention|(?:a )?(?:manager|interview|"
            r"specialist|advisor))",
            rf"\b(?:only|must|have to|need to|required to)\b[^.!?\n]{{0,30}}\b(?:call|"
            r"phone|visit|fax|post|send (?:a|us)|write|speak (?:to|with)|talk (?:to|with)|"
            r"come (?:in|to)|complete|fill|explain|give (?:us )?a reason|attend|"
            rf"wait)\b[^.!?\n]{{0,40}}\b(?:to|before you can|before we (?:can )?|"
            rf"in order to|if you want to) {_LEAVE}\b",
            r"\b(?:can'?t|cannot|can not|unable to|not (?:possible|able|allowed)|"
            r"impossible|no way|there(?:'s| is) no (?:way|option|button|link)|"
            r"won'?t (?:be able|let)|don'?t (?:accept|process|allow|offer)|not (?:accept|"
            rf"process|allow))\b[^.!?\n]{{0,30}}\b{_LEAVE}\b[^.!?\n]{{0,20}}\b(?:online|"
            r"by (?:email|e-mail|chat)|through|here|on (?:the|our)|until|unless|yourself|"
            r"at (?:this|the) time|right now|mid|before|over|from)",
            r"\b(?:are you (?:really |absolutely |quite |100% )?sure|"
            r"do you really (?:want|wish)|really want|before you (?:go|leave|cancel|"
            rf"decide|unsubscribe)|wait[!,.]|hold on)\b[^.!?\n]{{0,40}}\b(?:{_LEAVE}|go|"
            rf"lose|give up|throw away|miss|forfeit|want to)\b[^.!?\n]{{0,30}}\b(?:all|"
            r"everything|your|every|benefits|forever|this|us|lose|forfeit|never|perks|"
            r"points|progress|savings|go|discount)?",
            rf"\bif you (?:{_LEAVE}|leave|go|stop)\b[^.!?\n]{{0,14}}(?:now|today|"
            rf",)?[^.!?\n]{{0,14}}\byou(?:'ll| will)? (?:\w+ )?(?:lose|forfeit|never|"
            r"give up|miss|no longer|be (?:charged|banned|blocked|unable|locked)|owe|"
            r"have to (?:pay|start))\b|\b(?:lose|forfeit|give up) (?:all|everything|every|"
            r"your (?:entire|whole|points|benefits|progress|discount|history|loyalty|"
            r"status|price|rate|place))\b",
            rf"\b(?:{_LEAVE})\b[^.!?\n]{{0,40}}\b(?:non-?refundable|early termination|"
            r"penalty fee|exit fee|cancellation fee of|will be ignored|"
            r"takes? (?:up to )?\d+ (?:days|weeks|months|business)|may take|"
            r"several (?:weeks|months)|processing time|(?:two|three|four|five|six|"
            r"\d+)[- ](?:step|page)s?|survey|questionnaire|retention|our (?:win-?back|"
            r"loyalty) team|hidden|buried|small print)",
            r"\b(?:won'?t|not going to|refuse to|can'?t|cannot|unable to|"
            r"will not) (?:process|accept|honou?r|complete|approve|handle|take|"
            r"action) (?:your|the|any|this|that) (?:cancel\w*|refund|return|request|"
            r"unsubscri\w*|opt[- ]?out)|\b(?:ignore|delay|make it (?:hard|difficult|"
            rf"awkward))\b[^.!?\n]{{0,30}}\b{_LEAVE}|\b(?:keep|continue) (?:charging|"
            rf"billing|sending|receiving|emailing)\b[^.!?\n]{{0,40}}\b(?:until|unless|"
            r"even (?:if|after|though)|whether|anyway|regardless)",
            r"\b(?:don'?t (?:bother|waste (?:your )?time) (?:comparing|looking|checking|"
            r"shopping|asking)|no (?:need|point)[^.!?\n]{0,12}(?:compar\w+|"
            r"look(?:ing)? (?:elsewhere|around)|read(?:ing)? the (?:terms|small print|"
            r"contract)|ask(?:ing)? (?:anyone|your|others|around))|(?:don'?t|"
            r"no need to) (?:talk|tell|discuss|mention|consult|"
            r"ask)[^.!?\n]{0,16}(?:your (?:wife|husband|partner|family|parents|lawyer|"
            r"friends)|anyone|others))\b",
            r"\bwe(?:'d| would)? (?:hate|hate to|can'?t bear|don'?t want|can'?t let you|"
            r"won'?t let you|not going to let you|not letting you|"
            r"refuse)\b[^.!?\n]{0,20}\b(?:lose you|see you go|you (?:to )?(?:go|leave)|"
            r"let you (?:go|leave)|you leave)\b[^.!?\n]{0,60}",
        ),
        cue(
            0.7,
            rf"{_LEAVE_JA}[^。\n]{{0,24}}(?:お?電話(?:で)?(?:のみ|だけ|でしか|に限)|"
            r"(?:ご)?来店(?:して|いただ|のみ|でしか|が必要|の上)|(?:書面|郵送|書留|fax|"
            rf"内容証明|手書き|窓口|対面|平日(?:の)?\d|平日昼)[^。\n]{{0,12}}(?:のみ|だけ|"
            r"でしか|に限|必要|必須|提出|送付|お送り|限り|限定)|できません|でき(?:ない|"
            r"かね)|受け付け(?:て(?:い|お)|られ|かね|でき|ません)|承(?:れ|って(?:い|"
            r"お)りませ|りかね|りませ)|お受け(?:でき|しかね|して(?:い|お)りませ)|"
            r"(?:ボタン|画面|ページ|メニュー)(?:は|が)(?:ござい|あり)ません|応じ(?:られ|"
            r"かね|て(?:い|お)りませ))",
            r"(?:お?電話|ご?来店|窓口|書面|郵送|対面)(?:で)?(?:のみ|だけ|でしか|"
            rf"に限り)[^。\n]{{0,14}}{_LEAVE_JA}|{_LEAVE_JA}(?:を)?(?:ご)?(?:希望|検討|"
            rf"される|する|なさる)[^。\n]{{0,16}}(?:方は|場合は|には|前に|"
            rf"際は)[^。\n]{{0,24}}(?:必ず|担当者(?:と|に)|お話し?|面談|アンケート|"
            r"理由(?:を|の)|引き?止め|説得|電話|待ち|書面|ご来店|ご説明いただ|"
            rf"お答え)[^。\n]{{0,16}}(?:必須|必要|ください|いただき|いただか|なりません|"
            r"になり|までは)",
            rf"{_LEAVE_JA}(?:して(?:しま(?:う|い|った)|は)|する|され(?:る|て|ます)|すれば|"
            rf"したら|なさる)(?:と|ますと|ば|ら|場合)?[^。\n]{{0,24}}(?:すべて|全て|全部|"
            r"これまで|今まで|せっかく|二度と|ポイント|特典|割引|データ|会員|"
            rf"価格)[^。\n]{{0,20}}(?:失|消|なくな|無効|戻|使え|受けられ|没収|リセット|"
            r"適用され|ご利用(?:に)?なれ|できな|入会)|(?:すべて|全て|全部|"
            rf"これまでの\S{{0,10}})(?:を|が)(?:失(?:って|い)|捨て|手放|無駄に|"
            rf"なくなって)[^。\n]{{0,12}}(?:いい|よろし|本当|構い|大丈夫|いん)",
            rf"(?:本当に|ほんとうに|まさか|本気で|それでも)[^。\n]{{0,10}}(?:{_LEAVE_JA}|"
            rf"やめ(?:て|られ|る)|辞め|お別れ|手放)[^。\n]{{0,14}}(?:よろし|いい|ですか|"
            rf"ますか|か[?。]|んですか|のですか)|{_LEAVE_JA}(?:は|を)?(?:もう少し|もう一度|"
            r"いったん|ちょっと)?(?:待って|お待ち|考え直|思いとどま|お考え直)|"
            r"(?:考え直して|思いとどまって|やめないで|行かないで|辞めないで|"
            r"離れないで)(?:いただ|ください|もら|くれ|ほし)",
            rf"{_LEAVE_JA}[^。\n]{{0,16}}(?:手続き?)?(?:に|まで|は|が|"
            rf"には)[^。\n]{{0,8}}(?:\d+(?:か月|ヶ月|週間|日|営業日|段階|ステップ|"
            rf"回)[^。\n]{{0,8}}(?:かか|要|必要|お待ち|続|後)|複雑|面倒|お時間(?:が|を)|"
            rf"大変|難し)|{_LEAVE_JA}(?:料|手数料|違約金|金)(?:として|が|"
            rf"を)[^。\n]{{0,16}}(?:\d|全額|残り|満額|請求|かか|発生)[^。\n]{{0,8}}(?:円|"
            rf"請求|発生|かか|いただ|支払)|(?:お?断り|拒否|{_LEAVE_JA})(?:の|"
            r"する)?(?:ご?連絡|メール|意思)?(?:が|を)?(?:ない|いただか|されない|"
            rf"なさらない)(?:場合|限り|とき)[^。\n]{{0,16}}(?:自動|継続|課金|請求|同意|"
            r"承諾|みな)",
            r"(?:他社|他店|ほかの?(?:店|会社|サービス)|"
            r"よそ)[^。\n]{0,10}(?:比べ(?:る(?:必要|意味|だけ)|ても|なくて)|見る(?:必要|"
            r"だけ|のは)|相談し|検討す(?:る必要|るだけ))[^。\n]{0,12}(?:あり|ない|無駄|"
            r"いり|不要|ません)|(?:ご家族|奥様|ご主人|誰|ほかの方|周り|弁護士|"
            r"消費者センター|親)(?:に|と|へ|には)[^。\n]{0,8}(?:相談(?:し|せ|する|さ)|言わ|"
            r"話さ|内緒|秘密|話す)[^。\n]{0,10}(?:ず|ないで|必要|なくて|無用|で(?:お願い|"
            r"進め|決め))|(?:規約|契約書|細かい(?:ところ|文字)|条件)[^。\n]{0,8}(?:読(?:ま|"
            r"む)|確認し)[^。\n]{0,10}(?:なくて|必要(?:は|も)?(?:あり|ない)|飛ばし|大丈夫)",
        ),
    ),
    unless=re.compile(
        r"キャンセル待ち|"
        # To ask before something is deleted is care, not a hindrance.
        r"\b(?:remove|delete|empty|discard|clear) (?:this|the|your|these) (?:items?|photos?|cart|"
        r"basket|draft|"
        r"files?|address|card|list|entr(?:y|ies))\b|"
        # What goes for one kind of goods, and is told with regret, hinders nobody from leaving.
        r"(?:開封|使用|着用|加工)(?:済み?|後|した|された)|(?:ギフト|商品|お食事|体験)(?:券|カード)|"
        r"(?:申し訳(?:ござい|あり)|恐れ入り|恐縮)[^。\n]{0,40}(?:返品|返金|交換)|"
        r"\b(?:opened|used|worn) (?:kits?|packs?|boxes|items?|goods)|\b(?:gift )?vouchers?\b|"
        r"\bgift cards?\b|"
        r"(?:ロット|当日|直前|前日)(?:の)?キャンセル|キャンセル(?:待ち|料)(?:は|が|に)|"
        r"セール品|オーダー(?:メイド|品)|食品(?:の|は|につ)|開封後|名入れ|衛生上|"
        r"(?:いつでも|マイページから|オンラインで|ウェブで|メールで|すぐに|無料で|"
        r"違約金なし|理由は(?:うかが|お伺い|聞)|手数料は(?:かか|いただき))[^。\n]{0,20}|"
        r"\b(?:any time|anytime|at any point|free of charge|no questions asked|no fee|"
        r"without (?:a )?(?:fee|penalty|reason|charge)|with one click|online at|"
        r"from your account|reply stop|same day|custom[- ]made|personali[sz]ed|"
        r"made to order|perishable|hygiene|on the day|sale items?|opened)\b|"
        r"\b(?:refund|money|payment|transfer)\b[^.!?\n]{0,24}\b(?:was|were|has been|have been|is "
        r"already) (?:sent|made|issued|transferred|processed|returned)|"
        r"(?:返金|払い戻し|送金)(?:は|を|の)?[^。\n]{0,12}(?:いたしました|済み|完了|しました|"
        r"しており|済んで)"
    ),
)

RULE = pressure_rule("obstruction", FAMILY)
